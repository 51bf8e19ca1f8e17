"""What the description of the API says beside the routes themselves: bodies, examples, errors."""

from __future__ import annotations

from typing import Any

from extractor.service.requests import ArticleRequest

__all__ = ["BODY", "EXAMPLE", "LINES", "NDJSON", "PROBLEM", "PROBLEMS", "UNCHANGED"]

#: the article of the documentation; every worker has extracted it before the service is ready
EXAMPLE: dict[str, Any] = ArticleRequest.model_config["json_schema_extra"]["examples"][0]  # type: ignore
LINES = '{"id": "a1", "text": "Мост готов, сообщил инженер Пётр Сомов."}\n{"id": "a2", "text": ""}\n'
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": ArticleRequest.model_json_schema()},
            "text/plain": {"schema": {"type": "string"}, "example": EXAMPLE["text"]},
            "text/html": {"schema": {"type": "string"}, "example": f"<p>{EXAMPLE['text']}</p>"},
        },
    }
}
UNCHANGED = {"description": "Тот же запрос, что и с этим ETag: ответ не изменился"}
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
#: what can go wrong with an article
PROBLEMS: dict[int | str, Any] = dict.fromkeys((400, 401, 408, 413, 415, 422, 500, 503, 504), PROBLEM)
