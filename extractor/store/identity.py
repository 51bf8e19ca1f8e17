"""Who is who over many articles: the keys that names are looked up by, and whether two people can be one.

A person is looked up by the surname, and then given names, patronymics and initials must agree. Two people of one name
whose roles have nothing in common stay two. A body is looked up by the words of its name without its legal form, and by
the short forms that an article gives beside the name, where they are made of its letters.

>>> person = read_person("Йорг Ланге")
>>> agree(person, read_person("Й. Ланге")), agree(person, read_person("Пётр Ланге"))
(True, False)
>>> body_key("МИД РФ") == body_key("российский МИД")
True
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from extractor.entities.organizations import acronyms, is_syllabic
from extractor.entities.persons import PersonName, is_initial, name_of, read_name
from extractor.entities.places import place_key, place_of_adjective
from extractor.language import parses_of
from extractor.lexicons import load_lexicon
from extractor.store.words import fold_name

__all__ = [
    "Facts",
    "Person",
    "agree",
    "body_key",
    "choose_person",
    "contradict",
    "fields_of",
    "is_fuller",
    "person_keys",
    "read_person",
    "short_names",
]

#: how much a part of a name says that is written out
FULL = 2
#: what stands before a surname in the key that all people of that surname share
ANYBODY = "* "
WORD = re.compile(r"\w+(?:-\w+)*")
#: letters that two spellings of a foreign surname differ in: «Гренелл», «Гренель»
SILENT = str.maketrans({"ь": None, "ъ": None, "э": "е", "ё": "е", "’": None, "'": None})


class Person(NamedTuple):
    """The parts of a person's name, folded; a part is None where the name does not have it."""

    given: str | None
    patronymic: str | None
    surname: str | None


class Facts(NamedTuple):
    """What else is known of somebody: walks of life by the roles, and the bodies of these roles, folded."""

    fields: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()


@lru_cache(maxsize=50_000)
def read_person(name: str) -> Person:
    """Return the parts of a name that stands in the nominative; a single word is a surname if it is no given name.

    >>> read_person("Иван Петрович Сомов")
    Person(given='иван', patronymic='петрович', surname='сомов')
    """
    words = tuple(WORD_WITH_DOT.findall(name))
    if not words:
        return Person(None, None, None)
    parts = _parts(words)
    return Person(_folded(parts.given), _folded(parts.patronymic), _folded(parts.surname))


#: «Д’Арк» is one word, and the dot of an initial belongs to it
WORD_WITH_DOT = re.compile(r"[^\W\d_]\.|\w+(?:[-’']\w+)*")


def _parts(words: tuple[str, ...]) -> PersonName:
    nominative = [reading for reading in read_name(words, case="Nom") if reading.case == "Nom"]
    unchanged = [reading for reading in nominative if reading.words == words]
    return name_of((unchanged or nominative)[0])


def _folded(part: str | None) -> str | None:
    return _squeeze(part) if part else None


def _squeeze(word: str) -> str:
    """What spellings of one foreign name have in common: no silent letters, none doubled."""
    if is_initial(word):
        return word.lower().replace("ё", "е").rstrip(".") + "."
    return "".join(letter for letter, _ in groupby(word.lower().translate(SILENT)))


def person_keys(person: Person, name: str) -> tuple[str, ...]:
    """Return the keys of a person: the one of all people of that surname, or the whole name where there is none."""
    return (ANYBODY + person.surname.split()[-1],) if person.surname else (fold_name(name),)


def agree(one: Person, other: Person) -> bool:
    """Tell whether two names can be one person's: the same surname, and nothing else that contradicts."""
    if one.surname is None or other.surname is None:
        return one == other
    return (
        (one.surname == other.surname or one.surname.split()[-1] == other.surname.split()[-1])
        and _may_be(one.given, other.given)
        and _may_be(one.patronymic, other.patronymic)
    )


def _may_be(one: str | None, other: str | None) -> bool:
    if one is None or other is None or one == other:
        return True
    if one.endswith(".") or other.endswith("."):
        return one[0] == other[0]
    return False


def is_fuller(one: Person, other: Person) -> bool:
    """Tell whether the first name says more than the second: a given name for an initial, a patronymic for none."""
    return _fullness(one) > _fullness(other)


def _fullness(person: Person) -> tuple[int, int]:
    return _said(person.given), _said(person.patronymic)


def _said(part: str | None) -> int:
    return 0 if part is None else 1 if part.endswith(".") else FULL


def fields_of(roles: Iterable[str]) -> frozenset[str]:
    """Return the walks of life that roles belong to.

    >>> sorted(fields_of(["бывший вратарь «Волны»", "депутат"]))
    ['office', 'sport']
    """
    return frozenset(field for role in roles for field in _fields(role))


@lru_cache(maxsize=20_000)
def _fields(role: str) -> frozenset[str]:
    classes = load_lexicon("role_classes", ("lemma", "classes"))
    fields = load_lexicon("role_fields", ("class", "field"))
    for word in WORD.findall(role):
        parses = parses_of(word)
        lemmas = [parses[0].lemma if parses else word.lower(), word.lower().rpartition("-")[2]]
        entry = next((classes[lemma] for lemma in lemmas if lemma in classes), None)
        if entry is not None:
            return frozenset(fields[each]["field"] for each in entry["classes"].split() if each in fields)
        if parses and parses[0].pos == "NOUN":
            break  # what follows the noun says whose or of what: «дочь министра»
    return frozenset()


def contradict(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two sets of walks of life are of two people: both are known and have nothing in common.

    >>> contradict(frozenset({"sport"}), frozenset({"office"})), contradict(frozenset(), frozenset({"office"}))
    (True, False)
    """
    return bool(one) and bool(other) and one.isdisjoint(other)


def choose_person(
    person: Person,
    own: Facts,
    candidates: Mapping[int, Person],
    facts_of: Callable[[int], Facts],
    root_of: Callable[[int], int],
) -> int | None:
    """Return which of the candidates (by their keys, all of one surname) the person is, None where it is another one.

    A full name goes with its like; one that says less goes with the only full one that it can be, or with the one that
    shares a body with it. `facts_of` is asked only where names do not decide, or roles could contradict. Candidates
    with one root (`root_of`) are one person.
    """
    fitting = [key for key, other in candidates.items() if agree(person, other)]
    pool = _named_alike(person, fitting, candidates)
    told = {key: facts_of(key) for key in pool} if own.fields or len(pool) > 1 else {}
    shared = [key for key in told if not own.bodies.isdisjoint(told[key].bodies)]
    if shared:
        return min(shared)
    pool = [key for key in pool if key not in told or not contradict(own.fields, told[key].fields)]
    pool = [key for key in pool if key in told and own.fields & told[key].fields] or pool
    if len({root_of(key) for key in pool}) > 1 and _said(person.given) < FULL:
        pool = [key for key in pool if candidates[key] == person]
    return min(pool, default=None)


def _named_alike(person: Person, fitting: Sequence[int], candidates: Mapping[int, Person]) -> list[int]:
    full = [key for key in fitting if _said(candidates[key].given) == FULL]
    if full:
        return full if _said(person.given) == FULL else [*full, *(key for key in fitting if candidates[key] == person)]
    # whoever was known by the surname only is the first of that surname who is named in full
    return list(fitting) if len(candidates) == 1 or _said(person.given) < FULL else []


@lru_cache(maxsize=50_000)
def body_key(name: str) -> str:
    """Return what names of one body have in common: lemmas without the legal form, places by their usual names.

    >>> body_key("ПАО «Заря»") == body_key("Заря"), body_key("МИД ФРГ") == body_key("МИД Германии")
    (True, True)
    """
    forms = load_lexicon("legal_forms", ("form",))
    words = fold_name(name.replace(".", "")).split()
    telling = [word for word in words if word not in forms] or words
    lemmas, places = [], []
    for word in telling:
        parses = parses_of(word)
        lemma = parses[0].lemma.replace("ё", "е") if parses else word
        place = place_of_adjective(lemma)
        if place is not None and len(telling) > 1:
            places.append(place)
        else:
            lemmas.append(place_key(lemma))
    return " ".join((*lemmas, *places))


def short_names(name: str, aliases: Sequence[str]) -> list[str]:
    """Return those aliases that are made of the letters of the name: «ЕС», «Евросоюз» of «Европейский союз».

    >>> short_names("Европейский союз", ["ЕС", "Евросоюз", "Союз", "Брюссель"])
    ['ЕС', 'Евросоюз']
    """
    words = [word.lower() for word in WORD.findall(name)]
    made = acronyms(name)
    return [
        alias
        for alias in aliases
        if (alias.isupper() and alias in made)
        or (len(words) > 1 and WORD.fullmatch(alias) and alias.lower() not in words and is_syllabic(alias, words))
    ]
