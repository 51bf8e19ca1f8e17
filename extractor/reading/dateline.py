"""Datelines of agencies at the head of a paragraph: «МОСКВА, 12 мая — РИА Новости.», «/ТАСС/».

>>> line = find_dateline("МОСКВА, 12 мая — РИА Новости, Пётр Ершов. Экспорт вырос.")
>>> line.end, line.agency, line.day
(42, 'РИА Новости', None)
>>> find_dateline("Москва, 12 мая: город готовится к празднику.")
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.reading.dates import parse_date
from extractor.spans import Span

__all__ = ["Dateline", "find_dateline"]

_MONTH = r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*\.?"
_DATE = rf"\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}}(?:\s*г(?:\.|ода)?)?)?(?:,?\s*\d{{1,2}}:\d\d)?"
_PLACE = r"[А-ЯЁ][А-ЯЁа-яё-]+(?: (?:на|[А-ЯЁ][А-ЯЁа-яё-]*|\([^)\n]{2,20}\))){0,3}"
_CAPS_PLACE = r"[А-ЯЁ]{3,}(?:[ -][А-ЯЁ]{2,}){0,3}"
_PERSON = r"(?:[А-ЯЁ][а-яё]+|[А-ЯЁ]\.)(?:\s?(?:[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?|[А-ЯЁ]\.)){1,2}"
#: РИА Новости, ИА «Регион», ТАСС, ИНТЕРВЕСТЬ, Интерфакс-Юг, REGNUM, INTERFAX.RU
_AGENCY = (
    r"(?:(?:ИА|РИА|ИАА|АН|НИА)\s+«?[А-ЯЁA-Z][\wё.-]*»?|[А-ЯЁ]{4,}(?:[-–.][А-ЯЁA-Z][\wё]*)?|ТАСС|РБК|[A-Z][A-Za-z]*[A-Z][\w.-]*|"
    r"Интерфакс(?:-[А-ЯЁ][а-яё]+)*|Прайм|Росбалт|БелТА|БЕЛТА|Рейтер|Reuters|Sputnik)"
)
_END = r"\s*(?:[-—–]\s*|\.\s*(?:[-—–]\s*)?|:\s*|(?<=/)\.?\s*)"
_BY = rf"(?:[,.]\s*(?:корр\.\s*)?{_PERSON})?"
_STOP = r"\s*[.,]?\s*"

#: the forms of a dateline, the first that matches wins
_FORMS = tuple(
    re.compile(rf"\W{{0,2}}(?:{form}){_END}(?=\W{{0,2}}[А-ЯЁA-Z\d«\"„])")
    for form in (
        # МОСКВА, 12 мая — РИА Новости, Пётр Ершов.   Москва. 7 октября 2025. ИНТЕРВЕСТЬ -
        rf"(?P<place>{_PLACE}){_STOP}(?P<date>{_DATE}){_STOP}[-—–]?\s*(?P<agency>{_AGENCY}){_BY}",
        # МОСКВА, 12 мая. /ТАСС/.   12 мая, Минск /Корр. БЕЛТА/.
        rf"(?:(?P<place>{_PLACE}){_STOP})?(?P<date>{_DATE})?{_STOP}(?:(?P<after>{_PLACE}){_STOP})?"
        rf"[/(](?:(?:специально для|[Кк]орр\.)\s*)?(?P<agency>{_AGENCY}){_BY}[/)]",
        # ЛУЖСК, 12 мар — Вести края.
        rf"(?P<place>{_CAPS_PLACE}),\s*(?P<date>{_DATE})\s*[-—–]\s*(?P<agency>[А-ЯЁ«][\w».-]*(?:\s[\w«».-]+){{0,3}}?){_BY}(?=\.\s|\s[—–-]\s)",
        # ТАСС, 12 мая.   12 мая. Interfax-South.ru -
        rf"(?P<agency>{_AGENCY}){_STOP}(?P<date>{_DATE})",
        rf"(?P<date>{_DATE}){_STOP}[-—–]?\s*(?P<agency>{_AGENCY}){_BY}",
        # МОСКВА, 12 мая —   МОСКВА —
        rf"(?P<place>{_CAPS_PLACE}),\s*(?P<date>{_DATE})",
        # МОСКВА (РИА Новости)   Минск, ТАСС —
        rf"(?P<place>{_CAPS_PLACE}),\s*(?P<agency>{_AGENCY})",
    )
)
#: what is worth trying: a number, a bracket, or a few words and a mark
_MAY_BE = re.compile(r"\W{0,2}(?:\d|[А-ЯЁA-Z][\w.-]*(?: [\w.-]+){0,4}\s*[.,/(—–]|[^\w\s])")
_HEAD = 120


@dataclass(frozen=True, slots=True)
class Dateline(Span):
    """Where, when and by which agency a piece was filed, as far as its dateline says; `day` is ISO."""

    place: str | None
    day: str | None
    agency: str | None


def find_dateline(paragraph: str) -> Dateline | None:
    """Return the dateline that a paragraph starts with, up to the first word of the news itself, or None."""
    if not (paragraph[:2].strip("«/(") and (paragraph[:1].isdigit() or paragraph[:3].strip("/(«")[:1].isupper())):
        return None
    head = paragraph[:_HEAD]
    if not _MAY_BE.match(head):
        return None
    for form in _FORMS:
        if match := form.match(head):
            groups = match.groupdict()
            moment = parse_date(groups.get("date") or "")
            place = groups.get("place") or groups.get("after")
            agency = _bare(groups.get("agency"))
            return Dateline(0, match.end(), place, moment.day if moment else None, agency)
    return None


def _bare(agency: str | None) -> str | None:
    """The name without marks around all of it: «Вести края»; «ИА «Регион»» keeps its own."""
    return agency[1:-1] if agency and agency[0] == "«" and agency.find("»") == len(agency) - 1 else agency
