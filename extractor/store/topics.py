"""The newsroom's own topics in the archive: taken in from its file, given back, and what a file would change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from extractor.store.archive import Archive
from extractor.store.tables import article_tags, tag_aliases, tags
from extractor.tags import Topic

__all__ = ["TopicChanges", "get_topics", "put_topics"]


class TopicChanges(NamedTuple):
    """The slugs of topics that are new, that get another name, type, parent or aliases, and that are none any more."""

    new: Sequence[str]
    changed: Sequence[str]
    gone: Sequence[str]


def get_topics(archive: Archive) -> list[Topic]:
    """Return the topics of the newsroom, by their slugs."""
    with archive.reading() as connection:
        return list(_stored(connection).values())


def put_topics(archive: Archive, topics: Sequence[Topic], *, dry: bool = False) -> TopicChanges:
    """Make these the newsroom's topics, and no others; with `dry`, only tell what would change.

    A topic that is none any more stays a tag of the articles that have it.
    """
    with archive.writing() as connection:
        old = _stored(connection)
        new = {topic.slug: topic for topic in topics}
        changes = TopicChanges(
            sorted(new.keys() - old.keys()),
            sorted(slug for slug in new.keys() & old.keys() if _told(new[slug]) != _told(old[slug])),
            sorted(old.keys() - new.keys()),
        )
        if not dry:
            _write(connection, new, changes)
    return changes


def _told(topic: Topic) -> tuple[object, ...]:
    return topic.name, topic.type, frozenset(topic.aliases), topic.parent


def _stored(connection: Connection) -> dict[str, Topic]:
    parents = tags.alias()
    rows = connection.execute(
        select(tags.c.key, tags.c.slug, tags.c.name, tags.c.type, parents.c.slug.label("parent"))
        .outerjoin(parents, parents.c.key == tags.c.parent)
        .where(tags.c.newsroom)
        .order_by(tags.c.slug)
    ).all()
    aliases: dict[int, list[str]] = {row.key: [] for row in rows}
    for tag, alias in connection.execute(select(tag_aliases.c.tag, tag_aliases.c.alias).order_by(tag_aliases.c.alias)):
        aliases.setdefault(tag, []).append(alias)
    return {row.slug: Topic(row.slug, row.name, row.type, tuple(aliases[row.key]), row.parent) for row in rows}


def _write(connection: Connection, new: dict[str, Topic], changes: TopicChanges) -> None:
    keys = _keys(connection)
    fresh = [topic for slug, topic in new.items() if slug not in keys]
    if fresh:
        connection.execute(
            insert(tags), [{"slug": t.slug, "name": t.name, "type": t.type, "newsroom": True} for t in fresh]
        )
        keys = _keys(connection)
    touched = [new[slug] for slug in (*changes.new, *changes.changed)]
    if touched:
        connection.execute(
            update(tags).where(tags.c.key == bindparam("of")),
            [
                {
                    "of": keys[t.slug],
                    "name": t.name,
                    "type": t.type,
                    "newsroom": True,
                    "parent": keys.get(t.parent or ""),
                }
                for t in touched
            ],
        )
        connection.execute(
            delete(tag_aliases).where(tag_aliases.c.tag == bindparam("of")), [{"of": keys[t.slug]} for t in touched]
        )
        aliases = [{"tag": keys[t.slug], "alias": alias} for t in touched for alias in dict.fromkeys(t.aliases)]
        if aliases:
            connection.execute(insert(tag_aliases), aliases)
    gone = [keys[slug] for slug in changes.gone]
    for at in gone:
        connection.execute(delete(tag_aliases).where(tag_aliases.c.tag == at))
        connection.execute(update(tags).where(tags.c.key == at).values(newsroom=False, parent=None))
        used = connection.execute(select(article_tags.c.tag).where(article_tags.c.tag == at).limit(1)).first()
        if used is None:
            connection.execute(update(tags).where(tags.c.parent == at).values(parent=None))
            connection.execute(delete(tags).where(tags.c.key == at))


def _keys(connection: Connection) -> dict[str, int]:
    return {row.slug: row.key for row in connection.execute(select(tags.c.slug, tags.c.key))}
