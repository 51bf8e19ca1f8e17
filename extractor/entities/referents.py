"""Whom an article can mean by «он», «министр» or «ведомство»: its entities as a reader remembers them.

A referent keeps where it was spoken of, its gender and number, and the words and classes of its roles: a министр is
also a чиновник, a политик and a глава.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extractor.annotations import Entity
from extractor.document import Document
from extractor.language import lemma_of
from extractor.lexicons import load_lexicon

__all__ = ["Referent", "ReferentType", "classes_of", "find_referents"]

ReferentType = Literal["person", "organization", "group", "document"]

#: types of entities that can speak or be spoken of by a noun
TYPES: dict[str, ReferentType] = {
    "PERSON": "person",
    "ORGANIZATION": "organization",
    "FACILITY": "organization",
    "COUNTRY": "organization",
    "CITY": "organization",
    "STATE_OR_PROVINCE": "organization",
    "LOCATION": "organization",
}
#: every man is a мужчина, every woman a женщина
BY_GENDER = {"Masc": ("man",), "Fem": ("woman",)}
#: what is put before a role and leaves it what it is: «экс-министр», «вице-мэр»
PREFIXES = ("экс-", "вице-", "зам", "со")


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody or something that a word can point back to; `entity` is None for who is no entity («жители»)."""

    name: str
    type: ReferentType
    entity: str | None = None
    gender: str | None = None
    plural: bool = False
    lemmas: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    places: tuple[int, ...] = ()
    salience: float = 0.0


def find_referents(document: Document, entities: Iterable[Entity]) -> list[Referent]:
    """Return the referents that the entities are; `places` are the first tokens of their mentions, in order."""
    return [_read(document, entity) for entity in entities if entity.type in TYPES]


def _read(document: Document, entity: Entity) -> Referent:
    roles = [tuple(lemma_of(word) for word in role.name.lower().replace('"', " ").split()) for role in entity.roles]
    own = {lemma_of(word) for word in entity.name.lower().replace('"', " ").split()}
    words = {word for role in roles for word in role} | (own if entity.type != "PERSON" else set())
    return Referent(
        name=entity.name,
        type=TYPES[entity.type],
        entity=entity.id,
        gender=entity.gender,
        lemmas=frozenset(words),
        classes=frozenset(BY_GENDER.get(entity.gender or "", ())).union(*(classes_of(role) for role in roles)),
        places=tuple(sorted(_place(document, m.start) for m in entity.mentions)),
        salience=entity.salience,
    )


def _place(document: Document, start: int) -> int:
    return max(0, bisect_right(document.token_starts, start) - 1)


@lru_cache(maxsize=50_000)
def classes_of(lemmas: tuple[str, ...]) -> frozenset[str]:
    """Return the classes of a role by its lemmas, in order: of the first noun with an entry, and with what follows it.

    >>> sorted(classes_of(("глава", "государство")))
    ['head', 'official', 'politician', 'president']
    """
    entries = load_lexicon("role_classes", ("lemma", "classes"))
    found: set[str] = set()
    for at, lemma in enumerate(lemmas):
        for key in (lemma, *_without_prefix(lemma)):
            if key in entries:
                found.update(entries[key]["classes"].split())
        for other in lemmas[at + 1 : at + 4]:
            entry = entries.get(f"{lemma} {other}")
            if entry:
                found.update(entry["classes"].split())
        if found:
            break
    return frozenset(found)


def _without_prefix(lemma: str) -> list[str]:
    return [lemma[len(prefix) :] for prefix in PREFIXES if lemma.startswith(prefix) and len(lemma) > len(prefix) + 3]
