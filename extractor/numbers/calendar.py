"""Partial dates and the intervals between them: arithmetic for dates of which a part may be missing.

>>> Interval(Day(2025, 6, 1), Day(2025, 6, 15)).iso
'2025-06-01/2025-06-15'
>>> Interval(Day(None, 7, 13)).iso
'--07-13'
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

__all__ = ["Day", "Interval", "nearest_year", "parse_published", "shift_months"]


@dataclass(frozen=True, slots=True)
class Day:
    """A date at the precision of the text: any part may be missing."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        """ISO 8601, «--07-13» where the year is missing."""
        month = f"-{self.month:02}" if self.month is not None else ""
        day = f"-{self.day:02}" if self.day is not None else ""
        return (f"{self.year:04}" if self.year is not None else "-") + month + day

    @property
    def possible(self) -> bool:
        """Whether the calendar has such a date."""
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        if self.day is None or self.month is None:
            return self.day is None
        return 1 <= self.day <= monthrange(self.year or 2000, self.month)[1]


@dataclass(frozen=True, slots=True)
class Interval:
    """One date, or the dates from `start` to `end`, both included. `floating`: a year may be supplied."""

    start: Day
    end: Day | None = None

    @property
    def iso(self) -> str:
        """ISO 8601, with a slash between two ends."""
        return self.start.iso if self.end is None else f"{self.start.iso}/{self.end.iso}"

    def in_year(self, year: int) -> Interval:
        """The same days in a given year; an end that comes before its start falls in the next."""
        start = replace(self.start, year=year)
        if self.end is None:
            return Interval(start)
        turns = (self.end.month or 0, self.end.day or 0) < (self.start.month or 0, self.start.day or 0)
        return Interval(start, replace(self.end, year=year + turns))


def century(number: int) -> Interval:
    """Return the years of a century.

    >>> century(20).iso
    '1901/2000'
    """
    return Interval(Day(100 * (number - 1) + 1), Day(100 * number))


def parse_published(published: str | None) -> date | None:
    """Return the day of publication, or None where the article does not give a usable one."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def nearest_year(interval: Interval, published: date) -> Interval:
    """Return the interval in the year in which it stands nearest to the publication."""

    def distance(year: int) -> float:
        placed = interval.in_year(year)
        start, end = _first(placed.start), _last(placed.end or placed.start)
        middle = start.toordinal() + (end - start).days / 2
        return abs(middle - published.toordinal())

    years = [year for year in range(published.year - 4, published.year + 5) if 1 <= year <= 9998]
    years = [year for year in years if interval.in_year(year).start.possible]
    return interval.in_year(min(years, key=distance)) if years else interval


def _first(day: Day) -> date:
    month = day.month or 1
    return date(day.year or 1, month, min(day.day or 1, monthrange(day.year or 1, month)[1]))


def _last(day: Day) -> date:
    month = day.month or 12
    length = monthrange(day.year or 1, month)[1]
    return date(day.year or 1, month, min(day.day or length, length))


def shift_months(day: date, months: int) -> Day:
    """Return the month that lies so many months away.

    >>> shift_months(date(2024, 1, 31), -2).iso
    '2023-11'
    """
    index = day.year * 12 + day.month - 1 + months
    return Day(index // 12, index % 12 + 1)


def week_of(day: date) -> Interval:
    """Return Monday to Sunday of the week in which a day lies."""
    monday = day - timedelta(days=day.weekday())
    return Interval(day_of(monday), day_of(monday + timedelta(days=6)))


def day_of(day: date) -> Day:
    """Return a full date as a `Day`."""
    return Day(day.year, day.month, day.day)
