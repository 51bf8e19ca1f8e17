"""Places in a text: half-open intervals of code points, and their translation into UTF-16 units.

>>> text = "Мэр 🙂 сказал"
>>> Span(6, 12).of(text)
'сказал'
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

__all__ = ["Span", "Utf16Offsets", "trim"]


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
