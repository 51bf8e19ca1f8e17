"""Results as a Parquet table: a row an article, some columns to search by, and the whole result as JSON.

The columns are those of `COLUMNS`; `result` is the very line that JSONL output would hold.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    import pyarrow

__all__ = ["COLUMNS", "read_lines", "write_table"]

ENTITY = {"id": "string", "type": "string", "name": "string", "salience": "float64"}
QUOTE = {"kind": "string", "speaker": "string", "entity": "string", "confidence": "float64"}
TAG = {"slug": "string", "name": "string", "type": "string", "weight": "float64"}

#: name and type of each column; a dict is the fields of a list of records
COLUMNS: dict[str, str | dict[str, str]] = {
    "id": "string",
    "title": "string",
    "published": "string",
    "url": "string",
    "outlet": "string",
    "author": "string",
    "language": "string",
    "characters": "int64",
    "entities": ENTITY,
    "quotes": QUOTE,
    "tags": TAG,
    "result": "string",
}
#: a row group ends after so many rows, or so many bytes of results
ROWS, BYTES = 1_000, 32 << 20


def write_table(lines: Path, output: Path) -> None:
    """Write the results in a JSONL file as a Parquet table; `output` is there when it is whole, and not before."""
    import pyarrow as arrow
    import pyarrow.parquet as parquet

    schema = arrow.schema([arrow.field(name, _type_of(kind)) for name, kind in COLUMNS.items()])
    unfinished = output.with_name(output.name + ".unfinished")
    try:
        with parquet.ParquetWriter(unfinished, schema, compression="zstd") as writer:
            for rows in _groups(lines):
                writer.write_table(arrow.Table.from_pylist(rows, schema))
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)


def read_lines(table: Path) -> Iterator[bytes]:
    """Yield the results that a table holds, as lines of JSONL."""
    import pyarrow.parquet as parquet

    for batch in parquet.ParquetFile(table).iter_batches(batch_size=64, columns=["result"]):
        for result in batch.column(0):
            yield result.as_py().encode() + b"\n"


def _type_of(kind: str | dict[str, str]) -> pyarrow.DataType:
    import pyarrow as arrow

    if isinstance(kind, dict):
        return arrow.list_(arrow.struct([arrow.field(name, _type_of(field)) for name, field in kind.items()]))
    return arrow.type_for_alias(kind)


def _groups(lines: Path) -> Iterator[list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    size = 0
    with lines.open("rb") as file:
        for line in file:
            rows.append(_row(line))
            size += len(line)
            if len(rows) == ROWS or size >= BYTES:
                yield rows
                rows, size = [], 0
    if rows:
        yield rows


def _row(line: bytes) -> dict[str, Any]:
    result = orjson.loads(line)
    known = {**result.get("article", {}), **result}  # entities, quotes and tags are cut to their columns by the schema
    text = known.get("text")
    return {name: known.get(name) for name in COLUMNS} | {
        "characters": len(text) if text is not None else None,
        "result": line.removesuffix(b"\n").decode(),
    }
