"""The service in this process, with its workers; and, for the page, over a real port."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from extractor.pipeline import Pipeline
from extractor.service import create_app
from extractor.settings import Settings
from extractor.workers import ExtractTask

SERVE = [sys.executable, "-c", "from extractor.cli import main; main()", "serve"]


@pytest.fixture(scope="session")
def client(pipeline: Pipeline) -> Iterator[TestClient]:
    settings = Settings(max_chars=20_000, max_body=200_000)
    app = create_app(settings, lambda: ExtractTask(pipeline, settings.max_chars))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@contextmanager
def running_service(**settings: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A service started as a user starts it, ready, and its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([*SERVE, "--port", str(port)], stderr=subprocess.DEVNULL, env=os.environ | settings)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=1)
                break
            except OSError:
                assert process.poll() is None, "the service ended before it was ready"
                time.sleep(0.1)
        yield process, port
    finally:
        process.kill()
        process.wait()


def children_of(parent: int) -> list[int]:
    """The worker processes of a service."""
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def resident(parent: int) -> float:
    """Megabytes that a service and its workers hold; what they share counts once."""
    total = 0
    for pid in (parent, *children_of(parent)):
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        total += int(next(line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:")))
    return total / 1024


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with running_service() as (_, port):
        yield f"http://127.0.0.1:{port}"
