"""Brat standoff: text-bound annotations, one a line, for the brat and INCEpTION annotation tools.

The text that the offsets count in is `article.text`; brat wants it in a .txt file beside the .ann.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.document import Document
from extractor.spans import Span

__all__ = ["render_brat"]


def render_brat(document: Document) -> str:
    """Return the annotations of a document as the lines of a .ann file.

    Quotes become a `QUOTE` (discontinuous where it has several segments) with its `CUE` and `SOURCE` tied to it by
    relations; values and speakers are notes.
    """
    return "".join(f"{line}\n" for line in _lines(document))


def _lines(document: Document) -> Iterator[str]:
    bound = 0
    relations = 0
    notes = 0
    for mention in document.mentions:
        bound += 1
        yield _text_bound(document.text, bound, mention.type, [mention])
    for number in document.numbers:
        bound += 1
        yield _text_bound(document.text, bound, f"N_{number.kind.upper()}", [number])
        value = number.date or (f"{number.low}..{number.high}" if number.low is not None else number.value)
        notes += 1
        yield f"#{notes}\tAnnotatorNotes T{bound}\t{value} {number.unit or ''} {number.noun or ''}".rstrip()
    for quote in document.quotes:
        bound += 1
        content = bound
        yield _text_bound(document.text, bound, f"QUOTE_{quote.kind.upper()}", quote.content)
        if quote.speaker:
            notes += 1
            yield f"#{notes}\tAnnotatorNotes T{content}\t{quote.speaker}"
        for label, span in (("CUE", quote.cue), ("SOURCE", quote.source)):
            if span:
                bound += 1
                relations += 1
                yield _text_bound(document.text, bound, label, [span])
                yield f"R{relations}\t{label.title()} Arg1:T{content} Arg2:T{bound}"


def _text_bound(text: str, number: int, label: str, spans: Iterable[Span]) -> str:
    """Return a T line; brat forbids line breaks inside a fragment, so a span over a break becomes two."""
    fragments = [fragment for span in spans for fragment in _unbroken(text, span)]
    places = ";".join(f"{fragment.start} {fragment.end}" for fragment in fragments)
    return f"T{number}\t{label} {places}\t{' '.join(fragment.of(text) for fragment in fragments)}"


def _unbroken(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for at in range(span.start, span.end + 1):
        if at == span.end or text[at] in "\r\n":
            if at > start:
                yield Span(start, at)
            start = at + 1
