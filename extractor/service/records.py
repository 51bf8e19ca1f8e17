"""The routes about records: who the archive takes for one and the same, and what an editor decides about it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import FastAPI, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from extractor.service.body import read_body
from extractor.service.documentation import PROBLEM
from extractor.service.problems import BadRequest
from extractor.service.requests import parse_object
from extractor.settings import Settings
from extractor.store import (
    Archive,
    Decision,
    get_record,
    list_decisions,
    list_records,
    merge_records,
    split_record,
    undo_decision,
)

__all__ = ["LARGEST_KEY", "RECORD_PATHS", "add_records"]

RECORD_PATHS = frozenset({"/records", "/decisions"})
#: what a number of the archive can be
LARGEST_KEY = 2**31 - 1

Key = Annotated[int, Path(ge=1, le=LARGEST_KEY, description="Номер записи")]
Editor = Annotated[str | None, Field(None, max_length=200, description="Кто решил")]


class MergeRequest(BaseModel):
    """Две записи — об одном."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"other": 17, "editor": "Анна Лебедь"}]})

    other: int = Field(ge=1, le=LARGEST_KEY, description="номер записи, которая войдёт в эту")
    editor: Editor


class SplitRequest(BaseModel):
    """Часть статей записи — о другом."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"articles": ["zgrad-1"], "editor": "Анна Лебедь"}]})

    articles: list[str] = Field(min_length=1, max_length=10_000, description="id статей, где речь о другом")
    editor: Editor


def add_records(app: FastAPI, archive: Archive, settings: Settings) -> None:
    """Add the routes to the app."""
    asked: dict[str, Any] = {"responses": dict.fromkeys((401, 404, 422, 503), PROBLEM), "tags": ["Записи архива"]}
    refused = dict.fromkeys((400, 401, 404, 408, 409, 413, 415, 422, 503), PROBLEM)
    decided: dict[str, Any] = {"responses": refused, "tags": ["Записи архива"]}

    async def read(request: Request, model: type[BaseModel], advice: str) -> dict[str, Any]:
        sent = await read_body(request, settings.max_body, settings.read_timeout)
        return parse_object(sent, model, BadRequest, advice)

    @app.get("/records", summary="Кто и что есть в архиве под этим именем", **asked)
    def records(
        name: Annotated[str, Query(description="Имя или его часть")],
        limit: Annotated[int, Query(ge=1, le=100, description="Сколько, самое большее")] = 20,
    ) -> dict[str, Any]:
        """Записи с ролями и числом статей: по ним видно, кого из однофамильцев имеют в виду."""
        return {"records": [asdict(one) for one in list_records(archive, name, limit)]}

    @app.get("/records/{key}", summary="Запись архива", **asked)
    def record(key: Key) -> dict[str, Any]:
        """Имена, роли, число статей и цитат; `merged` — записи, которые в неё вошли."""
        return asdict(get_record(archive, key))

    @app.post("/records/{key}/merge", summary="Объединить записи", openapi_extra=_body(MergeRequest), **decided)
    async def merge(request: Request, key: Key) -> dict[str, Any]:
        """Статьи и цитаты записи `other` переходят к этой; так будет и с новыми статьями, пока решение не отменят."""
        sent = await read(request, MergeRequest, 'Send {"other": 17}.')
        return _told(await run_in_threadpool(merge_records, archive, key, sent["other"], sent.get("editor")))

    @app.post("/records/{key}/split", summary="Разделить запись", openapi_extra=_body(SplitRequest), **decided)
    async def split(request: Request, key: Key) -> dict[str, Any]:
        """Перечисленные статьи переходят к новой записи с тем же именем; её номер — `other` в ответе."""
        sent = await read(request, SplitRequest, 'Send {"articles": ["a1"]}.')
        return _told(await run_in_threadpool(split_record, archive, key, sent["articles"], sent.get("editor")))

    @app.get("/decisions", summary="Решения редакторов", **asked)
    def decisions() -> dict[str, Any]:
        """Объединения и разделения, последние первыми, отменённые тоже."""
        return {"decisions": [_told(one) for one in list_decisions(archive)]}

    @app.post("/decisions/{number}/undo", summary="Отменить решение", **decided)
    def undo(number: Annotated[int, Path(ge=1, le=LARGEST_KEY, description="Номер решения")]) -> dict[str, Any]:
        """Статьи возвращаются туда, где были. Решение, на котором стоят более поздние, отменить нельзя."""
        return _told(undo_decision(archive, number))


def _body(model: type[BaseModel]) -> dict[str, Any]:
    content = {"application/json": {"schema": model.model_json_schema()}}
    return {"requestBody": {"required": True, "content": content}}


def _told(decision: Decision) -> dict[str, Any]:
    return decision._asdict()
