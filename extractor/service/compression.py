"""gzip for the clients that accept it; every piece of a stream is flushed, so that results arrive as they come."""

from __future__ import annotations

import re
import zlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Compression"]

#: bytes from which packing is worth its while; the level trades a tenth of the size for half the time
MINIMUM, LEVEL = 1024, 4
#: «gzip» in Accept-Encoding, unless its weight is nought
ACCEPTED = re.compile(r"(?:\bgzip|\*)(?!\s*;\s*q\s*=\s*0(?:\.0*)?\s*(?:,|$))")


class Compression:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and pack what comes back."""
        if scope["type"] == "http":
            accepted = ACCEPTED.search(Headers(scope=scope).get("accept-encoding", "").lower())
            send = _Packing(send, bool(accepted))
        await self._app(scope, receive, send)


class _Packing:
    """Sends the messages of one response. The start waits for the first piece, which tells whether to pack."""

    def __init__(self, send: Send, accepted: bool) -> None:
        self._send, self._accepted = send, accepted
        self._start: Message | None = None
        self._packer: zlib._Compress | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        if self._start is not None:
            await self._begin(self._start, message)
            self._start = None
        if self._packer and message["type"] == "http.response.body":
            more = message.get("more_body", False)
            packed = self._packer.compress(message.get("body", b""))
            packed += self._packer.flush(zlib.Z_SYNC_FLUSH if more else zlib.Z_FINISH)
            message = {**message, "body": packed}
        await self._send(message)

    async def _begin(self, start: Message, first: Message) -> None:
        headers = MutableHeaders(scope=start)
        headers.add_vary_header("Accept-Encoding")
        large = first.get("more_body", False) or len(first.get("body", b"")) >= MINIMUM
        if self._accepted and large and "content-encoding" not in headers:
            self._packer = zlib.compressobj(LEVEL, wbits=zlib.MAX_WBITS | 16)
            headers["Content-Encoding"] = "gzip"
            del headers["Content-Length"]
        await self._send(start)
