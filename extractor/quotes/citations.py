"""Places in laws and other papers by their numbers: «ч. 3 ст. 72 УК», «п. 5 устава»."""

from __future__ import annotations

import re

from extractor.document import Document
from extractor.spans import Span

__all__ = ["citation_at"]

#: an abbreviation with its number
PART = r"(?:[Аа]бз|[Гг]л|[Пп]|[Пп]одп|[Пп]п|[Рр]азд|[Сс]т|[Чч])\.\s*\d[\d.]*"
#: the paper: an abbreviation with the country's, or a word
PAPER = r"[А-ЯЁ]{2,}(?:\s+[А-ЯЁ]{2,})?|[а-яё]+(?![\w.])"
#: parts within parts of a paper
CITATION = re.compile(rf"{PART}(?:\s+{PART})*(?:\s+(?:{PAPER}))?")


def citation_at(document: Document, token: int) -> Span | None:
    """Return the place in a paper that begins with the token, as it is written; None where none does."""
    start = document.tokens[token].start
    found = CITATION.match(document.text, start)
    if found is None:
        return None
    ends = [m.end for m in document.mentions_at(token) if m.type == "LAW" and m.start == start]
    return Span(start, max([found.end(), *ends]))
