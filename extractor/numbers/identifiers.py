"""Numbers that name instead of counting: «дом 61», «ст. 159», «школа № 7», «44-ФЗ», «ул. Садовая, 18».

>>> from extractor.numbers.words import cut
>>> draft = read_identifier(Line("", cut("в вагоне 11 дует", 0)), 2)
>>> draft.value, draft.noun
(Fraction(11, 1), 'вагон')
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from extractor.language.morphology import parses_of
from extractor.numbers.counted import government, read_counted
from extractor.numbers.dates import month_at
from extractor.numbers.drafts import Draft
from extractor.numbers.forms import Row, forms_of, load_forms, load_phrases
from extractor.numbers.numerals import read_numeral
from extractor.numbers.units import read_unit
from extractor.numbers.words import DASHES, Line, Word

__all__ = ["label_ending", "read_identifier"]

LABELS = ("labels", ("lemma", "noun", "strong"))
STREETS = ("streets", ("lemma",))
#: how many words of a street's name, or of a document's, may stand between the label and the number
REACH = 12
STREET = 6


def read_identifier(line: Line, at: int) -> Draft | None:
    """Return the identifier that begins at this word."""
    if not line[at].digits:
        return None
    for rule in RULES:
        draft = rule(line, at)
        if draft is not None:
            return draft
    return None


def _draft(line: Line, at: int, noun: str | None, rule: str) -> Draft:
    """The number with the letters and strokes that belong to it: «44-ФЗ», «8 Б», «37/430»."""
    last = _end(line, at, noun)
    value = Fraction(int(line[at].text)) if last == at + 1 and line[at].text.isdigit() else None
    return Draft(at, last, "identifier", value, noun=noun, rule=rule)


def _end(line: Line, at: int, noun: str | None) -> int:
    last = at + 1
    while (further := _glued_part(line, at, last, noun)) > last:
        last = further
    if (
        noun == "дом"
        and last == at + 1
        and re.fullmatch(r"[А-Яа-я]", line[last].text)
        and line[last].low not in "ивскуо"
    ):
        last += 1
    return last


def _glued_part(line: Line, at: int, last: int, noun: str | None) -> int:
    """Where one more part of an identifier ends: «н», «-ФЗ», «/430», «-1234» of «2-1234/2023»."""
    if not line.glued(last):
        return last
    if line[last].text.isalpha():
        return last + 1 if len(line[last].text) <= 3 else last
    word = line[last + 1]
    if not line.glued(last + 1) or not (line.low(last) in DASHES or line.low(last) == "/"):
        return last
    letters = word.text.isupper() or (len(word.text) == 1 and word.text.isalpha())
    figures = word.digits and (
        line.low(last) == "/" or (line.low(last) == "-" and (noun == "статья" or _is_long(line, at, word)))
    )
    return last + 2 if letters or figures else last


def _is_long(line: Line, at: int, word: Word) -> bool:
    """«№ 2-1234», but «№ 5-7» is a range."""
    return len(word.text) >= 4 or len(line[at].text) >= 4


def read_numbered(line: Line, at: int) -> Draft | None:
    """«школа № 7», «указ № 204»."""
    if line.low(at - 1) not in ("№", "n", "#", "no"):
        return None
    if line.low(at - 1) == "n" and line[at - 1].text != "N":
        return None
    before = at - 2 if line.low(at - 2) != "№" else at - 3
    return _draft(line, at, _label_before(line, before), "number sign")


def _label_before(line: Line, at: int) -> str | None:
    """The noun right before the sign, or a label farther left («постановление правительства от 5 мая 2020 г. № 3»)."""
    label = label_ending(line, at + 1)
    if label is not None:
        return label["noun"]
    labels = load_forms(*LABELS)
    for place in range(at, max(at - REACH, -1), -1):
        row = labels.get(line.low(place))
        if row is not None and len(line.low(place)) > 2 and row["noun"] != "номер":
            return row["noun"]
        if line.low(place) in (",", ";", ":", "—") or (line.low(place) == "." and line.low(place - 1) != "г"):
            break
    nouns = (parse.lemma for parse in parses_of(line[at].text)[:1] if parse.pos == "NOUN")
    return next(nouns, None) if line[at].text.replace("-", "").isalpha() else None


def label_ending(line: Line, at: int) -> Row | None:
    """Return the label that ends right before a word."""
    for first in (at - 2, at - 1):
        found = load_phrases(*LABELS).read(line, first) if first >= 0 else None
        if found is not None and found[1] == at and (line.low(at - 1) == "." or found[0]["lemma"][-1] != "."):
            return found[0]
    return None


def read_labelled(line: Line, at: int) -> Draft | None:
    """«дом 61», «ч. 2 ст. 159»: a label in small letters right before; a weak one loses to a noun that is counted."""
    row = label_ending(line, at)
    if row is None or (line.low(at - 2) == "с" and line[at - 3].digits):  # «за 10 с. 15 человек»
        return None
    if row["noun"] == "номер" and line[at - 2].text.islower():
        return _draft(line, at, _label_before(line, at - 2) or "номер", "label")
    label = at - 1 - (line.low(at - 1) == ".")
    if line[label].capital and label > 0 and line.low(label - 1) not in (".", "«", "—", "–", ",", "("):
        return None
    if line.low(at + 1) == "+" or (not row["strong"] and _counts(line, at)):
        return None
    return _draft(line, at, row["noun"], "label")


def _counts(line: Line, at: int) -> bool:
    """Whether the number has a unit, a month or a noun of its own."""
    numeral = read_numeral(line, at)
    if numeral is None:
        return True
    if line.low(numeral.last) in DASHES and line[numeral.last + 1].digits:
        numeral = read_numeral(line, numeral.last + 1) or numeral  # «12–15 детей»
    if line.low(numeral.last) in DASHES and line.glued(numeral.last):
        return not line[numeral.last + 1].text.isupper()
    if month_at(line, numeral.last) or line.low(numeral.last) in forms_of("год"):
        return True
    if read_unit(line, numeral.last, numeral.value) is not None and not _is_letter(line, numeral.last):
        return True
    return read_counted(line, numeral.last, government(numeral.value, numeral.scale)) is not None


def _is_letter(line: Line, at: int) -> bool:
    return len(line[at].text) == 1 and line[at].capital


def read_house(line: Line, at: int) -> Draft | None:
    """«ул. Садовая, 18», «Олимпийский проспект, 22», «пер. Ягельный 17 б», «на Садовой, 61»."""
    if not line[at].text.isdigit() or len(line[at].text) > 4 or line.glued(at):
        return None
    if not _on_a_street(line, at - 1 - (line.low(at - 1) == ",")) or _counts(line, at):
        return None
    return _draft(line, at, "дом", "house of a street")


def _on_a_street(line: Line, last: int) -> bool:
    """Whether a street's name ends with this word: capital words between it and its label, before or behind."""
    if (
        line.low(last + 1) == ","
        and line.low(last - 1) == "на"
        and line[last].capital
        and line.low(last).endswith("ой")
    ):
        return True
    addressed = any(low.startswith("адрес") for low in line.lows(last - 4, last))
    if line.low(last + 1) == "," and addressed and line[last].capital and line.low(last).endswith("ая"):
        return True
    for back in range(STREET):
        word = line[last - back]
        if load_phrases(*STREETS).read(line, last - back) is not None and (word.text.islower() or back == 0):
            return back > 0 or line[last - 1].capital
        if not (word.capital or word.text in (".", "-") or (word.digits and back)):
            return False
    return False


def read_law(line: Line, at: int) -> Draft | None:
    """«44-ФЗ», «закон 1874-I»."""
    if line.low(at + 1) not in DASHES or not line.glued(at + 1) or not line.glued(at + 2):
        return None
    if line[at + 2].text not in ("ФЗ", "ФКЗ", "ПП", "РП", "ОЗ", "ЗК", "р"):
        return None
    law = next((place for place in range(at - 1, at - 5, -1) if line.low(place) in forms_of("закон")), None)
    draft = _draft(line, at, "закон" if law is not None else None, "law")
    return replace(draft, value=None)


#: in this order: the first that answers
RULES = (read_numbered, read_law, read_labelled, read_house)
