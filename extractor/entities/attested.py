"""Nominatives that the article itself shows: «Заречгаза» is of «Заречгаз» where the article writes «Заречгаз».

For names that no dictionary knows; those of people are read together with their given names, in `persons`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractor.annotations import Mention
from extractor.document import Document
from extractor.entities.declension import readings_of
from extractor.entities.phrases import head_of
from extractor.language import parses_of

__all__ = ["attest_names"]

MARKS = '«„“"'


def attest_names(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions, unknown words of their names in the nominative that another mention shows."""
    heads = [_head(document, mention) for mention in mentions]
    shown = {word for word, case in filter(None, heads) if case in (None, "Nom")}
    if not shown:
        return list(mentions)
    return [
        replace(mention, name=mention.name.replace(head[0], nominative))
        if mention.name and head and (nominative := _shown(head[0], shown)) and nominative != head[0]
        else mention
        for mention, head in zip(mentions, heads, strict=True)
    ]


def _head(document: Document, mention: Mention) -> tuple[str, str | None] | None:
    """The head of a name and its case, where no dictionary knows the word."""
    if mention.name is None or mention.type == "PERSON":
        return None
    head = head_of(document, list(document.tokens_in(mention)))
    if head is None:
        return None
    word = document.tokens[head].text
    known = any(parse.known for parse in parses_of(word)) and not _stands_in_marks(document, mention)
    return (word, document.morphs[head].get("Case")) if word[0].isalpha() and not known else None


def _stands_in_marks(document: Document, mention: Mention) -> bool:
    """«Милана» in marks is a club, whatever the dictionary knows of girls."""
    tokens = document.tokens_in(mention)
    return len(tokens) == 1 and document.text[max(0, mention.start - 1)] in MARKS


def _shown(word: str, shown: Iterable[str]) -> str | None:
    """The shortest of the shown words that the word can be a form of."""
    possible = {reading.nominative for reading in readings_of(word) if reading.case != "Nom"} | {word}
    # among equals the one with more capitals («Сити» before «сити»), never the order of a set
    return min(possible.intersection(shown), key=lambda form: (len(form), form), default=None)
