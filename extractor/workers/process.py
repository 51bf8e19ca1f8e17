"""One worker process and the pipe to it."""

from __future__ import annotations

import gc
import os
import resource
import signal
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic, sleep

from extractor.workers.answers import Answer, Order

__all__ = ["Task", "Worker", "WorkerLost"]

#: answers each order, in order; it must catch what a single order raises
Task = Callable[[Sequence[Order]], list[Answer]]


#: after how many new objects Python looks for garbage: at its default a tenth of all time goes into it
GARBAGE = 10_000


class WorkerLost(Exception):
    """The process ended before it answered; the message says how."""


class Worker:
    """A process that applies a task to the orders sent to it. Forked, so that it shares the models with its parent."""

    def __init__(self, task: Task) -> None:
        context = get_context("fork")
        self.connection, childs_end = context.Pipe()
        self._process = context.Process(target=_serve, args=(task, childs_end), daemon=True)
        self._process.start()
        childs_end.close()

    @property
    def alive(self) -> bool:
        """Whether the process is there."""
        return self._process.is_alive()

    @property
    def peak_memory(self) -> int:
        """The most memory it ever held, in bytes, what it shares with its parent included; 0 where nobody tells."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text()
        except OSError:  # it has ended, or this is no Linux
            return 0
        return next((int(line.split()[1]) << 10 for line in status.splitlines() if line.startswith("VmHWM:")), 0)

    def send(self, orders: Sequence[Order]) -> None:
        """Hand over orders; raises WorkerLost if nobody is there to take them."""
        try:
            self.connection.send(orders)
        except OSError as error:
            raise WorkerLost(self._epitaph()) from error

    def receive(self) -> list[Answer]:
        """Return the answers to the orders sent last, waiting for them; raises WorkerLost if none will come."""
        try:
            answers: list[Answer] = self.connection.recv()
        except (EOFError, OSError) as error:
            raise WorkerLost(self._epitaph()) from error
        return answers

    def stop(self) -> None:
        """End the process at once, whatever it is doing."""
        self._process.kill()
        self._process.join()
        self.connection.close()

    def _epitaph(self) -> str:
        # not join(1): it watches a pipe that the child has closed, and then waits for as long as the child lives
        deadline = monotonic() + 1
        while self._process.exitcode is None and monotonic() < deadline:
            sleep(0.01)
        return f"its process ended with exit code {self._process.exitcode}"


def _serve(task: Task, connection: Connection) -> None:
    """Answer orders until the parent closes its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to handle
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _close_inherited(connection.fileno())
    gc.freeze()  # the models never become garbage; pages that nobody looks through stay shared with the parent
    gc.set_threshold(GARBAGE, 20, 100)
    while True:
        try:
            orders = connection.recv()
        except EOFError:
            return
        connection.send(task(orders))


def _close_inherited(keep: int) -> None:
    """Close what a fork copies from its parent: files, clients' connections and other workers' pipes are none of ours.

    A client's connection would stay open for as long as a worker held a copy of it.
    """
    highest = min(resource.getrlimit(resource.RLIMIT_NOFILE)[0], 65_536)
    os.closerange(3, keep)
    os.closerange(keep + 1, highest)
