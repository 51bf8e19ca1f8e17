"""The quotes of a document: direct speech, then reported speech, then who said it.

>>> from extractor.pipeline import load_pipeline
>>> document = load_pipeline()({"text": "«Мост готов», — сказал мэр Иван Орлов."})
>>> [(quote.kind, quote.speaker) for quote in document.quotes]
[('direct', 'Иван Орлов')]
"""

from __future__ import annotations

from extractor.annotations import Quote
from extractor.document import Document
from extractor.quotes.cues import find_cues
from extractor.quotes.direct import find_direct
from extractor.quotes.indirect import find_reported
from extractor.quotes.marks import find_marked, find_paragraphs
from extractor.quotes.overlaps import settle
from extractor.quotes.speakers import resolve_speakers

__all__ = ["find_quotes"]


def find_quotes(document: Document) -> list[Quote]:
    """Return the quotes in order of text, ids q1, q2, …"""
    paragraphs = find_paragraphs(document)
    marks = find_marked(document.text, paragraphs)
    direct = find_direct(document, paragraphs, marks)
    reported = find_reported(document, marks, find_cues(document))
    return list(resolve_speakers(document, settle(document.text, direct, reported)))
