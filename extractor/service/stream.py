"""NDJSON in, NDJSON out: results stream back in the order of the lines, errors in their lines' places."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator

import orjson
from fastapi import Request
from fastapi.responses import StreamingResponse
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send

from extractor.errors import ExtractorError
from extractor.service.body import read_lines
from extractor.service.dispatcher import Dispatcher
from extractor.service.problems import Overloaded, problem_of
from extractor.service.requests import parse_order
from extractor.workers import Answer, describe_failure

__all__ = ["ResultStream"]

#: how many lines of one request may be with the workers at a time: the rest of the queue is for others
AHEAD = 32
PATIENCE = 0.05


class ResultStream(StreamingResponse):
    """A response that is written while its request is still being read."""

    media_type = "application/x-ndjson"

    def __init__(self, request: Request, dispatcher: Dispatcher, limit: int, seconds: float) -> None:
        super().__init__(_results(request, dispatcher, limit, seconds))
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the lines. Starlette's own way watches for a disconnect meanwhile, and so eats the request's body."""

        async def send_in_time(message: Message) -> None:
            try:
                await asyncio.wait_for(send(message), self._seconds)
            except TimeoutError:  # it does not read: what was begun for it is dropped
                raise ClientDisconnect from None

        try:
            await self.stream_response(send_in_time)
        finally:
            await self.body_iterator.aclose()  # type: ignore[attr-defined]


async def _results(request: Request, dispatcher: Dispatcher, limit: int, seconds: float) -> AsyncIterator[bytes]:
    """Yield a line for each line of the request: the result, or `{"error": problem}`.

    `limit` is bytes a line, `seconds` how long the next may take to come.
    """
    begun: deque[asyncio.Task[bytes]] = deque()
    try:
        async for line in read_lines(request, limit, seconds):
            begun.append(asyncio.create_task(_answer(line, dispatcher)))
            while len(begun) >= AHEAD or (begun and begun[0].done()):
                yield await begun.popleft()
        while begun:
            yield await begun.popleft()
    except ExtractorError as error:  # what follows cannot be read; what was read has its answers first
        while begun:
            yield await begun.popleft()
        yield _error_line(error)
    finally:
        for task in begun:
            task.cancel()


async def _answer(line: bytes, dispatcher: Dispatcher) -> bytes:
    try:
        answer = await _submit(line, dispatcher)
    except ExtractorError as error:
        return _error_line(error)
    if answer.body is not None:
        return answer.body + b"\n"
    assert answer.failure is not None
    return orjson.dumps({"error": problem_of(answer.failure)}) + b"\n"


async def _submit(line: bytes, dispatcher: Dispatcher) -> Answer:
    """Return the answer to a line; a stream waits for room in the queue instead of being turned away."""
    order = parse_order(line, "application/json")
    while True:
        try:
            return await dispatcher.submit(order)
        except Overloaded:
            await asyncio.sleep(PATIENCE)


def _error_line(error: ExtractorError) -> bytes:
    return orjson.dumps({"error": problem_of(describe_failure(error))}) + b"\n"
