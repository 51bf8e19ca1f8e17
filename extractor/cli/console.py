"""What all commands have in common: exit codes, options, errors told in words, progress."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractor.errors import ExtractorError

if TYPE_CHECKING:
    from extractor.batch import Report

__all__ = [
    "FAILED",
    "STOPPED",
    "WRONG_USE",
    "CrawledOption",
    "DictionaryOption",
    "File",
    "Furniture",
    "FurnitureOption",
    "Inputs",
    "PublishedOption",
    "Workers",
    "errors_told",
    "progress",
    "show",
]

FAILED, WRONG_USE, STOPPED = 1, 2, 130
#: seconds between two lines of progress in a log
LOG_EVERY = 60


class Furniture(StrEnum):
    """What to do with menus, comment forms, copyright lines."""

    detect = "detect"
    keep = "keep"


File = Annotated[str, typer.Argument(metavar="FILE|-", help="a .txt or .html file, or - for text on standard input")]
FurnitureOption = Annotated[Furniture, typer.Option(help="**keep** treats every block as body")]
DictionaryOption = Annotated[
    Path | None,
    typer.Option("--dictionary", metavar="FILE", help="the newsroom's own tags; default: EXTRACTOR_DICTIONARY"),
]
CrawledOption = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="the day on which the page was taken, ISO: its «Вчера, 18:40» counts from it"),
]
PublishedOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="publication date, ISO; «вчера» counts from it")
]
Inputs = Annotated[list[str], typer.Argument(metavar="INPUT…", help="JSONL, CSV, Parquet (.gz, .zst), folders, or -")]
Workers = Annotated[int | None, typer.Option(min=1, help="processes; default: EXTRACTOR_WORKERS or 1")]


@contextmanager
def errors_told() -> Iterator[None]:
    """Turn an ExtractorError into its words on standard error and the exit code for wrong use."""
    try:
        yield
    except KeyboardInterrupt as interrupt:
        typer.echo("extractor: stopped. A batch goes on with the same command and --resume.", err=True)
        raise typer.Exit(STOPPED) from interrupt
    except ExtractorError as error:
        typer.echo(f"extractor: {error}", err=True)
        raise typer.Exit(WRONG_USE) from error


@contextmanager
def progress(total: int | None) -> Iterator[Any]:
    """Draw a bar on standard error where a person is watching, else write a line now and then, for a log."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    from extractor.batch import describe_progress

    console = Console(stderr=True)
    columns = (BarColumn(), TextColumn("{task.description}"))
    start = told = monotonic()
    # no thread of its own: workers are forked while the bar is up
    with Progress(*columns, console=console, auto_refresh=False, disable=not console.is_terminal) as bars:
        bar = bars.add_task("", total=total)

        def on_progress(report: Report) -> None:
            nonlocal told
            now = monotonic()
            text = describe_progress(report, total, now - start)
            bars.update(bar, completed=report.done, description=text, refresh=True)
            if not console.is_terminal and now - told >= LOG_EVERY:
                typer.echo(text, err=True)
                told = now

        yield on_progress


def show(rendered: str, output: Path | None) -> None:
    """Print what was rendered, or write it to a file."""
    if output:
        output.write_text(rendered, encoding="utf-8")
    else:
        typer.echo(rendered, nl=False)
