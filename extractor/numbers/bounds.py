"""Two numbers side by side: a range («от 5 до 10», «15–20»), a change («с 20 до 15»), a coordination («14 и 15 лет»).

A bare number takes the unit, the scale and the noun of the other; a range becomes one draft, the others stay two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from extractor.numbers.calendar import Day, Interval, century
from extractor.numbers.drafts import Draft
from extractor.numbers.words import DASHES, Line

__all__ = ["join_drafts"]

#: what stands between the members of a list behind one label
LISTS = (["и"], [","], ["или"], ["№"], [",", "№"], ["и", "№"])
ADDRESS = frozenset({"дом", "квартира", "корпус", "строение", "офис"})
SHARED_KINDS = frozenset({"count", "percent", "money", "quantity", "duration", "age", "ratio", "ordinal", ""})


def join_drafts(line: Line, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts of a line with ranges joined and units shared, in order."""
    joined: list[Draft] = []
    for draft in reversed(_labelled(line, drafts)):
        if joined:
            pair = _pair(line, draft, joined[-1])
            if pair is not None:
                joined.pop()
                joined.extend(reversed(pair))
                continue
        joined.append(draft)
    joined.reverse()
    return joined


def _labelled(line: Line, drafts: Sequence[Draft]) -> list[Draft]:
    """A list behind one label: «маршруты № 5, 8 и 11», «ст. 159 и 160»."""
    shared: list[Draft] = []
    for draft in drafts:
        before = shared[-1] if shared else None
        if before is not None and before.kind == "identifier" and draft.kind == "" and _lists(line, before, draft):
            draft = replace(draft, kind="identifier", noun=before.noun, rule="label, shared")
        shared.append(draft)
    return shared


def _lists(line: Line, before: Draft, draft: Draft) -> bool:
    """Whether the label reaches on; in an address («кв. 17, 180000») it does not over a comma."""
    between = _between(line, before, draft)
    return between in LISTS and not (between == [","] and before.rule == "label" and before.noun in ADDRESS)


def _pair(line: Line, first: Draft, second: Draft) -> tuple[Draft, ...] | None:
    for rule in RULES:
        pair = rule(line, first, second)
        if pair is not None:
            return pair
    return None


def _between(line: Line, first: Draft, second: Draft) -> list[str]:
    return line.lows(first.end, second.first)


def framed_range(line: Line, first: Draft, second: Draft) -> tuple[Draft, ...] | None:
    """«от 5 до 10 процентов», «между 40 и 60 метрами»: the frame is part of the span."""
    frame = (line.low(first.first - 1), *_between(line, first, second))
    if frame not in (("от", "до"), ("между", "и"), ("от", "и", "до")):
        return None
    return _range(replace(first, first=first.first - 1), second, "framed range", sort=True)


def dashed_range(line: Line, first: Draft, second: Draft) -> tuple[Draft, ...] | None:
    """«15–20», «2–3 тысячи», «−3…−9 °C», «10$-20$»."""
    between = _between(line, first, second)
    if first.tail or not between or len(between) > 3 or not set(between) <= DASHES | {"…", "."}:
        return None
    if between == ["."] or (
        first.kind and second.kind not in ("", first.kind) and "date" not in (first.kind, second.kind)
    ):
        return None
    spaced = line.low(first.end) == "—" and not line.glued(first.end)
    if spaced and second.kind in ("", "count") and not line[second.first].digits:
        return None  # «пятью пять — двадцать пять»
    second = _with_sign(line, first, second) if between[0] in DASHES else second
    years = _as_years(first, second)
    if years is not None:
        return years
    return _range(first, second, "range with a dash", sort=(first.value or 0) < 0 or (second.value or 0) < 0)


def _with_sign(line: Line, first: Draft, second: Draft) -> Draft:
    """«минус 5–7 градусов»: the sign of the first is that of the second."""
    negative = first.value is not None and first.value < 0 and line.glued(second.first) and line[second.first].digits
    return replace(second, value=-second.value) if negative and second.value is not None else second


def dated_range(line: Line, first: Draft, second: Draft) -> tuple[Draft, ...] | None:
    """«с 14 по 20 апреля», «с 25 июня по 8 августа», «с 8:30 до 19:00»."""
    frame = (line.low(first.first - 1), *_between(line, first, second))
    if frame not in (("с", "по"), ("со", "по"), ("с", "до"), ("со", "до")):
        return None
    if second.kind in ("date", "time") or first.kind in ("date", "time"):
        return _range(replace(first, first=first.first - 1), second, "range of dates", sort=False)
    if frame[-1] == "по" and first.kind in ("", "ordinal") and second.kind == "ordinal":
        return _range(replace(first, first=first.first - 1), second, "range of ordinals", sort=False)
    return None


def changed(line: Line, first: Draft, second: Draft) -> tuple[Draft, ...] | None:
    """«с 20 до 15 процентов»: two numbers of one unit."""
    between = _between(line, first, second)
    if line.low(first.first - 1) not in ("с", "со") or between not in (["до"], ["на"]):
        return None
    if second.kind == "date" and between == ["на"]:  # «в ночь с 4 на 5 марта»
        dated = _lend_date(first, second)
        return (dated, second) if dated is not None else None
    if second.kind == "" and first.kind in SHARED_KINDS and first.kind:
        return first, replace(_lend(second, first), rule=f"{first.rule}, changed")
    if first.kind or second.kind not in SHARED_KINDS:
        return None
    return _lend(first, second), replace(second, rule=f"{second.rule}, changed")


def coordinated(line: Line, first: Draft, second: Draft) -> tuple[Draft, ...] | None:
    """«14 и 15 лет», «5, 10 и 15 рублей», «в 2023 и 2024 годах», «ст. 159 и 160», «5 и 6 июня»."""
    between = _between(line, first, second)
    if first.kind == "" and between[:1] and between[0] in DASHES and line.glued(first.last):
        between = between[1:]  # «5- и 9-этажные», «десяти-, пятнадцатиметровую»
        between = ["и"] if between == [","] and second.rule == "compound" else between
    if between not in (["и"], ["или"], ["х"], ["x"], ["×"]) and not (
        between == [","] and second.rule.endswith("shared")
    ):
        return None
    if first.kind == "ordinal" and second.kind == "ordinal" and first.noun is None:
        return replace(first, noun=second.noun, rule="noun shared"), second
    if second.kind == "date":
        dated = _lend_date(first, second)
        return (dated, second) if dated is not None else None
    if first.kind or second.kind not in SHARED_KINDS or not second.kind or second.kind == "ordinal":
        return None
    return _lend(first, second), second


def _lend(bare: Draft, full: Draft) -> Draft:
    """The bare number with the kind, unit, scale and noun of the other."""
    value = bare.value
    if value is not None and full.value is not None and bare.scale == 1 and full.scale > 1:
        small = value < full.value / full.scale * 10 and value < 1000
        value = value * full.scale if small else value
    return replace(bare, kind=full.kind, value=value, unit=full.unit, noun=full.noun, rule=f"{full.rule}, shared")


def _lend_date(first: Draft, second: Draft) -> Draft | None:
    """«5 и 6 июня», «в 2023 и 2024 годах»."""
    if second.rule == "century" and first.kind == "ordinal" and first.value is not None and first.value < 30:
        return replace(first, kind="date", value=None, when=century(int(first.value)), rule="date, shared")
    when = second.when.start if second.when is not None else None
    start = _as_day(first, when) if when is not None else None
    if start is None or first.kind == "date":
        return None
    return replace(first, kind="date", value=None, when=Interval(start), noun=None, tail=0, rule="date, shared")


def _as_day(draft: Draft, like: Day) -> Day | None:
    """A bare number as a day or a year, like the date at the other end."""
    if draft.kind == "date" and draft.when is not None:
        start = draft.when.start
        if start.year is None and like.year is not None and start.month is not None:
            later = (start.month, start.day or 0) > (like.month or 12, like.day or 31)
            return replace(start, year=like.year - later)
        return start
    value = draft.value
    if value is None or value.denominator != 1 or draft.unit is not None or draft.kind not in ("", "ordinal"):
        return None
    if like.day is not None and 1 <= value <= 31:
        return replace(like, day=int(value))
    if like.month is None and like.year is not None and 1000 <= value <= 2150:
        return Day(int(value))
    return None


def _range(first: Draft, second: Draft, rule: str, sort: bool) -> tuple[Draft, ...] | None:
    if second.kind == "date" or first.kind == "date":
        return _range_of_dates(first, second, rule)
    if "time" in (first.kind, second.kind):
        return _range_of_times(first, second, rule)
    return _range_of_values(first, second, rule, sort)


def _range_of_dates(first: Draft, second: Draft, rule: str) -> tuple[Draft, ...] | None:
    if second.when is None or second.kind != "date":
        return None
    if (first.when is not None and first.when.end is not None) or second.when.end is not None:
        return _range_of_periods(first, second, rule)
    start = _as_day(first, second.when.start)
    if start is None or (start.day is None) != (second.when.start.day is None):
        return None
    end = second.when.start
    if start.year is not None and end.year is None:
        end = replace(end, year=start.year + ((end.month or 0, end.day or 0) < (start.month or 0, start.day or 0)))
    if (start.year is not None and end.year is not None and start.iso > end.iso) or start == end:
        return None
    return (replace(second, first=first.first, when=Interval(start, end), rule=rule),)


def _range_of_periods(first: Draft, second: Draft, rule: str) -> tuple[Draft, ...] | None:
    """«XVIII–XIX веков», «80–90-е годы»."""
    assert second.when is not None
    end = second.when.end
    if end is None or end.year is None or second.when.start.month is not None:
        return None
    if first.when is not None and first.when.start.year is not None:
        start = first.when.start
    elif first.kind == "ordinal" and first.value is not None and second.rule == "century" and first.value < 30:
        start = Day(100 * (int(first.value) - 1) + 1)
    elif first.kind in ("", "ordinal") and first.value is not None and second.rule == "decade":
        value = int(first.value)
        start = Day(value if value > 1000 else (second.when.start.year or 0) // 100 * 100 + value)
    else:
        return None
    return (replace(second, first=first.first, when=Interval(start, end), rule=rule),)


def _range_of_times(first: Draft, second: Draft, rule: str) -> tuple[Draft, ...] | None:
    if second.date is None or "/" in second.date:
        return None
    if first.kind == "time":
        start = first.date
    elif (
        first.kind in ("", "duration")
        and first.value is not None
        and first.value.denominator == 1
        and first.value <= 24
    ):
        start = f"T{int(first.value):02}:00"
    else:
        return None
    return (replace(second, first=first.first, date=f"{start}/{second.date}", rule=rule),)


def _as_years(first: Draft, second: Draft) -> tuple[Draft, ...] | None:
    """«(1996–2001)»: two bare years."""
    values = [draft.value for draft in (first, second)]
    if any(draft.kind or draft.scale != 1 for draft in (first, second)) or None in values:
        return None
    start, end = (int(value) for value in values if value is not None)
    if values != [start, end] or not 1500 <= start < end <= 2100:
        return None
    when = Interval(Day(start), Day(end))
    return (replace(second, first=first.first, kind="date", value=None, when=when, rule="range of bare years"),)


def _range_of_values(first: Draft, second: Draft, rule: str, sort: bool) -> tuple[Draft, ...] | None:
    full = second if second.kind or not first.kind else first
    if {first.kind, second.kind} - {"", full.kind} or full.kind not in SHARED_KINDS | {"identifier"}:
        return None
    if (first.unit and second.unit and first.unit != second.unit) or first.value is None or second.value is None:
        return None
    low, high = first.value, second.value
    if first.scale == 1 and second.scale > 1 and not (first.unit and second.unit):
        low = _spread(low, high, second.scale)
    elif second.unit is None and first.unit is not None and first.scale > 1 and second.scale == 1:
        high *= first.scale
    if low > high and sort:
        low, high = high, low
    if low >= high:
        return None
    whole = replace(full, first=first.first, last=second.last, value=None, low=low, high=high, rule=rule)
    return (replace(whole, tail=max(first.tail, second.tail), qualifier=first.qualifier or second.qualifier),)


def _spread(low: Fraction, high: Fraction, scale: Fraction) -> Fraction:
    """«2–3 тысячи», but «от 900 до 1 миллиона»: the scale goes to the first end too, if it stays below the second."""
    return low * scale if low * scale < high else low


#: in this order: the first that answers
RULES = (framed_range, dashed_range, dated_range, changed, coordinated)
