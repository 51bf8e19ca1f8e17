"""Times of the day: «20:15», «в 23.40», «в 4 утра», «в 10 часов 20 минут», «в половине шестого утра».

>>> from extractor.numbers.words import cut
>>> read_time(Line("", cut("в 8 вечера", 0)), 1).date
'T20:00'
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from extractor.numbers.counted import government, read_counted
from extractor.numbers.drafts import Draft
from extractor.numbers.forms import forms_of, load_forms
from extractor.numbers.numerals import read_cardinal
from extractor.numbers.ordinals import ordinal_forms, read_ordinal_numeral
from extractor.numbers.units import read_unit
from extractor.numbers.words import Line

__all__ = ["lasts", "read_time"]

#: genitives behind an hour: by how much they move it, and from which hour on
DAYPARTS = {"утра": (0, 0), "дня": (12, 1), "вечера": (12, 1), "ночи": (0, 0), "пополудни": (12, 1)}
LASTING = ("lasting", ("lemma",))
#: before an hour («к 10 часам»); «около» and «до» also stand before lengths of time
BEFORE_HOUR = frozenset({"в", "во", "к", "ко", "с", "со", "после"})
#: before figures that may be a clock («с 11.00»)
CLOCK = frozenset({"в", "с", "до", "к", "около", "после"})
BEFORE_EITHER = frozenset({"до", "около", "примерно", "по"})


def read_time(line: Line, at: int) -> Draft | None:
    """Return the time of the day that begins at this word."""
    for rule in RULES:
        draft = rule(line, at)
        if draft is not None:
            return draft
    return None


def _timed(first: int, last: int, hour: int, minute: int, rule: str) -> Draft | None:
    if not (0 <= hour <= 24 and 0 <= minute < 60):
        return None
    return Draft(first, last, "time", date=f"T{hour:02}:{minute:02}", rule=rule)


def _with_daypart(line: Line, last: int, hour: int) -> tuple[int, int]:
    """The hour by its part of day («вечера»), and where that ends."""
    low = line.low(last)
    if low == "после" and line.low(last + 1) == "полудня":
        return (hour + 12 if 1 <= hour < 12 else hour), last + 2
    part = DAYPARTS.get(low)
    if part is None:
        return hour, last
    shift, start = part
    if low == "ночи" and hour in (9, 10, 11):
        shift = 12
    if low == "ночи" and hour == 12:
        return 0, last + 1
    return (hour + shift if start <= hour < 12 else hour), last + 1


def read_clock(line: Line, at: int) -> Draft | None:
    """«20:15», «3:18 утра», and «в 23.40»."""
    if line.low(at + 1) == ":" and line.glued(at + 1) and line.glued(at + 2) and line[at].text.isdigit():
        if not re.fullmatch(r"[0-5]\d", line[at + 2].text) or len(line[at].text) > 2:
            return None
        hour, last = _with_daypart(line, at + 3, int(line[at].text))
        if line.low(last) == ":" and line.glued(last) and re.fullmatch(r"[0-5]\d", line[last + 1].text):
            last += 2
        return _timed(at, last, hour, int(line[at + 2].text), "clock")
    if line.low(at - 1) in CLOCK and line.low(at + 1) == "-" and line.glued(at + 1) and line.glued(at + 2):
        minutes = line[at + 2].text in ("00", "15", "30", "45") and not _is_counted(line, at + 3)  # «в 8-00»
        return _timed(at, at + 3, int(line[at].text), int(line[at + 2].text), "clock with a dash") if minutes else None
    match = re.fullmatch(r"([01]?\d|2[0-3])\.([0-5]\d)", line[at].text)
    if match and line.low(at - 1) in CLOCK and _ends_phrase(line, at + 1):
        hour, last = _with_daypart(line, at + 1, int(match[1]))
        alone = "." not in line[at - 2].text + line[at + 2].text
        if line.low(at - 1) != "в" and last == at + 1 and alone and not _is_round(line, at, match):
            return None
        return _timed(at, last, hour, int(match[2]), "clock with a point")
    return None


def _is_counted(line: Line, at: int) -> bool:
    """«в 5-15 километрах»: a unit or a noun follows."""
    return read_unit(line, at, None) is not None or read_counted(line, at, government(Fraction(15))) is not None


def _is_round(line: Line, at: int, match: re.Match[str]) -> bool:
    """«с 11.00», «до 21.30»: full five minutes with nothing counted behind."""
    five = len(match[1]) == 2 and int(match[2]) % 5 == 0
    return five and read_counted(line, at + 1, government(Fraction(1, 2))) is None


def _ends_phrase(line: Line, at: int) -> bool:
    """No unit or noun of a decimal follows."""
    word = line[at]
    return word.low not in (
        "%",
        "раза",
        "раз",
        "млн",
        "млрд",
        "тыс",
        "трлн",
        "руб",
        "балла",
        "процента",
        "кв",
    ) and not (word.glued and word.low not in (".", ",", ")", ";", "»", "–", "-"))


def read_hour(line: Line, at: int) -> Draft | None:
    """«4 утра», «14 часов», «11 часов 40 минут», «два часа ночи»."""
    cardinal = read_cardinal(line, at)
    if cardinal is None or cardinal.value is None or cardinal.value.denominator != 1 or not 0 <= cardinal.value <= 24:
        return None
    hour, last = int(cardinal.value), cardinal.last
    named = _is_hour_word(line, last)
    if named:
        last += 1 + (line.low(last) == "ч" and line.low(last + 1) == ".")
    minutes, last = _read_minutes(line, last) if named else (0, last)
    placed, end = _with_daypart(line, last, hour)
    if end > last and not (line.low(last) == "дня" and not named and hour > 12):
        counted = line.low(last) in ("дня", "ночи") or cardinal.spelled  # «провели 3 ночи», «два вечера подряд»
        if counted and not named and line.low(at - 1) not in BEFORE_HOUR | BEFORE_EITHER:
            return None
        return _timed(at, end, placed, minutes, "hour of a part of the day")
    if not named or not _is_moment(line, at, hour, last):
        return None
    return _timed(at, last, hour, minutes, "hour")


@cache
def _hours() -> frozenset[str]:
    return frozenset({"час", "часа", "часов", "часам", "ч"})


def _is_hour_word(line: Line, at: int) -> bool:
    return line.low(at) in _hours()


def _read_minutes(line: Line, at: int) -> tuple[int, int]:
    """«40 минут» behind an hour."""
    cardinal = read_cardinal(line, at)
    if cardinal is None or cardinal.value is None or cardinal.value.denominator != 1 or not 0 <= cardinal.value < 60:
        return 0, at
    low = line.low(cardinal.last)
    if low not in forms_of("минута") and low != "мин":
        return 0, at
    return int(cardinal.value), cardinal.last + 1 + (low == "мин" and line.low(cardinal.last + 1) == ".")


def _is_moment(line: Line, at: int, hour: int, last: int) -> bool:
    """«в 14 часов», «к 10 часам», «около 14 часов»: a moment, unless the clause says that something lasts."""
    before = line.low(at - 1)
    if before in ("с", "со", "к", "ко", "после"):
        return not (before in ("с", "со") and line.low(last) != "" and line.low(last - 1) == "часами")
    if before in ("в", "во"):
        return line.low(at - 2) not in ("раз", "км", "километров", "рублей", "срок", "срока", "сроком") and line.low(
            last
        ) not in (
            "езды",
            "лета",
            "ходьбы",
            "пути",
            "неделю",
            "сутки",
            "день",
        )
    if before in BEFORE_EITHER:
        return (hour >= 13 or before == "до") and not lasts(line, at)
    return False


def lasts(line: Line, at: int) -> bool:
    """Whether one of the words before says that something lasts («ждали около 14 часов»)."""
    verbs = load_forms(*LASTING)
    return any(low in verbs for low in line.lows(at - 6, at))


def read_half_hour(line: Line, at: int) -> Draft | None:
    """«половине шестого утра», «полшестого», «без четверти пять», «четверть девятого»."""
    low = line.low(at)
    glued = ordinal_forms().get(low[3:], 0) if low.startswith("пол") and low.endswith("го") else 0
    if 1 <= glued <= 12:
        hour, last = _with_daypart(line, at + 1, glued)
        return _timed(at, last, hour - 1 if hour else 23, 30, "half of an hour")
    if line.low(at - 1) == "без" and (before := _read_before(line, at)) is not None:
        return before
    if low in ("половине", "половина", "половину", "четверть", "четверти"):
        ordinal = read_ordinal_numeral(line, at + 1)
        if ordinal is None or not 1 <= ordinal.value <= 12 or not line.low(ordinal.last - 1).endswith("го"):
            return None
        hour, last = _with_daypart(line, ordinal.last, ordinal.value)
        if low.startswith("четверт") and last == ordinal.last and line.low(at - 1) not in ("в", "к"):
            return None
        hour = hour - 1 if hour else 23
        return _timed(at, last, hour, 15 if low.startswith("четверт") else 30, "half of an hour")
    return None


def _read_before(line: Line, at: int) -> Draft | None:
    """«без четверти восемь», «без пяти минут семь вечера»."""
    part = read_cardinal(line, at)
    minutes, last = (15, at + 1) if line.low(at) == "четверти" else (0, at)
    if part is not None and part.value is not None and part.value.denominator == 1 and 0 < part.value < 30:
        minutes, last = int(part.value), part.last + (line.low(part.last) in forms_of("минута"))
    hour = read_cardinal(line, last) if minutes else None
    if hour is None or hour.value is None or hour.value.denominator != 1 or not 1 <= hour.value <= 12:
        return None
    placed, end = _with_daypart(line, hour.last, int(hour.value))
    return _timed(at - 1, end, (placed - 1) % 24, 60 - minutes, "minutes before an hour")


def read_range_of_hours(line: Line, at: int) -> Draft | None:
    """«с 9 до 18 часов», «с 10 до 12 дня»: the first hour borrows its word from the second."""
    first, joint = read_cardinal(line, at), None
    if line.low(at - 1) not in ("с", "со") or first is None or first.value is None or not 0 <= first.value <= 24:
        return None
    joint = first.last + (line.low(first.last) == "часов")
    if line.low(joint) not in ("до", "по") or first.value.denominator != 1:
        return None
    second = read_hour(line, joint + 1)
    if second is None or second.date is None or lasts(line, at - 1):
        return None
    return Draft(at - 1, second.last, "time", date=f"T{int(first.value):02}:00/{second.date}", rule="from hour to hour")


#: in this order: the first that answers
RULES = (read_clock, read_half_hour, read_range_of_hours, read_hour)
