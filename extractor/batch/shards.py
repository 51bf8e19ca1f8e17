"""An output in shards: files of so many records each, each of them complete or not there.

`results.parquet` in shards of 10,000 is `results-000000.parquet`, `results-000001.parquet`, …, each with an errors file
beside it where something failed. The shards of the same inputs hold the same bytes, whoever made them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from extractor.batch.inputs import Inputs, Item
from extractor.batch.journal import writing
from extractor.batch.run import Listener, Options, Report, Target, check_output, errors_path, extract_items
from extractor.batch.tables import read_lines
from extractor.errors import InvalidArticle
from extractor.workers import Task

__all__ = ["prepare_shards", "run_shards", "shard_errors", "shard_path"]


def shard_path(output: Path, number: int) -> Path:
    """Return where a shard of an output is.

    >>> shard_path(Path("out/2024.parquet"), 7).name
    '2024-000007.parquet'
    """
    return output.with_name(f"{output.stem}-{number:06}{output.suffix}")


def run_shards(
    inputs: Inputs,
    output: Path,
    task: Task,
    size: int,
    options: Options,
    *,
    resume: bool = False,
    on_progress: Listener = lambda report: None,
) -> Report:
    """Extract every record of the inputs into shards of `size` records; with `resume`, finished shards stay.

    Raises what `run_batch` raises, and InvalidArticle for shards of another size.
    """
    prepare_shards(inputs, output, size, resume=resume)
    report = Report()
    with options.pool(task) as pool:
        for number, items in enumerate(_cut(iter(inputs), size)):
            path = shard_path(output, number)
            if path.exists():
                _count_finished(path, sum(1 for _ in items), report)
            else:
                until = path.with_name(path.name + ".partial")
                target = Target(path, errors_path(path), until, errors_path(path))
                extract_items(items, target, pool, options, report, on_progress, resume=resume)
    return report


def prepare_shards(inputs: Inputs, output: Path, size: int, *, resume: bool) -> None:
    """Check that the shards of an earlier run fit, or remove them where the run does not resume.

    Raises UnsupportedFormat for an output that cannot be meant, InvalidArticle for shards of another size.
    """
    check_output(inputs, output)
    ours = re.compile(re.escape(output.stem) + r"-\d{6}(\.errors\.jsonl|" + re.escape(output.suffix) + r")(\.\w+)*")
    with writing(output):
        made = [path for path in output.parent.iterdir() if ours.fullmatch(path.name)]
    if not resume:
        with writing(output):
            for path in made:
                path.unlink()
    elif shard_path(output, 1).exists() and (held := _records(shard_path(output, 0))) != size:
        raise InvalidArticle(f"The shards of {output} hold {held} records each, not {size}. Give the same --shard.")


def shard_errors(path: Path) -> int:
    """Return how many records of a finished shard failed."""
    errors = errors_path(path)
    return _lines(errors) if errors.exists() else 0


def _count_finished(path: Path, records: int, report: Report) -> None:
    report.done += records
    report.resumed += records
    report.failed += shard_errors(path)


def _cut(items: Iterator[Item], size: int) -> Iterator[Iterator[Item]]:
    """Yield the items in runs of `size`; each run must be read to its end before the next is asked for."""
    for first in items:
        yield chain((first,), islice(items, size - 1))


def _records(path: Path) -> int:
    results = sum(1 for _ in read_lines(path)) if path.suffix == ".parquet" else _lines(path)
    return results + shard_errors(path)


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)
