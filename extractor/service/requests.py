"""What a client sends, as orders for the workers."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import orjson
from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractor.errors import InvalidArticle
from extractor.service.problems import BadRequest, TooLarge
from extractor.workers import Order

__all__ = ["ArticleRequest", "ResultFormat", "parse_order", "read_body"]

ResultFormat = Literal["json", "html", "jsonld", "annotations", "brat", "summary"]


class ArticleRequest(BaseModel):
    """Одна статья: текст или HTML страницы и то, что о ней известно."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "zgrad-1",
                    "text": "– Новый корпус школы примет 550 учеников, – рассказала директор Анна Лебедь.",
                    "published": "2026-09-01",
                }
            ]
        },
    )

    id: str | int | None = Field(None, description="вернётся в ответе")
    text: str | None = Field(None, description="текст статьи; смещения в ответе считаются по нему")
    html: str | None = Field(None, description="HTML страницы, если нет текста")
    title: str | None = Field(None, description="заголовок, если его нет в тексте")
    url: str | None = Field(None, description="адрес статьи; по нему ничего не загружается")
    published: str | None = Field(None, description="дата публикации, ISO 8601; от неё считаются «вчера» и «в мае»")
    furniture: Literal["detect", "keep"] | None = Field(None, description="keep: считать текстом статьи все строки")
    include: list[Annotated[Literal["tokens", "rules"], Field()]] | None = Field(
        None, description="что добавить к ответу"
    )
    offset_encoding: Literal["code-points", "utf-16"] | None = Field(
        None, description="utf-16: смещения как в JavaScript"
    )


async def read_body(request: Request, limit: int) -> bytes:
    """Return the body of a request; raises TooLarge as soon as more than `limit` bytes have come."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise TooLarge(f"The body is over {limit} bytes. Send a shorter article, or raise EXTRACTOR_MAX_BODY.")
    return bytes(body)


def parse_order(body: bytes, media_type: str, format_: ResultFormat = "json") -> Order:
    """Return the order that a body holds: a JSON object, or the bare text or HTML of an article.

    Raises BadRequest or InvalidArticle with what to send instead.
    """
    kind = media_type.partition(";")[0].strip().lower()
    if kind == "text/html":
        record: dict[str, Any] = {"html": body}
    elif kind == "text/plain":
        record = {"text": body}
    else:
        record = _parse_json(body)
    return Order(record, "line" if format_ == "json" else format_)


def _parse_json(body: bytes) -> dict[str, Any]:
    if not body.strip():
        raise BadRequest('The body is empty. Send {"text": "…"} or {"html": "…"}.')
    try:
        body.decode()
        sent = orjson.loads(body)
    except UnicodeDecodeError as error:
        raise BadRequest(f"JSON is UTF-8, but byte {error.start} of the body is not.") from error
    except orjson.JSONDecodeError as error:
        raise BadRequest(f"The body is not JSON: line {error.lineno}, column {error.colno}.") from error
    if not isinstance(sent, dict):
        raise InvalidArticle('The body is JSON, but not an object. Send {"text": "…"} or {"html": "…"}.')
    try:
        article = ArticleRequest.model_validate(sent)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise InvalidArticle(f"{'.'.join(map(str, first['loc']))}: {first['msg']}.") from error
    return article.model_dump(exclude_none=True)
