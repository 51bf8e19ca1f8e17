"""Digits and numerals that belong to a name and are no numbers: «Ту-154», «COVID-19», «Россия 24», telephones.

>>> from extractor.numbers.words import cut
>>> skip_name(Line("", cut("самолёт Ту-154 сел", 0)), 3)
4
"""

from __future__ import annotations

import re

from extractor.language.morphology import parses_of
from extractor.numbers.counted import agreement, government, read_counted
from extractor.numbers.dates import holiday_end, month_at
from extractor.numbers.forms import forms_of, load_forms, load_phrases
from extractor.numbers.identifiers import label_ending
from extractor.numbers.numerals import numeral_forms, read_numeral
from extractor.numbers.ordinals import Ordinal, read_ordinal_numeral
from extractor.numbers.units import read_currency, read_unit
from extractor.numbers.words import DASHES, Line
from extractor.numbers.years import year_words

__all__ = ["masked", "skip_name"]

STREETS = ("streets", ("lemma",))
BRANDS = ("brands", ("lemma",))
IDIOMS = ("idioms", ("phrase",))

#: addresses of the net, in whose midst digits stand
ADDRESSES = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]+\.[\w.-]+"
    r"|\b[\w-]{1,63}\.(?:ru|com|org|net|рф|su|info|example|ua|by|kz|tv|io)\b\S*"
)
#: what a line with an address holds somewhere: looked for first, since few lines do
ADDRESS_SIGNS = re.compile(r"@|://|www\.|\w\.[a-zр]")
#: telephones, number plates, «24/7», times of races
FIGURES = re.compile(
    r"(?=[\d+©АВЕКМНОРСТУХ])(?:"  # so that most characters are passed over at once
    r"(?<![\d.,])\+?\d{1,3}[ \u00a0-]?\(\d{3,5}\)[ \u00a0]?\d{1,3}(?:[ \u00a0-]?\d{2}){2}\b"
    r"|(?<![\d.,])\+?[78][ \u00a0-]\d{3}[ \u00a0-]\d{3}[ \u00a0-]?\d{2}[ \u00a0-]?\d{2}\b"
    r"|\+\d{10,14}\b"
    r"|(?<![\d.,-])\d{1,3}-\d{2}-\d{2}\b(?!-)"
    r"|(?<![\d.,-])\d{1,4}(?:-\d{1,4}){3,6}\b"
    r"|(?<!\w)[АВЕКМНОРСТУХ] ?\d{3} ?[АВЕКМНОРСТУХ]{2}(?: ?\d{2,3})?(?!\w)"
    r"|(?<!\d)\d{2}:\d{2}:\d{6,7}:\d+\b|©\s?\d{4}(?:\s?[-–—]\s?\d{4})?|(?<![\d:])\d{1,2}:\d{2}[.,]\d{1,3}\b"
    r"|\b24/7\b|(?<![\d.,])\d{13,}(?![\d.,])"
    r"|(?<![\d\w])\d{6}(?=, ?(?:г\.|[А-ЯЁ]))"
    r")"
)


def masked(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the places of a line that its characters alone show to be no numbers."""
    places = [match.span() for match in FIGURES.finditer(text, start, end)]
    if ADDRESS_SIGNS.search(text, start, end):
        places += [match.span() for match in ADDRESSES.finditer(text, start, end)]
    return places


def skip_name(line: Line, at: int) -> int | None:
    """Return where the name ends to which the numeral at this word belongs; None where it belongs to none."""
    for rule in RULES:
        end = rule(line, at)
        if end is not None:
            return end
    return None


def skip_idiom(line: Line, at: int) -> int | None:
    """«ни один», «с одной стороны», «из первых рук»."""
    for first in (at, at - 1, at - 2):
        found = load_phrases(*IDIOMS).read(line, first) if first >= 0 else None
        if found is not None and found[1] > at:
            return found[1]
    one = line.low(at).startswith("одн") or line.low(at) == "один"
    return at + 1 if one and line.low(at + 1) == "из" else None


def skip_designation(line: Line, at: int) -> int | None:
    """«Ту-154», «COVID-19», «М-4», «5G», «gorod67»: letters and digits in one piece."""
    word = line[at]
    if word.digits and line.glued(at):
        before = line[at - 1]
        if before.low in DASHES and line.glued(at - 1) and _is_letters(line[at - 2].text):
            return None if _is_number_word(line[at - 2].low) else _end_of_piece(line, at)
        if before.low in ("х", "x") and line[at - 2].digits:  # «10х15 м»
            return None
        currency = len(before.text) > 1 and read_currency(line, at - 1, None) is not None
        if before.text.isalpha() and not currency and before.low not in ("д", "к", "№"):
            return _end_of_piece(line, at)
    behind = line[at + 1].text
    foreign = behind.isascii() and len(behind) > 3  # «888poker»
    if word.digits and line.glued(at + 1) and _is_letters(behind) and (line[at + 1].capital or foreign):
        labelled = line.low(at - 1) == "№" or label_ending(line, at) is not None
        if not labelled and read_unit(line, at + 1, None) is None and read_ordinal_numeral(line, at) is None:
            return _end_of_piece(line, at)
    return None


def _is_letters(text: str) -> bool:
    return text.replace("-", "").isalpha()


def _is_number_word(low: str) -> bool:
    return low in numeral_forms()


def _end_of_piece(line: Line, at: int) -> int:
    end = at + 1
    while line.glued(end) and (line[end].text.isalnum() or (line.low(end) in DASHES | {"/"} and line.glued(end + 1))):
        end += 1
    return end


def skip_street(line: Line, at: int) -> int | None:
    """«улица 50 лет Октября», «улицы 8 Марта и 40 лет Победы», «2-я Парковая улица»."""
    if _is_numbered_street(line, at):
        return at + 3 + (line.low(at + 1) in DASHES)
    before = at - 1 - (line.low(at - 1) == ".")
    joined = line.low(before) == "и"  # «улицы 8 Марта и 40 лет Победы»
    if not (_names_a_street(line.low(before)) or (joined and any(map(_names_a_street, line.lows(at - 8, at))))):
        return None
    end = at + 1
    while line.low(end) in ("лет", "летия", "-", "й", "я", "го", "года", "год") or (line[end].capital and end - at < 6):
        end += 1
    return end if any(word.capital for word in line.words[at + 1 : end]) or line.low(end - 1) == "года" else None


def _is_numbered_street(line: Line, at: int) -> bool:
    """«на 5-й Парковой», «1-я Садовая»."""
    ordinal = read_ordinal_numeral(line, at) if line[at].digits else None
    name = line[ordinal.last] if ordinal is not None else None
    return (
        name is not None and name.capital and name.low.endswith(("ой", "ая", "ую")) and not _noun_follows(line, ordinal)
    )


def _noun_follows(line: Line, ordinal: Ordinal | None) -> bool:
    return ordinal is not None and read_counted(line, ordinal.last, agreement(ordinal.readings)) is not None


def _names_a_street(low: str) -> bool:
    return low in load_forms(*STREETS)


def skip_holiday(line: Line, at: int) -> int | None:
    """«к 8 Марта»."""
    return holiday_end(line, at)


def skip_brand(line: Line, at: int) -> int | None:
    """«Boeing 737», «Windows 10», «ГОСТ 10704»: a bare number right behind a name that takes digits."""
    before = line[at - 1]
    if not line[at].digits or line.glued(at) or at == 0 or _counts_or_dates(line, at):
        return None
    if before.capital and at > 1 and _is_recent_year(line, at):  # «на Кубке Содружества 2017»
        return at + 1
    if before.low in DASHES:
        return at + 1 if _names_a_brand(line, at - 1) else None
    if not _is_letters(before.text) or read_currency(line, at - 1, None) is not None or before.low == "no":
        return None
    latin = before.text.isascii() and before.capital | (len(before.text) > 2)
    letters = before.text.isupper() and 2 <= len(before.text) <= 6
    return _end_of_piece(line, at) if latin or letters or _names_a_brand(line, at) else None


def _is_recent_year(line: Line, at: int) -> bool:
    """Four figures of our times with no word of their own: «Евровидение 2019»."""
    year = re.fullmatch(r"19[5-9]\d|20[0-3]\d", line[at].text) is not None
    bare = not line.glued(at + 1) or line.low(at + 1) in (".", ",", ")", "»")
    return year and bare and not line[at - 1].text.isupper() and line.low(at + 1) not in year_words() | {"г", "гг"}


def _counts_or_dates(line: Line, at: int) -> bool:
    """Whether the number has a unit, a month or a noun of its own."""
    numeral = read_numeral(line, at)
    if numeral is None or month_at(line, numeral.last) is not None or numeral.scale > 1:
        return True
    if read_unit(line, numeral.last, numeral.value) is not None:
        return True
    return read_counted(line, numeral.last, government(numeral.value, numeral.scale)) is not None


def _names_a_brand(line: Line, end: int) -> bool:
    """Whether a name that takes digits ends right before a word."""
    firsts = (first for first in (end - 1, end - 2) if first >= 0 and line[first].capital)
    found = (load_phrases(*BRANDS).read(line, first) for first in firsts)
    return any(phrase is not None and phrase[1] == end for phrase in found)


def skip_title(line: Line, at: int) -> int | None:
    """«Россия 24», «Три сестры», «Локомотив-3»: a short quotation that is a title."""
    opening = _opening(line, at)
    if opening is None:
        return None
    closing = next((p for p in range(at, min(opening + 9, len(line))) if line.low(p) in CLOSING), None)
    if closing is None or not _is_title(line, opening, closing):
        return None
    return closing


OPENING = frozenset('«“„"')
CLOSING = frozenset('»”“"')


def _opening(line: Line, at: int) -> int | None:
    for place in range(at - 1, max(at - 7, -1), -1):
        low = line.low(place)
        if low in OPENING and line.glued(place + 1):
            return place
        if low in CLOSING or low in (".", "!", "?", ",", ":", ";"):
            return None
    return None


def _is_title(line: Line, opening: int, closing: int) -> bool:
    words = line.words[opening + 1 : closing]
    if len(words) > 2 and words[-1].digits and words[-2].low in DASHES:  # «Северный поток — 2»
        words = words[:-2]
    if not words or any(word.low in ("!", "?", ",", ":", ";", "%", "—", "–") for word in words) or len(words) > 7:
        return False
    if line.low(opening - 1) == ":" or (line.low(closing + 1) == "," and line.low(closing + 2) in DASHES):
        return False
    if any(_is_verb(word.low) for word in words):
        return False
    before = line[opening - 1]
    named = before.text.isalpha() and any(parse.pos == "NOUN" for parse in parses_of(before.text)[:1])
    if all(word.digits or word.text in "/×xх" for word in words) or (words[0].digits and words[-1].low == "канал"):
        return True
    begins = opening == 1 or line.low(opening - 2) in (".", "!", "?")
    named = named and (before.text.islower() or begins)
    return words[0].text[0].isupper() or named or any(word.capital for word in words)


def _is_verb(low: str) -> bool:
    return len(low) > 2 and any(parse.pos == "VERB" and parse.score > 0.4 for parse in parses_of(low))


def skip_stage(line: Line, at: int) -> int | None:
    """«в 1/8 финала»: a stage of a cup, as «четвертьфинал» is."""
    stage = line[at].text == "1" and line.low(at + 1) == "/" and line.low(at + 3) in forms_of("финал")
    return at + 3 if stage else None


def skip_service(line: Line, at: int) -> int | None:
    """«служба 112», «по телефону 01»."""
    if line[at].digits and (line.low(at - 1) == "добавочный" or line.low(at - 2) == "доб"):
        return at + 1
    if line[at].text not in ("112", "101", "102", "103", "104", "01", "02", "03", "04", "911", "122"):
        return None
    calls = ("служб", "телефон", "номер", "систем", "звон", "позвон", "экстренн", "лини")
    near = line.lows(at - 4, at)
    return at + 1 if any(low.startswith(calls) for low in near) else None


def skip_postcode(line: Line, at: int) -> int | None:
    """«…, кв. 17, 180000»: six figures in an address."""
    if not line[at].text.isdigit() or len(line[at].text) != 6 or line.low(at - 1) not in (",", "индекс", ""):
        return None
    address = any(low in ADDRESS for low in line.lows(at - 25, at))
    return at + 1 if address and not line[at + 1].text.isalpha() else None


ADDRESS = frozenset({"ул", "улица", "г", "д", "обл", "область", "кв", "адрес", "адресу", "индекс"})


def skip_enumerator(line: Line, at: int) -> int | None:
    """«1. Открыть окно», «2) Закрыть дверь»: the number of a paragraph."""
    if at != 0 or not line[0].text.isdigit() or len(line[0].text) > 2 or len(line) < 3:
        return None
    return 2 if line.low(1) in (".", ")") and line.glued(1) and not line.glued(2) else None


#: in this order: the first that answers
RULES = (
    skip_idiom,
    skip_enumerator,
    skip_designation,
    skip_street,
    skip_holiday,
    skip_stage,
    skip_service,
    skip_postcode,
    skip_title,
    skip_brand,
)
