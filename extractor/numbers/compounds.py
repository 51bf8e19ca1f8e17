"""Numbers inside adjectives: «20-летний», «двухэтажный», «35-киловольтная», «пятитысячный», and «90-летие».

A word is first tried by its stem, then inflected back to its lemma, whose tail the lexicon knows.

>>> from extractor.numbers.words import cut
>>> draft = read_compound(Line("", cut("трёхкомнатную квартиру", 0)), 0)
>>> draft.value, draft.noun
(Fraction(3, 1), 'комната')
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from extractor.language.morphology import parses_of
from extractor.lexicons import load_lexicon
from extractor.numbers.counted import Noun, agreement, read_counted
from extractor.numbers.drafts import Draft
from extractor.numbers.figures import parse_figures
from extractor.numbers.numerals import read_cardinal
from extractor.numbers.signals import says
from extractor.numbers.words import DASHES, Line, fold

__all__ = ["is_compound", "read_compound"]

TAILS = ("compounds", ("tail", "kind", "unit", "factor"))
STEMS = ("stems", ("stem", "value"))

#: tails that make a number only behind figures: «90-летие», «16-этажка», but «столетие», «пятиэтажка»
FIGURES_ONLY = ("летие", "этажка", "томник", "метровка", "рублевка")


#: years that nobody outlives
LIFE = 130


class Tail(NamedTuple):
    """What the second half of a compound says: the kind, the unit or the noun, and a factor."""

    kind: str
    unit: str
    factor: Fraction


@cache
def _tails() -> dict[str, Tail]:
    return {
        fold(tail): Tail(row["kind"], row["unit"], Fraction(row["factor"] or 1))
        for tail, row in load_lexicon(*TAILS).items()
    }


@cache
def _stems() -> dict[str, Fraction]:
    return {fold(stem): Fraction(row["value"]) for stem, row in load_lexicon(*STEMS).items()}


@cache
def _stem_pattern() -> re.Pattern[str]:
    stems = "|".join(sorted(_stems(), key=len, reverse=True))
    return re.compile(f"(?:{stems})(?=.{{4}})")


@lru_cache(maxsize=50_000)
def _split(form: str) -> tuple[Fraction, Tail] | None:
    """The number and the tail of a compound written in one word."""
    if not _stem_pattern().match(form):
        return None
    lemma = _lemma(form)
    tails = _tails()
    for cut_at in range(3, len(lemma) - 3):
        if (
            lemma[cut_at:] in tails
            and tails[lemma[cut_at:]].kind
            and not lemma.endswith(FIGURES_ONLY)
            and (value := _stem_value(lemma[:cut_at])) is not None
        ):
            return value, tails[lemma[cut_at:]]
    tail = tails.get(lemma)
    return (Fraction(1), tail) if tail is not None and tail.factor >= 1000 and tail.kind != "ordinal" else None


def _lemma(form: str) -> str:
    parses = parses_of(form)
    return next((fold(parse.lemma) for pos in ("ADJF", "NOUN", "ADVB") for parse in parses if parse.pos == pos), form)


def _stem_value(stem: str) -> Fraction | None:
    """«двадцатипяти» is 25: stems in falling order."""
    total, limit = Fraction(0), Fraction(10**6)
    rest = stem.rstrip("-")
    while rest:
        match = _stem_pattern().match(rest + "    ")
        if match is None or _stems()[match.group()] >= limit:
            return None
        value = _stems()[match.group()]
        total += value
        limit = Fraction(100) if value >= 100 else Fraction(10) if value >= 20 else Fraction(0)
        rest = rest[match.end() :]
    return total


def is_compound(form: str) -> bool:
    """Tell whether a folded form is a compound of a number."""
    return _split(form) is not None


def read_compound(line: Line, at: int) -> Draft | None:
    """Return the compound that begins at this word."""
    found = _with_figures(line, at) if line[at].digits else _in_words(line, at)
    if found is None:
        return None
    value, tail, last = found
    return _draft(line, at, value, tail, last)


def _with_figures(line: Line, at: int) -> tuple[Fraction, Tail, int] | None:
    """«20-летний», «1,5-литровая», «5-ти этажный», «20 летний»."""
    figures = parse_figures(line[at].text)
    last = at + 1
    if line.low(last) in DASHES and line.glued(last):
        last += 1
        if line.low(last) in ("ти", "х", "и", "ми", "тью") and line.glued(last):
            last += 1 + (line.low(last + 1) in DASHES)
    elif line.low(last)[:4] != "летн":
        return None
    if figures is None or len(line.low(last)) < 5:
        return None
    tail = _tails().get(_lemma(line.low(last)))
    return (figures.value, tail, last + 1) if tail is not None else None


def _in_words(line: Line, at: int) -> tuple[Fraction, Tail, int] | None:
    """«двухэтажный», «двадцати-летний», «сто двадцати пяти летний» is not written so."""
    low = line.low(at)
    found = _split(low)
    if found is not None:
        return (*found, at + 1)
    cardinal = read_cardinal(line, at)
    if cardinal is None or not cardinal.spelled or cardinal.value is None:
        return None
    if line.low(cardinal.last) in DASHES and line.glued(cardinal.last):
        tail = _tails().get(_lemma(line.low(cardinal.last + 1)))
        return (cardinal.value, tail, cardinal.last + 2) if tail is not None else None
    return None


def _draft(line: Line, at: int, value: Fraction, tail: Tail, last: int) -> Draft | None:
    noun = read_counted(line, last, agreement(_readings(line[last - 1].text)))
    amount = value * tail.factor
    rule = "compound"
    if tail.kind == "count":
        return Draft(at, last, "count", amount, noun=tail.unit, rule=rule)
    if tail.kind == "ordinal":
        name, end = (noun.name, noun.last) if noun is not None else (None, 0)
        return Draft(at, last, "ordinal", amount, noun=name, tail=end, rule=rule)
    if tail.kind == "times":
        growth = noun is not None and says(noun.name.split()[-1], "growth")
        kind, unit, name = ("ratio", "x", None) if growth else ("count", None, "раз")
        return Draft(at, last, kind, amount, unit=unit, noun=name, rule=rule)
    if tail.kind == "age":
        kind = "age" if amount <= LIFE and _speaks_of_age(line, last, noun) else "duration"
        return Draft(at, last, kind, amount, unit=tail.unit, rule=rule)
    return Draft(at, last, tail.kind, amount, unit=tail.unit, rule=rule)


def _speaks_of_age(line: Line, last: int, noun: Noun | None) -> bool:
    """«17-летняя лицеистка», «20-летний Иван»; a noun left out is a person («задержан 30-летний»)."""
    noun = noun or read_counted(line, last, _lives)
    if noun is not None:
        return noun.animate or line[noun.last - 1].capital
    return line[last].capital or not line[last].text.isalpha() or line.pos(last) in ("VERB", "ADP", "AUX", "PUNCT")


def _lives(grammemes: frozenset[str]) -> bool:
    """«столетняя ветеран»: a person whose word does not agree."""
    return "anim" in grammemes and "sing" in grammemes


@lru_cache(maxsize=10_000)
def _readings(form: str) -> frozenset[frozenset[str]]:
    return frozenset(parse.grammemes for parse in parses_of(form) if parse.pos in ("ADJF", "NOUN"))
