"""The app: its routes, each a few lines over the dispatcher."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson
import prometheus_client
from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from fastapi.staticfiles import StaticFiles

import extractor
from extractor.schema import Result
from extractor.service.archive import ARCHIVE_PATHS, add_archive
from extractor.service.body import read_body
from extractor.service.compression import Compression
from extractor.service.dispatcher import Dispatcher
from extractor.service.documentation import BODY, EXAMPLE, LINES, NDJSON, PROBLEM, PROBLEMS, UNCHANGED
from extractor.service.guards import Guards
from extractor.service.keys import Keys
from extractor.service.problems import NotReady, add_handlers, respond
from extractor.service.records import RECORD_PATHS, add_records
from extractor.service.requests import ResultFormat, parse_order
from extractor.service.stream import ResultStream
from extractor.service.validators import etag_of, fresh
from extractor.settings import Settings
from extractor.store import Archive
from extractor.workers import Answer, Order, Task

__all__ = ["create_app"]

PAGE = Path(str(files(__package__).joinpath("page")))
MEDIA_TYPES: dict[ResultFormat, str] = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "jsonld": "application/ld+json",
    "annotations": "application/ld+json",
    "brat": "text/plain; charset=utf-8",
    "summary": "text/plain; charset=utf-8",
}
PATHS = frozenset({"/", "/extract", "/extract/batch", "/health/live", "/health/ready", "/metrics", "/docs"})


def create_app(settings: Settings, load_task: Callable[[], Task], archive: Archive | None = None) -> FastAPI:
    """Return the app, with the archive's routes where there is one.

    `load_task` loads the models, when the app starts and before it is ready.
    """
    example: dict[str, Any] = {}

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.dispatcher = dispatcher = Dispatcher(
            load_task(), settings.workers, settings.timeout, settings.queue, settings.batch_size
        )
        try:
            example.update(_result_of(await dispatcher.start(Order(EXAMPLE))))
            yield
        finally:
            await dispatcher.stop()

    app = FastAPI(
        title="extractor",
        version=extractor.__version__,
        description="Кто упомянут в новости, какие в ней числа и кто что сказал.",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    # the last is the outermost
    app.add_middleware(Keys, hashes=settings.api_keys)
    app.add_middleware(Compression)
    app.add_middleware(Guards, paths=PATHS | ARCHIVE_PATHS | RECORD_PATHS)
    add_handlers(app)
    _add_extraction(app, settings, example)
    if archive is not None:
        add_archive(app, archive, settings)
        add_records(app, archive, settings)
    _add_health(app)
    _add_page(app, with_archive=archive is not None)
    return app


def _result_of(answer: Answer) -> Any:
    assert answer.body is not None
    return orjson.loads(answer.body)


def _add_extraction(app: FastAPI, settings: Settings, example: dict[str, Any]) -> None:
    """Add the routes that extract; `example` is the answer to EXAMPLE, there once the app has started."""
    others: dict[str, Any] = {kind.partition(";")[0]: {} for kind in MEDIA_TYPES.values()}
    result = {"model": Result, "content": others | {"application/json": {"example": example}}}
    answers: dict[int | str, Any] = {200: result, 304: UNCHANGED, **PROBLEMS}

    @app.post("/extract", summary="Разобрать одну статью", responses=answers, openapi_extra=BODY)
    async def extract(request: Request, format: ResultFormat = "json") -> Response:
        """Люди, организации, места, числа и цитаты статьи. Тело: JSON, либо text/plain или text/html.

        Тело можно сжать (`Content-Encoding: gzip`). С `If-None-Match` из прошлого ответа на тот же запрос придёт 304.
        """
        sent = await read_body(request, settings.max_body, settings.read_timeout)
        kind = request.headers.get("content-type", "")
        headers = {"ETag": etag_of(sent, kind, format), "Cache-Control": "private, no-cache"}
        if fresh(headers["ETag"], request.headers.get("if-none-match", "")):
            return Response(None, 304, headers)
        answer = await request.app.state.dispatcher.submit(parse_order(sent, kind, format))
        if answer.failure:
            return respond(answer.failure)
        return Response(answer.body, 200, headers, MEDIA_TYPES[format])

    @app.post(
        "/extract/batch",
        summary="Разобрать много статей (NDJSON)",
        responses={200: NDJSON, 401: PROBLEM},
        openapi_extra={"requestBody": {"required": True, "content": {"application/x-ndjson": {"example": LINES}}}},
    )
    async def extract_batch(request: Request) -> Response:
        """Статья в строке, ответ в строке, в том же порядке; вместо ответа может стоять {"error": …}."""
        return ResultStream(request, request.app.state.dispatcher, settings.max_body, settings.read_timeout)


def _add_health(app: FastAPI) -> None:
    @app.get("/health/live", summary="Процесс жив")
    async def live() -> dict[str, str]:
        return {"status": "live"}

    @app.get("/health/ready", summary="Готов разбирать статьи", responses={503: PROBLEM})
    async def ready(request: Request) -> dict[str, str]:
        """Каждый процесс разобрал пробную статью и работает."""
        if not request.app.state.dispatcher.ready:
            raise NotReady("A worker is being replaced; ask again in a second.")
        return {"status": "ready"}

    counted: dict[int | str, Any] = {200: {"description": "Счётчики", "content": {"text/plain": {}}}}

    @app.get("/metrics", summary="Счётчики для Prometheus", response_class=Response, responses=counted)
    async def metrics() -> Response:
        return Response(prometheus_client.generate_latest(), media_type=prometheus_client.CONTENT_TYPE_LATEST)


def _add_page(app: FastAPI, with_archive: bool) -> None:
    start = (PAGE / "index.html").read_text(encoding="utf-8")
    if with_archive:
        start = start.replace('<a href="/archive" hidden>', '<a href="/archive">')

    @app.api_route("/", methods=["GET", "HEAD"], include_in_schema=False)
    async def index() -> HTMLResponse:
        return HTMLResponse(start)

    @app.get("/page/highlight.css", include_in_schema=False)
    async def highlight() -> FileResponse:
        return FileResponse(str(files("extractor.export").joinpath("highlight.css")))

    @app.get("/docs", include_in_schema=False)
    async def docs() -> FileResponse:
        return FileResponse(PAGE / "docs.html")

    app.mount("/page", StaticFiles(directory=PAGE))
    # Swagger's scripts, from the package that brings them: nothing is fetched from elsewhere
    app.mount("/swagger", StaticFiles(packages=[("fastapi_offline", "static")]))
