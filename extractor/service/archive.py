"""The routes that search an archive: quotes, articles, counts, related articles. Added where the settings name one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from importlib.resources import files
from typing import Annotated, Any

import orjson
from fastapi import FastAPI, Path, Query, Request
from fastapi.responses import FileResponse, Response
from starlette.concurrency import run_in_threadpool

from extractor.service.body import read_body
from extractor.service.documentation import BODY, PROBLEM, PROBLEMS
from extractor.service.problems import respond
from extractor.service.records import LARGEST_KEY
from extractor.service.requests import parse_order
from extractor.settings import Settings
from extractor.store import (
    Archive,
    ArticleQuery,
    Page,
    QuoteQuery,
    count_months,
    count_speakers,
    find_related,
    find_related_to,
    search_articles,
    search_quotes,
)

__all__ = ["ARCHIVE_PATHS", "add_archive"]

PAGE = str(files(__package__).joinpath("page", "archive.html"))
ARCHIVE_PATHS = frozenset({"/archive", "/quotes", "/articles", "/related", "/speakers", "/months"})

Speaker = Annotated[str | None, Query(description="Кто сказал: любая часть имени")]
Words = Annotated[str | None, Query(description="Слова в любой форме, сочетания в кавычках «…»")]
Since = Annotated[date | None, Query(description="Не раньше этого дня")]
Until = Annotated[date | None, Query(description="Не позже этого дня")]
RecordNumber = Annotated[int | None, Query(ge=1, le=LARGEST_KEY, description="Номер записи (см. /records)")]
Limit = Annotated[int, Query(ge=1, le=1000, description="Сколько, самое большее")]
Cursor = Annotated[str | None, Query(description="`cursor` прошлой страницы")]


def add_archive(app: FastAPI, archive: Archive, settings: Settings) -> None:
    """Add the routes to the app."""
    problems: dict[int | str, Any] = dict.fromkeys((401, 404, 422, 503), PROBLEM)

    def get(path: str, summary: str) -> Callable[[Any], Any]:
        return app.get(path, summary=summary, responses=problems, tags=["Архив"])

    @app.get("/archive", include_in_schema=False)
    async def page() -> FileResponse:
        return FileResponse(PAGE)

    @get("/quotes", "Цитаты архива")
    def quotes(
        speaker: Speaker = None,
        organization: Annotated[str | None, Query(description="От чьего имени сказано")] = None,
        words: Words = None,
        kind: Annotated[str | None, Query(description="direct, indirect или mixed")] = None,
        record: RecordNumber = None,
        since: Since = None,
        until: Until = None,
        limit: Limit = 20,
        cursor: Cursor = None,
    ) -> dict[str, Any]:
        """Кто что сказал, новые первыми."""
        query = QuoteQuery(speaker, organization, words, kind, since, until, record)
        return _page("quotes", search_quotes(archive, query, limit, cursor))

    @get("/articles", "Статьи архива")
    def articles(
        tag: Annotated[str | None, Query(description="Метка (slug)")] = None,
        entity: Annotated[str | None, Query(description="Кто или что упомянуто: любая часть имени")] = None,
        words: Words = None,
        record: RecordNumber = None,
        since: Since = None,
        until: Until = None,
        limit: Limit = 20,
        cursor: Cursor = None,
    ) -> dict[str, Any]:
        """Статьи по метке, по тому, кто в них упомянут, или по словам; новые первыми."""
        query = ArticleQuery(tag, entity, words, since, until, record)
        return _page("articles", search_articles(archive, query, limit, cursor))

    @get("/speakers", "Кого цитируют чаще всего")
    def speakers(since: Since = None, until: Until = None, limit: Limit = 20) -> dict[str, Any]:
        """Говорящие по числу цитат."""
        return {"speakers": count_speakers(archive, since, until, limit)}

    @get("/months", "Цитаты по месяцам")
    def months(speaker: Speaker = None, words: Words = None) -> dict[str, Any]:
        """Сколько цитат в каждом месяце."""
        return {"months": count_months(archive, QuoteQuery(speaker=speaker, words=words))}

    @get("/articles/{id}/related", "Статьи о том же")
    def related(id: Annotated[str, Path(description="id статьи в архиве")], limit: Limit = 10) -> dict[str, Any]:
        """Похожие статьи с причинами; перепечатки и обновления стоят одной строкой."""
        return {"related": [asdict(one) for one in find_related(archive, id, limit)]}

    @app.post(
        "/related", summary="Статьи о том же, что и черновик", responses=PROBLEMS, openapi_extra=BODY, tags=["Архив"]
    )
    async def related_to(request: Request, limit: Limit = 10) -> Response:
        """Тело то же, что у POST /extract; черновик не сохраняется."""
        sent = await read_body(request, settings.max_body, settings.read_timeout)
        order = parse_order(sent, request.headers.get("content-type", ""), "json")
        answer = await request.app.state.dispatcher.submit(order._replace(format="line", include=frozenset({"tokens"})))
        if answer.failure:
            return respond(answer.failure)
        assert answer.body is not None
        found = await run_in_threadpool(find_related_to, archive, orjson.loads(answer.body), limit)
        return Response(orjson.dumps({"related": [asdict(one) for one in found]}), media_type="application/json")


def _page(name: str, page: Page) -> dict[str, Any]:
    return {name: page.found, "cursor": page.cursor}
