"""Lists that the commands of an archive print: where the archive is, how many rows, and in what form."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Annotated, Any

import orjson
import typer

__all__ = ["LARGEST_KEY", "Describe", "Format", "Limit", "ListFormat", "Store", "render_list"]

#: what a number of the archive can be
LARGEST_KEY = 2**31 - 1
Describe = Callable[[Mapping[str, Any]], str]


class ListFormat(StrEnum):
    """How a list is printed."""

    summary = "summary"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


Store = Annotated[
    str,
    typer.Option(
        "--store", metavar="URL", envvar="EXTRACTOR_STORE", help="sqlite:///archive.db, or postgresql://HOST/NAME"
    ),
]
Format = Annotated[ListFormat, typer.Option("--format", help="how to print it")]
Limit = Annotated[int, typer.Option(min=1, max=1000, help="how many at most")]


def render_list(found: Iterable[Mapping[str, Any]], format_: ListFormat, describe: Describe) -> str:
    """Return rows as text: JSON, lines of JSON, CSV, or each in words."""
    rows = list(found)
    if format_ is ListFormat.json:
        return orjson.dumps(rows, option=orjson.OPT_INDENT_2).decode() + "\n"
    if format_ is ListFormat.jsonl:
        return "".join(f"{orjson.dumps(row).decode()}\n" for row in rows)
    if format_ is ListFormat.csv:
        file = io.StringIO(newline="")
        table = csv.DictWriter(file, list(rows[0]) if rows else [], lineterminator="\n")
        table.writeheader()
        table.writerows({name: _in_cell(value) for name, value in row.items()} for row in rows)
        return file.getvalue()
    return "".join(f"{describe(row)}\n" for row in rows) or "Ничего не найдено.\n"


def _in_cell(value: Any) -> Any:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else value
