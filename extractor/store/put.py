"""Writing: results go into the archive by the ids of their articles, many in one transaction.

A result that differs from the one an article has becomes its next version, and what is found in the article is written
out anew; the same result changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from extractor.errors import InvalidArticle
from extractor.schema import Result
from extractor.store.archive import Archive
from extractor.store.decisions import records_that_hold
from extractor.store.packing import digest_of, pack
from extractor.store.records import match_entities
from extractor.store.rows import ArticleRows, Row, rows_of
from extractor.store.tables import (
    affiliations,
    article_tags,
    article_words,
    articles,
    entities,
    mentions,
    numbers,
    quotes,
    roles,
    tags,
    versions,
)

__all__ = ["Incoming", "Written", "find_seen", "put_results", "remove_articles"]

#: what is written out anew for every version, in the order in which it can be deleted
FOUND = (affiliations, quotes, roles, entities, mentions, numbers, article_tags, article_words)
#: articles that go into one statement
AT_ONCE = 200
#: characters of an id, at most
LONGEST_ID = 500


class Incoming(NamedTuple):
    """A result on its way into the archive, and the digest of the record it was extracted from, where that is known."""

    result: Result
    source: bytes | None = None


class Written(NamedTuple):
    """How many articles were new, got another version, or stayed as they were."""

    new: int = 0
    changed: int = 0
    same: int = 0


class _Change(NamedTuple):
    key: int
    version: int
    rows: ArticleRows
    stored: Row


def put_results(archive: Archive, incoming: Sequence[Incoming]) -> Written:
    """Write results, all of them or none; where one id comes twice, the later is the later version.

    Results with `tokens` are indexed by these and stored without. Raises InvalidArticle for a result without an id.
    """
    prepared = [(item, rows_of(_checked(item.result))) for item in incoming]
    with archive.writing() as connection:
        written = [_put(connection, wave) for wave in _waves(prepared)]
    return Written(*map(sum, zip(*written, strict=True)))


def find_seen(connection: Connection, sources: Mapping[str, bytes]) -> set[str]:
    """Return those ids whose article had a version from the same source (the digest of a record)."""
    query = (
        select(articles.c.id, versions.c.source)
        .join(versions, versions.c.article == articles.c.key)
        .where(articles.c.id.in_(list(sources)))
    )
    return {id_ for id_, source in connection.execute(query) if source == sources[id_]}


def remove_articles(archive: Archive, ids: Sequence[str]) -> int:
    """Remove articles with all their versions; return how many there were."""
    with archive.writing() as connection:
        keys = list(connection.execute(select(articles.c.key).where(articles.c.id.in_(list(ids)))).scalars())
        _forget(connection, keys)
        for table, column in ((versions, versions.c.article), (articles, articles.c.key)):
            connection.execute(delete(table).where(column.in_(keys)))
    return len(keys)


def _checked(result: Result) -> Result:
    if not result["id"] or len(result["id"]) > LONGEST_ID or "\0" in result["id"]:
        raise InvalidArticle(f'An article in the archive needs an "id" of 1 to {LONGEST_ID} characters.')
    return result


def _waves(prepared: Sequence[tuple[Incoming, ArticleRows]]) -> Iterator[list[tuple[Incoming, ArticleRows]]]:
    """Yield the results in portions in which no id comes twice, and whose names fit into one statement."""
    wave: dict[str, tuple[Incoming, ArticleRows]] = {}
    for item, rows in prepared:
        if rows.article["id"] in wave or len(wave) == AT_ONCE:
            yield list(wave.values())
            wave = {}
        wave[rows.article["id"]] = item, rows
    if wave:
        yield list(wave.values())


def _put(connection: Connection, wave: Sequence[tuple[Incoming, ArticleRows]]) -> Written:
    known = _known(connection, [rows.article["id"] for _, rows in wave])
    fresh = [rows.article | {"version": 0} for _, rows in wave if rows.article["id"] not in known]
    if fresh:
        connection.execute(insert(articles), fresh)
        known |= _known(connection, [row["id"] for row in fresh])
    changes = []
    for item, rows in wave:
        key, version, digest = known[rows.article["id"]]
        result = {name: value for name, value in item.result.items() if name != "tokens"}
        new_digest = digest_of(result)
        if new_digest != digest:
            stored = {"source": item.source, "digest": new_digest, "result": pack(result)}
            changes.append(_Change(key, version + 1, rows, stored))
    _forget(connection, [change.key for change in changes if change.version > 1])
    if changes:
        _write(connection, changes)
    return Written(len(fresh), len(changes) - len(fresh), len(wave) - len(changes))


def _known(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[int, int, bytes | None]]:
    query = (
        select(articles.c.id, articles.c.key, articles.c.version, versions.c.digest)
        .outerjoin(versions, (versions.c.article == articles.c.key) & (versions.c.version == articles.c.version))
        .where(articles.c.id.in_(list(ids)))
    )
    return {id_: (key, version, digest) for id_, key, version, digest in connection.execute(query)}


def _forget(connection: Connection, keys: Sequence[int]) -> None:
    """Remove what was found in articles."""
    if keys:
        said = select(quotes.c.key).where(quotes.c.article.in_(keys))
        connection.execute(delete(affiliations).where(affiliations.c.quote.in_(said)))
        for table in FOUND[1:]:
            connection.execute(delete(table).where(table.c.article.in_(keys)))


def _write(connection: Connection, changes: Sequence[_Change]) -> None:
    connection.execute(
        update(articles).where(articles.c.key == bindparam("of")),
        [_without(change.rows.article, "id") | {"of": change.key, "version": change.version} for change in changes],
    )
    _insert(connection, versions, [change.stored | _of(change, version=change.version) for change in changes])
    _insert(connection, article_words, [_of(change, lemmas=change.rows.lemmas) for change in changes])
    _insert(connection, mentions, [row | _of(change) for change in changes for row in change.rows.mentions])
    _insert(connection, numbers, [row | _of(change) for change in changes for row in change.rows.numbers])
    keys = _write_entities(connection, changes)
    _write_quotes(connection, changes, keys)
    _write_tags(connection, changes)


def _write_entities(connection: Connection, changes: Sequence[_Change]) -> dict[tuple[int, str], int]:
    """Write entities and roles; return the record of each entity by its article and its id there."""
    found = [row | _of(change) for change in changes for row in change.rows.entities]
    told = [row | _of(change) for change in changes for row in change.rows.roles]
    matched = match_entities(connection, found, told)
    ids = {change.key: change.rows.article["id"] for change in changes}
    held = records_that_hold(connection, [(key, ids[row["article"]]) for row, key in zip(found, matched, strict=True)])
    for row, key, record in zip(found, matched, held, strict=True):
        row.update(record=record, matched=key)
    _insert(connection, entities, found)
    _insert(connection, roles, told)
    return {(row["article"], row["entity"]): row["record"] for row in found}


def _write_quotes(connection: Connection, changes: Sequence[_Change], record_of: Mapping[tuple[int, str], int]) -> None:
    said = [
        row | _of(change, record=record_of.get((change.key, row["entity"])))
        for change in changes
        for row in change.rows.quotes
    ]
    _insert(connection, quotes, said)
    spoken_for = [(change.key, row) for change in changes for row in change.rows.affiliations]
    if spoken_for:
        keys = _quote_keys(connection, sorted({article for article, _ in spoken_for}))
        bodies = [
            row | {"quote": keys[article, row["quote"]], "record": record_of[article, row["entity"]]}
            for article, row in spoken_for
        ]
        _insert(connection, affiliations, bodies)


def _quote_keys(connection: Connection, keys: Sequence[int]) -> dict[tuple[int, str], int]:
    query = select(quotes.c.article, quotes.c.quote, quotes.c.key).where(quotes.c.article.in_(keys))
    return {(article, quote): key for article, quote, key in connection.execute(query)}


def _write_tags(connection: Connection, changes: Sequence[_Change]) -> None:
    given = [row | _of(change) for change in changes for row in change.rows.tags]
    slugs = {row["slug"]: row for row in given}
    if not slugs:
        return
    keys = _tag_keys(connection, list(slugs))
    fresh = [
        {"slug": slug, "name": row["name"], "type": row["type"], "newsroom": False}
        for slug, row in slugs.items()
        if slug not in keys
    ]
    if fresh:
        connection.execute(insert(tags), fresh)
        keys |= _tag_keys(connection, [row["slug"] for row in fresh])
    _insert(
        connection, article_tags, [_without(row, "slug", "name", "type") | {"tag": keys[row["slug"]]} for row in given]
    )


def _tag_keys(connection: Connection, slugs: Sequence[str]) -> dict[str, int]:
    rows = connection.execute(select(tags.c.slug, tags.c.key).where(tags.c.slug.in_(list(slugs))))
    return {slug: key for slug, key in rows}  # noqa: C416 - a result is no mapping


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _of(change: _Change, **more: Any) -> Row:
    return {"article": change.key, **more}


def _without(row: Row, *names: str) -> Row:
    return {name: value for name, value in row.items() if name not in names}
