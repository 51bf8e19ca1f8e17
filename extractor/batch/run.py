"""A batch from its inputs to its output file and errors file, and how it goes on after it was cut short.

Every record becomes exactly one line: of the output, or of the errors file. Errors are written through before any later
result, so that whatever a kill leaves behind tells how far the run had come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

import orjson

from extractor.batch.inputs import Inputs, Item
from extractor.errors import InvalidArticle
from extractor.workers import Answer, Failure, Order, Task, WorkerPool, describe_failure

__all__ = ["Report", "errors_path", "run_batch"]

#: characters of text that go to a worker at once, at most: bounds memory when articles are long
CHUNK_CHARS = 400_000
NO_WISHES = Order({})


@dataclass
class Report:
    """How a batch stands: records done so far (`resumed` of them by an earlier run), and how many of them failed."""

    done: int = 0
    failed: int = 0
    resumed: int = 0
    restarts: int = 0


def errors_path(output: Path) -> Path:
    """Return where the errors of an output go.

    >>> errors_path(Path("out/2024.jsonl")).name
    '2024.errors.jsonl'
    """
    return output.with_name(output.name.removesuffix(".jsonl") + ".errors.jsonl")


def run_batch(
    inputs: Inputs,
    output: Path,
    task: Task,
    *,
    workers: int = 1,
    timeout: float = 60.0,
    chunk_size: int = 16,
    resume: bool = False,
    order: Order = NO_WISHES,
    on_progress: Callable[[Report], None] = lambda report: None,
) -> Report:
    """Extract every record of the inputs into `output` (JSONL), the failures into its errors file; return the report.

    `order` says how every result is wanted; the fields of its record are defaults for the fields that a record lacks.
    With `resume`, lines that an earlier run has completed stay, and the run goes on after them. Raises InvalidArticle
    if the output is not one of these inputs.
    """
    errors = errors_path(output)
    report = _recover(output, errors) if resume and output.exists() else Report()
    items = iter(inputs)
    _skip(items, report, output)
    with ExitStack() as stack:
        mode = "ab" if report.resumed else "wb"
        results = stack.enter_context(output.open(mode))
        failures = stack.enter_context(errors.open(mode))
        pool = stack.enter_context(WorkerPool(task, workers, timeout))
        pending: list[list[Item]] = []
        for answers in pool.map(_orders(_chunks(items, chunk_size), pending, order)):
            _write(pending.pop(0), answers, results, failures, report)
            report.restarts = pool.restarts
            on_progress(report)
    if not errors.stat().st_size:
        errors.unlink()
    return report


def _chunks(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    chars = 0
    for item in items:
        chunk.append(item)
        chars += sum(len(value) for value in (item.record or {}).values() if isinstance(value, str | bytes))
        if len(chunk) == size or chars >= CHUNK_CHARS:
            yield chunk
            chunk, chars = [], 0
    if chunk:
        yield chunk


def _orders(chunks: Iterable[list[Item]], pending: list[list[Item]], order: Order) -> Iterator[list[Order]]:
    """Yield what the workers get of each chunk, and remember the chunk until its answers are there."""
    for chunk in chunks:
        pending.append(chunk)
        yield [
            order._replace(record={**order.record, "id": item.id, **item.record})
            for item in chunk
            if item.record is not None
        ]


def _write(
    chunk: list[Item], answers: Iterable[Answer], results: IO[bytes], failures: IO[bytes], report: Report
) -> None:
    answer = iter(answers)
    for item in chunk:
        given = Answer(None, describe_failure(item.error)) if item.error else next(answer)
        if given.body is not None:
            results.write(given.body + b"\n")
        else:
            assert given.failure is not None
            failures.write(_error_line(item, given.failure, report.done))
            failures.flush()
            report.failed += 1
        report.done += 1
    results.flush()


def _error_line(item: Item, failure: Failure, index: int) -> bytes:
    reason = {"code": failure.code, "title": failure.title, "detail": failure.detail}
    return orjson.dumps({"index": index, "place": item.place, "id": item.id, **reason}) + b"\n"


def _recover(output: Path, errors: Path) -> Report:
    """Cut both files back to the longest run of records that is complete, and tell how long it is."""
    written = _complete_lines(output)
    failed = [orjson.loads(line)["index"] for line in _lines(errors)]
    done = written
    kept = 0
    while kept < len(failed) and failed[kept] <= done:
        kept += 1
        done += 1
    _truncate(output, written)
    if errors.exists():
        _truncate(errors, kept)
    return Report(done=done, failed=kept, resumed=done)


def _skip(items: Iterator[Item], report: Report, output: Path) -> None:
    skipped = sum(1 for _ in islice(items, report.resumed))
    if skipped < report.resumed:
        raise InvalidArticle(
            f"{output} already holds {report.resumed} results, but the inputs have only {skipped} records: "
            "it comes from other inputs. Give another --output, or leave out --resume."
        )


def _lines(path: Path) -> Iterator[bytes]:
    if path.exists():
        with path.open("rb") as file:
            yield from (line for line in file if line.endswith(b"\n"))


def _complete_lines(path: Path) -> int:
    return sum(1 for _ in _lines(path))


def _truncate(path: Path, lines: int) -> None:
    with path.open("r+b") as file:
        for _ in range(lines):
            file.readline()
        file.truncate()
