"""The body of a request as it comes in: unpacked, and never more of it, nor for longer, than the limits allow."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator

from fastapi import Request

from extractor.errors import UnsupportedFormat
from extractor.service.problems import BadRequest, SlowClient, TooLarge

__all__ = ["read_body", "read_lines"]

#: bytes that gzip may give at once: a bomb is met by the limits before it is unpacked
PIECE = 1 << 18


async def read_body(request: Request, limit: int, seconds: float) -> bytes:
    """Return the body, unpacked; raises TooLarge as soon as it is over `limit` bytes, SlowClient after `seconds`."""
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for piece in _pieces(request):
                body += piece
                if len(body) > limit:
                    raise TooLarge(f"The body is over {limit} bytes. Send less, or raise EXTRACTOR_MAX_BODY.")
    except TimeoutError:
        raise SlowClient(f"The body took longer than {seconds:g} s. Send it at once.") from None
    return bytes(body)


async def read_lines(request: Request, limit: int, seconds: float) -> AsyncIterator[bytes]:
    """Yield the lines, none blank; raises TooLarge for one over `limit` bytes, SlowClient after `seconds` idle."""
    rest = bytearray()
    pieces = _pieces(request)
    while piece := await _next(pieces, seconds):
        *lines, tail = piece.split(b"\n")
        for line in lines:
            rest += line
            if rest.strip():
                yield _checked(rest, limit)
            rest = bytearray()
        rest += tail
        _checked(rest, limit)
    if rest.strip():
        yield bytes(rest)


def _checked(line: bytearray, limit: int) -> bytes:
    if len(line) > limit:
        raise TooLarge(f"A line is over {limit} bytes. Send shorter articles, or raise EXTRACTOR_MAX_BODY.")
    return bytes(line)


async def _next(pieces: AsyncIterator[bytes], seconds: float) -> bytes:
    """Return the next piece, b"" at the end."""
    try:
        return await asyncio.wait_for(anext(pieces, b""), seconds)
    except TimeoutError:
        raise SlowClient(f"Nothing came for {seconds:g} s. Send the lines without a pause.") from None


async def _pieces(request: Request) -> AsyncIterator[bytes]:
    """Yield the body in pieces, none empty, unpacked where the client has packed it."""
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip"):
        raise UnsupportedFormat("Content-Encoding is gzip or none.")
    chunks = (chunk async for chunk in request.stream() if chunk)
    async for piece in chunks if encoding == "identity" else _unpacked(chunks):
        yield piece


async def _unpacked(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        async for chunk in chunks:
            while chunk and not unpacker.eof:
                if piece := unpacker.decompress(chunk, PIECE):
                    yield piece
                chunk = unpacker.unconsumed_tail
                await asyncio.sleep(0)  # others have their turn while a large body unpacks
        if piece := unpacker.flush():
            yield piece
    except zlib.error as error:
        raise BadRequest("Content-Encoding says gzip, but the body is not.") from error
    if not unpacker.eof:
        raise BadRequest("The gzip body is cut short.")
