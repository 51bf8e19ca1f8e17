"""Full text over the `lemmas` columns: FTS5 in SQLite, `tsvector` in PostgreSQL. What differs between them is here.

Neither knows Russian well enough (FTS5 has no stemmer, PostgreSQL's leaves «ставок» as it is), so both index lemmas as
they are. SQLite's index holds no text of its own: it reads that of the table, and triggers keep it up with the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import Column, ColumnElement, column, func, literal, select, table

from extractor.errors import InvalidQuery
from extractor.store.tables import article_words, quotes
from extractor.store.words import lemmas_meant, spell

__all__ = ["DEFINITIONS", "has_words", "parse_words"]

#: what FTS5 makes of a line of lemmas: nothing but words, whose letters stay as they are
TOKENIZER = "unicode61 remove_diacritics 0"


def _fts5(name: str, key: str) -> tuple[str, ...]:
    fts = f"{name}_fts"
    forget = f"INSERT INTO {fts}({fts}, rowid, lemmas) VALUES ('delete', old.{key}, old.lemmas);"
    learn = f"INSERT INTO {fts}(rowid, lemmas) VALUES (new.{key}, new.lemmas);"
    return (
        f"CREATE VIRTUAL TABLE {fts} USING fts5("
        f"lemmas, content='{name}', content_rowid='{key}', tokenize='{TOKENIZER}')",
        f"CREATE TRIGGER {fts}_insert AFTER INSERT ON {name} BEGIN {learn} END",
        f"CREATE TRIGGER {fts}_delete AFTER DELETE ON {name} BEGIN {forget} END",
        f"CREATE TRIGGER {fts}_update AFTER UPDATE OF lemmas ON {name} BEGIN {forget} {learn} END",
    )


#: what a migration executes to make the indexes, by dialect
DEFINITIONS = {
    "sqlite": (*_fts5("article_words", "article"), *_fts5("quotes", "key")),
    "postgresql": tuple(
        f"CREATE INDEX ix_{name}_lemmas ON {name} USING gin (to_tsvector('simple', lemmas))"
        for name in ("article_words", "quotes")
    ),
}

#: a phrase in marks, or a word
PART = re.compile(r"[«\"“„](?P<phrase>[^»\"”“]*)[»\"”“]|(?P<word>[^\s«»\"“”„]+)")

#: the alternatives for each word of a phrase
Phrase = Sequence[tuple[str, ...]]


def parse_words(text: str) -> list[Phrase]:
    """Return what is sought: words in any form, and phrases in quotation marks.

    >>> parse_words("«новой школы» ремонт")
    [(('новый',), ('школа',)), (('ремонт',),)]

    Raises InvalidQuery where there is no word at all.
    """
    phrases = [phrase for part in PART.finditer(text) if (phrase := _phrase(part["phrase"] or part["word"] or ""))]
    if not phrases:
        raise InvalidQuery("The words to search for have no letter and no digit.")
    return phrases


def _phrase(text: str) -> Phrase:
    return tuple(_alternatives(text))


def _alternatives(text: str) -> Iterator[tuple[str, ...]]:
    for word in text.split():
        meant = lemmas_meant(word)
        parts = spell(word).split()
        if len(parts) > 1:  # «вице-премьера» stands as two words in the index
            yield from ((part,) for part in (meant[0] if meant else " ".join(parts)).split())
        elif parts:
            yield tuple(lemma for lemma in meant if " " not in lemma) or (parts[0],)


def has_words(dialect: str, key: Column[int], phrases: Sequence[Phrase]) -> ColumnElement[bool]:
    """Return the condition that a row of `article_words` or `quotes`, by its key, has all the words and phrases."""
    if dialect == "sqlite":
        name = f"{key.table.name}_fts"
        fts = table(name, column("rowid"), column(name))
        return key.in_(select(fts.c.rowid).where(fts.c[name].op("MATCH", is_comparison=True)(_fts5_query(phrases))))
    of = {table.name: table for table in (article_words, quotes)}[key.table.name]
    vector = func.to_tsvector(literal("simple", literal_execute=True), of.c.lemmas)
    query = func.to_tsquery(literal("simple", literal_execute=True), _tsquery(phrases))
    found: ColumnElement[bool] = key.in_(select(of.primary_key.columns[0]).where(vector.op("@@")(query)))
    return found


def _fts5_query(phrases: Sequence[Phrase]) -> str:
    return " AND ".join(f"({' OR '.join(_strings(phrase, ' '))})" for phrase in phrases)


def _strings(phrase: Phrase, gap: str) -> list[str]:
    """Return the phrase in every reading: FTS5 has no alternatives inside of one."""
    readings = [""]
    for alternatives in phrase:
        readings = [f"{reading}{gap if reading else ''}{word}" for reading in readings for word in alternatives][:64]
    return [f'"{reading}"' for reading in readings]


def _tsquery(phrases: Sequence[Phrase]) -> str:
    return " & ".join(
        "(" + " <-> ".join(f"({' | '.join(alternatives)})" for alternatives in phrase) + ")" for phrase in phrases
    )
