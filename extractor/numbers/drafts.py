"""A number on its way: what one rule has read, before ranges, qualifiers and context have had their say.

Values are exact (`Fraction`); they become int or float only in the annotation.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from extractor.annotations import Number
from extractor.numbers.calendar import Interval
from extractor.numbers.words import Line

__all__ = ["Draft", "finish", "render_value"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A number at the words `[first, last)` of a line. `kind` is empty for a bare numeral, until context explains it.

    `scale` is the scale word that closes the numeral: what a range may lend to its other end. `tail` is where the noun
    that is counted ends (the span itself leaves it out).
    """

    first: int
    last: int
    kind: str
    value: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    unit: str | None = None
    noun: str | None = None
    qualifier: str | None = None
    when: Interval | None = None
    date: str | None = None
    scale: Fraction = Fraction(1)
    tail: int = 0
    rule: str = ""

    @property
    def end(self) -> int:
        """Where the number with its noun ends."""
        return max(self.last, self.tail)


def render_value(value: Fraction | None) -> int | float | None:
    """Return the exact value as JSON gives it: an int where it is whole, else a float (thirds to six places).

    >>> render_value(Fraction(9, 2)), render_value(Fraction(2, 3)), render_value(Fraction(4))
    (4.5, 0.666667, 4)
    """
    if value is None:
        return None
    if value.denominator == 1:
        return int(value)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return float(value) if rest == 1 else round(float(value), 6)


def finish(draft: Draft, line: Line) -> Number:
    """Return the annotation that a finished draft stands for."""
    return Number(
        line[draft.first].start,
        line[draft.last - 1].end,
        draft.kind,
        render_value(draft.value),
        render_value(draft.low),
        render_value(draft.high),
        draft.unit,
        draft.noun,
        draft.qualifier,
        draft.date,
        draft.rule,
    )
