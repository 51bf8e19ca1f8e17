"""The archive from the command line: articles into it, and what was found in them out of it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer

from extractor.cli.console import (
    FAILED,
    DictionaryOption,
    Furniture,
    FurnitureOption,
    Inputs,
    Workers,
    errors_told,
    progress,
    show,
)
from extractor.cli.lists import LARGEST_KEY, Describe, Format, Limit, ListFormat, Store, render_list
from extractor.errors import InvalidQuery

if TYPE_CHECKING:
    from extractor.store import Page

__all__ = ["archive", "search"]

archive = typer.Typer()
search = typer.Typer(help="Find quotes and articles in an archive, and count them.", no_args_is_help=True)

Cursor = Annotated[str | None, typer.Option(help="where the page before ended")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="from this day on")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="up to this day")]
Words = Annotated[str | None, typer.Option(help="words in any form; phrases in «…»")]
RecordNumber = Annotated[
    int | None, typer.Option("--record", min=1, max=LARGEST_KEY, help="a number of «extractor records list»")
]


@archive.command(epilog="Example:\n\n    extractor index articles.jsonl --store sqlite:///archive.db")
def index(
    inputs: Inputs,
    store: Store,
    workers: Workers = None,
    errors: Annotated[Path, typer.Option(help="failures go here, one a line")] = Path("index.errors.jsonl"),
    furniture: FurnitureOption = Furniture.detect,
    dictionary: DictionaryOption = None,
) -> None:
    """Extract many articles into an archive; the same command again goes on where a run was cut short."""
    from extractor.batch import Options, find_inputs
    from extractor.batch.indexing import index_batch
    from extractor.settings import load_settings
    from extractor.store import get_topics, open_archive
    from extractor.workers import Order, load_task

    with errors_told():
        settings = load_settings(dictionary=dictionary)
        found = find_inputs(inputs)
        order = Order({"furniture": furniture.value}, "line", frozenset({"tokens"}))
        options = Options(
            workers or settings.workers, settings.timeout, settings.worker_memory << 20, settings.batch_size, order
        )
        opened = open_archive(store, create=True)
        task = load_task(settings.max_chars, settings.dictionary or get_topics(opened))
        with progress(found.total) as on_progress:
            report = index_batch(found, opened, task, errors, options, on_progress=on_progress)
    seen = f" ({report.resumed} of them were there already)" if report.resumed else ""
    typer.echo(f"{report.done} articles{seen}; the archive is {opened.url.render_as_string()}", err=True)
    if report.failed:
        typer.echo(f"{report.failed} failed; the reasons are in {errors}", err=True)
        raise typer.Exit(FAILED)


@archive.command(epilog="Example:\n\n    extractor related 2026-03-02-bridge --store sqlite:///archive.db")
def related(
    id_: Annotated[str, typer.Argument(metavar="ID", help="the id of an article in the archive")],
    store: Store,
    limit: Limit = 10,
    format_: Format = ListFormat.summary,
) -> None:
    """List the articles about the same, each with the reasons."""
    from extractor.store import find_related, open_archive

    with errors_told():
        found = [asdict(one) for one in find_related(open_archive(store), id_, limit)]
        if format_ is ListFormat.json:
            return show(orjson.dumps({"related": found}, option=orjson.OPT_INDENT_2).decode() + "\n", None)
        return show(render_list(found, format_, _describe_related), None)


@search.command(
    "quotes", epilog="Example:\n\n    extractor search quotes --speaker «Ильин» --store sqlite:///archive.db"
)
def quotes(
    store: Store,
    speaker: Annotated[str | None, typer.Option(help="who said it, by any part of the name")] = None,
    organization: Annotated[str | None, typer.Option(help="for whom the speaker spoke")] = None,
    words: Words = None,
    kind: Annotated[str | None, typer.Option(help="direct, indirect or mixed")] = None,
    record: RecordNumber = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 20,
    cursor: Cursor = None,
    format_: Format = ListFormat.summary,
) -> None:
    """List who said what, the newest first."""
    from extractor.store import QuoteQuery, open_archive, search_quotes

    with errors_told():
        query = QuoteQuery(speaker, organization, words, kind, _day(since), _day(until), record)
        _show_page(search_quotes(open_archive(store), query, limit, cursor), "quotes", format_, _describe_quote)


@search.command("articles", epilog="Example:\n\n    extractor search articles --words «новый мост» --store URL")
def articles(
    store: Store,
    tag: Annotated[str | None, typer.Option(help="the slug of a tag")] = None,
    entity: Annotated[str | None, typer.Option(help="who or what is in it, by any part of the name")] = None,
    words: Words = None,
    record: RecordNumber = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 20,
    cursor: Cursor = None,
    format_: Format = ListFormat.summary,
) -> None:
    """List articles by tag, by who or what is in them, or by their words, the newest first."""
    from extractor.store import ArticleQuery, open_archive, search_articles

    with errors_told():
        query = ArticleQuery(tag, entity, words, _day(since), _day(until), record)
        _show_page(search_articles(open_archive(store), query, limit, cursor), "articles", format_, _describe_article)


@search.command("speakers", epilog="Example:\n\n    extractor search speakers --since 2026-01-01 --store URL")
def speakers(
    store: Store, since: Since = None, until: Until = None, limit: Limit = 20, format_: Format = ListFormat.summary
) -> None:
    """Count who is quoted most."""
    from extractor.store import count_speakers, open_archive

    with errors_told():
        found = count_speakers(open_archive(store), _day(since), _day(until), limit)
        show(render_list(found, format_, lambda row: f"{row['quotes']:>6}  {row['speaker']}"), None)


@search.command("months", epilog="Example:\n\n    extractor search months --speaker «Ильин» --store URL")
def months(
    store: Store,
    speaker: Annotated[str | None, typer.Option(help="who said it, by any part of the name")] = None,
    words: Words = None,
    format_: Format = ListFormat.summary,
) -> None:
    """Count quotes by month."""
    from extractor.store import QuoteQuery, count_months, open_archive

    with errors_told():
        found = count_months(open_archive(store), QuoteQuery(speaker=speaker, words=words))
        show(render_list(found, format_, lambda row: f"{row['month']}  {row['quotes']}"), None)


def _day(given: str | None) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise InvalidQuery(f"{given} is no date. Write it as 2026-03-02.") from error


def _show_page(page: Page, name: str, format_: ListFormat, describe: Describe) -> None:
    if format_ is ListFormat.json:
        show(orjson.dumps({name: page.found, "cursor": page.cursor}, option=orjson.OPT_INDENT_2).decode() + "\n", None)
        return
    show(render_list(page.found, format_, describe), None)
    if page.cursor:
        typer.echo(f"There is more: --cursor {page.cursor}", err=True)


def _describe_quote(row: Mapping[str, Any]) -> str:
    who = ", ".join(filter(None, (row["speaker"], row["role"]))) or "неизвестно"
    return f"{(row['published'] or '—')[:10]}  {who}: «{row['content']}»  [{row['id']}]"


def _describe_article(row: Mapping[str, Any]) -> str:
    return f"{(row['published'] or '—')[:10]}  {row['title'] or 'без заголовка'}  [{row['id']}]"


def _describe_related(row: Mapping[str, Any]) -> str:
    copies = f"\n        то же: {', '.join(row['copies'])}" if row["copies"] else ""
    title = f"{row['score']:.2f}  {row['title'] or 'без заголовка'}  [{row['id']}]"
    return f"{title}\n        {'; '.join(row['reasons'])}{copies}"
