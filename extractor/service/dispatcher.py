"""Takes requests to the workers: off the event loop, together where they queue, and no more than the queue holds."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from multiprocessing.connection import Connection
from time import monotonic
from typing import NamedTuple

from extractor.errors import ExtractorError
from extractor.service.metrics import ARTICLES, BATCH_SIZE, CHARACTERS, QUEUE_DEPTH, QUOTES, RESTARTS
from extractor.service.problems import Overloaded
from extractor.workers import Answer, Failure, Order, Task, Worker, WorkerLost

__all__ = ["Dispatcher", "StartFailed"]


class StartFailed(ExtractorError):
    """The workers do not extract, so that the service does not start. The message says what they answered."""

    code = "start-failed"
    title = "The service cannot start"


class _Waiting(NamedTuple):
    order: Order
    answer: asyncio.Future[Answer]
    since: float


class Dispatcher:
    """Workers behind one bounded queue; `timeout` is the longest time for an article, in seconds."""

    def __init__(self, task: Task, workers: int, timeout: float, queue: int, batch_size: int) -> None:
        self._task, self._timeout, self._batch_size = task, timeout, batch_size
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue(queue)
        self._size = workers
        self._workers: list[Worker] = []
        self._runs: list[asyncio.Task[None]] = []

    async def start(self, probe: Order) -> Answer:
        """Fork the workers and serve the queue once each has answered the probe; return the answer.

        Raises StartFailed where one does not answer with a result.
        """
        self._workers = [Worker(self._task) for _ in range(self._size)]
        try:
            answers = [(await self._ask(at, [probe]))[0] for at in range(self._size)]
        except (WorkerLost, TimeoutError) as lost:
            raise StartFailed(f"A worker gave no answer to the first article: {lost or 'too slow'}.") from lost
        if failed := next((answer.failure for answer in answers if answer.failure), None):
            raise StartFailed(f"A worker failed on the first article: {failed.detail}")
        self._runs = [asyncio.create_task(self._run(at)) for at in range(self._size)]
        return answers[0]

    async def stop(self) -> None:
        """End the workers; requests in flight have been answered by then."""
        for run in self._runs:
            run.cancel()
        await asyncio.gather(*self._runs, return_exceptions=True)
        for worker in self._workers:
            worker.stop()

    @property
    def ready(self) -> bool:
        """Whether every worker has answered the probe and is there."""
        serving = bool(self._runs) and not any(run.done() for run in self._runs)
        return serving and all(worker.alive for worker in self._workers)

    async def submit(self, order: Order) -> Answer:
        """Return the answer to an order; raises Overloaded at once where the queue is full."""
        waiting = _Waiting(order, asyncio.get_running_loop().create_future(), monotonic())
        try:
            self._queue.put_nowait(waiting)
        except asyncio.QueueFull:
            raise Overloaded("The queue is full; try again in a second.") from None
        QUEUE_DEPTH.set(self._queue.qsize())
        answer = await waiting.answer
        if answer.body is not None:
            ARTICLES.inc()
            CHARACTERS.inc(answer.characters)
            QUOTES.inc(answer.quotes)
        return answer

    async def _run(self, at: int) -> None:
        """Serve the queue with one worker, for as long as the service lives."""
        while True:
            batch = self._wanted([await self._queue.get(), *self._share()])
            QUEUE_DEPTH.set(self._queue.qsize())
            if batch:
                BATCH_SIZE.observe(len(batch))
                await self._serve(at, batch)

    def _share(self) -> list[_Waiting]:
        """Take from the queue what is one worker's to do; were it all taken, the other workers would idle."""
        share = min(self._batch_size - 1, self._queue.qsize() // self._size)
        return [self._queue.get_nowait() for _ in range(share)]

    def _wanted(self, batch: Sequence[_Waiting]) -> list[_Waiting]:
        """Return those whose client still waits, and turn away those that have waited too long to begin."""
        late = monotonic() - self._timeout
        for waiting in batch:
            if waiting.since < late and not waiting.answer.done():
                waiting.answer.set_exception(Overloaded(f"The queue took longer than {self._timeout:g} s; try again."))
        return [waiting for waiting in batch if not waiting.answer.done()]

    async def _serve(self, at: int, batch: Sequence[_Waiting]) -> None:
        if not self._workers[at].alive:  # it ended while it had nothing to do: no article's fault
            self._replace(at)
        try:
            answers = await self._ask(at, [waiting.order for waiting in batch])
        except (WorkerLost, TimeoutError) as lost:
            self._replace(at)
            if len(batch) == 1:
                answers = [_give_up(lost, self._timeout)]
            else:  # one by one: the guilty article is found, the others get their results
                for waiting in batch:
                    await self._serve(at, [waiting])
                return
        for waiting, answer in zip(batch, answers, strict=True):
            if not waiting.answer.done():
                waiting.answer.set_result(answer)

    async def _ask(self, at: int, orders: list[Order]) -> list[Answer]:
        worker = self._workers[at]
        worker.send(orders)
        await asyncio.wait_for(_readable(worker.connection), self._timeout)
        return worker.receive()

    def _replace(self, at: int) -> None:
        self._workers[at].stop()
        self._workers[at] = Worker(self._task)
        RESTARTS.inc()


async def _readable(connection: Connection) -> None:
    loop = asyncio.get_running_loop()
    arrived = asyncio.Event()
    loop.add_reader(connection.fileno(), arrived.set)
    try:
        await arrived.wait()
    finally:
        loop.remove_reader(connection.fileno())
        # uvloop makes what it watches non-blocking; a long article or result would then come through in part
        os.set_blocking(connection.fileno(), True)


def _give_up(lost: Exception, timeout: float) -> Answer:
    if isinstance(lost, TimeoutError):
        detail = f"The article took longer than {timeout:g} s. Send a shorter one, or raise EXTRACTOR_TIMEOUT."
        return Answer(None, Failure("timeout", "Extraction took too long", detail, 504))
    return Answer(None, Failure("worker-lost", "Extraction failed on this article", f"Given up: {lost}.", 500))
