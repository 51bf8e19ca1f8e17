"""Records: one for each person, organisation and place over the whole archive.

`match_entities` says which record each entity of new articles points to. An entity goes with the record that has its
type and its name; where there is none, one is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, func, insert, select

from extractor.store.rows import Row
from extractor.store.tables import record_names, record_words, records
from extractor.store.words import fold_name, lemmas_meant, words_of_name

__all__ = ["find_records", "known_entities", "match_entities"]

#: keys that go into one statement
AT_ONCE = 500


def match_entities(connection: Connection, entities: Sequence[Row]) -> list[int]:
    """Return the key of each entity's record; makes the records that are not there yet."""
    wanted = [(entity["type"], fold_name(entity["name"])) for entity in entities]
    known = _known(connection, sorted({folded for _, folded in wanted}))
    for entity, identity in zip(entities, wanted, strict=True):
        if identity not in known:
            known[identity] = _make(connection, entity["type"], entity["name"])
    return [known[identity] for identity in wanted]


def known_entities(connection: Connection, found: Sequence[Row]) -> list[int | None]:
    """Return the key of each entity's record, None for those that the archive does not know."""
    wanted = [(entity["type"], fold_name(entity["name"])) for entity in found]
    known = _known(connection, sorted({folded for _, folded in wanted}))
    return [known.get(identity) for identity in wanted]


def find_records(connection: Connection, name: str, types: Iterable[str] = ()) -> list[int]:
    """Return the records whose names have all the words of a name, in any form; those merged away give their heirs."""
    query = select(func.coalesce(records.c.merged_into, records.c.key)).distinct()
    for word in words_of_name(name):
        candidates = {word, *(lemma for lemma in lemmas_meant(word) if " " not in lemma)}
        query = query.where(
            records.c.key.in_(select(record_words.c.record).where(record_words.c.word.in_(sorted(candidates))))
        )
    if types:
        query = query.where(records.c.type.in_(sorted(types)))
    return list(connection.execute(query).scalars()) if words_of_name(name) else []


def _known(connection: Connection, names: Sequence[str]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for at in range(0, len(names), AT_ONCE):
        query = (
            select(records.c.type, record_names.c.folded, func.min(records.c.key))
            .join(record_names, record_names.c.record == records.c.key)
            .where(record_names.c.folded.in_(names[at : at + AT_ONCE]))
            .group_by(records.c.type, record_names.c.folded)
        )
        found.update({(type_, folded): key for type_, folded, key in connection.execute(query)})
    return found


def _make(connection: Connection, type_: str, name: str) -> int:
    key: int = connection.execute(insert(records).values(type=type_, name=name).returning(records.c.key)).scalar_one()
    connection.execute(insert(record_names), [{"record": key, "folded": fold_name(name)}])
    if words := words_of_name(name):
        connection.execute(insert(record_words), [{"record": key, "word": word} for word in words])
    return key
