"""Places in a text: half-open intervals of code points, and their translation into UTF-16 units.

>>> text = "Мэр 🙂 сказал"
>>> Span(6, 12).of(text)
'сказал'
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

__all__ = ["Overlaps", "Span", "Utf16Offsets", "trim"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters `text[start:end]`. Everything that is found in a text is a span, or has them."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Tell whether `other` lies inside this span (or is it)."""
        return self.start <= other.start and other.end <= self.end

    @property
    def length(self) -> int:
        """How many code points the span covers."""
        return self.end - self.start


def trim(text: str, span: Span, extra: str = "") -> Span:
    """Return the span without white space, and characters of `extra`, at either end.

    >>> trim(" «Мэр»,", Span(0, 7), extra=",«»")
    Span(start=2, end=5)
    """
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in extra):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in extra):
        end -= 1
    return Span(start, end)


class Overlaps:
    """Finds which of many spans overlap another one, without a look at all of them; the spans may nest.

    >>> Overlaps([Span(0, 9), Span(2, 4), Span(6, 8)]).of(Span(3, 5))
    [0, 1]
    """

    def __init__(self, spans: Sequence[Span]) -> None:
        self._order = sorted(range(len(spans)), key=lambda at: spans[at].start)
        self._starts = [spans[at].start for at in self._order]
        self._ends = [spans[at].end for at in self._order]
        #: the furthest end so far: where it lies before a place, nothing earlier reaches it
        self._reach = list(accumulate(self._ends, max))

    def of(self, span: Span) -> list[int]:
        """Return the positions of the spans that share a character with this one, in the order they were given in."""
        found = []
        at = bisect_left(self._starts, span.end) - 1
        while at >= 0 and self._reach[at] > span.start:
            if self._ends[at] > span.start:
                found.append(self._order[at])
            at -= 1
        return sorted(found)


class Utf16Offsets:
    """Translates code-point offsets of one text into UTF-16 units, which is how JavaScript counts.

    >>> Utf16Offsets("Мэр 🙂 сказал")(6)
    7
    """

    def __init__(self, text: str) -> None:
        self._astral = [at for at, char in enumerate(text) if ord(char) > 0xFFFF]

    def __call__(self, offset: int) -> int:
        """Return the UTF-16 offset of a code-point offset."""
        return offset + bisect_left(self._astral, offset)
