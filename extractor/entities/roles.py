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
from extractor.entities.owners import name_behind
from extractor.entities.places import place_key, place_of_adjective
from extractor.entities.role_phrases import (
    MARKS,
    RoleNouns,
    RolePhrase,
    agrees_with,
    phrase_end,
    phrase_start,
    role_name,
)
from extractor.entities.titles import is_acting
from extractor.entities.types import is_place
from extractor.lexicons import load_lexicon

__all__ = ["RULES", "find_roles"]

#: parts of speech over which a role before a name may reach back to its noun
REACH = frozenset({"ADJ", "ADP", "CCONJ", "DET", "NOUN", "NUM", "PROPN", "SYM", "X"})
#: types of what roles are held in, beside places
BODIES = frozenset({"ORGANIZATION", "FACILITY", "PRODUCT"})
#: nouns of what is held: «пост директора»
POSTS = frozenset({"должность", "качество", "кресло", "место", "обязанность", "пост"})
#: how many tokens a role before a name may have
WIDEST = 40
#: how many tokens brackets after a name may have that are no role, with the brackets
GLOSS = 10
#: how far from a person other names are looked at, in tokens
FARTHEST = 200


class Person(NamedTuple):
    """A name in its sentence: its tokens and case, the other names of people there by token, the nouns of roles."""

    first: int
    last: int
    case: str | None
    others: Mapping[int, range]
    nouns: RoleNouns


Rule = Callable[[Document, Person], Iterator[RolePhrase]]


class Holder(NamedTuple):
    """A body or place that a role can be held in: its mention, its name, its entity."""

    mention: Mention
    entity: str


def find_roles(document: Document, clusters: Sequence[Cluster], ids: Mapping[int, str]) -> dict[str, list[Role]]:
    """Return the roles of people, by the id of the person; `ids` are those of the clusters, by identity."""
    holders = [Holder(m, ids[id(c)]) for c in clusters if not c.people for m in c.mentions if _can_hold(m)]
    holders.sort(key=lambda holder: holder.mention.start)
    people = {m.start: m for cluster in clusters if cluster.people for m in cluster.mentions}
    nouns = RoleNouns(document)
    roles: dict[str, list[Role]] = {}
    for cluster in clusters:
        for mention, name in zip(cluster.mentions, cluster.people, strict=False):
            person = _person(document, mention, name.case, people, nouns)
            for rule in RULES:
                for phrase in rule(document, person):
                    role = _role(document, phrase, rule.__name__.strip("_"), holders)
                    known = roles.setdefault(ids[id(cluster)], [])
                    if not any(_repeats(role, other) for other in known):
                        known.append(role)
    return roles


def _can_hold(mention: Mention) -> bool:
    return is_place(mention.type) or mention.type in BODIES


def _person(
    document: Document, mention: Mention, case: str | None, people: Mapping[int, Mention], nouns: RoleNouns
) -> Person:
    tokens = document.tokens_in(mention)
    sentence = document.sentence_of(tokens[0])
    others: dict[int, range] = {}
    near = range(max(sentence.first, tokens[0] - FARTHEST), min(sentence.last, tokens[-1] + FARTHEST))
    for token in near:
        other = people.get(document.tokens[token].start)
        if other is not None and other is not mention:
            inside = document.tokens_in(other)
            others.update(dict.fromkeys(inside, inside))
    return Person(tokens[0], tokens[-1], case, others, nouns)


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
    if person.case == "Gen" and name_behind(document, person.last) is not None:
        return
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
    nouns = person.nouns
    heads = [t for t in range(floor, end) if _may_be_of(document, person, t)]
    starts = [phrase_start(document, head, floor) for head in heads]
    kept = [at for at in range(len(heads)) if at == 0 or _opens_another(document, heads[at], starts[at], person.case)]
    for at, stop in zip(kept, [*(starts[at] for at in kept[1:]), end], strict=False):
        if not nouns.is_relative(heads[at]):
            yield RolePhrase(starts[at], heads[at], _last_before(document, heads[at], stop))


def _may_be_of(document: Document, person: Person, token: int) -> bool:
    """Whether the noun tells what the person is; «супруга (режиссёра Орлова)» is no «супруг» in the genitive."""
    if person.nouns.is_relative(token):
        case = document.morphs[token].get("Case")
        return agrees_with(document, token, person.case) and (case == person.case or None in (case, person.case))
    return token in person.nouns and agrees_with(document, token, person.case)


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
        if document.tokens[at - 1].text == ")" and (opening := _opening(document, at - 1)) is not None:
            at = opening
            continue
        reached = document.tokens[at - 1].text in MARKS or document.morphs[at - 1].pos in REACH
        if not (reached or is_acting(document, at - 1)):
            break
        at -= 1
    return at


def _opening(document: Document, closing: int) -> int | None:
    """The bracket that opens an abbreviation: «Фонда развития дворов (ФРД)»."""
    return next((at for at in range(closing - 1, max(0, closing - 4), -1) if document.tokens[at].text == "("), None)


def _last_before(document: Document, head: int, stop: int) -> int:
    last = stop - 1
    while last > head and (document.tokens[last].text in MARKS - set('»”"') or document.morphs[last].pos == "CCONJ"):
        last -= 1
    return last


def role_after(document: Document, person: Person) -> Iterator[RolePhrase]:
    """«Иван Залесский, бывший директор завода, депутат», «Иван Залесский (директор)», «Иван Залесский — директор»"""
    sentence = document.sentence_of(person.last)
    at = _past_brackets(document, person.last + 1)
    while at + 1 < sentence.last and document.tokens[at].text in (",", "(", "—", "–", "-", "и"):
        dash = document.tokens[at].text in "—–-"
        phrase = _phrase_at(document, person, at + 1, "Nom" if dash else person.case)
        if phrase is None:
            return
        yield phrase
        at = phrase.last + 1


def _past_brackets(document: Document, at: int) -> int:
    """Step over brackets that tell no role: «Джон Смит (John Smith)», «Анна Зуева (34)», «(1950—2011)»."""
    if at >= len(document.tokens) or document.tokens[at].text != "(":
        return at
    near = range(at + 1, min(len(document.tokens), at + GLOSS))
    closing = next((token for token in near if document.tokens[token].text == ")"), None)
    if closing is None:
        return at
    inside = document.tokens[at + 1 : closing]
    return closing + 1 if all(token.text.isascii() or not token.text.isalpha() for token in inside) else at


def _phrase_at(document: Document, person: Person, start: int, case: str | None) -> RolePhrase | None:
    sentence = document.sentence_of(start)
    head = start
    while head < sentence.last and head not in person.nouns and _opens(document, head):
        head += 1
    if head >= sentence.last or head not in person.nouns or not agrees_with(document, head, case):
        return None
    stop = min([other for other in person.others if other > head], default=sentence.last)
    if stop < sentence.last and _leads_to(document, head, stop):
        return None
    return RolePhrase(phrase_start(document, head, start), head, phrase_end(document, person.nouns, head, stop, case))


def _opens(document: Document, token: int) -> bool:
    """Words between the comma and the role's noun: «, ныне первый заместитель»."""
    morph = document.morphs[token]
    participle = morph.get("VerbForm") == "Part" and morph.get("Case") is not None
    return participle or morph.pos in ("ADJ", "ADV", "DET", "PART")


def _leads_to(document: Document, head: int, name: int) -> bool:
    """Whether the role belongs to the name after it: «Иван Залесский, директор Пётр Майер»."""
    if document.morphs[name - 1].pos == "CCONJ":
        return False
    return all(
        document.tokens[at].text in MARKS | {"—"} or document.morphs[at].pos in REACH for at in range(head + 1, name)
    )


def role_became(document: Document, person: Person) -> Iterator[RolePhrase]:
    """«Залесский стал директором завода», «Залесского назначили директором», «Залесский был директором»"""
    verbs = load_lexicon("role_verbs", ("lemma",))
    token = _outermost(document, person)
    verb, relation = document.arcs[token]
    if verb < 0 or not relation.startswith(("nsubj", "obj", "obl", "nmod")):
        return
    for each in (verb, *(c for c in document.children[verb] if _shares_subject(document, c))):
        if document.lemmas[each] in verbs:
            posts = (_post_of(document, person, child) for child in document.children[each])
            yield from (_phrase_of(document, person, noun, each) for noun in posts if noun is not None)
    if relation == "nsubj" and verb in person.nouns and document.morphs[verb].get("Number") != "Plur":
        yield _phrase_of(document, person, verb, person.last)


def _outermost(document: Document, person: Person) -> int:
    """The token that stands for the name in the clause: of «сын директора Иван» it is «сын»."""
    token = person.first
    for _ in range(WIDEST):
        head, relation = document.arcs[token]
        inside = person.first <= head <= person.last
        if head < 0 or not (inside or relation in ("appos", "flat:name")):
            break
        token = head
    return token


def _shares_subject(document: Document, token: int) -> bool:
    """«учился и работал (директором)»: a verb joined to another without a subject of its own."""
    if document.arcs[token].relation != "conj" or document.morphs[token].pos != "VERB":
        return False
    return not any(document.arcs[child].relation.startswith("nsubj") for child in document.children[token])


def _phrase_of(document: Document, person: Person, noun: int, verb: int) -> RolePhrase:
    sentence = document.sentence_of(noun)
    stops = [*person.others, person.first, verb, sentence.last]
    stop = min(at for at in stops if at > noun)
    start = phrase_start(document, noun, max(sentence.first, person.last + 1 if person.last < noun else 0))
    return RolePhrase(start, noun, phrase_end(document, person.nouns, noun, stop))


def _post_of(document: Document, person: Person, token: int) -> int | None:
    """The role's noun that the verb's dependent is («директором»), or that the post is of («пост директора»)."""
    morph = document.morphs[token]
    if person.first <= token <= person.last or morph.get("Number") == "Plur":
        return None
    if token in person.nouns and morph.get("Case") in ("Ins", None):
        return token
    if document.lemmas[token] in POSTS:
        return next((c for c in document.children[token] if c in person.nouns), None)
    return None


def role_of_many(document: Document, person: Person) -> Iterator[RolePhrase]:
    """«музыканты Иван Залесский, Нина Кравцова и Пётр Майер»: a role in the plural before a list of names"""
    first = person.first
    while (before := _name_before(document, person, first)) is not None:
        first = before
    if first == person.first and not _name_after(document, person):
        return
    if document.tokens[first - 1].text in ("—", "–", ":"):
        first -= 1
    floor = _floor(document, person, first)
    for head in range(first - 1, floor - 1, -1):
        if head in person.nouns and document.morphs[head].get("Number") == "Plur":
            if document.morphs[head].get("Case") in (person.case, "Nom") and not _leads_past(document, head, first):
                yield RolePhrase(phrase_start(document, head, floor), head, _last_before(document, head, first))
            return


def _name_before(document: Document, person: Person, first: int) -> int | None:
    """The first token of the name that stands before, in one list with the name that starts at `first`."""
    at = first - 1
    if at > 0 and document.tokens[at].text == ")" and (opening := _opening(document, at)) is not None:
        at = opening - 1
    if at < 1 or document.tokens[at].text not in (",", "и", "а", "также"):
        return None
    while at > 0 and document.tokens[at].text in (",", "и", "а", "также"):
        at -= 1
    if document.tokens[at].text == ")" and (opening := _opening(document, at)) is not None:
        at = opening - 1
    other = person.others.get(at)
    return other[0] if other is not None else None


def _name_after(document: Document, person: Person) -> bool:
    at = person.last + 1
    while at < len(document.tokens) and document.tokens[at].text in (",", "и", "а", "также"):
        at += 1
    return at > person.last + 1 and at in person.others


def _leads_past(document: Document, head: int, name: int) -> bool:
    """Whether a verb or a preposition parts the role and the list: «музыканты в зале»."""
    return any(document.morphs[at].pos in ("VERB", "ADP") for at in range(head + 1, name))


RULES: tuple[Rule, ...] = (role_before, role_after, role_became, role_of_many)
