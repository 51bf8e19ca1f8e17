"""The app: its routes, each a few lines over the dispatcher."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import prometheus_client
from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, Response
from fastapi.staticfiles import StaticFiles
from fastapi_offline import FastAPIOffline

import extractor
from extractor.schema import Result
from extractor.service.dispatcher import Dispatcher
from extractor.service.guards import Guards
from extractor.service.metrics import ARTICLES, CHARACTERS
from extractor.service.problems import add_handlers, respond
from extractor.service.requests import ArticleRequest, ResultFormat, parse_order, read_body
from extractor.service.stream import ResultStream
from extractor.settings import Settings
from extractor.workers import Task

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
NDJSON: dict[str, Any] = {
    "description": "Ответ в строке",
    "content": {"application/x-ndjson": {"example": '{"schema": "1", "id": "a1", …}\n{"error": {"status": 422, …}}\n'}},
}
PROBLEM: dict[str, Any] = {
    "description": "Что не так и что сделать (RFC 9457)",
    "content": {
        "application/problem+json": {
            "example": {
                "type": "urn:extractor:problem:empty-article",
                "title": "The article is empty",
                "status": 422,
                "detail": "There is no text in the article. Send some.",
                "code": "empty-article",
            }
        }
    },
}


def create_app(settings: Settings, load_task: Callable[[], Task]) -> FastAPI:
    """Return the app; `load_task` loads the models, when the app starts and before it is ready."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.dispatcher = dispatcher = Dispatcher(
            load_task(), settings.workers, settings.timeout, settings.queue, settings.batch_size
        )
        await dispatcher.start()
        try:
            yield
        finally:
            await dispatcher.stop()

    app = FastAPIOffline(
        title="extractor",
        version=extractor.__version__,
        description="Кто упомянут в новости, какие в ней числа и кто что сказал.",
        redoc_url=None,
        lifespan=lifespan,
    )
    app.add_middleware(Guards, paths=PATHS)
    add_handlers(app)
    _add_extraction(app, settings)
    _add_health(app)
    _add_page(app)
    return app


def _add_extraction(app: FastAPI, settings: Settings) -> None:
    schema = ArticleRequest.model_json_schema()
    body: dict[str, Any] = {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}

    @app.post(
        "/extract",
        summary="Разобрать одну статью",
        responses={200: {"model": Result}, 400: PROBLEM, 413: PROBLEM, 422: PROBLEM, 503: PROBLEM},
        openapi_extra=body,
    )
    async def extract(request: Request, format: ResultFormat = "json") -> Response:
        """Люди, организации, места, числа и цитаты статьи. Тело: JSON, либо text/plain или text/html."""
        sent = await read_body(request, settings.max_body)
        order = parse_order(sent, request.headers.get("content-type", ""), format)
        answer = await request.app.state.dispatcher.submit(order)
        if answer.body is None:
            return respond(answer.failure)
        ARTICLES.inc()
        CHARACTERS.inc(len(order.record.get("text") or order.record.get("html") or ""))
        return Response(answer.body, media_type=MEDIA_TYPES[format])

    @app.post("/extract/batch", summary="Разобрать много статей (NDJSON)", responses={200: NDJSON})
    async def extract_batch(request: Request) -> Response:
        """Статья в строке, ответ в строке, в том же порядке; вместо ответа может стоять {"error": …}."""
        return ResultStream(request, request.app.state.dispatcher, settings.max_body)


def _add_health(app: FastAPI) -> None:
    @app.get("/health/live", summary="Процесс жив")
    async def live() -> dict[str, str]:
        return {"status": "live"}

    @app.get("/health/ready", summary="Готов разбирать статьи", responses={503: PROBLEM})
    async def ready(request: Request, response: Response) -> dict[str, str]:
        up = request.app.state.dispatcher.ready
        response.status_code = 200 if up else 503
        return {"status": "ready" if up else "not ready"}

    @app.get("/metrics", summary="Счётчики для Prometheus")
    async def metrics() -> Response:
        return Response(prometheus_client.generate_latest(), media_type=prometheus_client.CONTENT_TYPE_LATEST)


def _add_page(app: FastAPI) -> None:
    @app.api_route("/", methods=["GET", "HEAD"], include_in_schema=False)
    async def index() -> FileResponse:
        return FileResponse(PAGE / "index.html")

    @app.get("/page/highlight.css", include_in_schema=False)
    async def highlight() -> FileResponse:
        return FileResponse(str(files("extractor.export").joinpath("highlight.css")))

    app.mount("/page", StaticFiles(directory=PAGE))
