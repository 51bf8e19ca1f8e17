"""Finding again: quotes by who said them, articles by who and what is in them, and counts over time.

What is found comes newest first, in pages: the `cursor` of a page is where the next one begins, None on the last.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, select, tuple_

from extractor.errors import InvalidQuery, NotInArchive
from extractor.store.archive import Archive
from extractor.store.decisions import roots_of
from extractor.store.fulltext import has_words, parse_words
from extractor.store.records import find_records
from extractor.store.tables import (
    UNDATED,
    affiliations,
    article_tags,
    article_words,
    articles,
    entities,
    quotes,
    records,
    tags,
)

__all__ = ["ArticleQuery", "Page", "QuoteQuery", "count_months", "count_speakers", "search_articles", "search_quotes"]

#: what one page may hold
MOST = 1000
KINDS = ("direct", "indirect", "mixed")
BODIES = ("ORGANIZATION", "FACILITY", "COUNTRY", "CITY", "STATE_OR_PROVINCE")

Found = dict[str, Any]


class QuoteQuery(NamedTuple):
    """What quotes are wanted; None says nothing. `words` may hold phrases in marks, in any form of their words.

    `record` is the number of the speaker's, where `speaker` would find several people of one name.
    """

    speaker: str | None = None
    organization: str | None = None
    words: str | None = None
    kind: str | None = None
    since: date | None = None
    until: date | None = None
    record: int | None = None


class ArticleQuery(NamedTuple):
    """What articles are wanted; None says nothing. `tag` is a slug, `entity` a name, `record` a number of one."""

    tag: str | None = None
    entity: str | None = None
    words: str | None = None
    since: date | None = None
    until: date | None = None
    record: int | None = None


class Page(NamedTuple):
    """Some of what was found, newest first, and the cursor of the next page."""

    found: Sequence[Found]
    cursor: str | None


def search_quotes(archive: Archive, query: QuoteQuery, limit: int = 20, cursor: str | None = None) -> Page:
    """Return quotes; raises InvalidQuery for what cannot be read, NotInArchive for a name that nobody has there."""
    if query.kind is not None and query.kind not in KINDS:
        raise InvalidQuery(f"A quote is {', '.join(KINDS)}, not {query.kind}.")
    with archive.reading() as connection:
        found = (
            select(
                quotes.c.key, quotes.c.day, articles.c.id, quotes.c.quote, articles.c.title, articles.c.published,
                articles.c.url, articles.c.outlet, func.coalesce(records.c.name, quotes.c.speaker).label("speaker"),
                quotes.c.speaker_type, quotes.c.role, quotes.c.kind, quotes.c.cue, quotes.c.content, quotes.c.start,
                quotes.c.end, quotes.c.confidence,
            )
            .join(articles, articles.c.key == quotes.c.article)
            .outerjoin(records, records.c.key == quotes.c.record)
            .where(*_of_quotes(connection, archive.dialect, query))
        )  # fmt: skip
        return _page(connection, found, quotes.c.day, quotes.c.key, query, limit, cursor)


def search_articles(archive: Archive, query: ArticleQuery, limit: int = 20, cursor: str | None = None) -> Page:
    """Return articles; raises InvalidQuery for what cannot be read, NotInArchive for an unknown name or tag."""
    with archive.reading() as connection:
        found = select(
            articles.c.key, articles.c.day, articles.c.id, articles.c.title, articles.c.published, articles.c.url,
            articles.c.outlet, articles.c.author, articles.c.version,
        ).where(*_of_articles(connection, archive.dialect, query))  # fmt: skip
        return _page(connection, found, articles.c.day, articles.c.key, query, limit, cursor)


def count_speakers(
    archive: Archive, since: date | None = None, until: date | None = None, limit: int = 20
) -> list[Found]:
    """Return who is quoted most: `{"speaker", "type", "quotes", "articles"}`, the most quoted first."""
    number, spread = func.count(), func.count(quotes.c.article.distinct())
    query = (
        select(
            records.c.name.label("speaker"), records.c.type, number.label("quotes"), spread.label("articles")
        )
        .join(records, records.c.key == quotes.c.record)
        .where(*_in_days(quotes.c.day, since, until))
        .group_by(records.c.key, records.c.name, records.c.type)
        .order_by(number.desc(), records.c.name)
        .limit(_checked(limit))
    )  # fmt: skip
    with archive.reading() as connection:
        return [_plain(row) for row in connection.execute(query).mappings()]


def count_months(archive: Archive, query: QuoteQuery) -> list[Found]:
    """Return how many quotes each month has: `{"month": "2026-03", "quotes": 12}`, oldest first, undated left out."""
    month = func.substr(quotes.c.day, 1, 7) if archive.dialect == "sqlite" else func.to_char(quotes.c.day, "YYYY-MM")
    with archive.reading() as connection:
        counted = (
            select(month.label("month"), func.count().label("quotes"))
            .where(*_of_quotes(connection, archive.dialect, query), quotes.c.day > UNDATED)
            .group_by("month")
            .order_by("month")
        )
        return [_plain(row) for row in connection.execute(counted).mappings()]


def _of_quotes(connection: Connection, dialect: str, query: QuoteQuery) -> list[ColumnElement[bool]]:
    conditions = _in_days(quotes.c.day, query.since, query.until)
    if query.speaker is not None:
        known = find_records(connection, query.speaker)
        if known:
            conditions.append(quotes.c.record.in_(known))
        else:  # «врачи», «источник в мэрии»: those who are no entities
            said = quotes.c.speaker == query.speaker
            if not connection.execute(select(quotes.c.key).where(said).limit(1)).first():
                raise NotInArchive(f"Nobody called «{query.speaker}» is quoted in the archive.")
            conditions.append(said)
    if query.record is not None:
        conditions.append(quotes.c.record == _numbered(connection, query.record))
    if query.organization is not None:
        bodies = _known(connection, query.organization, BODIES)
        conditions.append(quotes.c.key.in_(select(affiliations.c.quote).where(affiliations.c.record.in_(bodies))))
    if query.words is not None:
        conditions.append(has_words(dialect, quotes.c.key, parse_words(query.words)))
    if query.kind is not None:
        conditions.append(quotes.c.kind == query.kind)
    return conditions


def _of_articles(connection: Connection, dialect: str, query: ArticleQuery) -> list[ColumnElement[bool]]:
    conditions = _in_days(articles.c.day, query.since, query.until)
    if query.tag is not None:
        tag = connection.execute(select(tags.c.key).where(tags.c.slug == query.tag)).scalar()
        if tag is None:
            raise NotInArchive(f"The archive has no tag {query.tag}.")
        conditions.append(articles.c.key.in_(select(article_tags.c.article).where(article_tags.c.tag == tag)))
    if query.entity is not None:
        known = _known(connection, query.entity)
        conditions.append(articles.c.key.in_(select(entities.c.article).where(entities.c.record.in_(known))))
    if query.record is not None:
        held = entities.c.record == _numbered(connection, query.record)
        conditions.append(articles.c.key.in_(select(entities.c.article).where(held)))
    if query.words is not None:
        conditions.append(
            articles.c.key.in_(
                select(article_words.c.article).where(
                    has_words(dialect, article_words.c.article, parse_words(query.words))
                )
            )
        )
    return conditions


def _known(connection: Connection, name: str, types: Iterable[str] = ()) -> list[int]:
    known = find_records(connection, name, types)
    if not known:
        raise NotInArchive(f"Nobody and nothing called «{name}» is in the archive.")
    return known


def _numbered(connection: Connection, key: int) -> int:
    if connection.execute(select(records.c.key).where(records.c.key == key)).first() is None:
        raise NotInArchive(f"The archive has no record {key}.")
    return roots_of(connection, [key])[key]


def _in_days(column: ColumnElement[date], since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    conditions = []
    if since is not None:
        conditions.append(column >= since)
    if until is not None:
        conditions.append(column <= until)
    return conditions


def _page(
    connection: Connection,
    found: Select[Any],
    day: ColumnElement[date],
    key: ColumnElement[int],
    query: NamedTuple,
    limit: int,
    cursor: str | None,
) -> Page:
    search = _name_of(query)
    if cursor is not None:
        found = found.where(tuple_(day, key) < tuple_(*_read_cursor(cursor, search)))
    rows = connection.execute(found.order_by(day.desc(), key.desc()).limit(_checked(limit) + 1)).mappings().all()
    shown = [{str(name): value for name, value in row.items() if name not in ("key", "day")} for row in rows[:limit]]
    more = len(rows) > limit
    return Page(shown, _write_cursor(rows[limit - 1]["day"], rows[limit - 1]["key"], search) if more else None)


def _plain(row: RowMapping) -> Found:
    return {str(name): value for name, value in row.items()}


def _checked(limit: int) -> int:
    if not 1 <= limit <= MOST:
        raise InvalidQuery(f"The limit is a number from 1 to {MOST}, not {limit}.")
    return limit


def _name_of(query: NamedTuple) -> str:
    return orjson.dumps([type(query).__name__, *query]).decode()


def _write_cursor(day: date, key: int, search: str) -> str:
    return urlsafe_b64encode(orjson.dumps([day, key, search])).decode().rstrip("=")


def _read_cursor(cursor: str, search: str) -> tuple[date, int]:
    try:
        day, key, of = orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        place = date.fromisoformat(day), int(key)
    except (ValueError, TypeError) as error:
        raise InvalidQuery("The cursor is none that a search gave. Leave it out to begin anew.") from error
    if of != search:
        raise InvalidQuery("The cursor belongs to another search. Leave it out to begin anew.")
    return place
