"""What people are in the story by what happens to them: who is sentenced is no prosecutor, who has died is no doctor.

It tells apart people whose roles the article never gives, where a noun («прокурор», «защитник») may mean one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.document import Document
from extractor.lexicons import load_lexicon

__all__ = ["classes_by_deeds"]

DEEDS = ("deeds", ("lemma", "part", "classes"))
#: relations by which a name hangs on the words around it in its own phrase
INNER = frozenset({"appos", "flat:name", "flat:foreign"})
#: how far a name may hang from its phrase's head
DEPTH = 4
#: relations of the person whom a noun of an event speaks of
OWNERS = frozenset({"nmod", "iobj", "obl"})


def classes_by_deeds(document: Document, tokens: Iterable[int]) -> frozenset[str]:
    """Return the classes that the places of a person's name tell, given by the first token of each."""
    return frozenset(name for token in tokens for name in _classes_at(document, token))


def _classes_at(document: Document, token: int) -> Iterator[str]:
    for _ in range(DEPTH):
        head, relation = document.arcs[token]
        if head < 0 or relation not in INNER:
            break
        token = head
    head, relation = document.arcs[token]
    deed = load_lexicon(*DEEDS).get(document.lemmas[head]) if head >= 0 else None
    if deed is not None and deed["part"] == _part(document, head, token, relation):
        yield from deed["classes"].split()


def _part(document: Document, head: int, token: int, relation: str) -> str | None:
    """The part that a word has in what its head tells: «Орлов погиб», «Орлова задержали», «арест Орлова»."""
    if document.morphs[head].pos in ("NOUN", "PROPN"):
        owned = relation in OWNERS and document.morphs[token].get("Case") in ("Gen", "Dat", None)
        governed = any(document.arcs[child].relation == "case" for child in document.children[token])
        return "owner" if owned and not governed else None
    if relation == "nsubj:pass" or (relation == "nsubj" and document.morphs[head].get("Voice") == "Pass"):
        return "patient"
    if relation == "obj":
        return "patient"
    return "agent" if relation == "nsubj" else None
