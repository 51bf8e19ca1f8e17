"""Records: one for each person, organisation and place over the whole archive.

`match_entities` says which record each entity of new articles points to, in the order in which they come: by the rules
of `identity` for people and bodies, by its name for anything else. Where there is none, one is made; where a body turns
out to be two records, they become one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from extractor.entities.places import place_key
from extractor.store.decisions import decided_records, roots_of
from extractor.store.identity import (
    Facts,
    body_key,
    choose_person,
    fields_of,
    is_fuller,
    person_keys,
    read_person,
    short_names,
)
from extractor.store.rows import Row
from extractor.store.tables import affiliations, entities, quotes, record_names, record_words, records, roles
from extractor.store.words import LONGEST_NAME, fold_name, lemmas_meant, words_of_name

__all__ = ["find_records", "known_entities", "match_entities"]

#: keys that go into one statement
AT_ONCE = 500
#: roles of a record that are looked at, the earliest
ROLES = 60
PLACES = frozenset({"COUNTRY", "CITY", "STATE_OR_PROVINCE", "DISTRICT", "LOCATION"})


class _Named(NamedTuple):
    """An entity with the keys that its record may be looked up by, the one of its full name first."""

    row: Row
    keys: tuple[str, ...]
    facts: Facts


def match_entities(connection: Connection, found: Sequence[Row], told: Sequence[Row]) -> list[int]:
    """Return the key of each entity's record; makes the records that are not there yet.

    `told` are the roles of the entities, as rows of their table.
    """
    matcher = _Matcher(connection, _named(found, told))
    return matcher.match()


def known_entities(connection: Connection, found: Sequence[Row], told: Sequence[Row]) -> list[int | None]:
    """Return the key of each entity's record, None for those that the archive does not know."""
    named = _named(found, told)
    matcher = _Matcher(connection, named)
    return [matcher.find(each) for each in named]


def find_records(connection: Connection, name: str, types: Iterable[str] = ()) -> list[int]:
    """Return the records whose names have all the words of a name, in any form; those merged away give their roots."""
    query = select(records.c.key)
    for word in words_of_name(name):
        candidates = {word, *(lemma for lemma in lemmas_meant(word) if " " not in lemma)}
        query = query.where(
            records.c.key.in_(select(record_words.c.record).where(record_words.c.word.in_(sorted(candidates))))
        )
    if types:
        query = query.where(records.c.type.in_(sorted(types)))
    found = connection.execute(query).scalars() if words_of_name(name) else ()
    return sorted(set(roots_of(connection, found).values()))


def _named(found: Sequence[Row], told: Sequence[Row]) -> list[_Named]:
    names = {(row.get("article"), row["entity"]): row["name"] for row in found}
    roles_of: defaultdict[tuple[int | None, str], list[Row]] = defaultdict(list)
    for row in told:
        roles_of[row.get("article"), row["entity"]].append(row)
    return [_Named(row, _keys(row), _facts(row, roles_of, names)) for row in found]


def _keys(row: Row) -> tuple[str, ...]:
    name = row["name"]
    if row["type"] == "PERSON":
        keys = person_keys(read_person(name), name)
    elif row["type"] == "ORGANIZATION":
        keys = tuple(body_key(each) for each in (name, *short_names(name, row["aliases"])))
    else:
        keys = (place_key(fold_name(name)) if row["type"] in PLACES else fold_name(name),)
    return tuple(dict.fromkeys(key[:LONGEST_NAME] for key in keys))


def _facts(row: Row, roles_of: defaultdict[tuple[int | None, str], list[Row]], names: dict[Any, str]) -> Facts:
    own = roles_of.get((row.get("article"), row["entity"]), [])
    bodies = (names.get((row.get("article"), role["organization"])) for role in own)
    return Facts(fields_of(role["name"] for role in own), frozenset(body_key(body) for body in bodies if body))


class _Matcher:
    """The records that some entities may be, read at once, and what was learned of them on the way."""

    def __init__(self, connection: Connection, found: Sequence[_Named]) -> None:
        self._connection, self._found = connection, found
        self._known = _known(connection, sorted({key for each in found for key in each.keys}))
        self._learned: defaultdict[int, list[Facts]] = defaultdict(list)
        self._stored: dict[int, Facts] = {}
        self._absorbed: dict[int, int] = {}
        self._roots = roots_of(connection, {key for names in self._known.values() for key in names})

    def match(self) -> list[int]:
        """Return the record of each entity, made where there is none."""
        matched = []
        for each in self._found:
            key = self.find(each)
            key = self._make(each) if key is None else self._join(each, key)
            if each.facts.fields or each.facts.bodies:
                self._learned[key].append(each.facts)
            matched.append(key)
        return [self._heir(key) for key in matched]

    def find(self, each: _Named) -> int | None:
        """Return the record that the entity is, if there is any."""
        candidates = self._candidates(each, each.keys[0])
        if each.row["type"] == "PERSON":
            people = {key: read_person(name) for key, name in candidates.items()}
            return choose_person(read_person(each.row["name"]), each.facts, people, self._facts_of, self._root_of)
        if candidates:
            return min(candidates)
        return min(self._shorter(each), default=None)

    def _candidates(self, each: _Named, key: str) -> dict[int, str]:
        return self._known.get((each.row["type"], key), {})

    def _shorter(self, each: _Named) -> list[int]:
        """The records that go by nothing but a short form of the name («ЕС»)."""
        hit = {key: name for short in each.keys[1:] for key, name in self._candidates(each, short).items()}
        return [key for key, name in hit.items() if body_key(name) in each.keys[1:]]

    def _root_of(self, key: int) -> int:
        return self._roots.get(key, key)

    def _facts_of(self, key: int) -> Facts:
        if key not in self._stored:
            self._stored[key] = _stored_facts(self._connection, self._root_of(key))
        known = [self._stored[key], *self._learned[key]]
        return Facts(
            frozenset(field for facts in known for field in facts.fields),
            frozenset(body for facts in known for body in facts.bodies),
        )

    def _make(self, each: _Named) -> int:
        type_, name = each.row["type"], each.row["name"]
        made = insert(records).values(type=type_, name=name).returning(records.c.key)
        key: int = self._connection.execute(made).scalar_one()
        self._learn(key, each, name)
        return key

    def _join(self, each: _Named, key: int) -> int:
        """Let a record learn what the entity is called, and take in those that go by its short forms."""
        name = next(names[key] for names in self._known.values() if key in names)
        fuller = each.row["name"] if self._is_fuller(each, name) else name
        if fuller != name:
            self._connection.execute(update(records).where(records.c.key == key).values(name=fuller))
        for other in self._shorter(each):
            if other != key and self._is_free(key, other):
                self._absorb(key, other)
        self._learn(key, each, fuller)
        return key

    def _is_fuller(self, each: _Named, name: str) -> bool:
        if each.row["type"] == "PERSON":
            return is_fuller(read_person(each.row["name"]), read_person(name))
        return each.row["type"] == "ORGANIZATION" and body_key(name) in each.keys[1:]

    def _learn(self, key: int, each: _Named, name: str) -> None:
        """Write down the keys and words of an entity for its record, where they are new."""
        for names in self._known.values():
            if key in names:
                names[key] = name
        type_ = each.row["type"]
        new = [folded for folded in each.keys if key not in self._known.get((type_, folded), {})]
        for folded in new:
            self._known.setdefault((type_, folded), {})[key] = name
        if new:
            self._connection.execute(insert(record_names), [{"record": key, "folded": folded} for folded in new])
        self._learn_words(key, (name, *(each.row["aliases"] if len(each.keys) > 1 else ())), bool(new))

    def _learn_words(self, key: int, names: Sequence[str], fresh: bool) -> None:
        words = {word for name in names for word in words_of_name(name)}
        known = select(record_words.c.word).where(record_words.c.record == key)
        new = sorted(words - set(self._connection.execute(known).scalars()))
        if new:
            self._connection.execute(insert(record_words), [{"record": key, "word": word} for word in new])

    def _is_free(self, key: int, other: int) -> bool:
        """Whether no editor has decided anything about either: what an editor says stands."""
        return not {key, other} & decided_records(self._connection)

    def _absorb(self, key: int, other: int) -> None:
        """Make one record of two: all that pointed to `other` points to `key`."""
        run = self._connection.execute
        run(update(affiliations).where(affiliations.c.record == other).values(record=key))
        run(update(quotes).where(quotes.c.record == other).values(record=key))
        run(update(entities).where(entities.c.record == other).values(record=key))
        run(update(entities).where(entities.c.matched == other).values(matched=key))
        for table, column in ((record_names, "folded"), (record_words, "word")):
            have = select(table.c[column]).where(table.c.record == key)
            run(delete(table).where(table.c.record == other, table.c[column].in_(have)))
            run(update(table).where(table.c.record == other).values(record=key))
        run(update(records).where(records.c.key == other).values(merged_into=key))
        for names in self._known.values():
            if names.pop(other, None) is not None:
                names[key] = ""
        self._learned[key] += self._learned.pop(other, [])
        self._stored.pop(key, None)
        self._absorbed[other] = key

    def _heir(self, key: int) -> int:
        while key in self._absorbed:
            key = self._absorbed[key]
        return key


def _known(connection: Connection, keys: Sequence[str]) -> dict[tuple[str, str], dict[int, str]]:
    found: dict[tuple[str, str], dict[int, str]] = {}
    for at in range(0, len(keys), AT_ONCE):
        query = (
            select(records.c.type, record_names.c.folded, records.c.key, records.c.name)
            .join(record_names, record_names.c.record == records.c.key)
            .where(record_names.c.folded.in_(keys[at : at + AT_ONCE]))
            .order_by(records.c.key)
        )
        for type_, folded, key, name in connection.execute(query):
            found.setdefault((type_, folded), {})[key] = name
    return found


def _stored_facts(connection: Connection, key: int) -> Facts:
    """What the roles of a record's entities say, and the names of the bodies they belong to."""
    body = entities.alias()
    query = (
        select(roles.c.name, body.c.name)
        .join(entities, (entities.c.article == roles.c.article) & (entities.c.entity == roles.c.entity))
        .outerjoin(body, (body.c.article == roles.c.article) & (body.c.entity == roles.c.organization))
        .where(entities.c.record == key)
        .order_by(roles.c.article, roles.c.position)
        .limit(ROLES)
    )
    told = list(connection.execute(query))
    return Facts(fields_of(role for role, _ in told), frozenset(body_key(name) for _, name in told if name))
