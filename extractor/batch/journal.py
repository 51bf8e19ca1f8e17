"""The two files of a run: results and errors. Whatever a kill or a full disk leaves tells how far the run had come.

Every record becomes exactly one line of one of them. Errors are on the disk before any later result is written.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

import orjson

from extractor.errors import OutputFailed

__all__ = ["Journal", "Progress", "writing"]


class Progress(NamedTuple):
    """How many records the files hold, how many of them failed, and the last line of the results."""

    done: int = 0
    failed: int = 0
    last: bytes = b""


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the system says about writing to `path` into OutputFailed."""
    try:
        yield
    except OSError as error:
        raise OutputFailed(
            f"{path} cannot be written ({error.strerror or error}). What is written stays: "
            "mend the reason and run the same command with --resume."
        ) from error


class Journal:
    """The files of a run, open for appending and locked against another run.

    With `resume` they are cut back to the longest run of records that is complete, else emptied; `progress` tells what
    they hold. Raises OutputFailed where they cannot be written.
    """

    def __init__(self, results: Path, errors: Path, resume: bool) -> None:
        self.results, self.errors = results, errors
        with writing(results):
            self._results = _opened(results)
        with writing(errors):
            self._errors = _opened(errors)
        with writing(results):
            self.progress = self._recover() if resume else self._empty()

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self._results.close()
        self._errors.close()

    def write(self, results: bytes, errors: bytes) -> None:
        """Append lines to both files, the errors first."""
        if errors:
            with writing(self.errors):
                _append(self._errors, errors)
                os.fsync(self._errors.fileno())  # without it, a power cut could keep the later results and lose these
        with writing(self.results):
            _append(self._results, results)

    def _empty(self) -> Progress:
        self._results.truncate(0)
        self._errors.truncate(0)
        return Progress()

    def _recover(self) -> Progress:
        written, end, last = 0, 0, b""
        for last in _lines(self.results):
            written, end = written + 1, end + len(last)
        self._results.truncate(end)
        done, kept, end = written, 0, 0
        for line in _lines(self.errors):
            if orjson.loads(line)["index"] > done:  # of a record behind those whose results are lost
                break
            done, kept, end = done + 1, kept + 1, end + len(line)
        self._errors.truncate(end)
        return Progress(done, kept, last)


def _opened(path: Path) -> IO[bytes]:
    # unbuffered: what failed to be written is not tried again when the file is closed
    file = path.open("ab", buffering=0)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise OutputFailed(f"Another run is writing to {path}. Wait for its end, or give another --output.") from error
    return file


def _append(file: IO[bytes], data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from (line for line in file if line.endswith(b"\n"))
