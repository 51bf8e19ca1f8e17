"""Extraction from the command line: one article, many, the service."""

from __future__ import annotations

import sys
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractor.cli.console import (
    FAILED,
    CrawledOption,
    DictionaryOption,
    File,
    Furniture,
    FurnitureOption,
    Inputs,
    PublishedOption,
    Workers,
    errors_told,
    progress,
    show,
)
from extractor.errors import UnsupportedFormat

if TYPE_CHECKING:
    from extractor.batch import Report

__all__ = ["commands"]

commands = typer.Typer()
#: articles in a shard, and actors, where nobody says how many
SHARD, MOST_ACTORS = 10_000, 100_000


class OutputFormat(StrEnum):
    """The formats of `extractor extract`; the same names as in the service."""

    summary = "summary"
    json = "json"
    html = "html"
    jsonld = "jsonld"
    annotations = "annotations"
    brat = "brat"


class Engine(StrEnum):
    """Where a batch runs."""

    local = "local"
    ray = "ray"


class OffsetEncoding(StrEnum):
    """What offsets count."""

    code_points = "code-points"
    utf16 = "utf-16"


@commands.command(
    epilog="Examples:\n\n    extractor extract article.txt"
    "\n\n    extractor extract page.html --format html --output found.html"
    "\n\n    cat article.txt | extractor extract - --format json"
)
def extract(
    file: File,
    format_: Annotated[OutputFormat, typer.Option("--format", help="what to print")] = OutputFormat.summary,
    output: Annotated[Path | None, typer.Option(help="write here instead of printing")] = None,
    furniture: FurnitureOption = Furniture.detect,
    published: PublishedOption = None,
    crawled: CrawledOption = None,
    dictionary: DictionaryOption = None,
) -> None:
    """Extract one article and print what was found."""
    from extractor.export import FORMATS
    from extractor.pipeline import load_pipeline
    from extractor.settings import load_settings
    from extractor.tags import read_topics

    with errors_told():
        topics = load_settings(dictionary=dictionary).dictionary
        pipeline = load_pipeline().with_topics(read_topics(topics)) if topics else load_pipeline()
        document = pipeline(_record(file, furniture, published, crawled))
        show(FORMATS[format_.value](document), output)


@commands.command(epilog="Example:\n\n    extractor explain article.txt")
def explain(
    file: File,
    furniture: FurnitureOption = Furniture.detect,
    published: PublishedOption = None,
    crawled: CrawledOption = None,
) -> None:
    """Show each annotation of one article with the rule or model that made it."""
    from extractor.export import render_explanation
    from extractor.pipeline import load_pipeline

    with errors_told():
        show(render_explanation(load_pipeline()(_record(file, furniture, published, crawled))), None)


@commands.command(
    epilog="Examples:\n\n    extractor batch archive.jsonl --output results.jsonl --workers 4"
    "\n\n    extractor batch pages/ more.csv --output results.jsonl --resume"
)
def batch(
    inputs: Inputs,
    output: Annotated[
        Path,
        typer.Option(
            metavar="OUT.jsonl|OUT.parquet", help="a line or a row for each result; failures go to OUT.errors.jsonl"
        ),
    ],
    workers: Workers = None,
    resume: Annotated[bool, typer.Option("--resume", help="go on where an earlier run was cut short")] = False,
    shard: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="cut the output into OUT-000000, OUT-000001, … of N articles")
    ] = None,
    engine: Annotated[
        Engine, typer.Option(help="**ray** uses the cluster of RAY_ADDRESS, and writes shards")
    ] = Engine.local,
    furniture: FurnitureOption = Furniture.detect,
    dictionary: DictionaryOption = None,
    include: Annotated[str, typer.Option(help="also give: tokens, rules (comma-separated)")] = "",
    offset_encoding: Annotated[OffsetEncoding, typer.Option(help="what offsets count")] = OffsetEncoding.code_points,
) -> None:
    """Extract many articles: one result a line or row, same ids, same order."""
    from extractor.batch import Options, find_inputs, run_batch, run_on_ray, run_shards
    from extractor.settings import load_settings
    from extractor.workers import Order, load_task

    with errors_told():
        settings = load_settings(dictionary=dictionary)
        found = find_inputs(inputs)
        order = Order({"furniture": furniture.value}, "line", _parse_include(include), offset_encoding.value)
        options = Options(
            workers or settings.workers, settings.timeout, settings.worker_memory << 20, settings.batch_size, order
        )
        load = partial(load_task, settings.max_chars, settings.dictionary)
        with progress(found.total) as on_progress:
            if engine is Engine.ray:
                many = options if workers else replace(options, workers=MOST_ACTORS)
                report = run_on_ray(found, output, load, shard or SHARD, many, resume=resume, on_progress=on_progress)
            elif shard:
                report = run_shards(found, output, load(), shard, options, resume=resume, on_progress=on_progress)
            else:
                report = run_batch(found, output, load(), options, resume=resume, on_progress=on_progress)
        sharded = shard or engine is Engine.ray
        _tell_report(report, output.with_name(f"{output.stem}-*{output.suffix}") if sharded else output)
    if report.failed:
        raise typer.Exit(FAILED)


@commands.command(epilog="Example:\n\n    extractor serve --port 8000")
def serve(
    host: Annotated[str | None, typer.Option(help="default: EXTRACTOR_HOST or 127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(help="default: EXTRACTOR_PORT or 8000")] = None,
    workers: Workers = None,
) -> None:
    """Start the service: POST /extract, and a page at /."""
    from extractor.service import serve as run
    from extractor.settings import load_settings

    with errors_told():
        run(load_settings(host=host, port=port, workers=workers))


def _record(file: str, furniture: Furniture, published: str | None, crawled: str | None) -> dict[str, Any]:
    record: dict[str, Any] = {"furniture": furniture.value}
    record |= {name: value for name, value in (("published", published), ("crawled", crawled)) if value}
    if file == "-":
        return record | {"text": sys.stdin.buffer.read()}
    path = Path(file)
    if not path.is_file():
        raise UnsupportedFormat(f"{file} is not a file. Give a .txt or .html file, or - for standard input.")
    from extractor.reading import FILE_TYPES

    field = FILE_TYPES.get(path.suffix.lower(), "text")
    return record | {"id": path.stem, field: path.read_bytes()}


def _parse_include(include: str) -> frozenset[str]:
    names = frozenset(name.strip() for name in include.split(",") if name.strip())
    unknown = names - {"tokens", "rules"}
    if unknown:
        raise UnsupportedFormat(f"--include knows tokens and rules, not {', '.join(sorted(unknown))}.")
    return names


def _tell_report(report: Report, output: Path) -> None:
    from extractor.batch import errors_path

    resumed = f" ({report.resumed} of them by an earlier run)" if report.resumed else ""
    replaced = f", {report.restarts} workers replaced" if report.restarts else ""
    typer.echo(f"{report.done} articles{resumed}{replaced}; results in {output}", err=True)
    if report.failed:
        typer.echo(f"{report.failed} failed; the reasons are in {errors_path(output)}", err=True)
