"""What HTTP asks of the service: packed bodies, tags of unchanged articles, limits that are met early."""

from __future__ import annotations

import asyncio
import gzip
import json
import zlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import orjson
import pytest
from fastapi import Request
from fastapi.testclient import TestClient

from extractor.service.body import read_body, read_lines
from extractor.service.problems import SlowClient

TEXT = "– Мост откроют в мае, – рассказал глава района Павел Ветров."
RECORD = orjson.dumps({"text": TEXT})
GZIP = {"Content-Encoding": "gzip"}


def test_packed_bodies_are_unpacked(client: TestClient) -> None:
    plain = client.post("/extract", content=RECORD).json()
    assert client.post("/extract", content=gzip.compress(RECORD), headers=GZIP).json() == plain
    lines = gzip.compress(b"\n".join([RECORD] * 5))
    answers = client.post("/extract/batch", content=lines, headers=GZIP).text.splitlines()
    assert [json.loads(line) for line in answers] == [plain] * 5


@pytest.mark.parametrize(
    ("encoding", "body", "status", "code"),
    [
        ("gzip", RECORD, 400, "bad-request"),
        ("gzip", gzip.compress(RECORD)[:-12], 400, "bad-request"),
        ("gzip", b"", 400, "bad-request"),
        ("gzip", gzip.compress(b" " * 50_000_000), 413, "body-too-large"),
        ("br", RECORD, 415, "unsupported-format"),
        ("gzip, gzip", RECORD, 415, "unsupported-format"),
    ],
)
def test_packing_gone_wrong(client: TestClient, encoding: str, body: bytes, status: int, code: str) -> None:
    response = client.post("/extract", content=body, headers={"Content-Encoding": encoding})
    assert (response.status_code, response.json()["code"]) == (status, code)


def test_bomb_in_a_batch_is_one_error_line(client: TestClient) -> None:
    bomb = gzip.compress(RECORD + b"\n" + b"x" * 50_000_000)
    first, second = client.post("/extract/batch", content=bomb, headers=GZIP).text.splitlines()
    assert "quotes" in json.loads(first)
    assert json.loads(second)["error"]["code"] == "body-too-large"


@pytest.mark.parametrize("path", ["/extract", "/extract/batch", "/", "/page/page.js"])
@pytest.mark.parametrize("accepted", ["gzip", "gzip, deflate", "*", "identity", "gzip;q=0", "br, gzip;q=0.0"])
def test_answers_are_packed_for_who_accepts(client: TestClient, path: str, accepted: str) -> None:
    method = "POST" if path.startswith("/extract") else "GET"
    body = RECORD if method == "POST" else None
    headers = {"Accept-Encoding": accepted}
    with client.stream(method, path, content=body, headers=headers) as response:
        raw = b"".join(response.iter_raw())
    packed = accepted in ("gzip", "gzip, deflate", "*")
    assert response.headers.get("content-encoding") == ("gzip" if packed else None)
    assert "Accept-Encoding" in response.headers["vary"]
    plain = client.request(method, path, content=body, headers={"Accept-Encoding": "identity"}).content
    assert (zlib.decompress(raw, wbits=31) if packed else raw) == plain


def test_unchanged_article_is_304(client: TestClient) -> None:
    first = client.post("/extract", content=RECORD)
    etag = first.headers["etag"]
    again = client.post("/extract", content=RECORD, headers={"If-None-Match": f'"other", {etag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert client.post("/extract", content=RECORD, headers={"If-None-Match": '"other"'}).content == first.content


def test_tags_differ_where_answers_may(client: TestClient) -> None:
    kind = {"Content-Type": "application/json"}
    tags = {
        client.post("/extract", content=RECORD, headers=kind).headers["etag"],
        client.post("/extract?format=html", content=RECORD, headers=kind).headers["etag"],
        client.post("/extract", content=RECORD, headers={"Content-Type": "text/plain"}).headers["etag"],
        client.post("/extract", content=orjson.dumps({"text": TEXT + " "}), headers=kind).headers["etag"],
    }
    assert len(tags) == 4
    assert "etag" not in client.post("/extract", content=b"{}", headers=kind).headers


def _request(*chunks: bytes, pause: float = 0) -> Request:
    waiting = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]

    async def receive() -> Any:
        await asyncio.sleep(pause)
        return waiting.pop(0) if waiting else {"type": "http.request", "body": b"", "more_body": False}

    return Request({"type": "http", "headers": []}, receive)


async def _listed(lines: AsyncIterator[bytes]) -> list[bytes]:
    return [line async for line in lines]


@pytest.mark.parametrize(
    "read",
    [
        lambda request: read_body(request, 1000, 0.05),
        lambda request: _listed(read_lines(request, 1000, 0.05)),
    ],
)
def test_slow_clients_are_told(read: Callable[[Request], Any]) -> None:
    with pytest.raises(SlowClient):
        asyncio.run(read(_request(b"a", b"b", pause=0.2)))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_lines_come_whole_however_they_are_cut(size: int) -> None:
    body = "раз\n\n \r\nдва\u2028три\r\nчетыре".encode()
    request = _request(*(body[at : at + size] for at in range(0, len(body), size)))
    lines = asyncio.run(_listed(read_lines(request, 1000, 1)))
    assert [line.decode().strip() for line in lines] == ["раз", "два\u2028три", "четыре"]
