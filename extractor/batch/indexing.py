"""A batch into an archive: what was stored from the same record before is passed over, so that a run can be repeated.

A chunk of articles is one transaction. After any kill the archive holds whole articles only, and the same command goes
on where the run was cut short.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

import orjson

from extractor.batch.inputs import Inputs, Item
from extractor.batch.journal import writing
from extractor.batch.run import Listener, Options, Report, chunks_of, error_line
from extractor.errors import InvalidArticle
from extractor.store import Archive, Incoming, digest_of, find_seen, put_results
from extractor.workers import Answer, Order, Task, describe_failure

__all__ = ["index_batch"]


class _Entry(NamedTuple):
    """A record, its digest with the wishes of the run, and whether the archive has an article from just that."""

    item: Item
    source: bytes
    seen: bool


def index_batch(
    inputs: Inputs,
    archive: Archive,
    task: Task,
    errors: Path,
    options: Options,
    *,
    on_progress: Listener = lambda report: None,
) -> Report:
    """Extract every record of the inputs into the archive, the failures into the errors file; return the report.

    Records that the archive has an article from count as `resumed`. A file of errors without errors is not left behind.
    Raises OutputFailed if the errors cannot be written, ArchiveUnavailable if the archive cannot.
    """
    report = Report()
    pending: list[list[_Entry]] = []
    with options.pool(task) as pool, writing(errors), errors.open("wb") as file:
        chunks = _look_up(chunks_of(iter(inputs), options.chunk_size), archive, options.order)
        for answers in pool.map(_orders(chunks, pending, options.order)):
            chunk = pending.pop(0)
            report.failed += _store(chunk, answers, archive, file, report.done)
            report.done += len(chunk)
            report.resumed += sum(entry.seen for entry in chunk)
            report.restarts = pool.restarts
            on_progress(report)
    if not report.failed:
        errors.unlink()
    return report


def _look_up(chunks: Iterable[list[Item]], archive: Archive, order: Order) -> Iterator[list[_Entry]]:
    wishes = {"defaults": dict(order.record), "encoding": order.offset_encoding}
    for chunk in chunks:
        checked = [_with_id(item) for item in chunk]
        sources = [digest_of({"record": item.record or {}, **wishes}) for item in checked]
        wanted = {str(item.id): source for item, source in zip(checked, sources, strict=True) if item.record}
        with archive.reading() as connection:
            seen = find_seen(connection, wanted)
        yield [
            _Entry(item, source, str(item.id) in seen and wanted[str(item.id)] == source)
            for item, source in zip(checked, sources, strict=True)
        ]


def _with_id(item: Item) -> Item:
    """The item, or the error that it has no id: without one an article could not be found again."""
    if item.record is None or item.id:
        return item
    return item._replace(record=None, error=InvalidArticle('An article in the archive needs an "id". Give it one.'))


def _orders(chunks: Iterable[list[_Entry]], pending: list[list[_Entry]], order: Order) -> Iterator[list[Order]]:
    for chunk in chunks:
        pending.append(chunk)
        yield [
            order._replace(record={**order.record, "id": entry.item.id, **(entry.item.record or {})})
            for entry in chunk
            if entry.item.record is not None and not entry.seen
        ]


def _store(chunk: list[_Entry], answers: Iterable[Answer], archive: Archive, file: BinaryIO, index: int) -> int:
    """Write the results of a chunk in one transaction; return how many of its records failed."""
    answer = iter(answers)
    incoming, failed = [], []
    for at, entry in enumerate(chunk, index):
        if entry.seen:
            continue
        error = entry.item.error
        given = Answer(None, describe_failure(error)) if error else next(islice(answer, 1))
        if given.body is not None:
            incoming.append(Incoming(orjson.loads(given.body), entry.source))
        else:
            assert given.failure is not None
            failed.append(error_line(entry.item, given.failure, at))
    if incoming:
        put_results(archive, incoming)
    file.write(b"".join(failed))
    file.flush()
    return len(failed)
