"""A connection that sends no whole head of a request in time is closed; uvicorn alone would hold it for ever."""

from __future__ import annotations

import asyncio
from asyncio.events import TimerHandle

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

__all__ = ["PatientProtocol"]


class PatientProtocol(HttpToolsProtocol):
    """HTTP/1.1, with `PATIENCE` seconds for the head of a request."""

    PATIENCE = 10.0
    _timer: TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to count."""
        super().connection_made(transport)
        self._count()

    def on_message_begin(self) -> None:
        """Count anew for the next request of the connection."""
        super().on_message_begin()
        if self._timer is None:
            self._count()

    def on_headers_complete(self) -> None:
        """The head is there."""
        self._cancel()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to wait for."""
        self._cancel()
        super().connection_lost(exc)

    def _count(self) -> None:
        self._timer = self.loop.call_later(self.PATIENCE, self.transport.close)

    def _cancel(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
