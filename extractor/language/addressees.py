"""Outlets that are told the words, whom the parser takes for a part of the source: «в мэрии ТАСС подтвердили, что …».

The name stands before the verb, after a noun that has an owner already, or that no outlet can own.
"""

from __future__ import annotations

from extractor.document import Document
from extractor.lexicons import load_lexicon

__all__ = ["addressee_start"]

OPENING, CLOSING = frozenset('«„“"'), frozenset('»“”"')
#: how many words the name of an outlet has at most
WORDS = 4
#: classes of bodies that may be an outlet's
OF_OUTLETS = frozenset({"company", "outlet"})


def addressee_start(document: Document, head: int, last: int) -> int | None:
    """Return the first token of the outlet that ends with `last` and is told the words, or None.

    `head` is the noun of the phrase that goes up to `last`.
    """
    verb = last + 1
    if last <= head or verb >= document.sentence_of(head).last or document.morphs[verb].get("VerbForm") != "Fin":
        return None
    for first in range(last, max(head, last - WORDS), -1):
        if _is_outlet(document, first, last):
            start = first - (document.tokens[first - 1].text in OPENING)
            return start if _is_apart(document, head, start - 1) else None
    return None


def _is_apart(document: Document, head: int, before: int) -> bool:
    """Whether the outlet is not the noun's before it: not «в агентстве ТАСС», nor «на сайте газеты „Заря“»."""
    if before == head:
        return _is_no_outlet(document, head)
    entry = load_lexicon("speaker_nouns", ("lemma", "kind", "classes")).get(document.lemmas[before])
    return entry is None or OF_OUTLETS.isdisjoint(entry["classes"].split())


def _is_outlet(document: Document, first: int, last: int) -> bool:
    if document.tokens[first].text.isascii() and document.tokens[first - 1].text.isascii():
        return False  # «The Sunday Times»
    words = [at for at in range(first, last + 1) if document.tokens[at].text not in OPENING | CLOSING]
    name = " ".join(document.tokens[at].text for at in words).lower()
    outlets = load_lexicon("outlets", ("name",))
    return name in outlets or (len(words) == 1 and document.lemmas[words[0]] in outlets)


def _is_no_outlet(document: Document, noun: int) -> bool:
    """«мэрия», «аэропорт», not «редакция», «агентство», «компания»."""
    entry = load_lexicon("speaker_nouns", ("lemma", "kind", "classes")).get(document.lemmas[noun])
    body = entry is not None and entry["kind"] == "body" and OF_OUTLETS.isdisjoint(entry["classes"].split())
    return body or document.lemmas[noun] in load_lexicon("premises", ("lemma", "kind"))
