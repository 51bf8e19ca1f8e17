"""Those who are named together and speak as one: «Иван Орлов и Анна Котова», «Литва, Латвия и Польша»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractor.annotations import Mention
from extractor.document import Document
from extractor.entities.phrases import nominative_phrase
from extractor.entities.referents import TYPES, Referent
from extractor.language.phrases import find_noun_phrase
from extractor.quotes.nameless import common_name
from extractor.quotes.proper import entity_at, heads, is_proper

__all__ = ["Together", "find_together", "names_together"]


@dataclass(frozen=True, slots=True)
class Together:
    """Those who act as one, and the words at which the name of each begins."""

    referent: Referent
    members: frozenset[int]


def find_together(document: Document) -> list[Together]:
    """Return those who act together under their names, each pair or more of them once, where «они» can mean them."""
    found: dict[str, Together] = {}
    for at, arc in enumerate(document.arcs):
        if arc.relation.startswith("nsubj") and (name := names_together(document, at)):
            old = found.get(name, Together(Referent(name, "group", plural=True), frozenset()))
            who = replace(old.referent, places=(*old.referent.places, at))
            found[name] = Together(who, old.members.union(_members(document, at)))
    return list(found.values())


def names_together(document: Document, head: int) -> str | None:
    """Return the names that «и» joins to that of the head, as one; None where there is one alone.

    «Литва, Латвия и страны севера»: who stands in the row without a name is called as the text calls them.
    """
    row = _coordinated(document, head)
    if len(row) < 2:
        return None
    mentions = [_name_at(document, at) for at in row]
    if sum(mention is not None for mention in mentions) < 2:
        return None
    names = [_called(document, at, mention) for at, mention in zip(row, mentions, strict=True)]
    if len(set(names)) < len(names):
        return None
    return " и ".join((", ".join(names[:-1]), names[-1]))


def _members(document: Document, head: int) -> Iterator[int]:
    """The first words of the names that stand together."""
    mentions = (_name_at(document, at) for at in _coordinated(document, head))
    return (document.tokens_in(mention).start for mention in mentions if mention is not None)


def _coordinated(document: Document, head: int) -> list[int]:
    """The heads that «и» joins, of the source or of the names after its noun («журналисты Орлов и Зуев»)."""
    found = [head]
    for at in found:
        found.extend(c for c in document.children[at] if document.arcs[c].relation == "conj" and c not in found)
    if len(found) > 1 or document.morphs[head].get("Number") != "Plur":
        return found
    apposed = next((c for c in document.children[head] if document.arcs[c].relation in ("appos", "flat:name")), None)
    return found if apposed is None else _coordinated(document, apposed)


def _name_at(document: Document, head: int) -> Mention | None:
    here = (m for m in document.mentions_at(head) if m.type in TYPES)
    own = [m for m in here if heads(document, m, head) and is_proper(document, m)]
    return max(own, key=lambda m: m.length, default=None)


def _called(document: Document, head: int, mention: Mention | None) -> str:
    if mention is None:
        return common_name(document, find_noun_phrase(document, head).span(document))
    entity = entity_at(document, mention)
    return entity.name if entity else mention.name or nominative_phrase(document, mention)
