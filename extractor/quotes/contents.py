"""From the tokens of a reported clause to a draft: its characters without outer marks, and its kind."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.annotations import QuoteKind
from extractor.quotes.cues import Cue
from extractor.quotes.drafts import Draft
from extractor.quotes.frames import Frame
from extractor.spans import Span

__all__ = ["draft_of"]


def draft_of(
    frame: Frame, cue: Cue | None, ranges: Sequence[tuple[int, int]], rule: str, source: Span | None = None
) -> Draft | None:
    """Return the draft whose content is these ranges of tokens (ends exclusive), or None where no words are left."""
    segments = [span for first, last in ranges for span in _segments(frame, first, last)]
    if not segments:
        return None
    return Draft(
        kind=_kind(frame, ranges),
        content=tuple(segments),
        cue=cue.span if cue else None,
        cue_token=cue.token if cue else None,
        source=source,
        rule=rule,
    )


def _segments(frame: Frame, first: int, last: int) -> list[Span]:
    first, last = _trimmed(frame, first, last)
    if first >= last:
        return []
    document = frame.document
    segments, start = [], first
    for at in range(first + 1, last + 1):
        if at == last or "\n" in document.text[document.tokens[at - 1].end : document.tokens[at].start]:
            segments.append(document.span(start, at - 1))
            start = at
    return segments


def _trimmed(frame: Frame, first: int, last: int) -> tuple[int, int]:
    """Without commas and dashes at either end, and without a pair of marks around the whole."""
    while True:
        if first >= last:
            return first, last
        if _loose(frame, first, first, last):
            first += 1
        elif _loose(frame, last - 1, first, last):
            last -= 1
        elif frame.opening_of(last - 1) == first:
            first, last = first + 1, last - 1
        else:
            return first, last


def _loose(frame: Frame, at: int, first: int, last: int) -> bool:
    """Whether a token at the edge is a comma, a dash, or a mark whose other half is not in the content."""
    word = frame.word(at)
    if frame.is_dash(at) or word in ",;:":
        return True
    if not frame.is_mark(at):
        return False
    opening = frame.opening_of(at)
    if opening is not None:
        return opening < first
    closing = frame.closing_of(at)
    return closing is None or closing >= last


def _kind(frame: Frame, ranges: Sequence[tuple[int, int]]) -> QuoteKind:
    """Mixed where marks hold words that are no name: they begin with a small letter, or are the whole clause."""
    for first, last in ranges:
        for at in range(first, last):
            if frame.opens(at) and frame.word(at) not in "([":
                word = frame.next_word(at)
                text = frame.document.tokens[word].text if word < frame.last else ""
                if at == first or text[:1].islower():
                    return "mixed"
    return "indirect"
