"""A pool of workers for streams: chunks of orders in, their answers out, in order, whatever the number of workers.

A chunk whose worker died, took too long or grew too large is tried again order by order, so that one bad article costs
itself and nothing else.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import wait
from time import monotonic
from typing import NamedTuple

from extractor.errors import BadSetting
from extractor.workers.answers import Answer, Failure, Order
from extractor.workers.process import Task, Worker, WorkerLost

__all__ = ["WorkerPool", "give_up"]

#: how often a worker's memory is looked at while it works, in seconds
LOOK = 0.5


def give_up(reason: str) -> Answer:
    """Return the answer for an article on which a worker was lost."""
    return Answer(None, Failure("worker-lost", "The article could not be extracted", f"Given up: {reason}.", 500))


@dataclass
class _Chunk:
    """Orders that were read together, and their answers so far."""

    orders: Sequence[Order]
    answers: list[Answer | None]

    @property
    def complete(self) -> bool:
        return all(answer is not None for answer in self.answers)


class _Job(NamedTuple):
    """The orders of a chunk that a worker is given at once: all of them, or one after a worker was lost on all."""

    chunk: _Chunk
    positions: Sequence[int]


@dataclass
class _Desk:
    """A worker, and the job it is at until the deadline."""

    worker: Worker
    job: _Job | None = None
    deadline: float = float("inf")


class WorkerPool:
    """Applies a task to chunks of orders in `workers` processes.

    `timeout` is the longest time for a job, in seconds; `memory` the most that a worker may hold, in bytes, the models
    that it shares with the others included (None: no bound). `restarts` counts the workers that had to be replaced.
    """

    def __init__(self, task: Task, workers: int, timeout: float, memory: int | None = None) -> None:
        self._task, self._timeout, self._size, self._memory = task, timeout, workers, memory
        self._desks: list[_Desk] = []
        self._queue: deque[_Job] = deque()
        self.restarts = 0

    def __enter__(self) -> WorkerPool:
        self._desks = [_Desk(Worker(self._task)) for _ in range(self._size)]
        if self._memory is not None and (least := self._desks[0].worker.peak_memory) > self._memory:
            self.__exit__()
            raise BadSetting(f"EXTRACTOR_WORKER_MEMORY: the models alone take {(least >> 20) + 1} MB; allow more.")
        return self

    def __exit__(self, *_: object) -> None:
        for desk in self._desks:
            desk.worker.stop()
        self._desks = []

    def map(self, chunks: Iterable[Sequence[Order]]) -> Iterator[list[Answer]]:
        """Yield the answers of each chunk, in order; only a few chunks are ahead of the one yielded."""
        source = iter(chunks)
        begun: deque[_Chunk] = deque()
        while True:
            for orders in islice(source, 3 * self._size - len(begun)):
                chunk = _Chunk(orders, [None] * len(orders))
                begun.append(chunk)
                self._queue.append(_Job(chunk, range(len(orders))))
            if not begun:
                return
            self._feed()
            while begun and begun[0].complete:
                yield [answer for answer in begun.popleft().answers if answer is not None]
            if any(desk.job for desk in self._desks):
                self._collect()

    def _feed(self) -> None:
        for desk in self._desks:
            if self._queue and desk.job is None:
                desk.job, desk.deadline = self._queue.popleft(), monotonic() + self._timeout
                try:
                    desk.worker.send([desk.job.chunk.orders[at] for at in desk.job.positions])
                except WorkerLost as lost:
                    self._replace(desk, str(lost))

    def _collect(self) -> None:
        """Wait for the first worker to answer, to end, or to run out of time or memory."""
        busy = [desk for desk in self._desks if desk.job]
        patience = max(0.0, min(desk.deadline for desk in busy) - monotonic())
        if self._memory is not None:
            patience = min(patience, LOOK)
        ready = wait([desk.worker.connection for desk in busy], timeout=patience)
        for desk in busy:
            if desk.worker.connection in ready:
                self._receive(desk)
            elif monotonic() >= desk.deadline:
                self._replace(desk, f"it took longer than {self._timeout:g} s")
            elif self._too_large(desk):
                self._replace(desk, self._too_much())

    def _receive(self, desk: _Desk) -> None:
        job = desk.job
        assert job is not None
        try:
            answers = desk.worker.receive()
        except WorkerLost as lost:
            self._replace(desk, str(lost))
            return
        if self._too_large(desk):  # whether it was caught at it or not: the answers must not depend on when we looked
            self._replace(desk, self._too_much())
            return
        for at, answer in zip(job.positions, answers, strict=True):
            job.chunk.answers[at] = answer
        desk.job = None

    def _too_large(self, desk: _Desk) -> bool:
        return self._memory is not None and desk.worker.peak_memory > self._memory

    def _too_much(self) -> str:
        assert self._memory is not None
        return f"it took more than {self._memory >> 20} MB of memory"

    def _replace(self, desk: _Desk, reason: str) -> None:
        """Put a fresh worker in the place of a lost one, and find out which order it was lost on."""
        job = desk.job
        assert job is not None
        desk.worker.stop()
        desk.worker, desk.job = Worker(self._task), None
        self.restarts += 1
        if len(job.positions) == 1:
            job.chunk.answers[job.positions[0]] = give_up(reason)
        else:
            self._queue.extendleft(_Job(job.chunk, (at,)) for at in reversed(job.positions))
