"""A batch from its inputs to its output file and errors file, and how it goes on after it was cut short."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import orjson

from extractor.batch.inputs import Inputs, Item, check_extras
from extractor.batch.journal import Journal, Progress, writing
from extractor.batch.tables import read_lines, write_table
from extractor.errors import InvalidArticle, OutputFailed, UnsupportedFormat
from extractor.workers import Answer, Failure, Order, Task, WorkerPool, describe_failure

__all__ = [
    "Listener",
    "Options",
    "Report",
    "Target",
    "check_output",
    "chunks_of",
    "error_line",
    "errors_path",
    "extract_items",
    "run_batch",
]

#: characters of text that go to a worker at once, at most: bounds memory when articles are long
CHUNK_CHARS = 400_000
NO_WISHES = Order({})
#: what an output's name may not end in: it would promise what is not written
REFUSED = (".gz", ".zst", ".csv", ".txt", ".html")


@dataclass(frozen=True)
class Options:
    """How a batch is done.

    `timeout` is the longest time for one article in seconds, `memory` the most that a worker may hold in bytes (None:
    no bound). `order` says how every result is wanted; the fields of its record are defaults for those that a record
    lacks.
    """

    workers: int = 1
    timeout: float = 60.0
    memory: int | None = None
    chunk_size: int = 16
    order: Order = NO_WISHES

    def pool(self, task: Task) -> WorkerPool:
        """Return the workers that these options ask for."""
        return WorkerPool(task, self.workers, self.timeout, self.memory)


@dataclass
class Report:
    """How a batch stands: records done so far (`resumed` of them by an earlier run), and how many of them failed."""

    done: int = 0
    failed: int = 0
    resumed: int = 0
    restarts: int = 0


Listener = Callable[[Report], None]


@dataclass(frozen=True)
class Target:
    """Where results and errors of a run end up, and where they stand until the run is complete."""

    results: Path
    errors: Path
    results_until: Path
    errors_until: Path

    @classmethod
    def of(cls, output: Path) -> Target:
        """Return the files of a single output: JSONL grows in place, Parquet is written when all results are there."""
        errors = errors_path(output)
        until = output.with_name(output.name + ".partial") if _is_table(output) else output
        return cls(output, errors, until, errors)

    def prepare(self) -> None:
        """Take a finished table apart again, so that a run may go on behind it."""
        if _is_table(self.results) and self.results.exists() and not self.results_until.exists():
            with writing(self.results_until), self.results_until.open("wb") as file:
                file.writelines(read_lines(self.results))

    def finish(self) -> None:
        """Give the files their final names and form; an errors file without errors goes."""
        with writing(self.errors):
            if not self.errors_until.stat().st_size:
                self.errors_until.unlink()
            elif self.errors_until != self.errors:
                self.errors_until.replace(self.errors)
        with writing(self.results):
            if _is_table(self.results):
                write_table(self.results_until, self.results)
                self.results_until.unlink()
            elif self.results_until != self.results:
                self.results_until.replace(self.results)


def errors_path(output: Path) -> Path:
    """Return where the errors of an output go.

    >>> errors_path(Path("out/2024.jsonl")).name, errors_path(Path("2024.parquet")).name
    ('2024.errors.jsonl', '2024.errors.jsonl')
    """
    return output.with_name(output.name.removesuffix(".jsonl").removesuffix(".parquet") + ".errors.jsonl")


def check_output(inputs: Inputs, output: Path) -> None:
    """Raise UnsupportedFormat for an output of another format, or that is read; OutputFailed where no file can be."""
    if output.suffix.lower() in REFUSED:
        raise UnsupportedFormat(f"--output {output} is neither .jsonl nor .parquet, which is what can be written.")
    check_extras(output)
    if output.is_dir():
        raise OutputFailed(f"{output} is a folder. Name a file in it: --output {output / 'results.jsonl'}")
    if not output.parent.is_dir():
        raise OutputFailed(f"The folder {output.parent} is not there. Make it, or give another --output.")
    read = {os.path.realpath(path) for path, _ in inputs.files}
    for written in (output, errors_path(output)):
        if os.path.realpath(written) in read:
            raise UnsupportedFormat(f"{written} is an input: writing to it would destroy it. Give another --output.")


def run_batch(
    inputs: Inputs,
    output: Path,
    task: Task,
    options: Options = Options(),
    *,
    resume: bool = False,
    on_progress: Listener = lambda report: None,
) -> Report:
    """Extract every record of the inputs into `output` (JSONL, Parquet), the failures into its errors file.

    With `resume`, what an earlier run has completed stays, and the run goes on after it. Returns the report. Raises
    InvalidArticle if the output is not one of these inputs, OutputFailed if it cannot be written.
    """
    check_output(inputs, output)
    target = Target.of(output)
    if resume:
        target.prepare()
    with options.pool(task) as pool:
        report = Report()
        extract_items(iter(inputs), target, pool, options, report, on_progress, resume=resume)
    return report


def extract_items(
    items: Iterator[Item],
    target: Target,
    pool: WorkerPool,
    options: Options,
    report: Report,
    on_progress: Listener,
    *,
    resume: bool,
) -> None:
    """Extract the items into the target, and count them in the report."""
    with Journal(target.results_until, target.errors_until, resume and target.results_until.exists()) as journal:
        progress = journal.progress
        _skip(items, progress, target.results)
        report.done += progress.done
        report.resumed += progress.done
        report.failed += progress.failed
        index = progress.done
        pending: list[list[Item]] = []
        for answers in pool.map(_orders(chunks_of(items, options.chunk_size), pending, options.order)):
            chunk = pending.pop(0)
            failed = _write(chunk, answers, journal, index)
            index += len(chunk)
            report.done += len(chunk)
            report.failed += failed
            report.restarts = pool.restarts
            on_progress(report)
    target.finish()


def chunks_of(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    """Yield the items in portions of at most `size`, and fewer where they are long."""
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


def _write(chunk: list[Item], answers: Iterable[Answer], journal: Journal, index: int) -> int:
    """Write what became of a chunk whose first record is the one with this index; return how many failed."""
    answer = iter(answers)
    results, errors = [], []
    for at, item in enumerate(chunk, index):
        given = Answer(None, describe_failure(item.error)) if item.error else next(answer)
        if given.body is not None:
            results.append(given.body + b"\n")
        else:
            assert given.failure is not None
            errors.append(error_line(item, given.failure, at))
    journal.write(b"".join(results), b"".join(errors))
    return len(errors)


def error_line(item: Item, failure: Failure, index: int) -> bytes:
    """Return the line of the errors file that tells where the record stood and why it has no result."""
    reason = {"code": failure.code, "title": failure.title, "detail": failure.detail}
    return orjson.dumps({"index": index, "place": item.place, "id": item.id, **reason}) + b"\n"


def _skip(items: Iterator[Item], progress: Progress, output: Path) -> None:
    """Pass over what is done already; raises InvalidArticle where the output cannot come from these items."""
    last = str(orjson.loads(progress.last).get("id")) if progress.last else None
    seen = last is None
    skipped = 0
    for item in islice(items, progress.done):
        skipped += 1
        seen = seen or str(item.id) == last
    if skipped < progress.done or not seen:
        met = (
            f"the inputs have only {skipped} records" if skipped < progress.done else f"none of them has the id {last}"
        )
        raise InvalidArticle(
            f"{output} already holds {progress.done} results, but {met}: "
            "it comes from other inputs. Give another --output, or leave out --resume."
        )


def _is_table(output: Path) -> bool:
    return output.suffix.lower() == ".parquet"
