"""An archive of synthetic articles: how fast it is filled, how large it gets, how soon it answers.

    python -m tests.bench.archive [--store URL] [--sizes 20000 60000 200000]

Who is in the articles is as skewed as in the news: a few are in every tenth, most in one or two. The results are made
without extraction, whose time `make bench` tells. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import platform
import random
import sys
import tempfile
from bisect import bisect
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import select, text

from extractor.store import (
    Archive,
    Incoming,
    QuoteQuery,
    find_related,
    open_archive,
    put_results,
    search_quotes,
)
from extractor.store.tables import articles

PEOPLE, BODIES, PLACES, WORDS = 60_000, 20_000, 2_000, 30_000
#: articles a transaction, words an article, questions of each kind
AT_ONCE, LENGTH, QUESTIONS = 200, 180, 300
FIRST = date(2006, 1, 1)
GIVEN = "Анна Борис Вера Глеб Дарья Егор Зоя Игорь Лидия Максим Нина Олег Полина Савелий Тимур Ульяна".split()
SYLLABLES = "ба ве ги до жу за ки ло ме ну по ри са те фу хо це ша щи яр".split()


#: how many of each kind there are
KINDS = {"people": PEOPLE, "bodies": BODIES, "places": PLACES, "words": WORDS}


@cache
def _sums(kind: str) -> list[float]:
    return list(accumulate(1 / (at + 1) for at in range(KINDS[kind])))


def skewed(kind: str, luck: random.Random) -> Callable[[], int]:
    """What draws numbers from 0 up, the small ones often: the n-th as often as 1/(n+1)."""
    sums = _sums(kind)
    return lambda: bisect(sums, luck.random() * sums[-1])


def word_of(number: int) -> str:
    """A word for a number, always the same, and another for each."""
    syllables = []
    while True:
        number, at = divmod(number, len(SYLLABLES))
        syllables.append(SYLLABLES[at])
        if not number:
            return "".join(syllables)


def name_of(type_: str, number: int) -> str:
    """A name that nobody bears: of a person, a body, a place. People of one surname are as many as in life."""
    word = word_of(number // 3 if type_ == "PERSON" else number).capitalize()
    return {"PERSON": f"{GIVEN[number % len(GIVEN)]} {word}ов", "ORGANIZATION": f"завод «{word}»"}.get(type_, word)


def synthetic_results(size: int, start: int = 0, seed: int = 7) -> Iterator[Any]:
    """Results of articles `start` to `size`; each tells of a few people, bodies and places, and quotes some of them."""
    for at in range(start, size):
        yield _result(at, random.Random(seed * 1_000_003 + at))


def _result(at: int, luck: random.Random) -> dict[str, Any]:
    people, bodies, places, words = (skewed(kind, luck) for kind in ("people", "bodies", "places", "words"))
    lemmas = [word_of(words()) for _ in range(LENGTH)]
    tokens, offset = [], 0
    for lemma in lemmas:
        tokens.append({"start": offset, "end": offset + len(lemma), "lemma": lemma})
        offset += len(lemma) + 1
    entities, seen = [], set()
    for type_, draw, number in (("PERSON", people, 4), ("ORGANIZATION", bodies, 3), ("CITY", places, 2)):
        for _ in range(number):
            name = name_of(type_, draw())
            if name not in seen:
                seen.add(name)
                entities.append(_entity(f"e{len(entities) + 1}", type_, name, luck.random()))
    published = (FIRST + timedelta(days=at // 30)).isoformat()
    quotes = [_quote(f"q{n + 1}", entities[n % 2], tokens, luck) for n in range(4)]
    blocks = [{"kind": "paragraph", "start": 0, "end": offset - 1}]
    article = {
        "title": " ".join(lemmas[:6]), "published": published, "url": None, "outlet": None, "author": None,
        "language": "ru", "text": " ".join(lemmas), "blocks": blocks,
    }  # fmt: skip
    tags = [
        {"slug": e["tag"], "name": e["name"], "type": e["type"], "weight": e["salience"], "entity": e["id"]}
        for e in entities[:6]
    ]
    return {
        "schema": "1", "id": f"a{at}", "article": article, "entities": entities, "mentions": [], "numbers": [],
        "quotes": quotes, "tags": tags, "tokens": tokens,
    }  # fmt: skip


def _entity(id_: str, type_: str, name: str, salience: float) -> dict[str, Any]:
    return {
        "id": id_, "type": type_, "name": name, "aliases": [], "roles": [], "salience": round(salience, 4),
        "mentions": [{"start": 0, "end": 1, "kind": "name"}], "tag": name.lower().replace(" ", "-"),
    }  # fmt: skip


def _quote(id_: str, speaker: dict[str, Any], tokens: list[dict[str, Any]], luck: random.Random) -> dict[str, Any]:
    first = luck.randrange(len(tokens) - 12)
    content = [{"start": tokens[first]["start"], "end": tokens[first + 11]["end"]}]
    return {
        "id": id_, "kind": "direct", "content": content, "cue": None, "source": None, "speaker": speaker["name"],
        "speaker_type": "person", "entity": speaker["id"], "confidence": 0.9,
    }  # fmt: skip


def fill(archive: Archive, start: int, size: int) -> float:
    """Write the articles; return how many a second."""
    results = synthetic_results(size, start)
    spent = 0.0
    while portion := [Incoming(result) for _, result in zip(range(AT_ONCE), results, strict=False)]:
        begun = perf_counter()
        put_results(archive, portion)
        spent += perf_counter() - begun
    return (size - start) / spent


def bytes_of(archive: Archive) -> int:
    """How large the archive is."""
    if archive.dialect == "sqlite":
        path = Path(str(archive.url.database))
        return sum(file.stat().st_size for file in path.parent.glob(f"{path.name}*"))
    with archive.reading() as connection:
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def times(ask: Callable[[], object], number: int = QUESTIONS) -> tuple[float, float]:
    """The median and the 99th percentile of the time of a question, in ms, after as many to warm up."""
    taken = []
    for _ in range(number + number // 4):
        begun = perf_counter()
        ask()
        taken.append((perf_counter() - begun) * 1000)
    taken = sorted(taken[number // 4 :])
    return taken[len(taken) // 2], taken[int(len(taken) * 0.99)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", help="address of an empty archive; default: a SQLite file that is removed")
    parser.add_argument("--sizes", type=int, nargs="+", default=[20_000, 60_000, 200_000])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = open_archive(arguments.store or f"sqlite:///{folder}/archive.db", create=True)
        print(f"{archive.dialect}, {platform.processor() or platform.machine()}, Python {platform.python_version()}\n")
        print("| articles | written a second | MB | related p50 / p99, ms | quotes of a speaker p50 / p99, ms |")
        print("|---|---|---|---|---|")
        start, luck = 0, random.Random(1)
        people = skewed("people", luck)
        for size in arguments.sizes:
            rate = fill(archive, start, size)
            if archive.dialect == "postgresql":
                with archive.engine.connect() as connection:
                    connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
            with archive.reading() as connection:
                known = connection.execute(select(articles.c.id).order_by(articles.c.key).limit(size)).scalars().all()
            related = times(lambda: find_related(archive, luck.choice(known)))  # noqa: B023
            names = [name_of("PERSON", people()) for _ in range(50)]
            quotes = times(lambda: _asked(archive, luck.choice(names)))  # noqa: B023
            print(
                f"| {size:,} | {rate:,.0f} | {bytes_of(archive) / 2**20:,.0f} | {related[0]:.0f} / {related[1]:.0f} "
                f"| {quotes[0]:.0f} / {quotes[1]:.0f} |".replace(",", " ")
            )
            sys.stdout.flush()
            start = size
        archive.close()


def _asked(archive: Archive, name: str) -> object:
    from extractor.errors import NotInArchive

    try:
        return search_quotes(archive, QuoteQuery(speaker=name))
    except NotInArchive:
        return None  # drawn, and in none of the articles


if __name__ == "__main__":
    main()
