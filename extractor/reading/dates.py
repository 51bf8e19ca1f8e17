"""Dates as pages show them: «21.03.2025 11:30», «9 янв 2025 в 16:20», «Пт, 07.02.2025 - 12:45», «Вчера, 18:40».

>>> parse_date("Опубликовано: 1 октября 2025, 15:10")
Moment(start=14, end=35, day='2025-10-01', time='15:10')
>>> parse_date("Вчера, 18:40", today="2025-03-01").iso
'2025-02-28T18:40'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from extractor.spans import Span

__all__ = ["Moment", "find_dates", "has_weekday", "is_clock", "is_date_line", "parse_date"]

_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTH = (
    r"(?:янв(?:ар[ьея])?|фев(?:р(?:ал[ьея])?)?|мар(?:т[ае]?)?|апр(?:ел[ьея])?|ма[йяе]|июн[ьея]?|июл[ьея]?|"
    r"авг(?:уст[ае]?)?|сен(?:т(?:ябр[ьея])?)?|окт(?:ябр[ьея])?|ноя(?:б(?:р[ьея])?)?|дек(?:абр[ьея])?)\b\.?"
)
_CLOCK_TIME = r"(?<![\d:.])(?:[01]?\d|2[0-3])[:][0-5]\d(?::[0-5]\d)?(?![\d:])"
_WEEKDAY = r"(?:понедельник|вторник|сред[аыу]|четверг|пятниц[аыу]|суббот[аыу]|воскресень[ея]|пн|вт|ср|чт|пт|сб|вс)\b\.?"
#: what may stand between a day and its time
_GAP = rf"(?:[\s,.|/·•T—–-]|\bв\b|\bг(?:\.|ода?\b)|{_WEEKDAY})*"
_DAY = re.compile(
    rf"(?<![\d.,])(?P<d>[0-3]?\d)[\s,.]+(?P<month>{_MONTH})[\s,]*(?P<y>(?:19|20)\d\d)(?!\d)(?:\s*г(?:\.|од[а]?\b))?"
    rf"|(?<![\d.,])(?P<d4>[0-3]?\d)\s+(?P<month4>{_MONTH})\s+(?P<time4>{_CLOCK_TIME})\s+(?P<y4>(?:19|20)\d\d)(?!\d)"
    r"|(?<![\d.])(?P<d2>[0-3]?\d)(?P<sep>[./-])(?P<m2>[01]?\d)(?P=sep)(?P<y2>(?:19|20)\d\d|\d\d)(?![\d-]|\.\d)"
    r"|(?<![\d-])(?P<y3>(?:19|20)\d\d)(?P<sep3>[-./])(?P<m3>[01]\d)(?P=sep3)(?P<d3>[0-3]\d)(?!\d)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?P<word>сегодня|вчера|позавчера)\b", re.IGNORECASE)
_DAYS_AGO = {"сегодня": 0, "вчера": 1, "позавчера": 2}
_AFTER = re.compile(rf"{_GAP}(?P<time>{_CLOCK_TIME})", re.IGNORECASE)
_BEFORE = re.compile(rf"(?P<time>{_CLOCK_TIME}){_GAP}$", re.IGNORECASE)
#: words of a line that is nothing but a date, besides the date
_DATE_WORDS = re.compile(
    rf"{_WEEKDAY}|{_CLOCK_TIME}|\b(?:{_MONTH})(?!\w)|\b(?:опубликован[оа]|публикации|публикация|изменения|дата|размещено|добавлено|создано|обновлено|"
    r"изменено|сегодня|вчера|позавчера|мск|время|чтения|назад|тому|час(?:а|ов)?|мин(?:\.|ут[аы]?)?|дн(?:я|ей)|день|недел[юиь]|месяц(?:а|ев)?|"
    r"год[а]?|г|в|от|просмотр(?:ов|а|ы)?)\b|\d+",
    re.IGNORECASE,
)
_HAS_DATE = re.compile(
    rf"\d.*\b{_MONTH}|{_CLOCK_TIME}|\d\d?[./-]\d\d?[./-]\d\d|\bназад\b|\b(?:19|20)\d\d\b", re.IGNORECASE
)
#: «02 июн, 09:30»: a day of this year
_SHORT_DAY = re.compile(rf"\b\d\d?\s+{_MONTH}[\s,]+(?:в\s+)?{_CLOCK_TIME}", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")
#: «| Общество», «, Наука и жизнь.»: a rubric beside the date, set off from it
_RUBRIC = re.compile(r"[\s,.]*[|/·•.](?:\s|[,.|/·•])*[^\W\d_]+(?:[ -]+[^\W\d_]+){0,2}[\s.,|/·•]*")
#: «Бизнес, 02 июн, 09:30»: with a time a comma is enough, but «Каток откроют 2 июня в 10:00.» is a sentence
_SHORT_RUBRIC = re.compile(r"\s*[,.|/·•—–-][\W_]*[^\W\d_]+(?:[ -]+[^\W\d_]+)?[\W_]*")
#: «№ 39 (9504)» is an issue, «+7 900» a telephone, «18 +» an age
_NOT_DATE = re.compile(r"[№+@%#]")
_CLOCK = re.compile(
    rf"^\W*(?:сегодня\W*)?(?:(?:{_CLOCK_TIME})\W*)?(?:{_WEEKDAY}|\d\d?\s+(?:{_MONTH})\W*(?:(?:{_CLOCK_TIME})\W*)?$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Moment(Span):
    """A date in a text, its day in ISO and its time of day where one stands beside it."""

    day: str
    time: str | None = None

    @property
    def iso(self) -> str:
        """The day, with the time where it is known: «2025-03-21T11:30»."""
        return f"{self.day}T{self.time}" if self.time else self.day


def find_dates(text: str, today: str | None = None) -> list[Moment]:
    """Return the dates of a text, in order; «вчера» only where `today` (ISO) is given."""
    matches = list(_DAY.finditer(text))
    found = [_with_time(text, match, day) for match in matches if (day := _day(match))]
    if today and not found:
        for match in _RELATIVE.finditer(text):
            day = date.fromisoformat(today[:10]) - timedelta(days=_DAYS_AGO[match["word"].lower()])
            found.append(_with_time(text, match, day))
    return found


def parse_date(text: str, today: str | None = None) -> Moment | None:
    """Return the first date of a text, or None."""
    return next(iter(find_dates(text, today)), None)


def is_date_line(text: str) -> bool:
    """Tell whether a line is nothing but a date or a time, with at most a rubric beside it.

    >>> is_date_line("11 января 2025 | Общество"), is_date_line("14:00"), is_date_line("2 часа назад")
    (True, True, True)
    >>> is_date_line("12 января открыли 3 школы"), is_date_line("Выборы-2024")
    (False, False)
    """
    if len(text) > 80 or not _HAS_DATE.search(text) or _NOT_DATE.search(text):
        return False
    rest = _DATE_WORDS.sub(" ", _SHORT_DAY.sub("\n", _DAY.sub("\n", text)))
    if not _LETTERS.search(rest):
        return True
    before, found, after = rest.partition("\n")
    sides = [part for part in (before[::-1], after) if _LETTERS.search(part)]
    short = found and not _DAY.search(text)
    return bool(found) and all((_SHORT_RUBRIC if short else _RUBRIC).fullmatch(part) for part in sides)


def is_clock(text: str) -> bool:
    """Tell whether a line is the clock of a site: a day of the week, then the date, «Среда, 8 Октября, 2025 год».

    >>> is_clock("Среда, 8 Октября, 2025 год"), is_clock("8 октября 2025, среда")
    (True, False)
    """
    return bool(_CLOCK.match(text)) and is_date_line(text)


def has_weekday(text: str) -> bool:
    """Tell whether a day of the week is named, as clocks of sites do."""
    return bool(re.search(rf"\b{_WEEKDAY}", text, re.IGNORECASE))


def _day(match: re.Match[str]) -> date | None:
    year = int(match["y"] or match["y2"] or match["y3"] or match["y4"])
    day = int(match["d"] or match["d2"] or match["d3"] or match["d4"])
    name = match["month"] or match["month4"]
    month = _month(name) if name else int(match["m2"] or match["m3"])
    if year < 100:
        year += 2000 if year < 70 else 1900
    try:
        return date(year, month, day)
    except ValueError:  # «32.13.2025» is no date
        return None


def _month(word: str) -> int:
    stem = word.lower()[:3]
    return next(at for at, month in enumerate(_MONTHS, 1) if stem.startswith(month))


def _with_time(text: str, match: re.Match[str], day: date) -> Moment:
    start, end = match.span()
    time = match.groupdict().get("time4")
    if time:
        pass
    elif after := _AFTER.match(text, end):
        end, time = after.end(), after["time"]
    elif before := _BEFORE.search(text, max(0, start - 30), start):
        start, time = before.start(), before["time"]
    return Moment(start, end, day.isoformat(), time and _pad(time))


def _pad(time: str) -> str:
    hours, minutes = time.split(":")[:2]
    return f"{int(hours):02}:{minutes}"
