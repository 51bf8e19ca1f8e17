"""What editors decide about records: that two are one, or that some articles of one are about another; and its undoing.

What names and roles said stays in `entities.matched`. Which record holds an entity follows from it by what stands: a
split leads the articles that it names to its new record, a merge leads one record to the other (its `merged_into`). So
decisions hold for every article that comes later too, and an undone one leaves things as if it had not been made. Only
the new record of an undone split stays, merged into the one it came from: articles may have been matched to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, insert, select, update

from extractor.errors import DecisionRefused, InvalidQuery, NotInArchive
from extractor.store.archive import Archive
from extractor.store.tables import (
    affiliations,
    articles,
    decisions,
    entities,
    quotes,
    record_names,
    record_words,
    records,
)

__all__ = [
    "Decision",
    "decided_records",
    "list_decisions",
    "merge_records",
    "records_that_hold",
    "roots_of",
    "split_record",
    "undo_decision",
]

#: keys that go into one statement
AT_ONCE = 500


class Decision(NamedTuple):
    """A merge, in which `record` takes in `other`, or a split, which moves `articles` from `record` to `other`."""

    number: int
    kind: str
    record: int
    other: int
    articles: Sequence[str]
    editor: str | None
    made: datetime
    undone: datetime | None


def merge_records(archive: Archive, record: int, other: int, editor: str | None = None) -> Decision:
    """Declare two records one: `record` takes in `other`, with all its articles and quotes, and those to come.

    Raises NotInArchive for a number that no record has, DecisionRefused where the two cannot be one.
    """
    with archive.writing() as connection:
        one, two = _root(connection, record), _root(connection, other)
        if record == other:
            raise DecisionRefused(f"Record {record} cannot be merged with itself. Name another one.")
        if (one.type == "PERSON") != (two.type == "PERSON"):
            raise DecisionRefused(f"«{one.name}» and «{two.name}» cannot be one: only one of them is a person.")
        decision = _decide(connection, "merge", record, other, (), editor)
        connection.execute(update(records).where(records.c.key == other).values(merged_into=record))
        _reassign(connection, other)
    return decision


def split_record(archive: Archive, record: int, ids: Sequence[str], editor: str | None = None) -> Decision:
    """Declare that some articles of a record are about somebody else, who becomes a record of the same name.

    Raises NotInArchive for a number that no record has, DecisionRefused where these are not some of its articles.
    """
    with archive.writing() as connection:
        split = _root(connection, record)
        held = select(articles.c.id).join(entities, entities.c.article == articles.c.key)
        own = set(connection.execute(held.where(entities.c.record == record)).scalars())
        strange = sorted(set(ids) - own)
        if strange:
            raise DecisionRefused(f"Record {record} is not in the article {strange[0]}. Name articles that it is in.")
        if not ids or own == set(ids):
            raise DecisionRefused(f"A split moves some articles of record {record}, not all of them or none.")
        made = insert(records).values(type=split.type, name=split.name).returning(records.c.key)
        new: int = connection.execute(made).scalar_one()
        for table, column in ((record_names, "folded"), (record_words, "word")):
            known = connection.execute(select(table.c[column]).where(table.c.record == record)).scalars()
            connection.execute(insert(table), [{"record": new, column: each} for each in known])
        decision = _decide(connection, "split", record, new, tuple(sorted(set(ids))), editor)
        _reassign(connection, record)
    return decision


def undo_decision(archive: Archive, number: int) -> Decision:
    """Take a decision back; what was moved by it goes back to where it was.

    Raises NotInArchive for a number that no decision has, DecisionRefused for one that is undone already or that a
    later one builds on.
    """
    with archive.writing() as connection:
        known = {decision.number: decision for decision in _read(connection)}
        if number not in known:
            raise NotInArchive(f"The archive has no decision {number}.")
        decision = known[number]
        if decision.undone:
            raise DecisionRefused(f"Decision {number} is undone already.")
        touched = {decision.record, decision.other}
        later = [
            at for at, one in known.items() if at > number and not one.undone and touched & {one.record, one.other}
        ]
        if later:
            raise DecisionRefused(f"Decision {max(later)} builds on decision {number}. Undo it first.")
        undone = datetime.now(UTC)
        connection.execute(update(decisions).where(decisions.c.key == number).values(undone=undone))
        merged = decision.record if decision.kind == "split" else None
        connection.execute(update(records).where(records.c.key == decision.other).values(merged_into=merged))
        _reassign(connection, decision.other if decision.kind == "split" else _root_of(connection, decision.record))
    return decision._replace(undone=undone)


def list_decisions(archive: Archive) -> list[Decision]:
    """Return all decisions, the latest first, undone ones too."""
    with archive.reading() as connection:
        return _read(connection)[::-1]


def decided_records(connection: Connection) -> set[int]:
    """Return the records that decisions which stand are about."""
    return {key for one in _read(connection) if not one.undone for key in (one.record, one.other)}


def roots_of(connection: Connection, keys: Iterable[int]) -> dict[int, int]:
    """Return for each record the one that it has been merged into at last: itself, where it is merged into none."""
    keys = list(keys)
    parents = _parents(connection, keys)
    return {key: _follow(key, parents) for key in keys}


def records_that_hold(connection: Connection, found: Sequence[tuple[int, str]]) -> list[int]:
    """Return the record that holds each entity, given as the record that it was matched to and its article's id."""
    splits = [one for one in _read(connection) if one.kind == "split" and not one.undone]
    targets: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for one in splits:
        for id_ in one.articles:
            targets[one.record, id_].append(one.other)
    parents = _parents(connection, {*(matched for matched, _ in found), *(one.other for one in splits)})
    return [_holder(matched, id_, targets, parents) for matched, id_ in found]


def _holder(
    matched: int, id_: str, targets: Mapping[tuple[int, str], Sequence[int]], parents: Mapping[int, int]
) -> int:
    key: int | None = matched
    taken: set[int] = set()  # each split once: its new record may have been merged back
    while key is not None:
        held = key
        key = next((new for new in targets.get((held, id_), ()) if new not in taken), None)
        if key is None:
            key = parents.get(held)
        else:
            taken.add(key)
    return held


def _parents(connection: Connection, keys: Iterable[int]) -> dict[int, int]:
    """The steps that lead from records to those that they are merged into."""
    parents: dict[int, int] = {}
    asked: set[int] = set()
    while wanted := sorted(set(keys) - asked)[:AT_ONCE]:
        asked.update(wanted)
        merged = select(records.c.key, records.c.merged_into).where(records.c.key.in_(wanted))
        found = {key: into for key, into in connection.execute(merged) if into is not None}
        parents |= found
        keys = {*keys, *found.values()}
    return parents


def _follow(key: int, parents: Mapping[int, int]) -> int:
    while key in parents:
        key = parents[key]
    return key


def _root_of(connection: Connection, key: int) -> int:
    return roots_of(connection, [key])[key]


def _root(connection: Connection, key: int) -> Any:
    """The row of a record that is merged into no other."""
    row = connection.execute(select(records).where(records.c.key == key)).first()
    if row is None:
        raise NotInArchive(f"The archive has no record {key}.")
    if row.merged_into is not None:
        raise DecisionRefused(f"Record {key} is part of record {_root_of(connection, key)}. Name that one.")
    return row


def _decide(
    connection: Connection, kind: str, record: int, other: int, ids: Sequence[str], editor: str | None
) -> Decision:
    if editor is not None and "\0" in editor:
        raise InvalidQuery("The name of the editor has a character (NUL) that cannot be kept. Leave it out.")
    made = datetime.now(UTC)
    details = {"record": record, "other": other, "articles": list(ids)}
    row = insert(decisions).values(kind=kind, made=made, editor=editor, details=details).returning(decisions.c.key)
    number: int = connection.execute(row).scalar_one()
    return Decision(number, kind, record, other, ids, editor, made, None)


def _read(connection: Connection) -> list[Decision]:
    return [_told(row) for row in connection.execute(select(decisions).order_by(decisions.c.key))]


def _told(row: Any) -> Decision:
    record, other, ids = row.details["record"], row.details["other"], tuple(row.details["articles"])
    return Decision(row.key, row.kind, record, other, ids, row.editor, _in_utc(row.made), _in_utc(row.undone))


def _in_utc(moment: Any) -> Any:
    """SQLite forgets the zone."""
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _reassign(connection: Connection, record: int) -> None:
    """Let every entity that a record holds go to where it belongs by what stands now."""
    query = (
        select(entities.c.article, entities.c.entity, entities.c.matched, articles.c.id)
        .join(articles, articles.c.key == entities.c.article)
        .where(entities.c.record == record)
    )
    rows = connection.execute(query).all()
    holders = records_that_hold(connection, [(row.matched, row.id) for row in rows])
    moved = [
        {"of": row.article, "one": row.entity, "to": holder}
        for row, holder in zip(rows, holders, strict=True)
        if holder != record
    ]
    if not moved:
        return
    article: BindParameter[int] = bindparam("of")
    entity: BindParameter[str] = bindparam("one")
    to: BindParameter[int] = bindparam("to")
    said = select(quotes.c.key).where(quotes.c.article == article)
    for table, where in (
        (entities, entities.c.article == article),
        (quotes, quotes.c.article == article),
        (affiliations, affiliations.c.quote.in_(said)),
    ):
        connection.execute(update(table).where(where, table.c.entity == entity).values(record=to), moved)
