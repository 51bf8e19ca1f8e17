"""Why each annotation is there: the rule or model that made it, and for a quote the way to its speaker."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.document import Document
from extractor.export.wording import KINDS, describe_number, words_of

__all__ = ["render_explanation"]


def render_explanation(document: Document) -> str:
    """Return every block, entity, number, quote and tag with what made it, in the order of the text."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    text = document.text
    yield "Блоки"
    for block in document.article.blocks:
        yield f"  {block.kind:<10} {_clip(block.of(text))}{_by(block.rule)}"
    yield "Сущности"
    for entity in document.entities:
        yield f"  {entity.id} {entity.type} {entity.name}{_by(entity.rule)}"
        for mention in entity.mentions:
            yield f"    {mention.start}–{mention.end} {mention.kind}: {_clip(mention.of(text))}{_by(mention.rule)}"
        for role in entity.roles:
            organization = f" → {role.organization}" if role.organization else ""
            yield f"    роль: {role.name}{organization}{_by(role.rule)}"
    yield "Числа"
    for number in document.numbers:
        yield f"  {number.of(text)} — {number.kind}: {describe_number(number)}{_by(number.rule)}"
    yield "Цитаты"
    for quote in document.quotes:
        yield f"  {quote.id} {KINDS[quote.kind]}: {_clip(words_of(document, quote))}{_by(quote.rule)}"
        cue, source = (span.of(text) if span else "—" for span in (quote.cue, quote.source))
        yield f"    слово: {cue}; назван: {source}"
        yield f"    говорит: {quote.speaker or 'неизвестно'} ({quote.speaker_type}, {quote.confidence:.2f})"
        yield from (f"    {line}" for line in quote.evidence)
    yield "Метки"
    for tag in document.tags:
        yield f"  {tag.weight:.2f} {tag.name} ({tag.slug}){_by(tag.rule)}"


def _by(rule: str | None) -> str:
    return f"  [{rule}]" if rule else ""


def _clip(text: str, width: int = 90) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"
