"""What surrounds every request: an id, a line in the log, a count, and headers that keep the page to itself."""

from __future__ import annotations

import logging
from time import perf_counter
from uuid import uuid4

import orjson
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extractor.service.metrics import LATENCY, REQUESTS
from extractor.service.problems import respond
from extractor.workers import describe_failure

__all__ = ["Guards", "JsonFormatter"]

log = logging.getLogger("extractor.service")

#: nothing is fetched from elsewhere, nothing runs that did not come from here
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
#: in the log and the counts, not on the wire: the client hung up
GONE = 499


class Guards:
    """ASGI middleware. The log holds method, path, status, time and size: never a body, never a query."""

    def __init__(self, app: ASGIApp, paths: frozenset[str]) -> None:
        self._app, self._paths = app, paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; see the class."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id, began, status, began_answer = uuid4().hex[:16], perf_counter(), 500, False

        async def send_guarded(message: Message) -> None:
            nonlocal status, began_answer
            if message["type"] == "http.response.start":
                status, began_answer = message["status"], True
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = request_id
                headers.update(HEADERS)
                headers["Content-Security-Policy"] = POLICY
            await send(message)

        try:
            await self._app(scope, receive, send_guarded)
        except ClientDisconnect:
            status = GONE
        except Exception as error:
            log.exception("error", extra={"fields": {"request_id": request_id}})
            if began_answer:
                raise
            await respond(describe_failure(error))(scope, receive, send_guarded)
        finally:
            path = scope["path"] if scope["path"] in self._paths else "other"
            seconds = perf_counter() - began
            REQUESTS.labels(path, str(status)).inc()
            LATENCY.labels(path).observe(seconds)
            fields = {"request_id": request_id, "method": scope["method"], "path": path, "status": status}
            log.info("request", extra={"fields": fields | {"ms": round(seconds * 1000, 1)}})


class JsonFormatter(logging.Formatter):
    """A log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        fields = {"time": self.formatTime(record), "level": record.levelname.lower(), "event": record.getMessage()}
        if record.exc_info and record.exc_info[0]:
            fields["error"] = record.exc_info[0].__name__
        return orjson.dumps(fields | getattr(record, "fields", {})).decode()
