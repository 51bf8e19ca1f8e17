"""Which words may begin a number: looked up in tables, so that most words of a text cost no more than that.

>>> from extractor.numbers.words import cut
>>> [word.text for word in cut("В доме трёхэтажном жили две семьи", 0) if may_begin(word)]
['трёхэтажном', 'две']
"""

from __future__ import annotations

from functools import cache, lru_cache

from extractor.numbers.compounds import is_compound
from extractor.numbers.counts import COLLECTIVES, MULTIPLES, approximators
from extractor.numbers.dates import MONTHS, WEEKDAYS
from extractor.numbers.forms import forms_of, load_forms
from extractor.numbers.numerals import MINUS, PLUS, numeral_forms
from extractor.numbers.ordinals import ordinal_forms, roman_value
from extractor.numbers.periods import SEASONS
from extractor.numbers.relative import relative_starts
from extractor.numbers.shares import share_forms
from extractor.numbers.units import read_half_unit, unit_starts
from extractor.numbers.words import Line, Word, fold

__all__ = ["is_joint", "may_begin"]


def may_begin(word: Word) -> bool:
    """Tell whether a word may begin a number: one look into a table for most words of a text."""
    return word.digits or _may_begin(word.text)


@lru_cache(maxsize=50_000)
def is_joint(low: str) -> bool:
    """Tell whether a word is two numerals or two months with a hyphen: «две-три», «мае-июне»."""
    return all(part in _joints() for part in low.split("-"))


@cache
def _joints() -> frozenset[str]:
    tables = (MONTHS, WEEKDAYS, COLLECTIVES, MULTIPLES)
    forms = frozenset().union(*(frozenset(load_forms(*table)) for table in tables))
    return forms | numeral_forms() | frozenset(ordinal_forms())


@lru_cache(maxsize=65_536)
def _may_begin(text: str) -> bool:
    low = fold(text)
    if low in _beginnings() or is_compound(low) or (low.startswith("пол") and _is_half(low)):
        return True
    return text.isupper() and roman_value(text) is not None


def _is_half(low: str) -> bool:
    return (
        ordinal_forms().get(low[3:], 0) > 0
        or read_half_unit(Line("", [Word(0, len(low), low, low, glued=False)]), 0) is not None
    )


@cache
def _beginnings() -> frozenset[str]:
    tables = (COLLECTIVES, MULTIPLES, MONTHS, SEASONS)
    forms = frozenset().union(*(frozenset(load_forms(*table)) for table in tables))
    signs = frozenset("$€£₽₴¥₸₺₪₹₩") | MINUS | PLUS | {"½", "¼", "¾", "пол"}
    words = (
        numeral_forms() | frozenset(ordinal_forms()) | frozenset(share_forms()) | relative_starts() | forms_of("каждый")
    )
    return forms | signs | words | unit_starts() | approximators()
