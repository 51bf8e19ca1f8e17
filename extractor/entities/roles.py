"""Roles of people: what the text calls them beside their names, and the body or place that the role is held in.

Three shapes carry most of them: the role before the name («директор завода Иван Залесский»), after it («Иван Залесский,
директор завода», «Иван Залесский (директор)»), and as what somebody is or becomes («Залесский стал директором»).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from extractor.annotations import Mention, Role
from extractor.document import Document
from extractor.entities.clusters import Cluster
from extractor.entities.role_phrases import (
    MARKS,
    agrees_with,
    is_role,
    phrase_end,
    phrase_start,
    role_name,
)
from extractor.entities.types import is_place
from extractor.lexicons import load_lexicon
from extractor.spans import Span

__all__ = ["RULES", "find_roles"]

#: parts of speech over which a role before a name may reach back to its noun
REACH = frozenset({"ADJ", "ADP", "CCONJ", "DET", "NOUN", "NUM", "PROPN", "SYM", "X"})
#: how many tokens a role before a name may have
WIDEST = 40


class Person(NamedTuple):
    """A name in its sentence: its tokens, its case, and the other names of people there."""

    first: int
    last: int
    case: str | None
    others: Mapping[int, int]


class Phrase(NamedTuple):
    """A role phrase: tokens `first` to `last`, the last one included, around its noun."""

    first: int
    head: int
    last: int


Rule = Callable[[Document, Person], Iterator[Phrase]]


def find_roles(document: Document, clusters: Sequence[Cluster], ids: Mapping[int, str]) -> dict[str, list[Role]]:
    """Return the roles of people, by the id of the person; `ids` are those of the clusters, by identity."""
    holders = _holders(clusters, ids)
    people = {m.start: m for cluster in clusters if cluster.people for m in cluster.mentions}
    roles: dict[str, list[Role]] = {}
    for cluster in clusters:
        for mention, name in zip(cluster.mentions, cluster.people, strict=False):
            person = _person(document, mention, name.case, people)
            for rule in RULES:
                for phrase in rule(document, person):
                    role = _role(document, phrase, rule.__name__.strip("_"), holders)
                    known = roles.setdefault(ids[id(cluster)], [])
                    if not any(_repeats(role, other) for other in known):
                        known.append(role)
    return roles


def _holders(clusters: Sequence[Cluster], ids: Mapping[int, str]) -> list[tuple[Mention, str]]:
    found = [(m, ids[id(cluster)]) for cluster in clusters if not cluster.people for m in cluster.mentions]
    return sorted(found, key=lambda pair: pair[0].start)


def _person(document: Document, mention: Mention, case: str | None, people: Mapping[int, Mention]) -> Person:
    tokens = document.tokens_in(mention)
    sentence = document.sentence_of(tokens[0])
    others: dict[int, int] = {}
    for token in range(sentence.first, sentence.last):
        other = people.get(document.tokens[token].start)
        if other is not None and other is not mention:
            inside = document.tokens_in(other)
            others.update(dict.fromkeys(inside, inside[0]))
    return Person(tokens[0], tokens[-1], case, others)


def _role(document: Document, phrase: Phrase, rule: str, holders: Sequence[tuple[Mention, str]]) -> Role:
    span = document.span(phrase.first, phrase.last)
    name = role_name(document, phrase.first, phrase.head, phrase.last)
    return Role(span.start, span.end, name, _organization(span, document.tokens[phrase.head].end, holders), rule)


def _organization(span: Span, head_end: int, holders: Sequence[tuple[Mention, str]]) -> str | None:
    """The first body that the phrase names, or else the first place."""
    inside = [(m, id_) for m, id_ in holders if m.start < span.end and m.end > span.start]
    bodies = [id_ for m, id_ in inside if not is_place(m.type)]
    return next(iter(bodies or [id_ for _, id_ in inside]), None)


def _repeats(role: Role, other: Role) -> bool:
    return role.name.lower() == other.name.lower()


# ---- rules


def _role_before(document: Document, person: Person) -> Iterator[Phrase]:
    """«заместителю главы управы по торговле Ивану Залесскому»"""
    floor = _floor(document, person)
    heads = [
        token
        for token in range(floor, person.first)
        if is_role(document, token) and agrees_with(document, token, person.case)
    ]
    if heads:
        head = heads[0]
        yield Phrase(phrase_start(document, head, floor), head, _before_last(document, head, person.first))


def _floor(document: Document, person: Person) -> int:
    """How far back from the name a role may start: to a verb, a comma, another person."""
    sentence = document.sentence_of(person.first)
    at = person.first
    while at > sentence.first and person.first - at < WIDEST:
        word, morph = document.tokens[at - 1].text, document.morphs[at - 1]
        if at - 1 in person.others or not (word in MARKS or morph.pos in REACH):
            break
        at -= 1
    return at


def _before_last(document: Document, head: int, stop: int) -> int:
    last = stop - 1
    while last > head and (document.tokens[last].text in MARKS - set('»”"') or document.morphs[last].pos == "CCONJ"):
        last -= 1
    return last


def _role_after(document: Document, person: Person) -> Iterator[Phrase]:
    """«Иван Залесский, бывший директор завода,», «Иван Залесский (директор)», «Иван Залесский — директор завода»"""
    sentence = document.sentence_of(person.last)
    at = person.last + 1
    if at + 1 >= sentence.last or document.tokens[at].text not in (",", "(", "—", "–", "-"):
        return
    dash = document.tokens[at].text in "—–-"
    case = "Nom" if dash else person.case
    head = at + 1
    while head < sentence.last and _opens(document, head):
        head += 1
    if head < sentence.last and is_role(document, head) and agrees_with(document, head, case):
        stop = min([other for other in person.others if other > head], default=sentence.last)
        if stop < sentence.last and not _free(document, head, stop):
            return
        yield Phrase(phrase_start(document, head, at + 1), head, phrase_end(document, head, stop))


def _opens(document: Document, token: int) -> bool:
    """Words between the comma and the role's noun: «, ныне первый заместитель»."""
    if is_role(document, token):
        return False
    morph = document.morphs[token]
    return morph.pos in ("ADJ", "ADV", "DET", "PART") or (
        morph.get("VerbForm") == "Part" and morph.get("Case") is not None
    )


def _free(document: Document, head: int, stop: int) -> bool:
    """Whether a role before another name is not that one's («Иван Залесский, директор Пётр Майер»)."""
    return any(document.tokens[at].text in ",;()" or document.morphs[at].pos == "VERB" for at in range(head + 1, stop))


def _role_became(document: Document, person: Person) -> Iterator[Phrase]:
    """«Залесский стал директором завода», «Залесского назначили директором», «директором избран Залесский»"""
    verbs = load_lexicon("role_verbs", ("lemma",))
    for token in range(person.first, person.last + 1):
        verb = document.arcs[token].head
        relation = document.arcs[token].relation
        if verb < 0 or document.lemmas[verb] not in verbs or not relation.startswith(("nsubj", "obj", "obl")):
            continue
        for child in document.children[verb]:
            noun = _post_of(document, child)
            if noun is not None and noun not in range(person.first, person.last + 1):
                sentence = document.sentence_of(noun)
                stop = min([other for other in person.others if other > noun], default=sentence.last)
                stop = min([stop, *(at for at in (person.first, verb) if at > noun)])
                yield Phrase(phrase_start(document, noun, sentence.first), noun, phrase_end(document, noun, stop))


def _post_of(document: Document, token: int) -> int | None:
    """The role's noun that the verb's dependent is («директором»), or that the post is of («пост директора»)."""
    if is_role(document, token) and document.morphs[token].get("Case") in ("Ins", None):
        return token
    if document.lemmas[token] in ("пост", "должность", "кресло", "обязанность"):
        return next((c for c in document.children[token] if is_role(document, c)), None)
    return None


RULES: tuple[Rule, ...] = (_role_before, _role_after, _role_became)
