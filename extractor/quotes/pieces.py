"""A piece in marks with its surroundings: what stands left and right of it, and the author's words beside or inside.

What it is, speech or a name, is decided by `speech` from this.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, takewhile
from typing import Literal

from extractor.document import Document
from extractor.quotes.author import AuthorWords, find_insertions, read_author_words
from extractor.quotes.leads import read_lead
from extractor.quotes.marks import CLOSING, DASHES, EITHER, MARK, OPENING, Marked
from extractor.spans import Span, trim

__all__ = ["Piece", "read_pieces"]

Side = Literal["edge", "stop", "colon", "comma", "dash", "mark", "paren", "word"]
SIDES: Mapping[str, Side] = {":": "colon", ";": "colon", ",": "comma", "(": "paren", ")": "paren"}
#: characters that only decorate: wiki's bold, spaces, a doubled mark
BLANK = " \t\u00a0\u202f\u2009'"
STOPS = ".!?…"
SENTENCE_ENDS = ".!?…:;,"
#: how many words a line over links has («Читайте также:»)
HEADING = 4
AFTER = re.compile(rf"[{BLANK}\"”»]*(?P<stop>[,.;!?…]*)[{BLANK}]*(?P<dash>[{DASHES}]+)?[{BLANK}]*")
#: how a paragraph begins that goes on with the sentence of the one before
BELOW = re.compile(rf"(?P<dash>[{DASHES}]+)?[{BLANK}]*(?=[а-яё])")
#: a stop that is no abbreviation's («К.», «ст.»), before a capital, a number, a mark or a dash
SENTENCE_END = re.compile(rf"(?<!\b\w)(?<!\b\w\w)[.!?…]+[»\"”)]*\s+(?=[{DASHES}\"«„“(А-ЯЁA-Z\d])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece in marks; `sentence` is where its sentence starts, `paragraph` the paragraph where the piece begins.

    `segments` are its words without the author's, `author` the author's words and `place` where they stand.
    `among_scraps`: the piece is a line without a stop among lines without one, as menus and forms have.
    """

    marked: Marked
    paragraph: Span
    sentence: int
    left: Side
    right: Side
    segments: tuple[Span, ...]
    author: AuthorWords | None = None
    place: Literal["inside", "after", "before"] | None = None
    among_scraps: bool = False

    @property
    def opens_sentence(self) -> bool:
        """Whether nothing of its sentence stands before the piece."""
        return self.left in {"edge", "stop"} or self.sentence >= self.marked.outer.start

    @property
    def stands_free(self) -> bool:
        """Whether the piece is no part of somebody else's sentence: it opens one, or follows a colon or a dash."""
        return self.opens_sentence or self.left in {"colon", "dash"}

    @property
    def closes_sentence(self) -> bool:
        """Whether nothing of its sentence stands after the piece."""
        return self.right in {"edge", "stop"}


def read_pieces(document: Document, pieces: Sequence[Marked], paragraphs: Sequence[Span]) -> list[Piece]:
    """Return the pieces with their surroundings, in their order."""
    starts = [paragraph.start for paragraph in paragraphs]
    found: list[Piece] = []
    stops = _Stops(document.text)
    for at, marked in enumerate(pieces):
        inner = tuple(piece.outer for piece in _within(pieces, at) if piece.depth == marked.depth + 1)
        first = bisect_right(starts, marked.outer.start) - 1
        last = bisect_right(starts, marked.outer.end - 1) - 1
        before = paragraphs[first - 1] if first else None
        following = next(iter(paragraphs[last + 1 : last + 2]), None)
        sentence = stops.sentence_start(paragraphs[first].start, marked.outer)
        piece = _read(document, marked, inner, (before, paragraphs[first], paragraphs[last], following), sentence)
        around = [p for p in (before, following) if p is not None]
        found.append(replace(piece, among_scraps=_is_scrap(document.text, piece, around)))
    return found


class _Stops:
    """The stops of a text; those inside pieces met before are not the author's («A. B», — сказал он о «С»)."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._paragraph = 0
        self._starts: list[int] = []
        #: the furthest end of the pieces so far
        self._reach: list[int] = []

    @cached_property
    def _stops(self) -> list[tuple[int, int]]:
        return [match.span() for match in SENTENCE_END.finditer(self._text)]

    def sentence_start(self, paragraph: int, piece: Span) -> int:
        """Return where the sentence of the piece starts; where the piece does, if it opens one. Asked in order."""
        if paragraph != self._paragraph:
            self._paragraph, self._starts, self._reach = paragraph, [], []
        sentence = self._last_stop(paragraph, piece.start)
        self._starts.append(piece.start)
        self._reach.append(max([piece.end, *self._reach[-1:]]))
        return sentence

    def _last_stop(self, paragraph: int, before: int) -> int:
        at = bisect_left(self._stops, (before, before))
        while at and self._stops[at - 1][0] >= paragraph:
            at -= 1
            start, end = self._stops[at]
            if end <= before and not self._is_quoted(start, end):
                return end
        return paragraph

    def _is_quoted(self, start: int, end: int) -> bool:
        at = bisect_left(self._starts, start)
        return at > 0 and self._reach[at - 1] > end


def _is_scrap(text: str, piece: Piece, around: Sequence[Span]) -> bool:
    alone = piece.left == "edge" and piece.right == "edge" and text[piece.marked.inner.end - 1] not in STOPS
    return alone and bool(around) and all(_is_line(text, paragraph) for paragraph in around)


def _is_line(text: str, paragraph: Span) -> bool:
    """«Все новости», «Читайте также:», another line in marks: a line of the page, and no sentence of the article."""
    last = text[paragraph.end - 1]
    if last in CLOSING + EITHER:
        return MARK.match(text, paragraph.start) is not None
    return last not in SENTENCE_ENDS or (last == ":" and len(paragraph.of(text).split()) <= HEADING)


def _within(pieces: Sequence[Marked], at: int) -> Iterator[Marked]:
    end = pieces[at].outer.end
    return takewhile(lambda piece: piece.outer.start < end, islice(pieces, at + 1, None))


def _read(
    document: Document,
    marked: Marked,
    inner: tuple[Span, ...],
    around: tuple[Span | None, Span, Span, Span | None],
    sentence: int,
) -> Piece:
    before, paragraph, last, following = around
    text = document.text
    left, right = _left(text, marked, paragraph), _right(text, marked, last)
    after = _author_after(document, marked, last) or _author_below(document, marked, left, last, following)
    segments, inside = _without_author(document, marked, inner)
    if inside is not None and not (after is not None and after.dashed and _reaches_end(segments, marked)):
        return Piece(marked, paragraph, sentence, left, right, segments, inside, "inside")
    lead = _author_before(document, marked, sentence, left, paragraph, before)
    if after is not None and (after.dashed or lead is None or lead.cue is None):
        return Piece(marked, paragraph, sentence, left, right, marked.segments, after, "after")
    return Piece(marked, paragraph, sentence, left, right, marked.segments, lead, "before" if lead else None)


def _reaches_end(segments: Sequence[Span], marked: Marked) -> bool:
    """The words cut out of the piece are its last; if the author's words follow it, these were somebody's."""
    return segments[-1].end < marked.inner.end


def _last_sentence(text: str, paragraph: Span) -> int:
    """Return where the last sentence of the paragraph starts."""
    stops = SENTENCE_END.finditer(text, paragraph.start, paragraph.end)
    return max((match.end() for match in stops), default=paragraph.start)


def _side(char: str) -> Side:
    if char in STOPS:
        return "stop"
    if char in DASHES:
        return "dash"
    if char in OPENING + CLOSING + EITHER:
        return "mark"
    return SIDES.get(char, "word")


def _left(text: str, marked: Marked, paragraph: Span) -> Side:
    before = text[paragraph.start : marked.outer.start].rstrip(BLANK)
    bare = before.rstrip(DASHES + BLANK)
    if not bare:
        return "edge"
    return "colon" if bare[-1] == ":" else _side(before[-1])


def _right(text: str, marked: Marked, paragraph: Span) -> Side:
    after = text[marked.outer.end : paragraph.end].lstrip(BLANK)
    return _side(after[0]) if after else "edge"


def _author_after(document: Document, marked: Marked, paragraph: Span) -> AuthorWords | None:
    after = AFTER.match(document.text, marked.outer.end, paragraph.end)
    if after is None or after.end() >= paragraph.end:
        return None
    if set(after["stop"]) & set(".;") and not after["dash"]:
        return None
    return read_author_words(document, after.end(), paragraph.end, dashed=bool(after["dash"]))


def _author_below(
    document: Document, marked: Marked, left: Side, paragraph: Span, following: Span | None
) -> AuthorWords | None:
    """«…»¶сказал после матча Орлов: a page may part words that are a paragraph from the rest of their sentence."""
    text = document.text
    if left != "edge" or following is None or text[marked.outer.end : paragraph.end].strip(BLANK + ",.…"):
        return None
    below = BELOW.match(text, following.start, following.end)
    if below is None:
        return None
    words = read_author_words(document, below.end(), following.end, dashed=bool(below["dash"]))
    return words if words is not None and words.cue is not None and words.cue.start == below.end() else None


def _author_before(
    document: Document, marked: Marked, sentence: int, left: Side, paragraph: Span, before: Span | None
) -> AuthorWords | None:
    text = document.text
    if left == "colon":
        colon = text.rfind(":", paragraph.start, marked.outer.start)
        return read_lead(document, sentence, colon) if colon > sentence else None
    if left == "edge" and before is not None and text[before.end - 1] == ":":
        return read_lead(document, _last_sentence(text, before), before.end - 1)
    return None


def _without_author(
    document: Document, marked: Marked, inner: tuple[Span, ...]
) -> tuple[tuple[Span, ...], AuthorWords | None]:
    """Cut the author's words out of the segments: «A, — сказал X, — B» gives A and B."""
    segments: list[Span] = []
    author: AuthorWords | None = None
    for segment in marked.segments:
        start = segment.start
        for words in find_insertions(document, segment, inner):
            author = author or words
            segments.append(trim(document.text, Span(start, words.span.start), ","))
            start = words.span.end
        segments.append(trim(document.text, Span(start, segment.end), ","))
    spoken = tuple(segment for segment in segments if any(char.isalnum() for char in segment.of(document.text)))
    return (spoken, author) if spoken else (marked.segments, None)
