"""What a batch reads: JSONL, CSV and Parquet files (also gz or zst), folders of .txt and .html files, standard input.

Every record keeps the place it came from, so that an error can say where to look.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

import orjson

from extractor.errors import ExtractorError, InvalidArticle, UnsupportedFormat
from extractor.reading import FILE_TYPES

__all__ = ["Inputs", "Item", "find_inputs"]

#: fields of a CSV or Parquet table that make up a record
COLUMNS = ("id", "text", "html", "title", "url", "published")


class Item(NamedTuple):
    """One record of the input, or the error that stands in its place; `place` is «file:line» or a file's path."""

    place: str
    id: str | None
    record: dict[str, Any] | None
    error: ExtractorError | None = None


@dataclass(frozen=True)
class Inputs:
    """The files of a batch, in order. `total` counts records where that is cheap, else it is None."""

    paths: tuple[Path, ...]
    files: tuple[tuple[Path, str], ...]

    def __iter__(self) -> Iterator[Item]:
        for path, id_ in self.files:
            yield from _read(path, id_)

    @property
    def total(self) -> int | None:
        """How many records there are, or None where only reading would tell."""
        total = 0
        for path, id_ in self.files:
            if id_:
                total += 1
            elif path.suffix in (".jsonl", ".ndjson") and path.is_file():
                with path.open("rb") as file:
                    total += sum(1 for line in file if line.strip())
            else:
                return None
        return total


def find_inputs(paths: Iterable[str | Path]) -> Inputs:
    """Return the inputs at the given paths; "-" is standard input (JSONL).

    Raises UnsupportedFormat for a path that is not there, or a file of a kind that is not known.
    """
    given = tuple(Path(path) for path in paths)
    files: list[tuple[Path, str]] = []
    for path in given:
        if path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.suffix.lower() in FILE_TYPES and p.is_file())
            if not found:
                raise UnsupportedFormat(f"{path} holds no .txt or .html file.")
            files.extend((p, _id_in(path, p)) for p in found)
        elif path.suffix.lower() in FILE_TYPES and path.is_file():
            files.append((path, path.stem))
        elif str(path) == "-" or (_reader_of(path) and path.is_file()):
            files.append((path, ""))
        elif not path.exists():
            raise UnsupportedFormat(f"{path} is not there.")
        else:
            known = ", ".join(sorted(READERS))
            raise UnsupportedFormat(
                f"{path}: give a folder, a .txt or .html file, or one of {known} (.gz and .zst too)."
            )
    return Inputs(given, tuple(files))


def _id_in(folder: Path, path: Path) -> str:
    relative = path.relative_to(folder)
    return str(relative.with_suffix("") if relative.suffix.lower() == ".txt" else relative)


def _read(path: Path, id_: str) -> Iterator[Item]:
    if id_:
        yield Item(str(path), id_, {"id": id_, FILE_TYPES[path.suffix.lower()]: path.read_bytes()})
        return
    reader = READERS[".jsonl"] if str(path) == "-" else _reader_of(path)
    assert reader is not None  # find_inputs let nothing else in
    with _opened(path) as file:
        yield from reader(str(path), file)


def _reader_of(path: Path) -> Callable[[str, IO[bytes]], Iterator[Item]] | None:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in (".gz", ".zst"):
        suffixes.pop()
    return READERS.get(suffixes[-1]) if suffixes else None


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if str(path) == "-":
        yield sys.stdin.buffer
        return
    with path.open("rb") as raw:
        if path.suffix.lower() == ".gz":
            with gzip.open(raw) as file:
                yield cast("IO[bytes]", file)
        elif path.suffix.lower() == ".zst":
            with _zstd().ZstdDecompressor().stream_reader(raw) as file:
                yield io.BufferedReader(file)
        else:
            yield raw


def _zstd() -> Any:
    try:
        import zstandard
    except ImportError as error:
        raise UnsupportedFormat("Reading .zst files needs the extra: pip install 'extractor[archive]'.") from error
    return zstandard


def _read_jsonl(name: str, file: IO[bytes]) -> Iterator[Item]:
    for at, line in enumerate(file, 1):
        if not line.strip():
            continue
        place = f"{name}:{at}"
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            yield Item(place, None, None, InvalidArticle(f"The line is not JSON ({error})."))
            continue
        if not isinstance(record, dict):
            yield Item(place, None, None, InvalidArticle('The line is not an object; write {"id": …, "text": …}.'))
            continue
        id_ = record.get("id", record.get("doc"))
        yield Item(place, None if id_ is None else str(id_), record)


def _read_csv(name: str, file: IO[bytes]) -> Iterator[Item]:
    csv.field_size_limit(sys.maxsize)
    rows = csv.DictReader(io.TextIOWrapper(file, encoding="utf-8-sig", newline=""))
    _check_columns(name, rows.fieldnames or ())
    for row in rows:
        yield _row(f"{name}:{rows.line_num}", row)


def _read_parquet(name: str, file: IO[bytes]) -> Iterator[Item]:
    try:
        import pyarrow.parquet as parquet
    except ImportError as error:
        raise UnsupportedFormat("Reading Parquet needs the extra: pip install 'extractor[archive]'.") from error
    table = parquet.ParquetFile(file)
    columns = [column for column in COLUMNS if column in table.schema_arrow.names]
    _check_columns(name, columns)
    at = 0
    for group in table.iter_batches(batch_size=256, columns=columns):
        for row in group.to_pylist():
            at += 1
            yield _row(f"{name}:{at}", row)


def _check_columns(name: str, columns: Iterable[str]) -> None:
    if not {"text", "html"} & set(columns):
        raise UnsupportedFormat(f"{name} has no column «text» or «html».")


def _row(place: str, row: dict[str, Any]) -> Item:
    record = {key: row[key] for key in COLUMNS if row.get(key) not in (None, "")}
    if "id" in record:
        record["id"] = str(record["id"])
    return Item(place, record.get("id"), record)


READERS: dict[str, Callable[[str, IO[bytes]], Iterator[Item]]] = {
    ".csv": _read_csv,
    ".jsonl": _read_jsonl,
    ".ndjson": _read_jsonl,
    ".parquet": _read_parquet,
}
