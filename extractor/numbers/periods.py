"""Longer times: «в 60-е», «1980-х годов», «XVIII века», «в I квартале 2022 года», «весной 2021 года».

>>> from extractor.numbers.words import cut
>>> read_period(Line("", cut("XIX века", 0)), 0).when.iso
'1801/1900'
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.language.morphology import parses_of
from extractor.numbers.calendar import Day, Interval, century
from extractor.numbers.counted import agreement, read_counted
from extractor.numbers.dates import dated
from extractor.numbers.drafts import Draft
from extractor.numbers.forms import forms_of, load_forms
from extractor.numbers.numerals import read_cardinal
from extractor.numbers.ordinals import Ordinal, read_ordinal_numeral, roman_value
from extractor.numbers.words import DASHES, Line
from extractor.numbers.years import read_year

__all__ = ["read_period"]

SEASONS = ("seasons", ("lemma", "first", "last"))
#: behind which «девяностые» are years
BEFORE_DECADE = frozenset(
    [
        "в",
        "с",
        "к",
        "до",
        "из",
        "от",
        "начало",
        "начала",
        "начале",
        "конец",
        "конца",
        "конце",
        "середина",
        "середины",
        "середине",
    ]
)
YEARS = frozenset({"год", "годы", "годов", "годам", "годами", "годах", "гг", "года"})
#: how many months the period holds
PARTS = {"квартал": 3, "полугодие": 6, "триместр": 4}


def read_period(line: Line, at: int) -> Draft | None:
    """Return the period that begins at this word."""
    for rule in RULES:
        draft = rule(line, at)
        if draft is not None:
            return draft
    return None


def _number(line: Line, at: int) -> Ordinal | None:
    """An ordinal, Roman or not."""
    value = roman_value(line[at].text)
    return Ordinal(value, at + 1, frozenset(), False) if value is not None else read_ordinal_numeral(line, at)


def read_decade(line: Line, at: int) -> Draft | None:
    """«60-е», «1980-х годов», «двухтысячных», «девяностые»."""
    ordinal = read_ordinal_numeral(line, at)
    if ordinal is None or ordinal.value % 10 or not any("plur" in reading for reading in ordinal.readings):
        return None
    if not (20 <= ordinal.value < 100 or ordinal.value == 10 or 1500 <= ordinal.value <= 2100):
        return None
    named = line.low(ordinal.last) in YEARS
    if not named and not _stands_for_years(line, at, ordinal):
        return None
    start = ordinal.value if ordinal.value >= 100 else ordinal.value + (2000 if ordinal.value == 10 else 1900)
    age = read_century(line, ordinal.last + 1) if named and ordinal.value < 100 else None
    if age is not None and age.when is not None:  # «30-е годы XIX века»
        start = (age.when.start.year or 0) - 1 + ordinal.value
        return dated(line, at, age.last, Interval(Day(start), Day(start + 9)), "decade of a century")
    last = ordinal.last + named + (named and line.low(ordinal.last) == "гг" and line.low(ordinal.last + 1) == ".")
    return dated(line, at, last, Interval(Day(start), Day(start + 9)), "decade")


def _stands_for_years(line: Line, at: int, ordinal: Ordinal) -> bool:
    """No noun follows with which the ordinal agrees, and, for words, a preposition stands before."""
    if ordinal.spelled and ordinal.value < 1000 and line.low(at - 1) not in BEFORE_DECADE and not _of_a_noun(line, at):
        return False
    if not ordinal.spelled and line.low(ordinal.last - 1)[-1:] not in ("е", "х", "м", "и"):
        return False
    singular = any("sing" in reading for reading in ordinal.readings)
    noun = read_counted(line, ordinal.last, agreement(ordinal.readings))
    return noun is None and not (singular and line.low(ordinal.last - 1) == "м")


def _of_a_noun(line: Line, at: int) -> bool:
    """«песни восьмидесятых»."""
    before = line[at - 1].text
    return line.low(at).endswith("ых") and before.isalpha() and any(p.pos == "NOUN" for p in parses_of(before)[:1])


def read_century(line: Line, at: int) -> Draft | None:
    """«XIX века», «шестнадцатом веке», «21-го столетия»."""
    number = _number(line, at)
    if number is None or not 1 <= number.value <= 30:
        return None
    low = line.low(number.last)
    if low in ("в", "вв") and line.low(number.last + 1) == "." and line.glued(number.last + 1):
        last = number.last + 2
    elif low in forms_of("век") or low in forms_of("столетие"):
        last = number.last + 1
    else:
        return None
    if line.low(last) == "до" and line.low(last + 1) in ("нашей", "н"):
        return None
    return dated(line, at, last, century(number.value), "century")


def read_quarter(line: Line, at: int) -> Draft | None:
    """«I квартале 2022 года», «втором полугодии 2024-го», and of the year of publication where none is given."""
    bare = Ordinal(int(line[at].text), at + 1, frozenset(), False) if line[at].text in ("1", "2", "3", "4") else None
    number = _number(line, at) or bare
    if number is None or number.value > 4:
        return None
    months = next((months for lemma, months in PARTS.items() if line.low(number.last) in forms_of(lemma)), 0)
    short = line.low(number.last) == "кв" and line.low(number.last + 1) == "."
    months = 3 if short else months
    if not months or number.value * months > 12:
        return None
    year = read_year(line, number.last + 1 + short)
    if year is None and (short or number is bare):
        return None
    if year is not None:
        return dated(line, at, year.last, _months(year.value, number.value, months), "part of a year")
    if line.published is None:
        return None
    return dated(line, at, number.last + 1, _months(line.published.year, number.value, months), "part of this year")


def _months(year: int, number: int, months: int) -> Interval:
    return Interval(Day(year, (number - 1) * months + 1), Day(year, number * months))


def read_months_of_year(line: Line, at: int) -> Draft | None:
    """«9 месяцев 2024 года»: from January."""
    cardinal = read_cardinal(line, at)
    if cardinal is None or cardinal.value is None or cardinal.value.denominator != 1 or not 1 < cardinal.value <= 12:
        return None
    short = line.low(cardinal.last) == "мес" and line.low(cardinal.last + 1) == "."
    year = read_year(line, cardinal.last + 1 + short)
    if (line.low(cardinal.last) not in forms_of("месяц") and not short) or year is None or not year.named:
        return None
    return dated(
        line, at, year.last, Interval(Day(year.value, 1), Day(year.value, int(cardinal.value))), "months of a year"
    )


def read_season(line: Line, at: int) -> Draft | None:
    """«весной 2021 года»; a season without a year is no date, and winter lies in two years."""
    row = load_forms(*SEASONS).get(line.low(at))
    year = read_year(line, at + 1) if row is not None else None
    if row is None or year is None or int(row["first"]) > int(row["last"]):
        return None
    start = Day(year.value, int(row["first"]))
    return dated(line, at, year.last, Interval(start, replace(start, month=int(row["last"]))), "season")


def read_two_years(line: Line, at: int) -> Draft | None:
    """«сезон 2023/24», «2023/2024 учебный год», «сезон 1989-90»."""
    first, sign, second = line[at].text, line.low(at + 1), line[at + 2].text
    if not (line.glued(at + 1) and line.glued(at + 2) and re.fullmatch(r"\d{4}", first) and second.isdigit()):
        return None
    if not (sign == "/" and len(second) in (2, 4)) and not (sign in DASHES and len(second) == 2):
        return None
    if (int(first) + 1) % 10 ** len(second) != int(second):
        return None
    last = at + 3 + (line.low(at + 3) in YEARS)
    return dated(line, at, last, Interval(Day(int(first)), Day(int(first) + 1)), "two years with a stroke")


#: in this order: the first that answers
RULES = (read_decade, read_century, read_quarter, read_months_of_year, read_season, read_two_years)
