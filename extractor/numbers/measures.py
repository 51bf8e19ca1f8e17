"""A numeral with its unit: money, percent, duration, quantity; and several units in one expression.

>>> from extractor.numbers.words import cut
>>> draft = read_measure(Line("", cut("2 часа 15 минут", 0)), 0)
>>> draft.value, draft.unit, draft.last
(Fraction(135, 1), 'minute', 4)
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from extractor.numbers.counted import GENITIVE, Noun, read_counted, starts_sentence
from extractor.numbers.drafts import Draft
from extractor.numbers.numerals import Numeral, read_numeral
from extractor.numbers.units import Unit, read_currency, read_half_unit, read_unit, smaller
from extractor.numbers.words import Line

__all__ = ["draft_measure", "read_half_measure", "read_measure", "read_money_before"]

#: behind a share these are no whole
NO_WHOLE = frozenset({"годовых", "раза", "раз", "года", "времени", "утра", "вечера", "дня"})


def read_measure(line: Line, at: int) -> Draft | None:
    """Return the amount that begins at this word, if a unit follows its numeral."""
    numeral = read_numeral(line, at)
    return draft_measure(line, numeral) if numeral is not None else None


def draft_measure(line: Line, numeral: Numeral) -> Draft | None:
    """Return the amount that a numeral and the unit behind it make."""
    after = numeral.last
    odd = numeral.odd
    if not odd and line.low(after) == "с" and line.low(after + 1) in ("лишним", "небольшим", "гаком"):
        after, odd = after + 2, True
    unit = read_unit(line, after, numeral.value)
    if unit is None:
        return None
    value = numeral.grouped if unit.kind == "money" and numeral.grouped is not None else numeral.value
    draft = Draft(
        numeral.first,
        unit.last,
        unit.kind,
        value * unit.factor if value is not None else None,
        unit=unit.code,
        qualifier="more_than" if odd else "about" if numeral.rough else None,
        scale=numeral.scale,
        rule=unit.kind,
    )
    return _with_whole(line, _with_smaller(line, draft, unit))


def _with_smaller(line: Line, draft: Draft, unit: Unit) -> Draft:
    """«3 кг 450 г», «4 года и 2 месяца», «38 рублей 50 копеек»: the rest of one expression."""
    if draft.value is None or draft.qualifier:
        return draft
    at = draft.last + (line.low(draft.last) == "и")
    numeral = read_numeral(line, at)
    if numeral is None or numeral.value is None or numeral.signed:
        return draft
    rest = read_unit(line, numeral.last, numeral.value)
    if rest is None or rest.kind != draft.kind:
        return draft
    sign = -1 if draft.value < 0 else 1
    if draft.kind == "money" and unit.currency and not rest.currency and rest.code in (unit.code, _cents(unit.code)):
        return _extend(draft, rest.last, draft.value + sign * numeral.value * rest.factor, unit.code)
    times = smaller(unit.code, rest.code)
    if times is None:
        return draft
    longer = _extend(draft, rest.last, draft.value * times + sign * numeral.value * rest.factor, rest.code)
    return _with_smaller(line, longer, rest)


def _cents(code: str) -> str:
    """The currency under which the lexicon lists the hundredths of another («цент» stands under USD)."""
    return "USD" if code in ("CAD", "AUD", "NZD", "HKD", "SGD", "EUR") else code


def _extend(draft: Draft, last: int, value: Fraction, unit: str) -> Draft:
    return replace(draft, last=last, value=value, unit=unit, rule=f"{draft.kind} in several units")


def _with_whole(line: Line, draft: Draft) -> Draft:
    """«34 % суммы», «3 т зерна»: what is measured, if a genitive follows directly."""
    if draft.kind not in ("percent", "quantity"):
        return draft
    noun = read_whole(line, draft.last)
    if noun is None:
        return draft
    return replace(draft, noun=noun.name, tail=noun.last)


def read_whole(line: Line, at: int) -> Noun | None:
    """Return the genitive that follows directly."""
    if line.low(at) in NO_WHOLE or line[at].digits or starts_sentence(line, at):
        return None
    return read_counted(line, at, GENITIVE)


def read_half_measure(line: Line, at: int) -> Draft | None:
    """«полчаса», «пол-литра молока», «полпроцента»."""
    found = read_half_unit(line, at)
    if found is None:
        return None
    amount, unit = found
    draft = Draft(at, unit.last, unit.kind, amount * unit.factor, unit=unit.code, rule="half of a unit")
    return _with_whole(line, draft)


def read_money_before(line: Line, at: int) -> Draft | None:
    """«$740 млн», «US$ 3.14», «USD3.14»: the currency stands before its amount."""
    unit = read_currency(line, at, None)
    if unit is None or not line[unit.last].digits or line[at].text[-1:].islower():
        return None
    numeral = read_numeral(line, unit.last)
    if numeral is None or numeral.value is None:
        return None
    if read_currency(line, numeral.last, numeral.value) is not None and line[at].text.isalpha():
        return None
    value = numeral.grouped if numeral.grouped is not None else numeral.value
    return Draft(
        at, numeral.last, "money", value, unit=unit.code, scale=numeral.scale, rule="currency before its amount"
    )
