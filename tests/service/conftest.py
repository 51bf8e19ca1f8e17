"""The service in this process, with its workers; and, for the page, over a real port."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from extractor.pipeline import Pipeline
from extractor.service import create_app
from extractor.settings import Settings
from extractor.workers import ExtractTask


@pytest.fixture(scope="session")
def client(pipeline: Pipeline) -> Iterator[TestClient]:
    settings = Settings(max_chars=20_000, max_body=200_000)
    app = create_app(settings, lambda: ExtractTask(pipeline, settings.max_chars))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of a service started as a user starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from extractor.cli import main; main()", "serve", "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{url}/health/ready", timeout=1)
                break
            except OSError:
                assert process.poll() is None, "the service ended before it was ready"
                time.sleep(0.1)
        yield url
        process.terminate()
        assert process.wait(10) in (0, -15)
    finally:
        process.kill()
