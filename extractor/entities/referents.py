"""Whom an article can mean by «он», «министр» or «ведомство»: its entities as a reader remembers them.

A referent keeps where it was spoken of, its gender and number, and the words and classes of its roles: a министр is
also a чиновник, a политик and a глава.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extractor.annotations import Entity, Role
from extractor.document import Document
from extractor.entities.bodies import classes_of_body
from extractor.entities.deeds import classes_by_deeds
from extractor.entities.glosses import gloss_after
from extractor.entities.types import is_place
from extractor.language import lemma_of
from extractor.lexicons import load_lexicon

__all__ = ["BY_GENDER", "TYPES", "Referent", "ReferentType", "classes_of", "find_referents", "key_of", "lemmas_of"]

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
    "DISTRICT": "organization",
}
#: classes of state bodies, and of those who are officials there
STATE, SERVANTS = frozenset({"agency", "ministry"}), frozenset({"spokesman", "head", "deputy"})
WORD = re.compile(r"\w+(?:-\w+)*")
MARKS = frozenset("«\"“„'")
#: verbs by which the news hands on what another outlet has told
PUBLISHING = frozenset({"писать", "передавать", "сообщать", "отмечать", "констатировать", "утверждать", "цитировать"})
#: every man is a мужчина, every woman a женщина
BY_GENDER = {"Masc": ("man",), "Fem": ("woman",)}
#: what is put before a role and leaves it what it is: «экс-министр», «вице-мэр»
PREFIXES = [
    "экс-",
    "вице-",
    "зам",
    "со",
    "теле",
    "радио",
    "кино",
    "фото",
    "спорт",
    "видео",
    "евро",
    "авиа",
    "авто",
    "вело",
    "мото",
    "био",
    "гео",
    "агро",
    "энерго",
    "нейро",
    "кибер",
    "полит",
    "эко",
    "ген",
    "обл",
    "гор",
    "рай",
    "нар",
    "супер",
    "поп-",
    "рок-",
    "топ-",
    "шеф-",
    "премьер-",
    "пресс-",
    "арт-",
    "интернет-",
    "медиа",
    "арх",
    "прото",
    "лже",
    "псевдо",
    "пра",
    "гос",
]


#: classes of offices, of which one person holds one
OFFICES = frozenset({"president", "premier", "minister", "governor", "mayor", "royal", "pope"})
#: nouns that mean «глава», whose entries in the lexicon are theirs too: «руководитель МИД»
HEADS = frozenset({"глава", "лидер", "руководитель", "шеф"})
#: classes of who is at the head of a country, and of other places
RULERS = "official politician president premier"
RULED = {
    **dict.fromkeys(
        ("башкирия", "дагестан", "крым", "подмосковье", "татарстан", "чечня"), "official politician governor"
    ),
    **dict.fromkeys(("киев", "москва", "петербург"), "official mayor politician"),
    "ватикан": "pope",
}


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody or something that a word can point back to; `entity` is None for who is no entity («жители»).

    `called` is its name, or what makes the name when somebody asks: most of those who are no entity nobody asks about.
    `lemmas` are the words of all roles together, `roles` those of each. `offices` are the classes of what is held all
    through the article: who takes a post up in it held another before.
    """

    called: str | Callable[[], str]
    type: ReferentType
    entity: str | None = None
    gender: str | None = None
    plural: bool = False
    lemmas: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    places: tuple[int, ...] = ()
    salience: float = 0.0
    roles: tuple[tuple[str, ...], ...] = ()
    offices: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """What the referent is called, in the nominative."""
        return self.called if isinstance(self.called, str) else self.called()

    def is_called_as(self, other: Referent) -> bool:
        """Tell whether the two have one name; no words in common answer that without a look at the names."""
        if self.called is other.called:
            return True
        made = not (isinstance(self.called, str) and isinstance(other.called, str))
        return not (made and self.lemmas.isdisjoint(other.lemmas)) and self.name == other.name


def find_referents(document: Document, type_: ReferentType) -> list[Referent]:
    """Return the entities of a type as referents; `places` are the first tokens of their mentions, in order."""
    names = {entity.id: (entity.name, *entity.aliases) for entity in document.entities}
    return [_read(document, entity, names) for entity in document.entities if TYPES.get(entity.type) == type_]


def _read(document: Document, entity: Entity, names: Mapping[str, tuple[str, ...]]) -> Referent:
    roles = [_lemmas_of_role(document, role) for role in entity.roles]
    own = {key_of(lemma) for name in (entity.name, *entity.aliases) for lemma in lemmas_of(name)}
    held = [name for role in entity.roles for name in names.get(role.organization or "", ())]
    words = {key_of(word) for text in roles + [lemmas_of(name) for name in held] for word in text}
    if entity.type != "PERSON":
        words |= own | {noun for mention in entity.mentions for noun in _noun_before(document, mention.start)}
    places = tuple(_places(document, entity))
    deeds = classes_by_deeds(document, places) if entity.type == "PERSON" else _class_by_verbs(document, entity)
    classes = _classes(entity, roles, words)
    rises = any(role.rule == "role_became" for role in entity.roles)
    return Referent(
        called=entity.name,
        type=TYPES[entity.type],
        entity=entity.id,
        gender=entity.gender,
        lemmas=frozenset(words),
        classes=classes | _of_office(roles, held) | deeds,
        places=places,
        salience=entity.salience,
        roles=tuple(tuple(key_of(word) for word in role) for role in roles),
        offices=frozenset() if rises else classes & OFFICES,
    )


def _lemmas_of_role(document: Document, role: Role) -> tuple[str, ...]:
    """«капитан судна» is of a «судно», which the word alone would not tell: it may be a form of «судный».

    The span may go on with the name of the body, which is no part of the role's name.
    """
    words = [at for at in document.tokens_in(role) if WORD.fullmatch(document.tokens[at].text)]
    return tuple(document.lemmas[at] for at in words[: len(WORD.findall(role.name))])


def _class_by_verbs(document: Document, entity: Entity) -> frozenset[str]:
    """«…, пишет „Зареченская жизнь“»: a name in marks that the news ascribes words to is an outlet's."""
    for mention in entity.mentions:
        at = _place(document, mention.start)
        marked = at > 0 and document.tokens[at - 1].text in MARKS
        verb = at - 2
        if marked and verb > 0 and document.lemmas[verb] in PUBLISHING and document.tokens[verb - 1].text == ",":
            return frozenset({"outlet"})
    return frozenset()


def _places(document: Document, entity: Entity) -> Iterator[int]:
    """Where the thing is named; what brackets add in other letters is no naming of its own."""
    glosses: set[int] = set()
    for mention in sorted(entity.mentions):
        if mention.kind in ("name", "abbreviation") and mention.start not in glosses:
            yield _place(document, mention.start)
            gloss = gloss_after(document, mention)
            if gloss is not None:
                glosses.add(gloss.start)


def _of_office(roles: Iterable[tuple[str, ...]], held: Iterable[str]) -> frozenset[str]:
    """«представитель управления ФСИН» and «начальник управления» are officials: who serves a state body."""
    state = any(not STATE.isdisjoint(classes_of_body(name)) for name in held)
    serves = any(not SERVANTS.isdisjoint(classes_of(role)) for role in roles)
    return frozenset({"official"}) if state and serves else frozenset()


def _noun_before(document: Document, start: int) -> Iterator[str]:
    """The noun that says what the name after it is: «издание» before «Заря», «группа» before «Весна».

    «в аэропорту „Заре“ рассказали»: who is told is no аэропорт.
    """
    name = _place(document, start)
    at = name - 1
    if at >= 0 and document.tokens[at].text in MARKS:
        at -= 1
    # «Банк „Восход“»: a noun with the capital of the sentence's start may pass for a name
    if at >= 0 and document.morphs[at].pos in ("NOUN", "PROPN") and document.lemmas[at] in _speaker_nouns():
        relation = document.arcs[name].relation
        marked = document.tokens[at + 1].text in MARKS and relation != "iobj"
        if marked or relation in ("appos", "flat:foreign", "flat:name"):
            yield document.lemmas[at]


def _speaker_nouns() -> Mapping[str, Mapping[str, str]]:
    return load_lexicon("speaker_nouns", ("lemma", "kind", "classes"))


def _classes(entity: Entity, roles: Iterable[tuple[str, ...]], words: Iterable[str]) -> frozenset[str]:
    if entity.type != "PERSON":
        nouns = {
            name for word in words if word in _speaker_nouns() for name in _speaker_nouns()[word]["classes"].split()
        }
        place = {"country"} if is_place(entity.type) else set()
        return classes_of_body(entity.name).union(place, nouns, *(classes_of_body(alias) for alias in entity.aliases))
    return frozenset(BY_GENDER.get(entity.gender or "", ())).union(*(classes_of(role) for role in roles))


def lemmas_of(name: str) -> tuple[str, ...]:
    """Return the lemmas of the words of a name or role.

    >>> lemmas_of("министра обороны")
    ('министр', 'оборона')
    """
    return tuple(lemma_of(word) for word in WORD.findall(name.lower()))


def key_of(lemma: str) -> str:
    """Return the key that words of one place or body share («украинский» gives «украина»), or the word.

    >>> key_of("украинский"), key_of("минфин"), key_of("министр")
    ('украина', 'финансы', 'министр')
    """
    place = load_lexicon("demonyms", ("lemma", "place")).get(lemma)
    if place is not None:
        return place["place"]
    body = load_lexicon("body_nouns", ("lemma", "noun")).get(lemma)
    return body["noun"] if body is not None else lemma


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
        key = next((key for key in (lemma, *_without_prefix(lemma)) if key in entries), None)
        if key is not None:
            found.update(entries[key]["classes"].split())
        nouns = (lemma, "глава") if lemma in HEADS else (lemma,)
        for other in lemmas[at + 1 : at + 4]:
            for noun in nouns:
                entry = entries.get(f"{noun} {other}")
                if entry:
                    found.update(entry["classes"].split())
        if found:
            if "глава" in nouns:
                found.update(_of_rulers((*lemmas[:at], *lemmas[at + 1 : at + 2])))
            break
    return frozenset(found)


def _of_rulers(words: Iterable[str]) -> list[str]:
    """«глава России», «российский лидер»: who stands at the head of a place."""
    places = load_lexicon("demonyms", ("lemma", "place"))
    for word in words:
        if word in places:
            return RULED.get(places[word]["place"], RULERS).split()
    return []


def _without_prefix(lemma: str) -> list[str]:
    return [
        lemma_of(lemma[len(prefix) :])
        for prefix in PREFIXES
        if lemma.startswith(prefix) and len(lemma) > len(prefix) + 3
    ]
