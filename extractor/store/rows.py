"""A result as rows of the tables: what `put` writes, before anything is known of the archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from extractor.schema import EntityRecord, QuoteRecord, Result
from extractor.store.packing import number_of
from extractor.store.tables import UNDATED
from extractor.store.words import LONGEST_NAME, LemmaLine

__all__ = ["ArticleRows", "Row", "day_of", "rows_of"]

Row = dict[str, Any]

#: between the segments of a quote, where the author's words stood
GAP = " […] "


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """The rows of one article, without the keys of article, records and tags: these only the archive knows."""

    article: Row
    lemmas: str
    entities: list[Row]
    roles: list[Row]
    mentions: list[Row]
    numbers: list[Row]
    quotes: list[Row]
    affiliations: list[Row]
    tags: list[Row]


def rows_of(result: Result) -> ArticleRows:
    """Return the rows of a result, whose offsets count code points."""
    line = LemmaLine(result)
    day = day_of(result["article"]["published"])
    return ArticleRows(
        article=_article(result, day),
        lemmas=line.whole,
        entities=[_entity(entity, day) for entity in result["entities"]],
        roles=[row for entity in result["entities"] for row in _roles(entity)],
        mentions=list(_mentions(result)),
        numbers=[_number(number, at) for at, number in enumerate(result["numbers"])],
        quotes=[_quote(quote, result, line, day) for quote in result["quotes"]],
        affiliations=list(_affiliations(result, day)),
        tags=[
            {name: tag[name] for name in ("slug", "name", "type", "weight", "entity")} | {"day": day}
            for tag in result["tags"]
        ],
    )


def day_of(published: str | None) -> date:
    """Return the day of a publication date, UNDATED where there is none.

    >>> day_of("2026-03-02T23:30:00+03:00").isoformat()
    '2026-03-02'
    """
    return datetime.fromisoformat(published).date() if published else UNDATED


def _article(result: Result, day: date) -> Row:
    article = result["article"]
    said = {name: _storable(article[name]) for name in ("title", "published", "url", "outlet", "author")}
    return {"id": result["id"], "day": day} | said


def _entity(entity: EntityRecord, day: date) -> Row:
    return {
        "entity": entity["id"],
        "type": entity["type"],
        "name": _storable(entity["name"]),
        "aliases": [_storable(alias) for alias in entity["aliases"]],
        "salience": entity["salience"],
        "mentions": len(entity["mentions"]),
        "day": day,
    }


def _roles(entity: EntityRecord) -> Iterator[Row]:
    distinct = dict.fromkeys((_storable(role["name"]), role["organization"]) for role in entity["roles"])
    for at, (name, organization) in enumerate(distinct):
        yield {"entity": entity["id"], "position": at, "name": name, "organization": organization}


def _mentions(result: Result) -> Iterator[Row]:
    text = result["article"]["text"]
    times: Counter[tuple[str, str]] = Counter()
    starts: dict[tuple[str, str], int] = {}
    for mention in result["mentions"]:
        name = mention["name"] or " ".join(text[mention["start"] : mention["end"]].split())
        key = mention["type"], _storable(name)[:LONGEST_NAME]
        times[key] += 1
        starts.setdefault(key, mention["start"])
    for (type_, name), number in times.items():
        yield {"type": type_, "name": name, "start": starts[type_, name], "times": number}


def _number(number: Any, at: int) -> Row:
    names = ("start", "end", "kind", "value", "low", "high", "unit", "noun", "qualifier", "date")
    return {"position": at} | {name: number[name] for name in names}


def _quote(quote: QuoteRecord, result: Result, line: LemmaLine, day: date) -> Row:
    text, content, cue = result["article"]["text"], quote["content"], quote["cue"]
    lemmas = " ".join(line.within(span["start"], span["end"]) for span in content)
    segments = (" ".join(text[span["start"] : span["end"]].split()) for span in content)
    roles = next((entity["roles"] for entity in result["entities"] if entity["id"] == quote["entity"]), [])
    return {
        "quote": quote["id"],
        "day": day,
        "entity": quote["entity"],
        "kind": quote["kind"],
        "speaker": _storable(quote["speaker"]),
        "speaker_type": quote["speaker_type"],
        "role": _storable(roles[0]["name"]) if roles else None,
        "cue": text[cue["start"] : cue["end"]] if cue else None,
        "content": _storable(GAP.join(segments)),
        "start": content[0]["start"],
        "end": content[-1]["end"],
        "confidence": quote["confidence"],
        "digest": number_of(lemmas),
        "lemmas": lemmas,
    }


def _affiliations(result: Result, day: date) -> Iterator[Row]:
    """Yield the organisations for which the speakers of quotes speak: their roles', or themselves."""
    entities = {entity["id"]: entity for entity in result["entities"]}
    for quote in result["quotes"]:
        speaker = entities.get(quote["entity"] or "")
        for entity in dict.fromkeys(_bodies(speaker)) if speaker else ():
            if entity in entities:
                yield {"quote": quote["id"], "entity": entity, "day": day}


def _bodies(speaker: EntityRecord) -> Sequence[str]:
    if speaker["type"] == "ORGANIZATION":
        return [speaker["id"]]
    return [role["organization"] for role in speaker["roles"] if role["organization"]]


def _storable(text: Any) -> Any:
    """Return the text without the one character that PostgreSQL does not take."""
    return text.replace("\0", "\ufffd") if text and "\0" in text else text
