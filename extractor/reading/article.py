"""A record as a client sends it becomes an `Article`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePath
from typing import Any

from extractor.document import Article
from extractor.errors import ArticleTooLong, EmptyArticle, InvalidArticle, UndecodableText, UnsupportedFormat
from extractor.reading.decoding import decode_html, decode_text
from extractor.reading.plain import find_blocks, read_whole
from extractor.reading.plain_facts import find_facts

__all__ = ["FILE_TYPES", "read_article", "read_file_bytes"]

#: the files of articles that can be read, and the field of a record that each fills
FILE_TYPES: Mapping[str, str] = {".txt": "text", ".html": "html", ".htm": "html", ".xhtml": "html"}

_STRINGS = ("id", "title", "url", "published", "crawled")
_FURNITURE = ("keep", "detect")
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_article(record: Mapping[str, Any], limit: int | None = None) -> Article:
    """Return the article that a record holds, with its blocks and what it says of itself.

    A record is `{"id"?, "text" | "html", "title"?, "url"?, "published"?, "crawled"?, "furniture"?}`; `text` and `html`
    are strings, or the bytes of a file in any encoding. «Вчера, 18:40» on a page counts from `crawled`, the day when it
    was taken. With `"furniture": "keep"` every paragraph of a text is body. `limit` is the longest input allowed, in
    characters. A page without an article (a listing) gives an article with an empty text and
    no blocks. Raises InvalidArticle, EmptyArticle, ArticleTooLong or UndecodableText.

    >>> article = read_article({"text": "Каток залили\\n\\nВ Лужках залили каток.\\n\\nПоделиться"})
    >>> [(block.kind, block.of(article.text)) for block in article.blocks]
    [('title', 'Каток залили'), ('paragraph', 'В Лужках залили каток.'), ('furniture', 'Поделиться')]
    """
    _check(record)
    if record.get("html") is not None:
        from extractor.reading.html import read_page

        return read_page(_decoded(record, "html", limit), record)
    text = _decoded(record, "text", limit)
    if not text.strip():
        raise EmptyArticle("The text holds nothing but white space. Send the text of an article.")
    return _read_text(text, record)


def read_file_bytes(data: bytes, name: str, **fields: Any) -> Article:
    """Return the article of a file from its bytes; the ending of `name` says what it is, `name` becomes its id.

    >>> read_file_bytes("Каток залили.".encode("cp1251"), "2009/katok.txt").text
    'Каток залили.'
    """
    field = FILE_TYPES.get(PurePath(name).suffix.lower())
    if field is None:
        raise UnsupportedFormat(f"The file is none of {', '.join(FILE_TYPES)}. Save it as one of them.")
    return read_article({"id": name, field: data} | fields)


def _read_text(text: str, record: Mapping[str, Any]) -> Article:
    title = record.get("title")
    keep = record.get("furniture") == "keep"
    blocks = read_whole(text) if keep else find_blocks(text, title)
    facts = find_facts(text, () if keep else blocks, record.get("crawled"))
    return Article(
        text,
        blocks,
        id=_id(record),
        title=title or facts.title,
        published=record.get("published") or facts.published,
        url=record.get("url"),
        outlet=facts.outlet,
        author=facts.author,
    )


def _check(record: Mapping[str, Any]) -> None:
    if not isinstance(record, Mapping):
        raise InvalidArticle('An article is an object with the field "text" or "html".')
    given = [name for name in ("text", "html") if record.get(name) is not None]
    if len(given) != 1:
        raise InvalidArticle('An article has either the field "text" or the field "html": send one of them.')
    if not isinstance(record[given[0]], str | bytes):
        raise InvalidArticle(f'The field "{given[0]}" must be a string.')
    for name in _STRINGS:
        value = record.get(name)
        if value is not None and not isinstance(value, str) and not (name == "id" and type(value) is int):
            raise InvalidArticle(f'The field "{name}" must be a string.')
    if record.get("furniture") not in (None, *_FURNITURE):
        raise InvalidArticle(f'The field "furniture" must be one of {", ".join(_FURNITURE)}.')
    for name in ("published", "crawled"):
        _check_date(name, record.get(name))


def _check_date(name: str, value: str | None) -> None:
    try:
        datetime.fromisoformat(value or "2000-01-01")
    except ValueError:
        raise InvalidArticle(f'The field "{name}" must be an ISO date, as in 2025-07-13 or 2025-07-13T09:30.') from None


def _decoded(record: Mapping[str, Any], field: str, limit: int | None) -> str:
    value = record[field]
    if limit is not None and len(value) > limit * (4 if isinstance(value, bytes) else 1):
        raise ArticleTooLong(f"The article is longer than {limit} characters. Split it, or raise the limit.")
    if isinstance(value, bytes):
        value = decode_html(value) if field == "html" else decode_text(value)
    if limit is not None and len(value) > limit:
        raise ArticleTooLong(f"The article is longer than {limit} characters. Split it, or raise the limit.")
    if broken := _SURROGATE.search(value):
        raise UndecodableText(f"Half a surrogate pair stands at character {broken.start()}. Send whole code points.")
    return str(value)


def _id(record: Mapping[str, Any]) -> str | None:
    value = record.get("id")
    return None if value is None else str(value)
