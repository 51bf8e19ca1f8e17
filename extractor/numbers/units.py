"""Units: the word behind a numeral that makes it money, a share, a duration or a quantity.

>>> from extractor.numbers.words import cut
>>> read_unit(Line("", cut("км/ч", 0)), 0, Fraction(97))
Unit(kind='quantity', code='km/h', factor=Fraction(1, 1), last=3, currency=False)
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import NamedTuple

from extractor.numbers.forms import Phrases, load_forms, load_phrases
from extractor.numbers.signals import says
from extractor.numbers.words import DASHES, Line

__all__ = ["Unit", "read_currency", "read_half_unit", "read_unit", "smaller", "unit_starts"]

CURRENCIES = ("currencies", ("lemma", "code", "least"))
SUBUNITS = ("subunits", ("lemma", "code", "share"))
UNITS = ("units", ("lemma", "code", "factor"))
PERCENTS = ("percents", ("lemma", "code"))
DURATIONS = ("durations", ("lemma", "code", "factor"))
HALVES = ("halves", ("lemma", "value", "unit"))

#: how many of the smaller unit the greater holds, where one expression may name both
SMALLER = {
    ("year", "month"): 12,
    ("week", "day"): 7,
    ("day", "hour"): 24,
    ("day", "minute"): 1440,
    ("hour", "minute"): 60,
    ("hour", "second"): 3600,
    ("minute", "second"): 60,
    ("km", "m"): 1000,
    ("m", "cm"): 100,
    ("cm", "mm"): 10,
    ("t", "kg"): 1000,
    ("kg", "g"): 1000,
    ("L", "mL"): 1000,
    ("ha", "ar"): 100,
    ("ft", "in"): 12,
    ("lb", "oz"): 16,
}
#: one letter that is a unit only where no word follows («220 В», but «5 В Омске»)
AMBIGUOUS = frozenset({"В", "А"})


class Unit(NamedTuple):
    """What a unit makes of a numeral; `factor` turns the amount into that of the code («копейка» is 1/100 RUB)."""

    kind: str
    code: str
    factor: Fraction
    last: int
    currency: bool = False


def read_unit(line: Line, at: int, value: Fraction | None) -> Unit | None:
    """Return the unit that begins at this word, for an amount of so many; None where there is none."""
    for rule in RULES:
        unit = rule(line, at, value)
        if unit is not None:
            return unit
    return None


def read_percent(line: Line, at: int, value: Fraction | None) -> Unit | None:
    """«%», «процентных пункта», «п. п.»."""
    found = load_phrases(*PERCENTS).read(line, at)
    if found is None:
        return None
    row, last = found
    ending = last + 1  # «15%-ную»
    if line.low(last) in DASHES and line.glued(last) and line.glued(ending) and line.low(ending).isalpha():
        last = ending + 1
    return Unit("percent", row["code"], Fraction(1), last)


def read_currency(line: Line, at: int, value: Fraction | None) -> Unit | None:
    """«рублей», «долл. США», «€», «руб./кВт·ч»."""
    found = load_phrases(*CURRENCIES).read(line, at)
    if found is None:
        return None
    row, last = found
    if row["least"] and value is not None and value < int(row["least"]):
        return None
    return Unit("money", row["code"], Fraction(1), _per(line, last), currency=True)


def read_subunit(line: Line, at: int, value: Fraction | None) -> Unit | None:
    """«копеек», «центов»: parts of the main unit."""
    found = load_phrases(*SUBUNITS).read(line, at)
    return Unit("money", found[0]["code"], Fraction(found[0]["share"]), _per(line, found[1])) if found else None


def _per(line: Line, last: int) -> int:
    """«руб./кВт·ч»: the price goes on behind the stroke."""
    if line.low(last) != "/" or not line.glued(last) or not line.glued(last + 1):
        return last
    unit = read_quantity(line, last + 1, None) or read_duration(line, last + 1, None)
    return unit.last if unit is not None else last + 2 if line[last + 1].text.isalpha() else last


def read_duration(line: Line, at: int, value: Fraction | None) -> Unit | None:
    """«лет», «суток», «мин.»."""
    found = load_phrases(*DURATIONS).read(line, at)
    if found is None:
        return None
    row, last = found
    if (
        line.low(last) in ("ранее", "раньше", "позже", "позднее")
        and last == at + 1
        and line.low(at).endswith(("ом", "ем", "ей"))
    ):
        return None  # «против 103 млрд годом ранее»
    if line.low(at) == "мин" and line.low(at + 1) != "." and _speaks_of_mines(line, at):
        return None
    if line.low(at) == "с" and (line[at + 1].text.isalnum() or line.low(at + 1) == "«"):
        return None  # a preposition
    if line.low(at) == "ч" and line.low(last - 1) == "." and line[last].digits and line.low(last + 1)[:3] != "мин":
        return None
    return Unit("duration", row["code"], Fraction(row["factor"] or 1), last)


def _speaks_of_mines(line: Line, at: int) -> bool:
    """«сапёры обезвредили 15 мин и снарядов»."""
    before = line.lows(at - 7, at)
    stop = max((place for place, low in enumerate(before) if low == "."), default=-1)
    return any(says(low, "mines") for low in (*before[stop + 1 :], *line.lows(at + 1, at + 6)))


def read_quantity(line: Line, at: int, value: Fraction | None) -> Unit | None:
    """«километров в час», «га», «мг/л», «градусов мороза»."""
    found = load_phrases(*UNITS).read(line, at)
    if found is None:
        return None
    row, last = found
    if line[at].text in AMBIGUOUS and last == at + 1 and (line[last].text.isalpha() or line.low(last) == "."):
        return None
    code, factor = row["code"], Fraction(row["factor"] or 1)
    if code == "Cel":
        last, sign = _below(line, last)
        return Unit("quantity", code, factor * sign, last)
    if line.low(last) == "/" and line.glued(last) and line.glued(last + 1):
        below = load_phrases(*UNITS).read(line, last + 1) or load_phrases(*DURATIONS).read(line, last + 1)
        if below is not None:
            code, last = f"{code}/{below[0]['code']}", below[1]
    return Unit("quantity", code, factor, last)


#: words of sign behind degrees
BELOW = {("мороза",): -1, ("ниже", "нуля"): -1, ("тепла",): 1, ("жары",): 1, ("выше", "нуля"): 1}


def _below(line: Line, last: int) -> tuple[int, int]:
    for words, sign in BELOW.items():
        if tuple(line.lows(last, last + len(words))) == words:
            return last + len(words), sign
    return last, 1


def read_half_unit(line: Line, at: int) -> tuple[Fraction, Unit] | None:
    """Return «полчаса», «пол-литра», «пол дня»: the amount, and the unit with its end."""
    low, last = line.low(at), at + 1
    if low == "пол":
        low, last = "пол" + line.low(at + 1), at + 2
    if not low.startswith("пол"):
        return None
    row = load_forms(*HALVES).get(low) or load_forms(*HALVES).get(low.replace("-", ""))
    if row is not None:
        return Fraction(row["value"]), Unit("duration", row["unit"], Fraction(1), last)
    code = _genitive_units().get(low[3:].lstrip("-"))
    return (Fraction(1, 2), Unit(*code, last)) if code is not None else None


@cache
def _genitive_units() -> dict[str, tuple[str, str, Fraction]]:
    """Single-word units by form, for what «пол-» may be put before."""
    units: dict[str, tuple[str, str, Fraction]] = {}
    tables = (
        (UNITS, "quantity", "factor"),
        (PERCENTS, "percent", ""),
        (CURRENCIES, "money", ""),
        (SUBUNITS, "money", "share"),
    )
    for (name, columns), kind, factor in tables:
        for form, row in load_forms(name, columns).items():
            if len(form) > 3 and form.isalpha():
                units.setdefault(form, (kind, row["code"], Fraction(row.get(factor) or 1)))
    return units


def smaller(greater: str, less: str) -> int | None:
    """How many of the second unit make one of the first, where «2 часа 15 минут» may name both."""
    return SMALLER.get((greater, less))


@cache
def unit_starts() -> frozenset[str]:
    """Every form of a unit that may stand before its numeral («метров сто», «$5»)."""
    tables: tuple[Phrases, ...] = tuple(
        load_phrases(*table) for table in (CURRENCIES, SUBUNITS, UNITS, PERCENTS, DURATIONS)
    )
    starts = frozenset().union(*(table.starts for table in tables))
    return frozenset(start for start in starts if len(start) > 2 or not start.isalpha()) - {"%", "°", "º", "‰"} | {"rm"}


#: in this order: the first that answers
RULES = (read_percent, read_currency, read_subunit, read_duration, read_quantity)
