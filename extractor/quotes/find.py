"""The quotes of a document: what was said, then who said it.

>>> from extractor.pipeline import load_pipeline
>>> document = load_pipeline()({"text": "«Мост готов», — сказал мэр Иван Орлов."})  # doctest: +SKIP
>>> [(quote.kind, quote.speaker) for quote in document.quotes]  # doctest: +SKIP
[('direct', 'Иван Орлов')]
"""

from __future__ import annotations

from extractor.annotations import Quote
from extractor.document import Document
from extractor.quotes.direct import find_direct
from extractor.quotes.speakers import resolve_speakers

__all__ = ["find_quotes"]


def find_quotes(document: Document) -> list[Quote]:
    """Return the quotes in order of text, ids q1, q2, …"""
    return list(resolve_speakers(document, find_direct(document)))
