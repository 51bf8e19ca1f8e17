"""The service as a process: how it starts, how it fails to start, how it ends, whom it waits for."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator

import pytest

from extractor.service.connection import PatientProtocol
from tests.service.conftest import SERVE, children_of, running_service

TEXT = "– Мост откроют в мае, – рассказал глава района Павел Ветров."


def _start(*options: str, **settings: str) -> subprocess.Popen[str]:
    return subprocess.Popen([*SERVE, *options], stderr=subprocess.PIPE, text=True, env=os.environ | settings)


@pytest.mark.parametrize(
    ("options", "settings", "words"),
    [
        ([], {"EXTRACTOR_PORT": "99999"}, "EXTRACTOR_PORT"),
        ([], {"EXTRACTOR_WORKERS": "many"}, "EXTRACTOR_WORKERS"),
        ([], {"EXTRACTOR_TIMEOUT": "0"}, "EXTRACTOR_TIMEOUT"),
        ([], {"EXTRACTOR_WORKRES": "2"}, "is EXTRACTOR_WORKERS meant?"),
        ([], {"EXTRACTOR_API_KEYS": "open-sesame"}, "SHA-256"),
        ([], {"EXTRACTOR_HOST": "203.0.113.1"}, "Cannot listen at 203.0.113.1"),
        (["--port", "99999"], {}, "EXTRACTOR_PORT"),
    ],
)
def test_bad_setting_stops_the_start(options: list[str], settings: dict[str, str], words: str) -> None:
    process = _start(*options, **settings)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 2
    assert words in told
    assert "Traceback" not in told
    assert "open-sesame" not in told


def test_taken_port_stops_the_start() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = _start("--port", str(taken.getsockname()[1]))
        _, told = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "Cannot listen at 127.0.0.1" in told


@pytest.fixture
def service() -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with running_service() as (process, port):
        yield process, port


def _post(port: int, text: str) -> int:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/extract", json.dumps({"text": text}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        return int(response.status)


def test_sigterm_lets_requests_finish(service: tuple[subprocess.Popen[bytes], int]) -> None:
    process, port = service
    statuses: list[int] = []
    long = threading.Thread(target=lambda: statuses.append(_post(port, f"{TEXT}\n\n" * 700)))
    long.start()
    time.sleep(0.3)
    assert not statuses, "the article was to take longer"
    process.send_signal(signal.SIGTERM)
    long.join(60)
    assert statuses == [200]
    assert process.wait(20) in (0, -signal.SIGTERM)
    with pytest.raises(OSError, match="refused"):
        _post(port, TEXT)


def test_workers_end_with_the_service(service: tuple[subprocess.Popen[bytes], int]) -> None:
    process, port = service
    _post(port, TEXT)
    children = children_of(process.pid)
    assert children
    process.kill()
    process.wait()
    for _ in range(50):
        if not any(os.path.exists(f"/proc/{child}") for child in children):
            return
        time.sleep(0.1)
    pytest.fail("a worker outlived its service")


def test_half_open_connections_are_closed_and_hold_nobody_up(
    service: tuple[subprocess.Popen[bytes], int],
) -> None:
    _, port = service
    openings = (b"", b"POST /extract HT", b"POST /extract HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    waiting = [socket.create_connection(("127.0.0.1", port)) for _ in range(60)]
    for at, connection in enumerate(waiting):
        connection.sendall(openings[at % 3])
    assert _post(port, TEXT) == 200
    deadline = time.monotonic() + PatientProtocol.PATIENCE + 5
    for connection in waiting:
        connection.settimeout(max(0.1, deadline - time.monotonic()))
        assert connection.recv(100) == b""
        connection.close()
    assert _post(port, TEXT) == 200
