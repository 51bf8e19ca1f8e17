"""A client of the service, typed, sync and async; it needs `pip install 'extractor[client]'`.

An overloaded service (503) is asked again after its Retry-After; other errors are raised as Problem.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any, Self, cast

import httpx
import orjson

from extractor.schema import Result

__all__ = ["AsyncClient", "Client", "Problem"]

Record = Mapping[str, Any]

#: how often an overloaded service is asked again
RETRIES = 5
#: how many records, or bytes of them, go in one request of a batch
WINDOW, WINDOW_BYTES = 16, 200_000
JSON, NDJSON = {"Content-Type": "application/json"}, {"Content-Type": "application/x-ndjson"}


class Problem(Exception):
    """What the service answered instead of a result: the fields of RFC 9457, `detail` says what to do."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self.code: str = fields.get("code", "unknown")
        self.title: str = fields.get("title", "")
        self.status: int = fields.get("status", 0)
        self.detail: str = fields.get("detail", "")
        super().__init__(f"{self.title}: {self.detail}" if self.detail else self.title)


class Client:
    """The service at an address; `key` opens it, `timeout` is seconds for one answer."""

    def __init__(self, url: str = "http://127.0.0.1:8000", key: str | None = None, timeout: float = 90.0) -> None:
        self._http = httpx.Client(base_url=url, headers=_authorization(key), timeout=timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def extract(self, record: Record) -> Result:
        """Return the result of one article; raises Problem, or httpx's errors where there is no answer."""
        return cast(Result, orjson.loads(self._post(record, "json")))

    def render(self, record: Record, format_: str) -> str:
        """Return one article in a format: html, jsonld, annotations, brat or summary."""
        return self._post(record, format_).decode()

    def extract_batch(self, records: Iterable[Record]) -> Iterator[Result | Problem]:
        """Yield a result for each record, in order, or the Problem in its place; a few records are ahead."""
        for lines in _windows(records):
            yield from _parse_lines(_body_of(self._http.post("/extract/batch", content=lines, headers=NDJSON)))

    def _post(self, record: Record, format_: str) -> bytes:
        body = orjson.dumps(record)
        for retry in range(RETRIES + 1):
            response = self._http.post("/extract", content=body, params={"format": format_}, headers=JSON)
            if (pause := _pause(response, retry)) is None:
                break
            time.sleep(pause)
        return _body_of(response)


class AsyncClient:
    """The same for asyncio."""

    def __init__(self, url: str = "http://127.0.0.1:8000", key: str | None = None, timeout: float = 90.0) -> None:
        self._http = httpx.AsyncClient(base_url=url, headers=_authorization(key), timeout=timeout)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def extract(self, record: Record) -> Result:
        """Return the result of one article; raises Problem, or httpx's errors where there is no answer."""
        return cast(Result, orjson.loads(await self._post(record, "json")))

    async def render(self, record: Record, format_: str) -> str:
        """Return one article in a format: html, jsonld, annotations, brat or summary."""
        return (await self._post(record, format_)).decode()

    async def extract_batch(self, records: Iterable[Record]) -> AsyncIterator[Result | Problem]:
        """Yield a result for each record, in order, or the Problem in its place; a few records are ahead."""
        for lines in _windows(records):
            response = await self._http.post("/extract/batch", content=lines, headers=NDJSON)
            for answer in _parse_lines(_body_of(response)):
                yield answer

    async def _post(self, record: Record, format_: str) -> bytes:
        body = orjson.dumps(record)
        for retry in range(RETRIES + 1):
            response = await self._http.post("/extract", content=body, params={"format": format_}, headers=JSON)
            if (pause := _pause(response, retry)) is None:
                break
            await asyncio.sleep(pause)
        return _body_of(response)


def _authorization(key: str | None) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"} if key else {}


def _pause(response: httpx.Response, retry: int) -> float | None:
    """Return the seconds to wait before asking again, None where this is the answer."""
    if response.status_code != httpx.codes.SERVICE_UNAVAILABLE or retry == RETRIES:
        return None
    after = response.headers.get("retry-after", "1")
    return float(after) if after.isdecimal() else 1.0


def _body_of(response: httpx.Response) -> bytes:
    if response.is_error:
        raise _problem_in(response.content, response.status_code)
    return response.content


def _problem_in(body: bytes, status: int) -> Problem:
    try:
        fields = orjson.loads(body)
    except orjson.JSONDecodeError:  # something in between answered: a proxy, a balancer
        fields = {}
    return Problem({"status": status, "title": f"HTTP {status}"} | (fields if isinstance(fields, dict) else {}))


def _windows(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield the lines of a few records at a time: httpx reads no answer before it has sent everything."""
    lines: list[bytes] = []
    for record in records:
        lines.append(orjson.dumps(record))
        if len(lines) == WINDOW or sum(map(len, lines)) > WINDOW_BYTES:
            yield b"\n".join(lines)
            lines = []
    if lines:
        yield b"\n".join(lines)


def _parse_lines(body: bytes) -> Iterator[Result | Problem]:
    for line in body.split(b"\n"):  # splitlines would split at line separators inside the texts as well
        if line:
            answer = orjson.loads(line)
            yield Problem(answer["error"]) if "error" in answer else cast(Result, answer)
