"""Shares of a whole: «половина крыши», «две трети», «3/8 дома», «каждый седьмой школьник»; «на треть» is a ratio.

>>> from extractor.numbers.words import cut
>>> draft = read_fraction(Line("", cut("Три пятых площади", 0)), 0)
>>> draft.value, draft.noun
(Fraction(3, 5), 'площадь')
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

from extractor.numbers.counted import GENITIVE, agreement, government, read_counted
from extractor.numbers.drafts import Draft
from extractor.numbers.forms import forms_of
from extractor.numbers.measures import read_whole
from extractor.numbers.numerals import read_cardinal, read_scale
from extractor.numbers.ordinals import ordinal_forms, read_ordinal_numeral
from extractor.numbers.units import read_unit
from extractor.numbers.words import Line

__all__ = ["read_every", "read_fraction", "read_stroke", "share_forms"]

SHARES = {"половина": Fraction(1, 2), "треть": Fraction(1, 3), "четверть": Fraction(1, 4)}


@cache
def share_forms() -> dict[str, Fraction]:
    """The value of every form of «половина», «треть», «четверть»."""
    return {form: value for lemma, value in SHARES.items() for form in forms_of(lemma)}


def read_fraction(line: Line, at: int) -> Draft | None:
    """Return the share that begins at this word, with its whole; «на» before it makes a ratio of it."""
    found = _read_share(line, at)
    if found is None or line.low(at - 1) in ordinal_forms():  # «вторая половина»
        return None
    value, last = found
    measured = _of_unit(line, at, value, last)
    if measured is not None:
        return measured
    whole = read_whole(line, last)
    if whole is None and line.low(at - 1) == "на":
        return Draft(at - 1, last, "ratio", value, unit="part", rule="change by a part")
    draft = Draft(at, last, "fraction", value, rule="share of a whole")
    return replace(draft, noun=whole.name, tail=whole.last) if whole is not None else draft


def _read_share(line: Line, at: int) -> tuple[Fraction, int] | None:
    """«треть», «две трети», «три пятых», «одна десятая», «пятая часть»: value, and where it ends."""
    if (value := share_forms().get(line.low(at))) is not None:
        return value, at + 1
    ordinal = read_ordinal_numeral(line, at)
    if ordinal is not None:
        part = line.low(ordinal.last) in forms_of("часть") and ordinal.value >= 3 and _singular(line, ordinal.last)
        whole = line.low(at - 1) == "на" or read_counted(line, ordinal.last + 1, GENITIVE) is not None
        return (Fraction(1, ordinal.value), ordinal.last + 1) if part and whole else None
    cardinal = read_cardinal(line, at)
    if cardinal is not None and line.low(cardinal.last) in forms_of("целый"):
        return None
    if cardinal is None or cardinal.value is None or cardinal.value.denominator != 1:
        return None
    if (value := share_forms().get(line.low(cardinal.last))) is not None:
        return cardinal.value * value, cardinal.last + 1
    denominator = ordinal_forms().get(line.low(cardinal.last), 0)
    if denominator < 3 or not cardinal.spelled or not _counts_parts(line, cardinal.value, cardinal.last):
        return None
    last = cardinal.last + 1
    return cardinal.value / denominator, last + (line.low(last) in forms_of("часть"))


def _singular(line: Line, at: int) -> bool:
    return line.low(at) in ("часть", "части", "частью")


def _counts_parts(line: Line, value: Fraction, at: int) -> bool:
    """«одна пятая», «три пятых»: the denominator agrees with the count."""
    return line.low(at).endswith(("ая", "ой", "ую", "ья", "ьей", "ью") if value == 1 else ("ых", "их", "ым", "ыми"))


def _of_unit(line: Line, at: int, value: Fraction, last: int) -> Draft | None:
    """«четверть часа», «треть процента», «четверть миллиона рублей»."""
    scale = read_scale(line, last)
    if scale is not None:
        value, last = value * scale[0], scale[1]
    unit = read_unit(line, last, value)
    if unit is None:
        return _of_scale(line, at, value, last) if scale is not None else None
    if scale is None and unit.kind == "duration":
        if unit.code in ("second", "minute"):
            return Draft(at, unit.last, "duration", value, unit=unit.code, rule="share of a unit")
        if unit.code == "hour":
            return Draft(at, unit.last, "duration", value * 60, unit="minute", rule="share of an hour")
        if unit.code == "year" and unit.factor == 100:
            return Draft(at, unit.last, "duration", value * 100, unit="year", rule="share of a century")
        return None
    if unit.kind == "quantity" and line.low(last) in forms_of("квартал"):
        return None
    return Draft(at, unit.last, unit.kind, value * unit.factor, unit=unit.code, rule="share of a unit")


def _of_scale(line: Line, at: int, value: Fraction, last: int) -> Draft:
    """«четверть миллиона человек»."""
    noun = read_counted(line, last, government(None))
    draft = Draft(at, last, "count", value, rule="share of a scale")
    return replace(draft, noun=noun.name, tail=noun.last) if noun is not None else draft


def read_stroke(line: Line, at: int) -> Draft | None:
    """«3/8 дома»: a proper fraction in figures, and no «24/7»."""
    above, below = line[at].text, line[at + 2].text
    if line.low(at + 1) != "/" or not line.glued(at + 1) or not line.glued(at + 2) or (line.glued(at) and at):
        return None
    if not (above.isdigit() and below.isdigit() and len(below) <= 3 and 0 < int(above) < int(below)):
        return None
    if line.low(at + 3) in ("/", "-") and line.glued(at + 3):
        return None
    whole = read_whole(line, at + 3)
    draft = Draft(at, at + 3, "fraction", Fraction(int(above), int(below)), rule="fraction with a stroke")
    return replace(draft, noun=whole.name, tail=whole.last) if whole is not None else draft


def read_every(line: Line, at: int) -> Draft | None:
    """«каждый седьмой школьник»: one of seven."""
    if line.low(at) not in forms_of("каждый"):
        return None
    ordinal = read_ordinal_numeral(line, at + 1)
    if ordinal is None or ordinal.value < 2:
        return None
    noun = read_counted(line, ordinal.last, agreement(ordinal.readings))
    name, tail = (noun.name, noun.last) if noun is not None else (None, 0)
    value = Fraction(1, ordinal.value)
    return Draft(at, ordinal.last, "fraction", value, noun=name, tail=tail, rule="one of every so many")
