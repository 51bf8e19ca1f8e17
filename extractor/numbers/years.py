"""Years: «2018 года», «2018-го», «сорок первого года», «прошлого года».

>>> from extractor.numbers.words import cut
>>> read_year(Line("", cut("2018-го года", 0)), 0)
Year(value=2018, last=4, named=True)
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from extractor.numbers.counted import agreement, read_counted
from extractor.numbers.forms import forms_of, load_forms
from extractor.numbers.ordinals import Ordinal, read_ordinal_numeral
from extractor.numbers.signals import says
from extractor.numbers.words import Line, remembered

__all__ = ["TURNS", "Year", "full_year", "read_year", "stands_before_year", "year_word", "year_words"]

TURNS = ("turns", ("lemma", "shift"))
#: before a bare year, besides «в начале», «весной» and their like
PREPOSITIONS = frozenset({"в", "с", "к", "до", "от", "по", "после", "на", "за"})


def stands_before_year(low: str) -> bool:
    """Tell whether a word may stand before a year that nothing else marks."""
    return low in PREPOSITIONS or says(low, "part")


class Year(NamedTuple):
    """A year and where it ends; `named` if «год» or an ending says that it is one."""

    value: int
    last: int
    named: bool


def full_year(figures: int) -> int:
    """Return the year that two figures mean: 00–49 of this century, the rest of the last.

    >>> full_year(18), full_year(74), full_year(1974)
    (2018, 1974, 1974)
    """
    return figures if figures >= 100 else figures + (2000 if figures < 50 else 1900)


@cache
def year_words() -> frozenset[str]:
    """Return the forms of «год» that may stand behind the number of a year; «лет» counts them."""
    return frozenset(form for form in forms_of("год") if form not in ("гг", "лет", "лета", "летам", "летами", "летах"))


@remembered
def read_year(line: Line, at: int) -> Year | None:
    """Return the year that begins at this word: «2018 года», «2018-го», «прошлого года», «сорок первого года»."""
    return _year_in_figures(line, at) or _year_of_turn(line, at) or _year_in_words(line, at)


def _year_in_figures(line: Line, at: int) -> Year | None:
    ancient = re.fullmatch(r"[3-9]\d\d", line[at].text) and line.low(at + 1) == "году"
    if not ancient and not re.fullmatch(r"1\d{3}|20\d{2}|21[0-4]\d", line[at].text):
        return None
    value, last, named = int(line[at].text), at + 1, False
    ordinal = read_ordinal_numeral(line, at)
    if ordinal is not None:
        last, named = ordinal.last, True
    end = year_word(line, last)
    if end:
        return Year(value, end, True)
    if not named and line.glued(last) and line.low(last).isalpha():
        return None
    return Year(value, last, named)


def year_word(line: Line, at: int) -> int:
    """Where «год», «г.» ends, 0 where there is none."""
    low = line.low(at)
    if low in year_words():
        return at + 1
    if low in ("г", "гг"):
        return at + 1 + (line.low(at + 1) == "." and line.glued(at + 1))
    return 0


def _year_of_turn(line: Line, at: int) -> Year | None:
    """«прошлого года», where the day of publication is known."""
    row = load_forms(*TURNS).get(line.low(at))
    if row is None or line.published is None or line.low(at + 1) not in ("года", "году", "год", "годом"):
        return None
    return Year(line.published.year + int(row["shift"]), at + 2, True)


def _year_in_words(line: Line, at: int) -> Year | None:
    """«тысяча девятьсот сорок первого года», «в сорок первом году», «в 95-м году»."""
    ordinal = read_ordinal_numeral(line, at)
    if ordinal is None:
        return None
    if line.low(ordinal.last) not in ("года", "году", "год", "г"):
        return _year_without_its_word(line, at, ordinal)
    if ordinal.value >= 1000:
        return Year(ordinal.value, year_word(line, ordinal.last), True)
    if not 10 <= ordinal.value < 100 or line.low(ordinal.last) not in ("года", "году"):
        return None
    recent = 2000 + ordinal.value <= 2035
    return Year(ordinal.value + (2000 if recent else 1900), ordinal.last + 1, True)


def _year_without_its_word(line: Line, at: int, ordinal: Ordinal) -> Year | None:
    """«в сорок пятом», «летом сорок первого»: two words behind a preposition or a season, and no noun."""
    two_words = ordinal.spelled and ordinal.last == at + 2 and 30 < ordinal.value < 100
    if not two_words or not stands_before_year(line.low(at - 1)) or "plur" in set().union(*ordinal.readings):
        return None
    if read_counted(line, ordinal.last, agreement(ordinal.readings)) is not None:
        return None
    return Year(1900 + ordinal.value, ordinal.last, True)
