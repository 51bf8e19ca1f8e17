"""What a client sends, as orders for the workers."""

from __future__ import annotations

from typing import Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractor.errors import ExtractorError, InvalidArticle
from extractor.service.problems import BadRequest
from extractor.workers import Order

__all__ = ["ArticleRequest", "ResultFormat", "parse_object", "parse_order"]

ResultFormat = Literal["json", "html", "jsonld", "annotations", "brat", "summary"]

#: how deep JSON may nest: an article needs two levels, whatever else a CMS sends along is not looked at
DEPTH = 32


class ArticleRequest(BaseModel):
    """Одна статья: текст или HTML страницы и то, что о ней известно."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "zgrad-1",
                    "text": "– Новый корпус школы примет 550 учеников, – рассказала директор Анна Лебедь.",
                    "published": "2026-09-01",
                },
                {
                    "html": "<article><h1>Мост готов</h1><p>«Мост готов», — доложил инженер Пётр Сомов.</p></article>",
                    "url": "https://news.example/most",
                    "include": ["rules"],
                    "offset_encoding": "utf-16",
                },
            ]
        },
    )

    id: str | int | None = Field(None, description="вернётся в ответе")
    text: str | None = Field(None, description="текст статьи; смещения в ответе считаются по нему")
    html: str | None = Field(None, description="HTML страницы, если нет текста")
    title: str | None = Field(None, description="заголовок, если его нет в тексте")
    url: str | None = Field(None, description="адрес статьи; по нему ничего не загружается")
    published: str | None = Field(None, description="дата публикации, ISO 8601; от неё считаются «вчера» и «в мае»")
    crawled: str | None = Field(
        None, description="день, когда страница снята с сайта, ISO 8601: от него считается её «Вчера, 18:40»"
    )
    furniture: Literal["detect", "keep"] | None = Field(None, description="keep: считать текстом статьи все строки")
    include: list[Literal["tokens", "rules"]] | None = Field(None, description="что добавить к ответу")
    offset_encoding: Literal["code-points", "utf-16"] | None = Field(
        None, description="utf-16: смещения как в JavaScript"
    )


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
        record = parse_object(body, ArticleRequest, InvalidArticle, 'Send {"text": "…"} or {"html": "…"}.')
    return Order(record, "line" if format_ == "json" else format_)


def parse_object(
    body: bytes, model: type[BaseModel], error_of_fields: type[ExtractorError], advice: str
) -> dict[str, Any]:
    """Return the fields that a JSON object gives of a model; raises BadRequest, or the error for fields that are wrong.

    `advice` says what to send instead.
    """
    if not body.strip():
        raise BadRequest(f"The body is empty. {advice}")
    try:
        body.decode()
        sent = orjson.loads(body)  # which refuses what nests deeper than 1024
    except UnicodeDecodeError as error:
        raise BadRequest(f"JSON is UTF-8, but byte {error.start} of the body is not.") from error
    except orjson.JSONDecodeError as error:
        raise BadRequest(f"The body is not JSON: line {error.lineno}, column {error.colno}.") from error
    if not isinstance(sent, dict):
        raise error_of_fields(f"The body is JSON, but not an object. {advice}")
    if _nests_deeper(sent, DEPTH):
        raise BadRequest(f"The JSON nests deeper than {DEPTH} levels. An article is one flat object.")
    try:
        read = model.model_validate(sent)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise error_of_fields(f"{'.'.join(map(str, first['loc']))}: {first['msg']}.") from error
    return read.model_dump(exclude_none=True)


def _nests_deeper(value: Any, depth: int) -> bool:
    level = [value]
    for _ in range(depth):
        level = [
            child
            for parent in level
            if isinstance(parent, dict | list)
            for child in (parent.values() if isinstance(parent, dict) else parent)
        ]
        if not level:
            return False
    return True
