"""Runs the service under uvicorn, and says where it listens."""

from __future__ import annotations

import logging
import sys

import uvicorn

from extractor.service.app import create_app
from extractor.service.guards import JsonFormatter
from extractor.settings import Settings
from extractor.workers import ExtractTask, Task

__all__ = ["serve"]

#: seconds that requests in flight have to finish after SIGTERM
GRACE = 30


def serve(settings: Settings) -> None:
    """Serve until a signal comes; SIGTERM lets the requests in flight finish."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    app = create_app(settings, lambda: _load_task(settings))
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )


def _load_task(settings: Settings) -> Task:
    from extractor.pipeline import load_pipeline

    return ExtractTask(load_pipeline(), settings.max_chars)
