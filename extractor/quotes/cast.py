"""Everybody an article can mean: its entities, those without a name, those named together, and whoever has spoken.

Most of them never speak, so that each type is read when somebody first asks for it.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import cached_property

from extractor.document import Document
from extractor.entities.referents import TYPES, Referent, ReferentType, find_referents
from extractor.lexicons import load_lexicon
from extractor.quotes.nameless import Nameless, find_nameless, referent_of
from extractor.quotes.together import Together, find_together

__all__ = ["Cast"]


class Cast:
    """The referents of a document by their types, in order: entities, the nameless, those together, the speakers."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._named: dict[ReferentType, list[Referent]] = {}
        self._referents: dict[ReferentType, list[Referent]] = {}
        self._spoken: list[tuple[int, Referent]] = []

    def named(self, type_: ReferentType) -> list[Referent]:
        """Return the entities of the type, as the article names them."""
        if type_ not in self._named:
            self._named[type_] = find_referents(self._document, type_)
        return self._named[type_]

    def of(self, type_: ReferentType) -> list[Referent]:
        """Return everybody of the type, with the places at which they have spoken."""
        if type_ not in self._referents:
            nameless = (referent_of(self._document, one) for one in self._nameless if one.type == type_)
            together = (several.referent for several in self._together if several.referent.type == type_)
            self._referents[type_] = [*self.named(type_), *nameless, *together]
            for at, who in self._spoken:
                self._note(who, at)
        return self._referents[type_]

    def entity(self, name: str) -> Referent | None:
        """Return the referent that the entity with this id is."""
        type_ = self._types.get(name)
        return None if type_ is None else next((who for who in self.named(type_) if who.entity == name), None)

    @cached_property
    def members(self) -> frozenset[int]:
        """The words at which those are named who act together with others."""
        return frozenset(at for several in self._together for at in several.members)

    def speaks(self, referent: Referent, at: int) -> None:
        """Note that the referent spoke at the token, and remember it if it is no entity."""
        self._spoken.append((at, referent))
        self._note(referent, at)

    def _note(self, referent: Referent, at: int) -> None:
        """Let those who have been read hear of it: «пресса» may be several and speak as a body."""
        for referents in self._referents.values():
            for index, known in enumerate(referents):
                if known.entity == referent.entity and known.is_called_as(referent):
                    referents[index] = _spoken_at(known, at)
                    return
        type_ = self._type_of(referent)
        if type_ in self._referents and (referent.entity or referent.type != "organization" or _is_body(referent)):
            self._referents[type_].append(replace(referent, places=(at,)))

    def _type_of(self, referent: Referent) -> ReferentType:
        return self._types.get(referent.entity or "", referent.type)

    @cached_property
    def _types(self) -> dict[str, ReferentType]:
        return {entity.id: TYPES[entity.type] for entity in self._document.entities if entity.type in TYPES}

    @cached_property
    def _nameless(self) -> list[Nameless]:
        return find_nameless(self._document, self.named("person"))

    @cached_property
    def _together(self) -> list[Together]:
        return find_together(self._document)


def _spoken_at(known: Referent, at: int) -> Referent:
    place = bisect_left(known.places, at)
    if known.places[place : place + 1] == (at,):
        return known
    return replace(known, places=(*known.places[:place], at, *known.places[place:]))


def _is_body(referent: Referent) -> bool:
    """«завод» speaks again as «предприятие», «новые меры» as nothing."""
    nouns = load_lexicon("speaker_nouns", ("lemma", "kind", "classes"))
    return "outlet" in referent.classes or not nouns.keys().isdisjoint(referent.lemmas)
