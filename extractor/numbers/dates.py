"""Dates on the calendar: «6 сентября 2018 года», «15.11.2021», «в апреле 2028 г.», «с 2014-го», «22 марта».

>>> from extractor.numbers.words import cut
>>> read_date(Line("", cut("девятого мая 1945 года", 0)), 0).when.iso
'1945-05-09'
"""

from __future__ import annotations

import re
from datetime import date

from extractor.numbers.calendar import Day, Interval, nearest_year
from extractor.numbers.counted import agreement, read_counted
from extractor.numbers.drafts import Draft
from extractor.numbers.forms import Row, load_forms, load_phrases
from extractor.numbers.ordinals import read_ordinal_numeral
from extractor.numbers.words import DASHES, Line
from extractor.numbers.years import TURNS, Year, full_year, read_year, stands_before_year, year_word, year_words

__all__ = [
    "dated",
    "holiday_end",
    "month_at",
    "read_date",
    "read_day_of_month",
    "read_month",
    "read_weekday",
    "read_year_alone",
]

MONTHS = ("months", ("lemma", "month"))
WEEKDAYS = ("weekdays", ("lemma", "day"))
HOLIDAYS = {(8, 3), (23, 2), (1, 5), (9, 5), (12, 6), (7, 11), (4, 11)}


def month_at(line: Line, at: int) -> tuple[int, int] | None:
    """Return the month that a word names, and where it ends (with the dot of «мар.»)."""
    found = load_phrases(*MONTHS).read(line, at)
    return (int(found[0]["month"]), found[1]) if found is not None else None


def read_date(line: Line, at: int) -> Draft | None:
    """Return the date that begins at this word."""
    for rule in RULES:
        draft = rule(line, at)
        if draft is not None:
            return draft
    return None


def dated(line: Line, first: int, last: int, when: Interval, rule: str) -> Draft:
    """Return the draft of a date."""
    return Draft(first, last, "date", when=when, rule=rule)


def read_points(line: Line, at: int) -> Draft | None:
    """«15.11.2021», «31.10.74», «01.04.»."""
    match = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})", line[at].text)
    if match:
        when = Day(full_year(int(match[3])), int(match[2]), int(match[1]))
        last = year_word(line, at + 1) or at + 1
        return dated(line, at, last, Interval(when), "date with points") if when.possible else None
    match = re.fullmatch(r"(0\d|[12]\d|3[01])\.(0\d|1[0-2])", line[at].text)
    if match and line.low(at + 1) == "." and line.glued(at + 1) and at + 2 < len(line):
        when = Day(None, int(match[2]), int(match[1]))
        return dated(line, at, at + 2, Interval(when), "date with points") if when.possible else None
    return None


def read_strokes(line: Line, at: int) -> Draft | None:
    """«05/08/2008»."""
    parts = line.words[at : at + 5]
    if len(parts) < 5 or not all(part.glued for part in parts[1:]) or parts[1].text != "/" or parts[3].text != "/":
        return None
    texts = [parts[0].text, parts[2].text, parts[4].text]
    if not re.fullmatch(r"\d{1,2} \d{1,2} \d{4}", " ".join(texts)):
        return None
    when = Day(int(texts[2]), int(texts[1]), int(texts[0]))
    return dated(line, at, at + 5, Interval(when), "date with strokes") if when.possible else None


def read_iso(line: Line, at: int) -> Draft | None:
    """«2024-05-06»."""
    parts = line.words[at : at + 5]
    if len(parts) == 5 and all(part.glued for part in parts[1:]) and parts[1].text == parts[3].text == "-":
        texts = [parts[0].text, parts[2].text, parts[4].text]
        if re.fullmatch(r"\d{4} \d{2} \d{2}", " ".join(texts)):
            when = Day(*map(int, texts))
            return dated(line, at, at + 5, Interval(when), "ISO date") if when.possible else None
    return None


def read_day_of_month(line: Line, at: int) -> Draft | None:
    """«6 сентября 2018 года», «18-го февраля», «девятого мая», «13 Июля, 2025 год»."""
    day = _read_day(line, at)
    if day is None:
        return None
    value, after = day
    month = month_at(line, after)
    if month is None or (line[after].text[0].isupper() and _is_holiday(line, after, value, month)):
        return None
    if after - at == 1 and line[after].glued and not line[at].text.isdigit():
        return None
    number, last = month
    if not Day(None, number, value).possible:
        return None
    year, last = _year_behind(line, last)
    when = Day(year, number, value)
    return dated(line, at, last, Interval(when), "day of a month") if when.possible else None


def _is_holiday(line: Line, at: int, day: int, month: tuple[int, int]) -> bool:
    """«8 Марта» with a capital letter is the name of a holiday or a street, unless a year follows."""
    return (
        (day, month[0]) in HOLIDAYS
        and month[1] == at + 1
        and is_full_month(line.low(at))
        and read_year(line, month[1]) is None
    )


def is_full_month(low: str) -> bool:
    """Tell «мая» from the abbreviation «фев»."""
    row = load_forms(*MONTHS).get(low)
    return row is not None and not row["lemma"].endswith(".")


def holiday_end(line: Line, at: int) -> int | None:
    """Return where «8 Марта» ends, which with a capital letter is the name of a holiday."""
    month = month_at(line, at + 1) if line[at].text.isdigit() and line[at + 1].capital else None
    return month[1] if month is not None and _is_holiday(line, at + 1, int(line[at].text), month) else None


def _read_day(line: Line, at: int) -> tuple[int, int] | None:
    """«6», «18-го», «двадцать первого»: the day and where it ends."""
    if line[at].text.isdigit() and len(line[at].text) <= 2 and month_at(line, at + 1):
        return int(line[at].text), at + 1
    ordinal = read_ordinal_numeral(line, at)
    return (ordinal.value, ordinal.last) if ordinal is not None and ordinal.value <= 31 else None


def _year_behind(line: Line, last: int) -> tuple[int | None, int]:
    """The year behind a month, if one follows: «сентября 2018 года», «июля, 2025 год», «февраля 2014»."""
    comma = line.low(last) == ","
    year = read_year(line, last + comma)
    if year is None or (comma and not (year.named and line[last + 1].digits)):
        return None, last
    if not year.named and _counts_something(line, year.last):
        return None, last
    return year.value, year.last


def _counts_something(line: Line, at: int) -> bool:
    """«15 мая 2000 человек вышли»: not a year."""
    return line.low(at) in ("человек", "рублей", "руб", "тонн", "тыс", "%")


def read_month(line: Line, at: int) -> Draft | None:
    """«в апреле 2028 г.», «в декабре»."""
    month = month_at(line, at)
    if (
        month is None
        or len(line[at].text) < 3
        or line.low(at) in ("мар", "авг", "сен", "дек", "янв", "фев", "окт", "апр")
    ):
        return None
    number, last = month
    year, end = _year_behind(line, last)
    if line[at].capital and at > 0 and year is None and line.low(at - 1) not in (".", "—", "–", "«"):
        return None
    if year is None and line.low(at) in ("марта", "августа") and (line[at].capital or line.low(at - 1) == ""):
        return None
    return dated(line, at, end if year is not None else last, Interval(Day(year, number)), "month")


def read_year_alone(line: Line, at: int) -> Draft | None:
    """«в 1903 году», «с 2014-го», «к 2030»."""
    year = read_year(line, at)
    if year is None or (not line[at].digits and year.value < 100):
        return None
    if not year.named:
        return _bare_year(line, at, year)
    if line.low(year.last - 1) not in year_words() and line.low(year.last - 1) not in (".", "г"):
        ordinal = read_ordinal_numeral(line, at)
        if ordinal is not None and read_counted(line, year.last, agreement(ordinal.readings)) is not None:
            return None
    if line.low(at) in load_forms(*TURNS):
        return None
    if not line[at].digits and line.low(at - 1) == "на" and year.value >= 1900 and line.low(year.last) == "жизни":
        return None
    return dated(line, at, year.last, Interval(Day(year.value)), "year")


def _bare_year(line: Line, at: int, year: Year) -> Draft | None:
    if not stands_before_year(line.low(at - 1)) or not 1900 <= year.value <= 2060 or line.glued(at):
        return None
    following = line[year.last]
    if following.digits or following.low in ("/", "%", "и", "или", ":", "до", "по"):
        return None
    if following.low in DASHES and (following.glued or line[year.last + 1].digits):
        return None
    if read_counted(line, year.last, _any_plural) is not None or following.low in (
        "тыс",
        "млн",
        "руб",
        "м",
        "км",
        "га",
        "т",
        "кг",
    ):
        return None
    return dated(line, at, year.last, Interval(Day(year.value)), "year after a preposition")


def _any_plural(grammemes: frozenset[str]) -> bool:
    return ("plur" in grammemes and bool(grammemes & {"gent", "datv", "ablt", "loct"})) or not grammemes


def weekday_at(line: Line, at: int) -> Row | None:
    """The row of a weekday; two-letter ones only where a comma and a day of a month follow («Пт, 18 июля»)."""
    row = load_forms(*WEEKDAYS).get(line.low(at))
    if row is None or (len(row["lemma"]) == 2 and not (line.low(at + 1) in (",", ".") and line[at + 2].digits)):
        return None
    return row


def read_weekday(line: Line, at: int) -> Draft | None:
    """«понедельник, 18 февраля», «сегодня, 16 июля»: one date, named twice."""
    if weekday_at(line, at) is None and line.low(at) not in load_forms("days", ("lemma", "shift")):
        return None
    comma = at + 1 + (line.low(at + 1) == ".")
    if line.low(comma) != ",":
        return None
    following = read_day_of_month(line, comma + 1) or read_points(line, comma + 1)
    if following is None or following.when is None:
        return None
    return dated(line, at, following.last, following.when, "weekday and date")


def place_in_time(when: Interval, published: date | None) -> Interval:
    """Return the interval with the year that the publication suggests, where the text gives none."""
    if published is None or when.start.year is not None or when.start.month is None:
        return when
    return nearest_year(when, published)


#: in this order: the first that answers
RULES = (read_weekday, read_points, read_strokes, read_iso, read_day_of_month, read_month, read_year_alone)
