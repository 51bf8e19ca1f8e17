"""Runs the service under uvicorn, and says where it listens."""

from __future__ import annotations

import logging
import socket
import sys

import uvicorn

from extractor.errors import BadSetting
from extractor.service.app import create_app
from extractor.service.connection import PatientProtocol
from extractor.service.dispatcher import StartFailed
from extractor.service.guards import JsonFormatter
from extractor.settings import Settings
from extractor.store import get_topics, open_archive
from extractor.workers import load_task

__all__ = ["serve"]

log = logging.getLogger("extractor.service")

#: seconds that requests in flight have to finish after SIGTERM
GRACE = 30


def serve(settings: Settings) -> None:
    """Serve until a signal comes; SIGTERM lets the requests in flight finish.

    Raises an ExtractorError that says why where the service cannot start.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    archive = open_archive(settings.store) if settings.store else None
    task = load_task(settings.max_chars, settings.dictionary or (get_topics(archive) if archive else None))
    with _listen(settings.host, settings.port) as listener:
        host, port = listener.getsockname()[:2]
        log.info("listening", extra={"fields": {"url": f"http://{host}:{port}", "workers": settings.workers}})
        config = uvicorn.Config(
            create_app(settings, lambda: task, archive),
            http=PatientProtocol,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE,
        )
        server = uvicorn.Server(config)
        server.run(sockets=[listener])
    if not server.started:
        raise StartFailed("The service did not start; the log above says why.")


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens at an address; raises BadSetting where it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise BadSetting(
            f"Cannot listen at {host}:{port} ({error.strerror}). Set EXTRACTOR_HOST and EXTRACTOR_PORT to another."
        ) from error
    return listener
