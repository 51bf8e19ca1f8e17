"""The records of an archive from the command line: who is one and the same, and what an editor decides about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractor.cli.console import errors_told, show
from extractor.cli.lists import LARGEST_KEY, Format, Limit, ListFormat, Store, render_list

if TYPE_CHECKING:
    from extractor.store import Decision

__all__ = ["records"]

records = typer.Typer(
    help="People, organisations and places of an archive: list them, declare two one, or one two; undo it.",
    no_args_is_help=True,
)
Key = Annotated[int, typer.Argument(metavar="RECORD", min=1, max=LARGEST_KEY, help="the number of a record")]
Editor = Annotated[str | None, typer.Option(help="who decides")]


@records.command("list", epilog="Example:\n\n    extractor records list «Ильин» --store sqlite:///archive.db")
def list_(
    name: Annotated[str, typer.Argument(help="the name, or a part of it")],
    store: Store,
    limit: Limit = 20,
    format_: Format = ListFormat.summary,
) -> None:
    """List who and what goes by a name, with the roles that tell one from another."""
    from extractor.store import list_records, open_archive

    with errors_told():
        found = [asdict(one) for one in list_records(open_archive(store), name, limit)]
        show(render_list(found, format_, _describe_record), None)


@records.command(epilog="Example:\n\n    extractor records merge 12 17 --store sqlite:///archive.db")
def merge(
    record: Key,
    other: Annotated[int, typer.Argument(min=1, max=LARGEST_KEY, help="the number of the one that it takes in")],
    store: Store,
    editor: Editor = None,
) -> None:
    """Declare two records one; holds for later articles too."""
    from extractor.store import merge_records, open_archive

    with errors_told():
        show(_describe_decision(merge_records(open_archive(store), record, other, editor)._asdict()) + "\n", None)


@records.command(epilog="Example:\n\n    extractor records split 12 2026-03-02-bridge --store sqlite:///archive.db")
def split(
    record: Key,
    articles: Annotated[list[str], typer.Argument(metavar="ID…", help="articles that are about somebody else")],
    store: Store,
    editor: Editor = None,
) -> None:
    """Declare that some articles of a record are about another of the same name."""
    from extractor.store import open_archive, split_record

    with errors_told():
        show(_describe_decision(split_record(open_archive(store), record, articles, editor)._asdict()) + "\n", None)


@records.command(epilog="Example:\n\n    extractor records decisions --store sqlite:///archive.db")
def decisions(store: Store, format_: Format = ListFormat.summary) -> None:
    """List what editors decided, the latest first."""
    from extractor.store import list_decisions, open_archive

    with errors_told():
        show(render_list(map(_plain, list_decisions(open_archive(store))), format_, _describe_decision), None)


@records.command(epilog="Example:\n\n    extractor records undo 3 --store sqlite:///archive.db")
def undo(
    number: Annotated[int, typer.Argument(metavar="DECISION", min=1, max=LARGEST_KEY, help="the number of a decision")],
    store: Store,
) -> None:
    """Take a decision back: everything is as if it had not been made."""
    from extractor.store import open_archive, undo_decision

    with errors_told():
        show(_describe_decision(undo_decision(open_archive(store), number)._asdict()) + "\n", None)


def _plain(decision: Decision) -> Mapping[str, Any]:
    return decision._asdict()


def _describe_record(row: Mapping[str, Any]) -> str:
    roles = f" — {'; '.join(row['roles'])}" if row["roles"] else ""
    others = [name for name in row["names"] if name != row["name"]]
    names = f"\n        и так: {', '.join(others)}" if others else ""
    return f"{row['record']:>8}  {row['name']}{roles}  ({row['articles']} ст., {row['quotes']} цит.){names}"


def _describe_decision(row: Mapping[str, Any]) -> str:
    if row["kind"] == "merge":
        what = f"запись {row['other']} — часть записи {row['record']}"
    else:
        what = f"из записи {row['record']} выделена {row['other']}: {', '.join(row['articles'])}"
    who = f", {row['editor']}" if row["editor"] else ""
    undone = ", отменено" if row["undone"] else ""
    return f"{row['number']:>4}  {row['made']:%Y-%m-%d %H:%M}{who}: {what}{undone}"
