"""The directory of records: who and what the archive knows, with what tells one of a name from another.

>>> from tempfile import TemporaryDirectory
>>> from extractor.store.opening import open_archive
>>> with TemporaryDirectory() as folder:
...     list_records(open_archive(f"{folder}/archive.db", create=True), "Ильин")
[]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, case, func, select

from extractor.errors import InvalidQuery, NotInArchive
from extractor.store.archive import Archive
from extractor.store.records import find_records
from extractor.store.tables import UNDATED, entities, quotes, records, roles
from extractor.store.words import words_of_name

__all__ = ["Record", "get_record", "list_records"]

#: names and roles of a record that are listed, the most frequent
NAMES, ROLES = 8, 5
#: keys that go into one statement
AT_ONCE = 500


@dataclass(frozen=True)
class Record:
    """One person, organisation or place over the archive; `merged` are the records that it has taken in."""

    record: int
    type: str
    name: str
    names: Sequence[str]
    roles: Sequence[str]
    articles: int
    quotes: int
    since: date | None
    until: date | None
    merged: Sequence[int] = field(default_factory=list)


def list_records(archive: Archive, name: str, limit: int = 20) -> list[Record]:
    """Return the records that go by a name or a part of it, those in most articles first.

    Raises InvalidQuery for a name without a letter.
    """
    if not words_of_name(name):
        raise InvalidQuery("There is no letter or digit in the name. Write some part of it.")
    with archive.reading() as connection:
        found = find_records(connection, name)
        number = dict.fromkeys(found, 0)
        for at in range(0, len(found), AT_ONCE):
            some = entities.c.record.in_(found[at : at + AT_ONCE])
            counted = select(entities.c.record, func.count()).where(some).group_by(entities.c.record)
            number |= {key: times for key, times in connection.execute(counted)}  # noqa: C416 - a result is no mapping
        return [_record(connection, key) for key in sorted(found, key=lambda key: (-number[key], key))[:limit]]


def get_record(archive: Archive, key: int) -> Record:
    """Return a record by its number; raises NotInArchive for a number that none has."""
    with archive.reading() as connection:
        return _record(connection, key)


def _record(connection: Connection, key: int) -> Record:
    row = connection.execute(select(records).where(records.c.key == key)).first()
    if row is None:
        raise NotInArchive(f"The archive has no record {key}.")
    own, times = entities.c.record == key, func.count()
    day = case((entities.c.day > UNDATED, entities.c.day))
    seen = select(func.count(entities.c.article.distinct()), func.min(day), func.max(day)).where(own)
    number, since, until = connection.execute(seen).one()
    names = select(entities.c.name).where(own).group_by(entities.c.name).order_by(times.desc(), entities.c.name)
    held = (
        select(roles.c.name)
        .join(entities, (entities.c.article == roles.c.article) & (entities.c.entity == roles.c.entity))
        .where(own)
        .group_by(roles.c.name)
        .order_by(times.desc(), roles.c.name)
    )
    said = select(times).where(quotes.c.record == key)
    merged = select(records.c.key).where(records.c.merged_into == key).order_by(records.c.key)
    return Record(
        key,
        row.type,
        row.name,
        list(connection.execute(names.limit(NAMES)).scalars()),
        list(connection.execute(held.limit(ROLES)).scalars()),
        number,
        connection.execute(said).scalar_one(),
        since,
        until,
        list(connection.execute(merged).scalars()),
    )
