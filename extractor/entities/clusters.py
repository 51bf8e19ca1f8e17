"""Which mentions name one thing: people by parts of their names, bodies by names and short forms, places by name.

A cluster is a list of named mentions in order of the text. Two full names of one surname stay two people, and a mention
by surname alone belongs to the one named last before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from extractor.annotations import Mention
from extractor.document import Document
from extractor.entities.glosses import gloss_after
from extractor.entities.organizations import OrganizationForms, heads_family, read_forms, short_form_of
from extractor.entities.persons import PersonName, is_initial
from extractor.entities.places import place_key
from extractor.entities.types import is_place

__all__ = ["Cluster", "KnownPeople", "find_clusters", "same_person"]

#: «Дэйн-младший» is «Дэйн» too
JUNIOR = re.compile("-(?:младш|старш)[а-я]{2,3}$")

#: letters of foreign names that one article may write either way, and those that it may write twice
SPELLED = str.maketrans({"ё": "е", "э": "е", "й": "и", "ь": None, "ъ": None})
DOUBLE = re.compile(r"([а-яa-z])\1")


@dataclass
class Cluster:
    """The mentions of one thing, with what is known of their names."""

    type: str
    mentions: list[Mention] = field(default_factory=list)
    people: list[PersonName] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where the thing is first named."""
        return min(mention.start for mention in self.mentions)


def find_clusters(
    document: Document, mentions: Sequence[Mention], people: dict[tuple[int, int], PersonName]
) -> list[Cluster]:
    """Return the clusters of the mentions, in order of their first ones."""
    persons = [m for m in mentions if m.type == "PERSON"]
    places = [m for m in mentions if is_place(m.type)]
    bodies = [m for m in mentions if m.type != "PERSON" and not is_place(m.type)]
    clusters = [
        *_with_glosses(document, _person_clusters(persons, people)),
        *_clusters_by_key(places),
        *_organization_clusters(document, bodies),
    ]
    return sorted(clusters, key=lambda cluster: cluster.start)


# ---- people


def _person_clusters(mentions: Sequence[Mention], people: dict[tuple[int, int], PersonName]) -> list[Cluster]:
    """Fuller names first, so that surnames find them; of equally fitting people the one named last before."""
    clusters: list[Cluster] = []
    known = KnownPeople()
    named = _with_surnames([(m, people[m.start, m.end]) for m in mentions if (m.start, m.end) in people])
    for mention, name in sorted(named, key=lambda pair: (-_fullness(pair[1]), pair[0].start)):
        alike = (clusters[at] for at in known.alike(name))
        fitting = [cluster for cluster in alike if same_person(name, cluster.people[0])]
        if fitting:
            cluster = min(fitting, key=lambda c: (not _at_an_end(name, c.people[0]), _distance(c, mention.start)))
        else:
            cluster = Cluster("PERSON")
            clusters.append(cluster)
            known.add(name)
        cluster.mentions.append(mention)
        cluster.people.append(name)
    for cluster in clusters:
        order = sorted(range(len(cluster.mentions)), key=lambda i: cluster.mentions[i].start)
        cluster.mentions = [cluster.mentions[i] for i in order]
        cluster.people = [cluster.people[i] for i in order]
    return clusters


def _with_glosses(document: Document, clusters: list[Cluster]) -> list[Cluster]:
    """«Джон Смит (John Smith)»: whom the brackets name in other letters is no other person."""
    owners = {m.start: cluster for cluster in clusters for m in cluster.mentions}
    for cluster in clusters:
        for mention in list(cluster.mentions):
            gloss = gloss_after(document, mention)
            other = owners.get(gloss.start) if gloss is not None else None
            if other is not None and other is not cluster and len(other.mentions) > 0:
                pairs = zip([*cluster.mentions, *other.mentions], [*cluster.people, *other.people], strict=True)
                ordered = sorted(pairs, key=lambda pair: pair[0].start)
                cluster.mentions, cluster.people = [m for m, _ in ordered], [name for _, name in ordered]
                owners.update((m.start, cluster) for m in other.mentions)
                other.mentions, other.people = [], []
    return [cluster for cluster in clusters if cluster.mentions]


class KnownPeople:
    """Finds the people whom a name can be of at all, without a look at everybody: the surname of one is in the other.

    A name of several words without a surname («Иван Ильич») may fit everybody by an initial.
    """

    def __init__(self) -> None:
        self._number = 0
        self._by_word: dict[str, list[int]] = {}
        self._by_surname: dict[str, list[int]] = {}
        self._loose: list[int] = []

    def add(self, name: PersonName) -> None:
        """Take in the next person, by the first name met."""
        for words, index in ((_words(name), self._by_word), (_surname(name), self._by_surname)):
            for word in words:
                index.setdefault(word, []).append(self._number)
        if _is_loose(name):
            self._loose.append(self._number)
        self._number += 1

    def alike(self, name: PersonName) -> Sequence[int]:
        """Return the numbers of the people to compare the name with, in order."""
        if _is_loose(name):
            return range(self._number)
        found = {*self._loose}
        for words, index in ((_surname(name), self._by_word), (_words(name), self._by_surname)):
            found.update(at for word in words for at in index.get(word, ()))
        return sorted(found)


def _is_loose(name: PersonName) -> bool:
    return len(name.words) > 1 and name.surname is None


def _surname(name: PersonName) -> set[str]:
    """The words of the surname, or the only word of the name."""
    return {*_fold(name.surname or "").split()} or {_fold(word) for word in name.words}


def _words(name: PersonName) -> set[str]:
    return {_fold(word) for word in name.words} | _surname(name)


def _with_surnames(named: Sequence[tuple[Mention, PersonName]]) -> list[tuple[Mention, PersonName]]:
    """«Александр Борисевич» whom the text calls «Борисевич» too has a surname that looks like a patronymic."""
    alone = {_fold(name.words[0]) for _, name in named if len(name.words) == 1}
    return [
        (m, replace(name, surname=name.patronymic, patronymic=None))
        if name.surname is None and name.patronymic is not None and _fold(name.patronymic) in alone
        else (m, name)
        for m, name in named
    ]


def _fullness(name: PersonName) -> int:
    words = [word for word in name.words if not is_initial(word)]
    return 3 * len(words) + len(name.words)


def _at_an_end(short: PersonName, full: PersonName) -> bool:
    """«Хамад» is rather «Хамад бен Юсуф» than «Карим бен Хамад Аль Рашид»: one name is the first or the surname."""
    if len(short.words) > 1:
        return True
    word = _fold(short.words[0])
    return word in (_fold(full.words[0]), _fold(full.words[-1])) or word == _fold(full.surname or "")


def _distance(cluster: Cluster, place: int) -> tuple[bool, int]:
    """How far before the place the person was last named; those named only later come after."""
    before = [m.start for m in cluster.mentions if m.start <= place]
    return (False, place - max(before)) if before else (True, min(m.start for m in cluster.mentions) - place)


def same_person(one: PersonName, other: PersonName) -> bool:
    """Tell whether two names can be one person's: what both give agrees, and share the surname or the only word."""
    short, long = sorted((one, other), key=lambda name: len(name.words))
    if one.gender and other.gender and one.gender != other.gender and _conflicting(one, other):
        return False
    if all(is_initial(word) for word in short.words):
        return one.words == other.words
    if len(short.words) == 1:
        return _fold(short.words[0]) in {_fold(word) for word in long.words}
    if one.surname and other.surname and not _same_surname(one.surname, other.surname):
        return set(map(_fold, short.words)) <= set(map(_fold, long.words))
    return _agree(one.given, other.given) and _agree(one.patronymic, other.patronymic)


def _conflicting(one: PersonName, other: PersonName) -> bool:
    """Both genders are certain only where a given name or a declining surname shows them."""
    return any(word not in other.words for word in one.words) and any(word not in one.words for word in other.words)


def _same_surname(one: str, other: str) -> bool:
    a, b = _fold(one), _fold(other)
    return a == b or a.split()[-1] == b.split()[-1]


def _agree(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return True
    a, b = _fold(one), _fold(other)
    if is_initial(one) or is_initial(other):
        return a[0] == b[0]
    return a == b or a.split()[0] == b.split()[0]


@lru_cache(maxsize=10_000)
def _fold(word: str) -> str:
    """The word as it compares: «Кэтти Вульф» and «Кети Вулф», «Фрэнк Вуддс» and «Френк Вудс» are spelled alike."""
    return DOUBLE.sub(r"\1", JUNIOR.sub("", word.lower().translate(SPELLED).strip(".")).replace("дж", "ж"))


# ---- places and other names


def _clusters_by_key(mentions: Iterable[Mention]) -> list[Cluster]:
    clusters: dict[str, Cluster] = {}
    for mention in mentions:
        key = place_key(mention.name or "")
        clusters.setdefault(key, Cluster(mention.type)).mentions.append(mention)
    return list(clusters.values())


# ---- organisations


def _organization_clusters(document: Document, mentions: Sequence[Mention]) -> list[Cluster]:
    """One body for all its forms: full name, part in marks, abbreviation given in brackets or made of its words."""
    forms = [read_forms(document, mention) for mention in mentions]
    parent = list(range(len(mentions)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for one, other in _same_bodies(document, mentions, forms):
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    clusters: dict[int, Cluster] = {}
    for at, mention in enumerate(mentions):
        clusters.setdefault(root(at), Cluster(mention.type)).mentions.append(mention)
    return list(clusters.values())


def _same_bodies(
    document: Document, mentions: Sequence[Mention], forms: Sequence[OrganizationForms]
) -> Iterator[tuple[int, int]]:
    by_key: dict[tuple[str, str], int] = {}
    for at, (mention, form) in enumerate(zip(mentions, forms, strict=True)):
        for key in form.keys:
            yield by_key.setdefault((mention.type, key), at), at
    for at, form in enumerate(forms):
        owners = [i for i, other in enumerate(forms) if i != at and short_form_of(form, other)]
        if len({frozenset(forms[i].keys) for i in owners}) > 1:
            owners = [] if heads_family(form, [forms[i] for i in owners]) else _nearest(mentions, at, owners)
        for owner in owners:
            yield at, owner


def _nearest(mentions: Sequence[Mention], at: int, owners: Sequence[int]) -> list[int]:
    before = [i for i in owners if mentions[i].start <= mentions[at].start]
    return [before[-1] if before else owners[0]]
