"""Names in the text: which mentions are names and not common nouns, at which word, of which entity."""

from __future__ import annotations

from extractor.annotations import Entity, Mention
from extractor.document import Document
from extractor.entities.anaphor import read_anaphor
from extractor.entities.referents import TYPES
from extractor.lexicons import load_lexicon
from extractor.quotes.nominals import head_of
from extractor.spans import Span

__all__ = ["OPENING", "bodies_over", "entity_at", "heads", "is_in_marks", "is_named", "is_proper"]

OPENING = frozenset("«\"“„'")


def bodies_over(document: Document, span: Span) -> list[Mention]:
    """Return the names of bodies and places that overlap the span."""
    return [m for m in document.mentions_over(span) if m.type in TYPES and m.type != "PERSON"]


def heads(document: Document, mention: Mention, head: int) -> bool:
    """Tell whether the word is the main one of the name."""
    start, end, _ = document.tokens[head]
    return mention.start <= start and end <= mention.end and head_of(document, mention) == head


def is_proper(document: Document, mention: Mention) -> bool:
    """Tell whether the mention is a name: «Минобороны», «Совет ветеранов Заречного», not «полиция» or «Совет»."""
    tokens = document.tokens_in(mention)
    first = document.sentence_of(tokens[0]).first
    if is_in_marks(document, mention):
        return True
    for at in tokens:
        text = document.tokens[at].text
        if text in OPENING or (text.isupper() and len(text) > 1):
            return True
        starts = at == first or (at == first + 1 and document.tokens[first].text in OPENING)
        if text[0].isupper() and not (starts and (_is_common(document, at) or _opens_generic(document, mention, at))):
            return True
        if text[0].isascii() and text[0].isalpha():
            return True
    return False


def is_in_marks(document: Document, mention: Mention) -> bool:
    """Tell whether the name stands between marks."""
    return document.text[mention.start - 1 : mention.start] in tuple(OPENING)


def _is_common(document: Document, at: int) -> bool:
    """Tell whether the word at the start of a sentence is a common noun with its capital: «Полиция», «Следствие»."""
    anaphor = read_anaphor(document, at)
    return document.morphs[at].pos != "PROPN" and anaphor is not None


def _opens_generic(document: Document, mention: Mention, at: int) -> bool:
    """Tell whether the word is the adjective of a noun that names no one: «Надзорное ведомство» opens a sentence."""
    head = head_of(document, mention)
    generic = head is not None and document.lemmas[head] in load_lexicon("generic_nouns", ("lemma",))
    return generic and document.morphs[at].pos == "ADJ"


def entity_at(document: Document, span: Span) -> Entity | None:
    """Return the entity that the name at the span is of: exactly there, else the longest that overlaps."""
    found = [
        (-(abs(m.start - span.start) + abs(m.end - span.end)), number)
        for number, m in document.entities_over(span)
        if m.kind in ("name", "abbreviation")
    ]
    return document.entities[max(found)[1]] if found else None


def is_named(document: Document, token: int) -> bool:
    """Tell whether the token is in the name of somebody who can speak."""
    return any(m.type in TYPES for m in document.mentions_at(token))
