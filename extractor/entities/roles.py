"""Roles of people: what the text calls them beside their names, and the body or place that the role is held in.

Three shapes carry most of them: the role before the name («директор завода Иван Залесский»), after it («Иван Залесский,
директор завода», «Иван Залесский (директор завода)»), and as what somebody is or becomes («Залесский стал директором»).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from extractor.annotations import Mention, Role
from extractor.document import Document
from extractor.entities.clusters import Cluster
from extractor.entities.places import place_key, place_of_adjective
from extractor.entities.role_phrases import (
    MARKS,
    RolePhrase,
    agrees_with,
    is_relative,
    is_role,
    phrase_end,
    phrase_start,
    role_name,
)
from extractor.entities.types import is_place
from extractor.lexicons import load_lexicon

__all__ = ["RULES", "find_roles"]

#: parts of speech over which a role before a name may reach back to its noun
REACH = frozenset({"ADJ", "ADP", "CCONJ", "DET", "NOUN", "NUM", "PROPN", "SYM", "X"})
#: how many tokens a role before a name may have
WIDEST = 40


class Person(NamedTuple):
    """A name in its sentence: its tokens, its case, and the other names of people there, token by token."""

    first: int
    last: int
    case: str | None
    others: Mapping[int, range]


Rule = Callable[[Document, Person], Iterator[RolePhrase]]


class Holder(NamedTuple):
    """A body or place that a role can be held in: its mention, its name, its entity."""

    mention: Mention
    entity: str


def find_roles(document: Document, clusters: Sequence[Cluster], ids: Mapping[int, str]) -> dict[str, list[Role]]:
    """Return the roles of people, by the id of the person; `ids` are those of the clusters, by identity."""
    holders = [Holder(m, ids[id(cluster)]) for cluster in clusters if not cluster.people for m in cluster.mentions]
    holders.sort(key=lambda holder: holder.mention.start)
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


def _person(document: Document, mention: Mention, case: str | None, people: Mapping[int, Mention]) -> Person:
    tokens = document.tokens_in(mention)
    sentence = document.sentence_of(tokens[0])
    others: dict[int, range] = {}
    for token in range(sentence.first, sentence.last):
        other = people.get(document.tokens[token].start)
        if other is not None and other is not mention:
            inside = document.tokens_in(other)
            others.update(dict.fromkeys(inside, inside))
    return Person(tokens[0], tokens[-1], case, others)


def _role(document: Document, phrase: RolePhrase, rule: str, holders: Sequence[Holder]) -> Role:
    span = document.span(phrase.first, phrase.last)
    inside = [h for h in holders if h.mention.start < span.end and h.mention.end > span.start]
    bodies = [h for h in inside if not is_place(h.mention.type)]
    name = role_name(document, phrase, [h.mention for h in bodies])
    held = next(iter(bodies or inside), None)
    organization = held.entity if held else _place_by_adjective(document, phrase, holders)
    return Role(span.start, span.end, name, organization, rule)


def _place_by_adjective(document: Document, phrase: RolePhrase, holders: Sequence[Holder]) -> str | None:
    """«зареченский мэр»: the place of the adjective, where the article names it."""
    for token in range(phrase.first, phrase.last + 1):
        place = place_of_adjective(document.lemmas[token]) if document.morphs[token].pos == "ADJ" else None
        for holder in holders if place else ():
            if place_key(holder.mention.name or "") == place:
                return holder.entity
    return None


def _repeats(role: Role, other: Role) -> bool:
    return role.name.lower() == other.name.lower() and role.organization in (None, other.organization)


# ---- rules


def role_before(document: Document, person: Person) -> Iterator[RolePhrase]:
    """«депутату, заместителю главы управы Ивану Залесскому»"""
    end = person.first
    while True:
        floor = _floor(document, person, end)
        phrases = list(_phrases(document, person, floor, end))
        yield from phrases
        if not phrases or phrases[0].first != floor or floor < 2 or document.tokens[floor - 1].text != ",":
            return
        end = floor - 1


def _phrases(document: Document, person: Person, floor: int, end: int) -> Iterator[RolePhrase]:
    """The roles that stand side by side before a name: «представитель штаба полковник», «директор и тренер»."""
    nouns = [t for t in range(floor, end) if is_role(document, t) or is_relative(document, t)]
    heads = [t for t in nouns if agrees_with(document, t, person.case)]
    starts = [phrase_start(document, head, floor) for head in heads]
    kept = [at for at in range(len(heads)) if at == 0 or _opens_another(document, heads[at], starts[at], person.case)]
    for at, stop in zip(kept, [*(starts[at] for at in kept[1:]), end], strict=False):
        if not is_relative(document, heads[at]):
            yield RolePhrase(starts[at], heads[at], _last_before(document, heads[at], stop))


def _opens_another(document: Document, head: int, start: int, case: str | None) -> bool:
    """Genitives follow one another inside a phrase («советника министра»); another case, or «и», parts two roles."""
    if document.tokens[start - 1].text == "и":
        return document.morphs[head].get("Case") == case
    return case in ("Nom", "Dat", "Ins") and document.morphs[head].get("Case") == case


def _floor(document: Document, person: Person, end: int) -> int:
    """How far back from the name a role may start: to a verb, a comma, another person not its complement."""
    sentence = document.sentence_of(end)
    at = end
    while at > sentence.first and end - at < WIDEST:
        other = person.others.get(at - 1)
        if other is not None:
            if at != person.first or person.case == "Gen" or document.morphs[other[0]].get("Case") != "Gen":
                break
            at = other[0]
            continue
        if document.tokens[at - 1].text not in MARKS and document.morphs[at - 1].pos not in REACH:
            break
        at -= 1
    return at


def _last_before(document: Document, head: int, stop: int) -> int:
    last = stop - 1
    while last > head and (document.tokens[last].text in MARKS - set('»”"') or document.morphs[last].pos == "CCONJ"):
        last -= 1
    return last


def role_after(document: Document, person: Person) -> Iterator[RolePhrase]:
    """«Иван Залесский, бывший директор завода, депутат», «Иван Залесский (директор)», «Иван Залесский — директор»"""
    sentence = document.sentence_of(person.last)
    at = person.last + 1
    while at + 1 < sentence.last and document.tokens[at].text in (",", "(", "—", "–", "-", "и"):
        dash = document.tokens[at].text in "—–-"
        phrase = _phrase_at(document, person, at + 1, "Nom" if dash else person.case)
        if phrase is None:
            return
        yield phrase
        at = phrase.last + 1


def _phrase_at(document: Document, person: Person, start: int, case: str | None) -> RolePhrase | None:
    sentence = document.sentence_of(start)
    head = start
    while head < sentence.last and _opens(document, head):
        head += 1
    if head >= sentence.last or not is_role(document, head) or not agrees_with(document, head, case):
        return None
    stop = min([other for other in person.others if other > head], default=sentence.last)
    last = phrase_end(document, head, stop, case)
    if stop < sentence.last and last == stop - 1:
        return None
    return RolePhrase(phrase_start(document, head, start), head, last)


def _opens(document: Document, token: int) -> bool:
    """Words between the comma and the role's noun: «, ныне первый заместитель»."""
    if is_role(document, token):
        return False
    morph = document.morphs[token]
    participle = morph.get("VerbForm") == "Part" and morph.get("Case") is not None
    return participle or morph.pos in ("ADJ", "ADV", "DET", "PART")


def role_became(document: Document, person: Person) -> Iterator[RolePhrase]:
    """«Залесский стал директором завода», «Залесского назначили директором», «назначение Залесского директором»"""
    verbs = load_lexicon("role_verbs", ("lemma",))
    for token in range(person.first, person.last + 1):
        verb, relation = document.arcs[token]
        if verb < 0 or document.lemmas[verb] not in verbs or not relation.startswith(("nsubj", "obj", "obl", "nmod")):
            continue
        for child in document.children[verb]:
            noun = _post_of(document, child)
            if noun is not None and noun not in range(person.first, person.last + 1):
                yield _phrase_of(document, person, noun, verb)


def _phrase_of(document: Document, person: Person, noun: int, verb: int) -> RolePhrase:
    sentence = document.sentence_of(noun)
    stops = [*person.others, person.first, verb, sentence.last]
    stop = min(at for at in stops if at > noun)
    return RolePhrase(phrase_start(document, noun, sentence.first), noun, phrase_end(document, noun, stop))


def _post_of(document: Document, token: int) -> int | None:
    """The role's noun that the verb's dependent is («директором»), or that the post is of («пост директора»)."""
    if is_role(document, token) and document.morphs[token].get("Case") in ("Ins", None):
        return token
    if document.lemmas[token] in ("пост", "должность", "кресло", "обязанность", "место", "качество"):
        return next((c for c in document.children[token] if is_role(document, c)), None)
    return None


RULES: tuple[Rule, ...] = (role_before, role_after, role_became)
