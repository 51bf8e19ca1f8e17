"""Names that brackets give in other letters: «Джон Смит (John Smith)» is one man, «(англ. John Smith)» too."""

from __future__ import annotations

import re

from extractor.document import Document
from extractor.spans import Span

__all__ = ["gloss_after"]

#: a name in Latin letters in brackets, after what language it is
GLOSS = re.compile(r"[»”\"]?\s?\((?:[а-я]{2,5}\.\s?)?([A-ZÀ-Ž][^()\[\]{}а-яёА-ЯЁ]{1,60}?)[,;)]")
CYRILLIC = re.compile("[а-яёА-ЯЁ]")


def gloss_after(document: Document, name: Span) -> Span | None:
    """Return the name in Latin letters that brackets add right after a Cyrillic one, or None."""
    if CYRILLIC.search(document.text, name.start, name.end) is None:
        return None
    found = GLOSS.match(document.text, name.end)
    return Span(*found.span(1)) if found else None
