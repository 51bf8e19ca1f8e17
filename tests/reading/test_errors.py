"""What is no article gets an error that says what to do and never quotes the text."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.errors import (
    ArticleTooLong,
    EmptyArticle,
    ExtractorError,
    InvalidArticle,
    UndecodableText,
    UnsupportedFormat,
)
from extractor.reading import read_article, read_file_bytes

SECRET = "Тайная заметка о катке"
WRONG: list[tuple[Any, type[ExtractorError]]] = [
    ([SECRET], InvalidArticle),
    ({"title": SECRET}, InvalidArticle),
    ({"text": SECRET, "html": SECRET}, InvalidArticle),
    ({"text": 7}, InvalidArticle),
    ({"text": SECRET, "id": 1.5}, InvalidArticle),
    ({"text": SECRET, "title": [SECRET]}, InvalidArticle),
    ({"text": SECRET, "published": "вчера"}, InvalidArticle),
    ({"text": SECRET, "furniture": SECRET}, InvalidArticle),
    ({"text": " \n\u00a0"}, EmptyArticle),
    ({"html": ""}, EmptyArticle),
    ({"html": "<script>" + SECRET + "</script>"}, EmptyArticle),
    ({"text": SECRET * 10}, ArticleTooLong),
    ({"html": SECRET.encode() * 50}, ArticleTooLong),
    ({"text": "Каток \ud83d"}, UndecodableText),
    ({"text": b"\xff\x00\x01" * 9}, UndecodableText),
]


@pytest.mark.parametrize(("record", "error"), WRONG, ids=lambda value: getattr(value, "code", ""))
def test_wrong_record(record: Any, error: type[ExtractorError]) -> None:
    with pytest.raises(error) as raised:
        read_article(record, limit=100)
    message = str(raised.value)
    assert message.endswith(".")
    assert "Тайная" not in message


def test_file_of_another_kind() -> None:
    with pytest.raises(UnsupportedFormat):
        read_file_bytes(b"", "katok.docx")


def test_numbers_are_ids_too() -> None:
    assert read_article({"id": 17, "text": "Каток залили."}).id == "17"


def test_page_without_an_article_is_no_error() -> None:
    article = read_article({"html": "<h1>Новости</h1><ul><li><a href='/1'>Каток залили</a></li></ul>"})
    assert (article.text, article.blocks, article.title) == ("", (), None)
