"""The result as a page of text that a person likes to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import fill

from extractor.annotations import Entity
from extractor.document import Document
from extractor.export.wording import describe_number, words_of

__all__ = ["render_summary"]

WIDTH = 100
PLACES = frozenset({"CITY", "COUNTRY", "DISTRICT", "FACILITY", "LOCATION", "STATE_OR_PROVINCE"})


def render_summary(document: Document) -> str:
    """Return title and date, people with their roles, organisations, places, numbers, and who said what."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    article = document.article
    if not article.text:
        yield "На странице нет статьи."
        return
    yield fill(article.title or "Без заголовка", WIDTH)
    origin = " · ".join(part for part in (article.published, article.outlet, article.author) if part)
    if origin:
        yield origin
    people = [entity for entity in document.entities if entity.type == "PERSON"]
    organizations = [entity for entity in document.entities if entity.type == "ORGANIZATION"]
    places = [entity for entity in document.entities if entity.type in PLACES]
    yield from _section("Люди", map(_person, people))
    yield from _section("Организации", map(_named, organizations))
    yield from _section("Места", map(_named, places))
    text = document.text
    yield from _section("Числа", (f"{number.of(text)} — {describe_number(number)}" for number in document.numbers))
    yield from _section("Кто что сказал", _quotes(document))
    yield from _section("Метки", [", ".join(tag.name for tag in document.tags)] if document.tags else [])


def _section(title: str, items: Iterable[str]) -> Iterator[str]:
    lines = list(items)
    if lines:
        yield ""
        yield title
        for line in lines:
            yield fill(line, WIDTH, initial_indent="  ", subsequent_indent="    ")


def _person(entity: Entity) -> str:
    roles = dict.fromkeys(role.name for role in entity.roles)
    return f"{entity.name} — {'; '.join(roles)}" if roles else entity.name


def _named(entity: Entity) -> str:
    return f"{entity.name} ({', '.join(entity.aliases)})" if entity.aliases else entity.name


def _quotes(document: Document) -> Iterator[str]:
    for quote in document.quotes:
        speaker = quote.speaker or "Кто-то"
        cue = f" ({quote.cue.of(document.text)})" if quote.cue else ""
        words = words_of(document, quote)
        yield f"{speaker}{cue}: «{words}»" if quote.kind == "direct" else f"{speaker}{cue}, своими словами: {words}"
