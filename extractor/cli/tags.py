"""The newsroom's own tags from the command line: checked, taken into an archive, given back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.console import errors_told, show
from extractor.cli.lists import Store

__all__ = ["tags"]

tags = typer.Typer(
    help="The newsroom's own tags: a table of slug,name,type,aliases,parent in CSV, or the same in JSON.",
    no_args_is_help=True,
)
#: slugs that are listed of each kind of change
LISTED = 10

Table = Annotated[Path, typer.Argument(metavar="FILE.csv|FILE.json", help="the topics")]


@tags.command("check", epilog="Example:\n\n    extractor tags check topics.csv")
def check(file: Table) -> None:
    """Read a file of topics and tell what is wrong with it."""
    from extractor.tags import read_topics

    with errors_told():
        topics = read_topics(file)
        show(f"{len(topics)} topics, {sum(len(topic.aliases) for topic in topics)} aliases; all in order.\n", None)


@tags.command(
    "import", epilog="Example:\n\n    extractor tags import topics.csv --store sqlite:///archive.db --dry-run"
)
def import_(
    file: Table,
    store: Store,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only tell what would change")] = False,
) -> None:
    """Make the topics of a file those of an archive; `extractor index` then finds them in articles."""
    from extractor.store import open_archive, put_topics
    from extractor.tags import read_topics

    with errors_told():
        changes = put_topics(open_archive(store, create=True), read_topics(file), dry=dry_run)
        for kind, slugs in zip(("new", "changed", "gone"), changes, strict=True):
            more = f" and {len(slugs) - LISTED} more" if len(slugs) > LISTED else ""
            show(f"{len(slugs)} {kind}{': ' if slugs else ''}{', '.join(slugs[:LISTED])}{more}\n", None)
        if dry_run:
            show("Nothing was written.\n", None)


@tags.command("export", epilog="Example:\n\n    extractor tags export --store sqlite:///archive.db --output topics.csv")
def export(
    store: Store, output: Annotated[Path | None, typer.Option(help="write here instead of printing")] = None
) -> None:
    """Give the topics of an archive back, as CSV."""
    from extractor.store import get_topics, open_archive
    from extractor.tags import render_csv

    with errors_told():
        show(render_csv(get_topics(open_archive(store))), output)
