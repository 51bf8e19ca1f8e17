"""A record as a client sends it becomes an `Article`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from extractor.annotations import Block
from extractor.document import Article
from extractor.errors import EmptyArticle, InvalidArticle

__all__ = ["read_article"]


def read_article(record: Mapping[str, Any]) -> Article:
    """Return the article that a record (`{"id"?, "text" | "html", "title"?, "url"?, "published"?, "furniture"?}`) holds."""
    text = record.get("text")
    if not isinstance(text, str):
        raise InvalidArticle("The record has no text.")
    if not text.strip():
        raise EmptyArticle("The text is empty.")
    blocks = tuple(Block(m.start(), m.end(), "paragraph") for m in re.finditer(r"[^\r\n]*\S[^\r\n]*", text))
    return Article(text, blocks, id=record.get("id"), published=record.get("published"))
