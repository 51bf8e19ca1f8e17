"""The article with its findings highlighted, as one self-contained page: no scripts, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib.resources import files
from itertools import pairwise
from string import Template
from typing import NamedTuple

from extractor.annotations import Block
from extractor.document import Document
from extractor.export.wording import KINDS, describe_number, words_of
from extractor.spans import Span

__all__ = ["render_article", "render_html"]

#: how an entity's type is coloured; the rest are «other»
COLOURS = {
    "PERSON": "person",
    "ORGANIZATION": "organization",
    "CITY": "place",
    "COUNTRY": "place",
    "DISTRICT": "place",
    "FACILITY": "place",
    "LOCATION": "place",
    "STATE_OR_PROVINCE": "place",
}
ELEMENTS = {"title": "h1", "heading": "h2"}


class Highlight(NamedTuple):
    """A span to mark, by CSS classes, with what a reader sees who points at it."""

    span: Span
    classes: str
    note: str


def render_html(document: Document) -> str:
    """Return the page; whatever the article holds is escaped."""
    article = document.article
    template = Template(files(__package__).joinpath("article.html").read_text(encoding="utf-8"))
    return template.substitute(
        title=escape(article.title or "Статья"),
        css=files(__package__).joinpath("highlight.css").read_text(encoding="utf-8"),
        origin=escape(" · ".join(part for part in (article.published, article.outlet, article.author) if part)),
        article=render_article(document),
        quotes="\n".join(_quotes(document)) or "<p>Цитат нет.</p>",
        tags=escape(", ".join(tag.name for tag in document.tags)) or "Меток нет.",
    )


def render_article(document: Document) -> str:
    """Return the blocks of the article as HTML elements, the findings inside them as spans."""
    highlights = sorted(_highlights(document), key=lambda highlight: (highlight.span.start, highlight.span.end))
    return "\n".join(_block(document.text, block, highlights) for block in document.article.blocks)


def _highlights(document: Document) -> Iterator[Highlight]:
    for entity in document.entities:
        for mention in entity.mentions:
            yield Highlight(mention, COLOURS.get(entity.type, "other"), entity.name)
    for number in document.numbers:
        yield Highlight(number, "number", describe_number(number))
    for quote in document.quotes:
        speaker = quote.speaker or "неизвестно кто"
        for segment in quote.content:
            yield Highlight(segment, f"quote {quote.kind}", f"{speaker}: {KINDS[quote.kind]}")
        if quote.cue:
            yield Highlight(quote.cue, "cue", "")


def _block(text: str, block: Block, highlights: list[Highlight]) -> str:
    inside = [highlight for highlight in highlights if highlight.span.overlaps(block)]
    cuts = {block.start, block.end}
    for highlight in inside:
        cuts.update(at for at in (highlight.span.start, highlight.span.end) if block.start < at < block.end)
    pieces = [_piece(text, Span(start, end), inside) for start, end in pairwise(sorted(cuts))]
    element = ELEMENTS.get(block.kind, "p")
    return f'<{element} class="{block.kind}">{"".join(pieces)}</{element}>'


def _piece(text: str, span: Span, highlights: list[Highlight]) -> str:
    over = [highlight for highlight in highlights if highlight.span.contains(span)]
    words = escape(span.of(text))
    if not over:
        return words
    classes = " ".join(dict.fromkeys(highlight.classes for highlight in over))
    note = escape("; ".join(dict.fromkeys(highlight.note for highlight in over if highlight.note)))
    return f'<span class="found {classes}" title="{note}">{words}</span>'


def _quotes(document: Document) -> Iterator[str]:
    for quote in document.quotes:
        speaker = escape(quote.speaker or "Неизвестно кто")
        words = escape(words_of(document, quote))
        yield f'<blockquote class="{quote.kind}">{words}<footer>{speaker}, {KINDS[quote.kind]}</footer></blockquote>'
