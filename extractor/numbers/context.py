"""What the words around say of a number: «88 лет» of a person is an age, «в 3 раза» a ratio, «индекс 4,6» a measure.

>>> from fractions import Fraction
>>> from extractor.numbers.words import cut
>>> line = Line("", cut("Художнице 88 лет", 0))
>>> explain(line, Draft(1, 3, "duration", Fraction(88), unit="year")).kind
'age'
"""

from __future__ import annotations

from dataclasses import replace

from extractor.language.morphology import parses_of
from extractor.numbers.ages import as_age, as_age_limit, as_bare_age
from extractor.numbers.calendar import Day, Interval
from extractor.numbers.drafts import Draft
from extractor.numbers.forms import forms_of, load_forms
from extractor.numbers.numerals import MINUS, PLUS
from extractor.numbers.signals import says
from extractor.numbers.words import Line
from extractor.numbers.years import year_words

__all__ = ["explain"]

MEASURES = ("measures", ("lemma",))
#: how far before a number the name of its measure is looked for
REACH = 7
STOPS = frozenset({".", ";", "!", "?", ":", "(", ")", "«", "»"})


def explain(line: Line, draft: Draft) -> Draft:
    """Return the draft as its context explains it; a bare number that nothing explains is a count."""
    for rule in RULES:
        explained = rule(line, draft)
        if explained is not None:
            return explained
    return replace(draft, kind="count") if not draft.kind else draft


def as_ratio(line: Line, draft: Draft) -> Draft | None:
    """«в 2,4 раза», «в 3–4 раза»."""
    if draft.kind != "count" or draft.noun != "раз" or line.low(draft.first - 1) not in ("в", "во") or not draft.tail:
        return None
    return replace(
        draft,
        first=draft.first - 1,
        last=draft.tail,
        tail=0,
        kind="ratio",
        unit="x",
        noun=None,
        rule="so many times as much",
    )


def as_measure(line: Line, draft: Draft) -> Draft | None:
    """«магнитудой 4,6», «индекс самоизоляции — 2,8»: the name of the measure stands before."""
    if draft.kind:
        return None
    measures = load_forms(*MEASURES)
    name = None
    for place in range(draft.first - 1, max(draft.first - 1 - REACH, -1), -1):
        low = line.low(place)
        if low in STOPS or low == "," or line[place].digits:
            break
        name = measures[low]["lemma"] if low in measures else name
    return replace(draft, kind="quantity", noun=name, rule="measure named before") if name is not None else None


def as_temperature(line: Line, draft: Draft) -> Draft | None:
    """«ночью минус 4, днём плюс 2 градуса», «температура 36,6»: the word «градусов» is left out."""
    if draft.kind or (draft.value is not None and abs(draft.value) > 60):
        return None
    before, behind = _clause_before(line, draft), line.lows(draft.last, draft.last + REACH)
    signed = line.low(draft.first) in MINUS | PLUS and any(says(low, "weather") for low in before + behind)
    measured = any(low in forms_of("температура") for low in before)
    if not signed and not measured:
        return None
    return replace(draft, kind="quantity", unit="Cel", rule="temperature without its word")


def _clause_before(line: Line, draft: Draft) -> list[str]:
    """The words before a number back to the last stop."""
    before = line.lows(draft.first - REACH, draft.first)
    stop = max((at for at, low in enumerate(before) if low in STOPS), default=-1)
    return before[stop + 1 :]


def as_year(line: Line, draft: Draft) -> Draft | None:
    """«Поле» (1999), (1903 — физика, 1911 — химия), «премию мира 2019 вручили»: a bare year."""
    if draft.kind or draft.value is None or draft.last != draft.first + 1 or len(line[draft.first].text) != 4:
        return None
    if not (_in_brackets(line, draft) or _behind_a_noun(line, draft)):
        return None
    return replace(draft, kind="date", value=None, when=Interval(Day(int(draft.value))), rule="bare year")


def _in_brackets(line: Line, draft: Draft) -> bool:
    if draft.value is None or not 1800 <= draft.value <= 2050:
        return False
    before = line.lows(draft.first - REACH, draft.first)
    opened = max((at for at, low in enumerate(before) if low == "("), default=-1)
    closed = line.low(draft.last) in (")", ",", "—", "–", "-", ";")
    return closed and opened >= 0 and ")" not in before[opened:]


def _behind_a_noun(line: Line, draft: Draft) -> bool:
    """Right behind a noun, where a count would stand before its own."""
    if draft.value is None or not 1950 <= draft.value <= 2040:
        return False
    if any(low in year_words() for low in line.lows(draft.first - 4, draft.first)):  # «год рождения — 1962»
        return True
    return any(parse.pos == "NOUN" for parse in parses_of(line.low(draft.first - 1))[:1])


#: in this order: the first that answers
RULES = (as_ratio, as_age, as_year, as_age_limit, as_bare_age, as_temperature, as_measure)
