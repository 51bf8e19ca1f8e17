"""How much an article is about a thing: named in the title, early, and often."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from extractor.annotations import Mention
from extractor.document import Document

__all__ = ["salience_of"]

#: the title says what an article is about, the lead nearly so
TITLE, LEAD, EARLY = 2.0, 1.0, 1.0


def salience_of(document: Document, mentions: Sequence[Mention]) -> float:
    """Return the salience of a thing with these mentions, from 0 to 1: title, lead, how early and how often."""
    kinds = {document.block_of(document.tokens_in(m)[0]).kind for m in mentions}
    score = TITLE * ("title" in kinds) + LEAD * ("lead" in kinds) + log2(1 + len(mentions))
    score += EARLY * (1 - min(m.start for m in mentions) / max(1, len(document.text)))
    return round(score / (score + 3.0), 4)
