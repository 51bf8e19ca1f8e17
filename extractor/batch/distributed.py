"""A batch on a Ray cluster: every shard is made whole by one actor, so a lost machine costs the shards it was at.

The inputs, the output's folder and the working folder must be the same on every machine (a shared file system). A shard
holds the same bytes as one made by `run_shards`: an actor reads its part of the inputs itself, extracts in a process of
its own that is replaced when an article kills it, and puts the finished shard in place at once.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from extractor.batch.inputs import Inputs
from extractor.batch.run import Listener, Options, Report, Target, errors_path, extract_items
from extractor.batch.shards import prepare_shards, shard_errors, shard_path
from extractor.errors import UnsupportedFormat
from extractor.workers import Task

__all__ = ["run_on_ray"]

#: one thread a process, and nobody is told that Ray is used
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "RAY_USAGE_STATS_ENABLED": "0"}


class Part(NamedTuple):
    """The records of a shard: from the one after `skip` records of the file numbered `file` on."""

    number: int
    file: int
    skip: int
    records: int


def run_on_ray(
    inputs: Inputs,
    output: Path,
    load_task: Callable[[], Task],
    size: int,
    options: Options,
    *,
    resume: bool = False,
    on_progress: Listener = lambda report: None,
) -> Report:
    """Extract every record of the inputs into shards of `size` records, on the cluster that RAY_ADDRESS names.

    Without RAY_ADDRESS, Ray starts on this machine. `options.workers` is the most actors there may be. Raises what
    `run_shards` raises, and UnsupportedFormat where Ray is not installed or an input is standard input.
    """
    data = _ray_data()
    if any(str(path) == "-" for path, _ in inputs.files):
        raise UnsupportedFormat("Standard input is on one machine only: give files, or leave out --engine ray.")
    prepare_shards(inputs, output, size, resume=resume)
    report = Report()
    wanted = []
    for part in _parts(inputs.counts(), size):
        if shard_path(output, part.number).exists():
            report.done += part.records
            report.resumed += part.records
            report.failed += shard_errors(shard_path(output, part.number))
        else:
            wanted.append(part._asdict())
    if wanted:
        maker = (inputs, output, load_task, replace(options, workers=1), str(Path.cwd()))
        rows = data.from_items(wanted, override_num_blocks=len(wanted)).map(
            _ShardMaker,
            fn_constructor_args=maker,
            compute=data.ActorPoolStrategy(min_size=1, max_size=min(options.workers, len(wanted))),
            num_cpus=1,
        )
        for made in rows.iter_rows():
            report.done += made["done"]
            report.failed += made["failed"]
            report.restarts += made["restarts"]
            on_progress(report)
    _clear_unfinished(output)
    return report


class _ShardMaker:
    """An actor: holds the models, and makes one shard after another."""

    def __init__(
        self, inputs: Inputs, output: Path, load_task: Callable[[], Task], options: Options, folder: str
    ) -> None:
        os.chdir(folder)
        self._inputs, self._output, self._options = inputs, output, options
        self._pool = options.pool(load_task()).__enter__()

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        part = Part(**row)
        report = Report()
        before = self._pool.restarts
        items = islice(self._inputs.records(part.file, part.skip), part.records)
        path = shard_path(self._output, part.number)
        extract_items(items, _target(path), self._pool, self._options, report, lambda _: None, resume=False)
        return {"done": report.done, "failed": report.failed, "restarts": self._pool.restarts - before}


def _target(path: Path) -> Target:
    """Return the files of a shard, under names of this process's own: one that is thought dead may still be writing."""
    own = f".{socket.gethostname()}-{os.getpid()}.partial"
    errors = errors_path(path)
    return Target(path, errors, path.with_name(path.name + own), errors.with_name(errors.name + own))


def _parts(counts: list[int], size: int) -> Iterator[Part]:
    """Yield the shards of files with so many records each.

    >>> [tuple(part) for part in _parts([3, 0, 2], 2)]
    [(0, 0, 0, 2), (1, 0, 2, 2), (2, 2, 1, 1)]
    """
    total = sum(counts)
    file, before = 0, 0
    for number, first in enumerate(range(0, total, size)):
        while before + counts[file] <= first:
            before += counts[file]
            file += 1
        yield Part(number, file, first - before, min(size, total - first))


def _clear_unfinished(output: Path) -> None:
    """Remove what actors that were lost left behind."""
    for path in output.parent.glob(f"{output.stem}-*.partial"):
        path.unlink(missing_ok=True)


def _ray_data() -> Any:
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise UnsupportedFormat("--engine ray needs the extra: pip install 'extractor[distributed]'.") from error
    if not ray.is_initialized():
        runtime = {"env_vars": ENVIRONMENT}
        ray.init(include_dashboard=False, log_to_driver=False, logging_level=logging.WARNING, runtime_env=runtime)
    logging.getLogger("ray.data").setLevel(logging.ERROR)  # it warns that its own progress bars are off
    ray.data.DataContext.get_current().enable_progress_bars = False
    return ray.data
