"""Articles about the same: ranked by the people, bodies and places that they share, by rare words, quotes and time.

Whoever is in few articles of the archive says more than whoever is in all of them. First the articles are gathered that
share somebody or something rare, then the best of these are compared word by word. Wire copies and updates of one
article stand as one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import nlargest
from itertools import islice
from math import exp, log, sqrt

from sqlalchemy import Connection, func, select, union_all

from extractor.entities.bodies import classes_of_body
from extractor.errors import NotInArchive
from extractor.language import parses_of
from extractor.schema import Result
from extractor.store.archive import Archive
from extractor.store.records import known_entities
from extractor.store.rows import rows_of
from extractor.store.tables import UNDATED, article_words, articles, entities, quotes, records

__all__ = ["Related", "find_related", "find_related_to"]

#: entities of an article that are asked for, the most salient; articles that each of them brings in, the newest
SIGNALS, EACH = 24, 300
#: a record in more articles than these counts as one in so many: counting further would take long
COMMON = 10_000
#: candidates that are compared word by word
COMPARED = 32
#: what each kind of likeness counts for: 1 in all
SHARED, WORDS, TIME = 0.55, 0.35, 0.1
#: days after which nearness in time has lost two thirds of its weight
FADING = 60
#: share of the runs of three words by which two articles are one and the same
SAME_TEXT = 0.45
#: words of a quote at least that two articles share, so that it is the same quote
LONG_QUOTE = 4
#: the least score that is still related
LEAST = 0.08
#: names and words that a reason lists
NAMED, WORDED = 4, 5
#: a place says less of what an article is about than a person or a body
PLACES = frozenset({"COUNTRY", "CITY", "STATE_OR_PROVINCE", "DISTRICT", "LOCATION"})
PLACE = 0.5
#: and who only reports says least: all articles of an agency are no more alike for that
OUTLET = 0.1


@dataclass
class Related:
    """An article about the same, with its score from 0 to 1, the reasons in words, and its copies."""

    id: str
    title: str | None
    published: str | None
    score: float
    reasons: list[str]
    copies: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Profile:
    """What an article is compared by: weights of its records, its lemmas, the digests of its quotes, its day."""

    weights: Mapping[int, float]
    lemmas: Sequence[str]
    said: Mapping[int, str]
    day: date


def find_related(archive: Archive, id_: str, limit: int = 10) -> list[Related]:
    """Return the articles related to one of the archive, the nearest first; raises NotInArchive for another id."""
    with archive.reading() as connection:
        key = connection.execute(select(articles.c.key).where(articles.c.id == id_)).scalar()
        if key is None:
            raise NotInArchive(f"The archive has no article with the id {id_}.")
        return _rank(connection, _stored(connection, [key])[key], limit, key)


def find_related_to(archive: Archive, draft: Result, limit: int = 10) -> list[Related]:
    """Return the articles related to a result that the archive need not have, the nearest first."""
    rows = rows_of(draft)
    with archive.reading() as connection:
        found = known_entities(connection, rows.entities, rows.roles)
        weights: dict[int, float] = {}
        for row, record in zip(rows.entities, found, strict=True):
            if record is not None:
                weights[record] = max(weights.get(record, 0.0), _weight(row["type"], row["name"], row["salience"]))
        said = {row["digest"]: row["content"] for row in rows.quotes if _is_long(row["lemmas"])}
        key = connection.execute(select(articles.c.key).where(articles.c.id == draft["id"])).scalar()
        profile = _Profile(weights, rows.lemmas.split(), said, rows.article["day"])
        return _rank(connection, profile, limit, key)


def _rank(connection: Connection, own: _Profile, limit: int, key: int | None) -> list[Related]:
    met = _met(connection, own.weights)
    rarity = _rarity(connection, met)
    gathered = _gather(connection, own, met, rarity)
    gathered.pop(key or -1, None)
    best = nlargest(COMPARED, gathered, key=lambda other: (gathered[other], other))
    others = _stored(connection, best)
    idf = _idf([own.lemmas, *(other.lemmas for other in others.values())])
    vector = _vector(own.lemmas, idf)
    vectors = {at: _vector(other.lemmas, idf) for at, other in others.items()}
    scores = {at: _score(own, other, rarity, _cosine(vector, vectors[at])) for at, other in others.items()}
    ranked = sorted((at for at in scores if scores[at] >= LEAST), key=lambda at: (-scores[at], at))
    return _described(connection, _grouped(ranked, others, limit), own, others, scores, rarity, idf)


def _weight(type_: str, name: str, salience: float) -> float:
    if type_ == "ORGANIZATION" and "outlet" in classes_of_body(name):
        return salience * OUTLET
    return salience * (PLACE if type_ in PLACES else 1.0)


def _is_long(lemmas: str) -> bool:
    return lemmas.count(" ") >= LONG_QUOTE - 1


def _met(connection: Connection, weights: Mapping[int, float]) -> dict[int, list[tuple[int, float]]]:
    """The newest articles with each of the most salient records, and how salient it is there."""
    signals = sorted(weights, key=lambda at: -weights[at])[:SIGNALS]
    newest = [
        select(entities.c.record, entities.c.article, entities.c.salience)
        .where(entities.c.record == record)
        .order_by(entities.c.day.desc(), entities.c.article.desc())
        .limit(EACH)
        .subquery()
        for record in signals
    ]
    met: dict[int, list[tuple[int, float]]] = {record: [] for record in signals}
    if newest:  # all in one query, for the way to the database and back is long
        for record, article, salience in connection.execute(union_all(*(select(each) for each in newest))).all():
            met[record].append((article, salience))
    return met


def _rarity(connection: Connection, met: Mapping[int, Sequence[object]]) -> dict[int, float]:
    """How much it says to share each record, from 0 (all articles have it) up."""
    total = max(connection.execute(select(func.max(articles.c.key))).scalar() or 1, 1)
    numbers = {record: len(rows) for record, rows in met.items()}
    numbers |= _counted(connection, [record for record, number in numbers.items() if number == EACH])
    rarity = {}
    for record, number in numbers.items():
        rarity[record] = log((total + 1) / (number + 0.5)) if number < total / 2 or total < 20 else 0.1
    return rarity


def _counted(connection: Connection, common: Sequence[int]) -> dict[int, int]:
    """In how many articles each of the records is, counted up to COMMON."""
    some = [select(entities.c.record).where(entities.c.record == at).limit(COMMON).subquery() for at in common]
    if not some:
        return {}
    counted = union_all(*(select(func.max(each.c.record), func.count()) for each in some))
    return {record: number for record, number in connection.execute(counted)}  # noqa: C416 - a result is no mapping


def _gather(
    connection: Connection,
    own: _Profile,
    met: Mapping[int, Sequence[tuple[int, float]]],
    rarity: Mapping[int, float],
) -> dict[int, float]:
    """The articles that share a record or a quote, by what they share."""
    gathered: defaultdict[int, float] = defaultdict(float)
    for record, rows in met.items():
        for article, salience in rows:
            gathered[article] += rarity[record] * sqrt(own.weights[record] * max(salience, 0.0))
    if own.said:
        query = select(quotes.c.article, quotes.c.digest).where(quotes.c.digest.in_(list(own.said))).limit(EACH)
        for article, _ in connection.execute(query):
            gathered[article] += 1.0
    return dict(gathered)


def _stored(connection: Connection, keys: Sequence[int]) -> dict[int, _Profile]:
    """What articles of the archive are compared by."""
    weights: dict[int, dict[int, float]] = {key: {} for key in keys}
    said: dict[int, dict[int, str]] = {key: {} for key in keys}
    query = select(entities.c.article, entities.c.record, entities.c.type, entities.c.name, entities.c.salience)
    for article, record, type_, name, salience in connection.execute(query.where(entities.c.article.in_(keys))):
        weights[article][record] = max(weights[article].get(record, 0.0), _weight(type_, name, salience))
    spoken = select(quotes.c.article, quotes.c.digest, quotes.c.content, quotes.c.lemmas)
    for article, digest, content, lemmas in connection.execute(spoken.where(quotes.c.article.in_(keys))):
        if _is_long(lemmas):
            said[article][digest] = content
    told = (
        select(articles.c.key, articles.c.day, article_words.c.lemmas)
        .join(article_words, article_words.c.article == articles.c.key)
        .where(articles.c.key.in_(keys))
    )
    return {key: _Profile(weights[key], words.split(), said[key], day) for key, day, words in connection.execute(told)}


def _idf(texts: Iterable[Sequence[str]]) -> dict[str, float]:
    """How rare each word is among the articles that are compared."""
    words = [set(text) for text in texts]
    seen: Counter[str] = Counter()
    for met in words:
        seen.update(met)
    return {
        word: log(len(words) / number) for word, number in seen.items() if 1 < number < len(words) and len(word) > 2
    }


def _score(own: _Profile, other: _Profile, rarity: Mapping[int, float], alike: float) -> float:
    """How near the other article is; `alike` is the likeness of their words."""
    shared = sum(rarity[at] * sqrt(own.weights[at] * other.weights[at]) for at in rarity if at in other.weights)
    most = sum(rarity[at] * own.weights[at] for at in rarity)
    score = SHARED * min(1.0, shared / most if most else 0.0) + WORDS * alike
    if own.day > UNDATED and other.day > UNDATED:
        score += TIME * exp(-abs((own.day - other.day).days) / FADING)
    return min(1.0, score + 0.1 * bool(own.said.keys() & other.said.keys()))


def _cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    if not left or not right:
        return 0.0
    product = sum(value * right[word] for word, value in left.items() if word in right)
    lengths = sqrt(sum(v * v for v in left.values()) * sum(v * v for v in right.values()))
    return product / lengths


def _vector(lemmas: Sequence[str], idf: Mapping[str, float]) -> dict[str, float]:
    return {word: (1 + log(number)) * idf[word] for word, number in Counter(lemmas).items() if word in idf}


def _grouped(ranked: Sequence[int], others: Mapping[int, _Profile], limit: int) -> dict[int, list[int]]:
    """The first articles of a ranking, each with the later ones whose text is the same."""
    groups: dict[int, list[int]] = {}
    runs = {at: _runs(others[at].lemmas) for at in ranked}
    for at in ranked:
        first = next((one for one in groups if _is_copy(runs[one], runs[at])), None)
        if first is not None:
            groups[first].append(at)
        elif len(groups) < limit:
            groups[at] = []
    return groups


def _runs(lemmas: Sequence[str]) -> frozenset[int]:
    """The runs of three words, by their hashes: thousands of tuples would wake the garbage collector."""
    return frozenset(map(hash, zip(lemmas, lemmas[1:], lemmas[2:], strict=False)))


def _is_copy(one: frozenset[int], other: frozenset[int]) -> bool:
    smaller, larger = sorted((len(one), len(other)))
    if not smaller or smaller / larger < SAME_TEXT:
        return False
    common = len(one & other)
    return common / (smaller + larger - common) >= SAME_TEXT


def _described(
    connection: Connection,
    groups: Mapping[int, Sequence[int]],
    own: _Profile,
    others: Mapping[int, _Profile],
    scores: Mapping[int, float],
    rarity: Mapping[int, float],
    idf: Mapping[str, float],
) -> list[Related]:
    wanted = [*groups, *(copy for copies in groups.values() for copy in copies)]
    query = select(articles.c.key, articles.c.id, articles.c.title, articles.c.published)
    told = {row.key: row for row in connection.execute(query.where(articles.c.key.in_(wanted)))}
    shared = {at for key in groups for at in rarity if at in others[key].weights}
    rows = connection.execute(select(records.c.key, records.c.name).where(records.c.key.in_(shared)))
    names = {row.key: row.name for row in rows}
    return [
        Related(
            told[key].id,
            told[key].title,
            told[key].published,
            round(scores[key], 4),
            _reasons(own, others[key], rarity, names, idf),
            [told[copy].id for copy in copies],
        )
        for key, copies in groups.items()
    ]


def _is_telling(word: str) -> bool:
    """A thing, a quality, a name; not «однако» or «сообщить»."""
    parses = parses_of(word)
    return not parses or parses[0].pos in ("NOUN", "ADJF", "")


def _reasons(
    own: _Profile,
    other: _Profile,
    rarity: Mapping[int, float],
    names: Mapping[int, str],
    idf: Mapping[str, float],
) -> list[str]:
    """Why the article is related, for an editor: «общие: Максим Ильин, завод «Заря»»."""
    reasons = []
    shared = sorted((at for at in rarity if at in other.weights), key=lambda at: -rarity[at] * own.weights[at])
    if shared:
        reasons.append(f"общие: {', '.join(names[at] for at in shared[:NAMED])}")
    said = own.said.keys() & other.said.keys()
    if said:
        reasons.append(f"та же цитата: «{own.said[min(said)]}»")
    left, right = _vector(own.lemmas, idf), _vector(other.lemmas, idf)
    words = sorted(left.keys() & right.keys(), key=lambda word: (-left[word] * right[word], word))
    if telling := list(islice(filter(_is_telling, words), WORDED)):
        reasons.append(f"общие слова: {', '.join(telling)}")
    if own.day > UNDATED and abs((own.day - other.day).days) <= 1:
        reasons.append("в те же дни")
    return reasons
