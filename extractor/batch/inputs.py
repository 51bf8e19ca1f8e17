"""What a batch reads: JSONL, CSV and Parquet files (also gz or zst), folders of .txt and .html files, standard input.

Every record keeps the place it came from, so that an error can say where to look. What cannot be read (a broken gz, a
file without permission) is one record with an error in its place, and the next file follows.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

import orjson

from extractor.errors import ArticleTooLong, ExtractorError, InvalidArticle, UnreadableInput, UnsupportedFormat
from extractor.reading import FILE_TYPES

__all__ = ["Inputs", "Item", "check_extras", "find_inputs"]

#: fields of a CSV or Parquet table that make up a record
COLUMNS = ("id", "text", "html", "title", "url", "published", "crawled")
#: bytes of one record, at most: a file without line ends must not fill the memory
LONGEST = 64 << 20
#: rows of Parquet that are read at once, where the writer's row groups allow it
ROWS = 256
#: which package reads a kind of file that not every installation can read
EXTRAS = {".parquet": "pyarrow", ".zst": "zstandard"}


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
        return self.records()

    def records(self, file: int = 0, skip: int = 0) -> Iterator[Item]:
        """Yield the records from the given file on, without the first `skip` of them."""
        return islice((item for path, id_ in self.files[file:] for item in _read(path, id_)), skip, None)

    def counts(self) -> list[int]:
        """Return how many records each file holds; reads all of them."""
        return [1 if id_ else sum(1 for _ in _read(path, id_)) for path, id_ in self.files]

    @property
    def total(self) -> int | None:
        """How many records there are, or None where only parsing would tell (CSV, standard input, broken files)."""
        total = 0
        for path, id_ in self.files:
            count = 1 if id_ else _count(path)
            if count is None:
                return None
            total += count
        return total


def find_inputs(paths: Iterable[str | Path]) -> Inputs:
    """Return the inputs at the given paths; "-" is standard input (JSONL).

    Raises UnsupportedFormat for a path that is not there, or a file of a kind that is not known; UnreadableInput for a
    folder that cannot be listed.
    """
    given = tuple(Path(path) for path in paths)
    files: list[tuple[Path, str]] = []
    for path in given:
        if path.is_dir():
            found = _find_in(path)
            if not found:
                raise UnsupportedFormat(f"{path} holds no .txt or .html file.")
            files.extend((p, _id_in(path, p)) for p in found)
        elif path.suffix.lower() in FILE_TYPES and path.is_file():
            files.append((path, path.stem))
        elif str(path) == "-" or (_reader_of(path) and path.is_file()):
            check_extras(path)
            files.append((path, ""))
        elif not path.exists():
            raise UnsupportedFormat(f"{path} is not there.")
        else:
            known = ", ".join(sorted(READERS))
            raise UnsupportedFormat(
                f"{path}: give a folder, a .txt or .html file, or one of {known} (.gz and .zst too)."
            )
    return Inputs(given, tuple(files))


def _find_in(folder: Path) -> list[Path]:
    """Return the articles of a folder and of the folders in it; a link to nowhere is among them, to be told of."""

    def refuse(error: OSError) -> None:
        raise UnreadableInput(f"{error.filename} cannot be listed ({error.strerror}).") from error

    return sorted(
        path
        for parent, _, names in os.walk(folder, onerror=refuse)
        for name in names
        if (path := Path(parent, name)).suffix.lower() in FILE_TYPES
    )


def check_extras(path: Path) -> None:
    """Raise UnsupportedFormat where a file's kind needs a package that is not installed."""
    for suffix in path.suffixes:
        package = EXTRAS.get(suffix.lower())
        if package and not find_spec(package):
            raise UnsupportedFormat(f"For {suffix} files extractor needs the extra: pip install 'extractor[archive]'.")


def _id_in(folder: Path, path: Path) -> str:
    relative = path.relative_to(folder)
    return str(relative.with_suffix("") if relative.suffix.lower() == ".txt" else relative)


def _read(path: Path, id_: str) -> Iterator[Item]:
    """Yield the records of a file; where it cannot be read (any further), an error stands in the place of the rest."""
    at = 0
    try:
        for item in _read_article(path, id_) if id_ else _read_table(path):
            yield item
            at += 1
    except ExtractorError as error:
        yield Item(str(path), id_ or None, None, error)
    except UnicodeDecodeError:
        detail = f"The file is not UTF-8{_after(at)}; convert it, say with iconv -f cp1251 -t utf-8."
        yield Item(str(path), id_ or None, None, UnreadableInput(detail))
    except (OSError, EOFError, ValueError, zlib.error, csv.Error, _zstd_error()) as error:
        # ValueError is what pyarrow raises for a broken file
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        detail = f"The file cannot be read{_after(at)} ({reason})."
        yield Item(str(path), id_ or None, None, UnreadableInput(detail))


def _after(records: int) -> str:
    return f" after {records} records" if records else ""


def _read_article(path: Path, id_: str) -> Iterator[Item]:
    if path.stat().st_size > LONGEST:
        raise ArticleTooLong(f"The file is larger than {LONGEST >> 20} MB; no article is.")
    yield Item(str(path), id_, {"id": id_, FILE_TYPES[path.suffix.lower()]: path.read_bytes()})


def _read_table(path: Path) -> Iterator[Item]:
    reader = READERS[".jsonl"] if str(path) == "-" else _reader_of(path)
    assert reader is not None  # find_inputs let nothing else in
    with _opened(path) as file:
        yield from reader(str(path), file)


def _count(path: Path) -> int | None:
    """Return how many records a table holds without parsing them, None where that cannot be told."""
    if _reader_of(path) is _read_csv or not path.is_file():
        return None
    with suppress(OSError, EOFError, ValueError, zlib.error, _zstd_error()), _opened(path) as file:
        if _reader_of(path) is _read_jsonl:
            return sum(1 for line in _lines(file) if line is None or line.strip())
        import pyarrow.parquet as parquet

        rows: int = parquet.ParquetFile(file).metadata.num_rows
        return rows
    return None


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
            yield io.BufferedReader(_Zst(raw))
        else:
            yield raw


class _Zst(io.RawIOBase):
    """The content of all frames of a .zst file; raises EOFError where the last is cut off, which zstandard does not."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw, self._frame, self._inside = raw, _frame(), False
        self._ready, self._rest = b"", b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            block = self._rest or self._raw.read(1 << 16)
            if not block:
                if self._inside:
                    raise EOFError("the file is cut off")
                return 0
            if self._frame.eof:
                self._frame = _frame()
            self._ready = self._frame.decompress(block)
            self._inside, self._rest = not self._frame.eof, self._frame.unused_data if self._frame.eof else b""
        count = min(len(buffer), len(self._ready))
        buffer[:count], self._ready = self._ready[:count], self._ready[count:]
        return count


def _frame() -> Any:
    import zstandard

    return zstandard.ZstdDecompressor().decompressobj()


def _zstd_error() -> type[Exception]:
    zstandard = sys.modules.get("zstandard")
    return zstandard.ZstdError if zstandard else EOFError


def _lines(file: IO[bytes]) -> Iterator[bytes | None]:
    """Yield the lines of a file, None for one that is too long to be an article."""
    while line := file.readline(LONGEST):
        if len(line) < LONGEST or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(LONGEST)
        yield None


def _read_jsonl(name: str, file: IO[bytes]) -> Iterator[Item]:
    for at, line in enumerate(_lines(file), 1):
        place = f"{name}:{at}"
        if line is None:
            error = ArticleTooLong(f"The line is longer than {LONGEST >> 20} MB; no article is.")
            yield Item(place, None, None, error)
        elif line.strip():
            yield _parse_line(place, line)


def _parse_line(place: str, line: bytes) -> Item:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return Item(place, None, None, InvalidArticle(f"The line is not JSON ({error})."))
    if not isinstance(record, dict):
        return Item(place, None, None, InvalidArticle('The line is not an object; write {"id": …, "text": …}.'))
    id_ = record.get("id", record.get("doc"))
    return Item(place, None if id_ is None else str(id_), record)


def _read_csv(name: str, file: IO[bytes]) -> Iterator[Item]:
    csv.field_size_limit(LONGEST)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    header = text.readline()
    rows = csv.DictReader(chain((header,), text), delimiter=max(",;\t", key=header.count))
    _check_columns(name, rows.fieldnames or ())
    for row in rows:
        yield _row(f"{name}:{rows.line_num}", row)


def _read_parquet(name: str, file: IO[bytes]) -> Iterator[Item]:
    import pyarrow.parquet as parquet

    table = parquet.ParquetFile(file)
    columns = [column for column in COLUMNS if column in table.schema_arrow.names]
    _check_columns(name, columns)
    at = 0
    for group in table.iter_batches(batch_size=ROWS, columns=columns):
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
