"""Dates that depend on the day of publication: «вчера», «в прошлом месяце», «два года назад», «в четверг».

>>> from extractor.numbers.words import cut
>>> line = Line("", cut("на прошлой неделе", 0), date(2024, 2, 14))
>>> read_relative(line, 1).when.iso
'2024-02-05/2024-02-11'
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from extractor.language.morphology import parses_of
from extractor.numbers.calendar import Day, Interval, day_of, shift_months, week_of
from extractor.numbers.dates import dated, month_at, weekday_at
from extractor.numbers.drafts import Draft
from extractor.numbers.forms import forms_of, load_forms
from extractor.numbers.numerals import read_numeral
from extractor.numbers.periods import SEASONS
from extractor.numbers.units import read_half_unit, read_unit
from extractor.numbers.words import Line
from extractor.numbers.years import TURNS

__all__ = ["read_relative", "relative_starts"]

DAYS = ("days", ("lemma", "shift"))
#: how far around a weekday its verb is looked for
REACH = 12
CLAUSE_ENDS = frozenset('.!?;:()«»"')


def read_relative(line: Line, at: int) -> Draft | None:
    """Return the relative date that begins at this word; None where the day of publication is not known."""
    if line.published is None:
        return None
    for rule in RULES:
        draft = rule(line, at, line.published)
        if draft is not None:
            return draft
    return None


def relative_starts() -> frozenset[str]:
    """Every form with which a relative date may begin, besides numerals."""
    weekdays = frozenset(load_forms("weekdays", ("lemma", "day")))
    units = frozenset(form for lemma in ("неделя", "месяц", "год", "день") for form in forms_of(lemma))
    return frozenset(load_forms(*DAYS)) | frozenset(load_forms(*TURNS)) | weekdays | units | {"через"}


def read_named_day(line: Line, at: int, published: date) -> Draft | None:
    """«вчера», «послезавтра»."""
    row = load_forms(*DAYS).get(line.low(at))
    if row is None:
        return None
    return dated(line, at, at + 1, Interval(day_of(published + timedelta(days=int(row["shift"])))), "day by its name")


def read_turn(line: Line, at: int, published: date) -> Draft | None:
    """«прошлый месяц», «в нынешнем году», «на следующей неделе», «в минувшую среду», «прошлой весной»."""
    row = load_forms(*TURNS).get(line.low(at))
    if row is None:
        return None
    unit = at + 1 + (line.low(at + 1) == "же")
    when = turned(line.low(unit), int(row["shift"]), published, line, unit)
    return dated(line, at, unit + 1, when, "last, this, next") if when is not None else None


def turned(low: str, shift: int, published: date, line: Line, at: int) -> Interval | None:
    """Return the week, month, quarter, year, season or weekday that lies so many away."""
    if low in ("неделя", "недели", "неделе", "неделю", "неделей"):
        return week_of(published + timedelta(weeks=shift))
    if low in ("месяц", "месяца", "месяцу", "месяцем", "месяце"):
        return Interval(shift_months(published, shift))
    if low in ("год", "года", "году", "годом", "годе"):
        return Interval(Day(published.year + shift))
    if low in ("квартал", "квартала", "кварталу", "кварталом", "квартале"):
        first = shift_months(published.replace(month=(published.month - 1) // 3 * 3 + 1, day=1), 3 * shift)
        return Interval(first, Day(first.year, (first.month or 0) + 2))
    if low in ("полугодие", "полугодия", "полугодию", "полугодием", "полугодии"):
        first = shift_months(published.replace(month=(published.month - 1) // 6 * 6 + 1, day=1), 6 * shift)
        return Interval(first, Day(first.year, (first.month or 0) + 5))
    season = load_forms(*SEASONS).get(low)
    if season is not None and int(season["first"]) < int(season["last"]):
        year = _turned_year(int(season["first"]), int(season["last"]), shift, published)
        return Interval(Day(year, int(season["first"])), Day(year, int(season["last"])))
    month = month_at(line, at)
    if month is not None and len(low) > 2:
        return Interval(Day(_turned_year(month[0], month[0], shift, published), month[0]))
    row = weekday_at(line, at)
    return Interval(day_of(_turned_weekday(int(row["day"]), shift, published))) if row is not None else None


def _turned_year(first: int, last: int, shift: int, published: date) -> int:
    """The year of «прошлой осенью», «в минувшем декабре»: the nearest that is over, or is still to come."""
    if shift < 0:
        return published.year + shift + (last < published.month)
    return published.year + shift - (first > published.month) if shift > 0 else published.year


def _turned_weekday(day: int, shift: int, published: date) -> date:
    """«прошлый вторник», «эту среду», «следующий понедельник»."""
    ahead = (day - published.weekday()) % 7
    if shift < 0:
        return published + timedelta(days=ahead - 7 if ahead else -7)
    if shift == 0:
        return published + timedelta(days=day - published.weekday())
    return published + timedelta(days=ahead or 7)


def read_weekday_alone(line: Line, at: int, published: date) -> Draft | None:
    """«в четверг»: the next one, or the last where the clause speaks of the past; «вторник на следующей неделе»."""
    row = weekday_at(line, at)
    if row is None or len(line.low(at)) == 2 or _is_common(line, at) or line.low(at - 1) in forms_of("каждый"):
        return None
    turn = load_forms(*TURNS).get(line.low(at + 2))
    if line.low(at + 1) == "на" and turn is not None and line.low(at + 3) in forms_of("неделя"):
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=int(turn["shift"]))
        return dated(line, at, at + 4, Interval(day_of(monday + timedelta(days=int(row["day"])))), "weekday of a week")
    ahead = (int(row["day"]) - published.weekday()) % 7
    days = -((7 - ahead) % 7) if _is_past(line, at) else ahead or 7
    return dated(line, at, at + 1, Interval(day_of(published + timedelta(days=days))), "weekday")


def _is_common(line: Line, at: int) -> bool:
    """«среды» of nature, and plural weekdays («по понедельникам», «по средам»)."""
    low = line.low(at)
    if low == "среда" and line[at + 1].text.isalpha():
        return True
    if low in forms_of("среда"):
        return line.low(at - 1) not in ("в", "к", "до", "с", "на", "после", "") and not line[at].capital
    nouns = [parse for parse in parses_of(low) if parse.pos == "NOUN"]
    return all("plur" in parse.grammemes for parse in nouns) or line.low(at - 1) == "по"


def _is_past(line: Line, at: int) -> bool:
    """Whether the nearest verb of the clause is in the past tense."""
    for distance in range(1, REACH):
        for place in (at + distance, at - distance):
            low = line.low(place)
            if low and any(line.low(p) in CLAUSE_ENDS for p in range(min(at, place), max(at, place))):
                continue
            tense = _tense(low)
            if tense:
                return tense == "past"
    return False


def _tense(low: str) -> str:
    for parse in parses_of(low)[:2] if len(low) > 2 else ():
        if parse.pos in ("VERB", "PRTS", "INFN"):
            return "past" if "past" in parse.grammemes else "other"
    return ""


def read_ago(line: Line, at: int, published: date) -> Draft | None:
    """«два года назад», «неделю тому назад», «полгода назад»."""
    found = _read_length(line, at) or _read_rough_length(line, at)
    if found is None:
        return None
    amount, unit, last = found
    behind = last + (line.low(last) == "тому")
    if line.low(behind) != "назад":
        return None
    when = away(published, -amount, unit)
    if when is None:
        return None
    rough = "about" if _read_length(line, at) is None else None
    return replace(dated(line, at, behind + 1, when, "so long ago"), qualifier=rough)


def _read_rough_length(line: Line, at: int) -> tuple[Fraction, str, int] | None:
    """«лет пять»: the unit comes first where the number is rough."""
    unit = read_unit(line, at, None)
    if unit is None or unit.kind != "duration" or len(line.low(at)) < 3:
        return None
    numeral = read_numeral(line, unit.last)
    if numeral is None or numeral.value is None or not numeral.spelled:
        return None
    return numeral.value * unit.factor, unit.code, numeral.last


def read_ahead(line: Line, at: int, published: date) -> Draft | None:
    """«через два года», «через неделю»; «через час» is a duration, «через год после» no date."""
    if line.low(at) != "через":
        return None
    found = _read_length(line, at + 1)
    if found is None or line.low(found[2]) in ("после", "спустя"):
        return None
    amount, unit, last = found
    when = away(published, amount, unit)
    return dated(line, at, last, when, "in so long") if when is not None else None


def _read_length(line: Line, at: int) -> tuple[Fraction, str, int] | None:
    """«два года», «неделю», «полгода»."""
    half = read_half_unit(line, at)
    if half is not None:
        return half[0], half[1].code, half[1].last
    numeral = read_numeral(line, at)
    if numeral is not None and numeral.value is None:
        return None
    value, after = (
        (numeral.value, numeral.last) if numeral is not None and numeral.value is not None else (Fraction(1), at)
    )
    if numeral is None and line.low(at) not in ("неделю", "месяц", "год", "день", "сутки"):
        return None
    unit = read_unit(line, after, value)
    if unit is None or unit.kind != "duration":
        return None
    return value * unit.factor, unit.code, unit.last


def away(published: date, amount: Fraction, unit: str) -> Interval | None:
    """Return the date so long away, at the precision of the unit; None for hours, and for times out of the calendar."""
    if abs(amount) > 100_000:
        return None
    whole = int(amount)
    if unit == "year":
        if amount.denominator != 1:
            return Interval(shift_months(published, int(amount * 12)))
        return Interval(Day(published.year + whole)) if 0 < published.year + whole < 10_000 else None
    if unit in ("month", "quarter"):
        return Interval(shift_months(published, whole * (3 if unit == "quarter" else 1)))
    days = {"week": 7, "day": 1}.get(unit)
    return Interval(day_of(published + timedelta(days=int(amount * days)))) if days is not None else None


#: in this order: the first that answers
RULES = (read_named_day, read_ago, read_ahead, read_turn, read_weekday_alone)
