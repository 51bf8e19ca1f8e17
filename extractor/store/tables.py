"""The tables of the archive, the same in SQLite and PostgreSQL.

An **article** is known by the id its newsroom gave it. Each time its result changes, the result is kept whole in
**versions** (packed JSON, the newest is the article's `version`), and what can be searched in it is written out anew:

    articles ── versions            every result the article has had
        ├── entities ── roles       who and what is in it; `entity` is the id inside the article («e1»)
        ├── mentions                its typed spans, counted by type and name
        ├── numbers
        ├── quotes ── affiliations  who said what; the bodies that the speaker spoke for
        ├── article_tags ── tags    its topics
        └── article_words           its lemmas, for search in its words

Over all articles, a **record** stands for one person, organisation, place …:

    records ── record_names         the names it goes by, folded (`names.fold_name`)
        └── record_words            the words of these names, to find «Максим Ильин» by «Ильин»

`entities.matched` is the record that names and roles point to; `entities.record` is the one that holds, where an
editor decided otherwise. Both are the same until then, so that a merge or a split is an UPDATE of `record` (and of the
copies in `quotes.record` and `affiliations.record`), and undoing it goes back to `matched`. **decisions** keeps what
editors decided, in order, and what was undone. A record that was merged into another points to it by `merged_into`.

**tags** holds topics that articles were given and those of the newsroom's own dictionary (`newsroom`), which alone have
**tag_aliases** and a parent.

`day` is copied from the article to what is searched by date; UNDATED stands for no date and sorts as the oldest.
Full text is an index over the `lemmas` of `article_words` and `quotes` (`fulltext`). Keys are whole numbers of the
archive; they never leave it, but for `records.key` and `quotes.key`, which never change as long as the row lives.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    func,
)
from sqlalchemy.types import JSON

__all__ = [
    "UNDATED",
    "affiliations",
    "article_tags",
    "article_words",
    "articles",
    "decisions",
    "entities",
    "mentions",
    "metadata",
    "numbers",
    "quotes",
    "record_names",
    "record_words",
    "records",
    "roles",
    "tag_aliases",
    "tags",
    "versions",
]

#: the day of an article without a date
UNDATED = date(1, 1, 1)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _of_article() -> Column[int]:
    return Column("article", ForeignKey("articles.key", ondelete="CASCADE"), primary_key=True)


articles = Table(
    "articles",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("title", Text),
    Column("published", Text),  # as the result has it, with the time of day where there is one
    Column("day", Date, nullable=False),
    Column("url", Text),
    Column("outlet", Text),
    Column("author", Text),
    Index(None, "day", "key"),
    sqlite_autoincrement=True,
)

versions = Table(
    "versions",
    metadata,
    _of_article(),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("stored", DateTime(timezone=True), nullable=False, server_default=func.current_timestamp()),
    Column("source", LargeBinary),  # the digest of the record it was extracted from, where that is known
    Column("digest", LargeBinary, nullable=False),  # of the result
    Column("result", LargeBinary, nullable=False),  # packed by `packing`
)

records = Table(
    "records",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("type", Text, nullable=False),  # of entities: PERSON, ORGANIZATION, CITY …
    Column("name", Text, nullable=False),
    Column("merged_into", ForeignKey("records.key")),
    sqlite_autoincrement=True,
)

record_names = Table(
    "record_names",
    metadata,
    Column("record", ForeignKey("records.key", ondelete="CASCADE"), primary_key=True),
    Column("folded", Text, primary_key=True),
    Index(None, "folded"),
    sqlite_with_rowid=False,
)

record_words = Table(
    "record_words",
    metadata,
    Column("word", Text, primary_key=True),
    Column("record", ForeignKey("records.key", ondelete="CASCADE"), primary_key=True),
    Index(None, "record"),
    sqlite_with_rowid=False,
)

entities = Table(
    "entities",
    metadata,
    _of_article(),
    Column("entity", Text, primary_key=True),
    Column("record", ForeignKey("records.key"), nullable=False),
    Column("matched", ForeignKey("records.key"), nullable=False),
    Column("type", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("aliases", JSON, nullable=False),
    Column("salience", Double, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("day", Date, nullable=False),
    Index(None, "record", "day", "article"),
    Index(None, "matched"),
    sqlite_with_rowid=False,
)

roles = Table(
    "roles",
    metadata,
    _of_article(),
    Column("entity", Text, primary_key=True),
    Column("position", SmallInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("organization", Text),  # the organisation's `entity` in the same article
    sqlite_with_rowid=False,
)

mentions = Table(
    "mentions",
    metadata,
    _of_article(),
    Column("type", Text, primary_key=True),
    Column("name", Text, primary_key=True),  # the text itself where the mention has no name
    Column("start", Integer, nullable=False),  # of the first
    Column("times", Integer, nullable=False),
    sqlite_with_rowid=False,
)

numbers = Table(
    "numbers",
    metadata,
    _of_article(),
    Column("position", SmallInteger, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("value", Double),
    Column("low", Double),
    Column("high", Double),
    Column("unit", Text),
    Column("noun", Text),
    Column("qualifier", Text),
    Column("date", Text),
    sqlite_with_rowid=False,
)

quotes = Table(
    "quotes",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("article", ForeignKey("articles.key", ondelete="CASCADE"), nullable=False),
    Column("quote", Text, nullable=False),  # its id inside the article
    Column("day", Date, nullable=False),
    Column("record", ForeignKey("records.key")),  # the speaker's
    Column("entity", Text),  # the speaker's, inside the article
    Column("kind", Text, nullable=False),
    Column("speaker", Text),
    Column("speaker_type", Text, nullable=False),
    Column("role", Text),  # the speaker's in this article
    Column("cue", Text),
    Column("content", Text, nullable=False),  # its segments, joined by « … »
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("digest", BigInteger, nullable=False),  # of the words said: the same words in two articles have the same
    Column("lemmas", Text, nullable=False),
    Index(None, "article", "quote", unique=True),
    Index(None, "record", "day", "key"),
    Index(None, "speaker", "day"),
    Index(None, "day", "key"),
    Index(None, "digest"),
    sqlite_autoincrement=True,
)

affiliations = Table(
    "affiliations",
    metadata,
    Column("record", ForeignKey("records.key"), primary_key=True),  # the organisation's
    Column("day", Date, primary_key=True),
    Column("quote", ForeignKey("quotes.key", ondelete="CASCADE"), primary_key=True),
    Column("entity", Text, primary_key=True),  # the organisation's, inside the article
    Index(None, "quote"),
    sqlite_with_rowid=False,
)

tags = Table(
    "tags",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("slug", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("newsroom", Boolean, nullable=False),
    Column("parent", ForeignKey("tags.key")),
    sqlite_autoincrement=True,
)

tag_aliases = Table(
    "tag_aliases",
    metadata,
    Column("tag", ForeignKey("tags.key", ondelete="CASCADE"), primary_key=True),
    Column("alias", Text, primary_key=True),
    sqlite_with_rowid=False,
)

article_tags = Table(
    "article_tags",
    metadata,
    _of_article(),
    Column("tag", ForeignKey("tags.key"), primary_key=True),
    Column("weight", Double, nullable=False),
    Column("entity", Text),
    Column("day", Date, nullable=False),
    Index(None, "tag", "day", "article"),
    sqlite_with_rowid=False,
)

article_words = Table(
    "article_words",
    metadata,
    _of_article(),
    Column("lemmas", Text, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("kind", Text, nullable=False),  # "merge", "split"
    Column("made", DateTime(timezone=True), nullable=False, server_default=func.current_timestamp()),
    Column("editor", Text),
    Column("details", JSON, nullable=False),
    Column("undone", DateTime(timezone=True)),
    sqlite_autoincrement=True,
)
