"""Ordinals: «третье место», «11-м классе», «сто двадцать первый километр», «XXVII ярмарка».

>>> from extractor.numbers.words import cut
>>> draft = read_ordinal(Line("", cut("в 11-м классе", 0)), 1)
>>> draft.value, draft.noun
(Fraction(11, 1), 'класс')
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from extractor.language.morphology import analyses_of, parses_of
from extractor.lexicons import load_lexicon
from extractor.numbers.counted import Noun, agreement, read_counted
from extractor.numbers.drafts import Draft
from extractor.numbers.forms import forms_of, load_forms
from extractor.numbers.numerals import has_cardinal_ending, read_cardinal
from extractor.numbers.words import DASHES, Line, fold, remembered

__all__ = ["Ordinal", "ordinal_forms", "read_ordinal", "read_ordinal_numeral", "read_roman", "roman_value"]

ORDINALS = ("ordinals", ("lemma", "value"))
TITLES = ("deputies", ("lemma",))
NAMED = ("named_ordinals", ("lemma",))

Readings = frozenset[frozenset[str]]


class Ordinal(NamedTuple):
    """An ordinal numeral and the grammemes that its form may have."""

    value: int
    last: int
    readings: Readings
    spelled: bool


@cache
def ordinal_forms() -> dict[str, int]:
    """The value of every form of a simple ordinal."""
    return {form: int(row["value"]) for form, row in load_forms(*ORDINALS).items()}


@cache
def _lemmas() -> dict[int, str]:
    return {int(row["value"]): lemma for lemma, row in load_lexicon(*ORDINALS).items()}


@lru_cache(maxsize=10_000)
def _readings_of(form: str) -> Readings:
    return frozenset(parse.grammemes for parse in parses_of(form) if parse.pos == "ADJF")


@lru_cache(maxsize=10_000)
def readings_with_ending(value: int, ending: str) -> Readings:
    """Return the grammemes of an ordinal in figures by its ending: «11-м» has those of «одиннадцатым», «одиннадцатом».

    >>> bool(readings_with_ending(5, "й")), bool(readings_with_ending(5, "ти"))
    (True, False)
    """
    lemmas = _lemmas()
    last = next(
        (part for part in (value % 100, value % 10, value % 1000 // 10 * 10 % 100, value % 1000) if part in lemmas),
        1000 if value % 1000 == 0 and value else None,
    )
    if last is None:
        return frozenset()
    lexeme = [form for analysis in analyses_of(lemmas[last])[:1] for form in analysis.lexeme]
    return frozenset(frozenset(form.tag.grammemes) for form in lexeme if fold(form.word).endswith(ending))


@remembered
def read_ordinal_numeral(line: Line, at: int) -> Ordinal | None:
    """Return the ordinal that begins at this word, in words or in figures with an ending."""
    return _with_ending(line, at) if line[at].digits else _in_words(line, at)


def _with_ending(line: Line, at: int) -> Ordinal | None:
    """«11-м», «1го»; a cardinal with an ending («5-ти») is none."""
    dash = line.low(at + 1) in DASHES and line.glued(at + 1)
    ending = at + 1 + dash
    if not line[at].text.isdigit() or not line.glued(ending) or not re.fullmatch(r"[а-я]{1,3}", line.low(ending)):
        return None
    if line[ending].text.isupper() or len(line[at].text) > 6 or (line[ending + 1].digits and line.glued(ending + 1)):
        return None
    if has_cardinal_ending(line[at].text, line.low(ending)):
        return None
    readings = readings_with_ending(int(line[at].text), line.low(ending))
    return Ordinal(int(line[at].text), ending + 1, readings, False) if readings else None


def _in_words(line: Line, at: int) -> Ordinal | None:
    """«сто двадцать первый»: a cardinal whose last part is ordinal."""
    total, last = 0, at
    if line.low(at) not in ordinal_forms():
        cardinal = read_cardinal(line, at)
        if cardinal is None or not cardinal.spelled or cardinal.value is None or cardinal.value.denominator != 1:
            return None
        total, last = int(cardinal.value), cardinal.last
    value = ordinal_forms().get(line.low(last))
    if value is None or (total and (value >= 1000 or total % (10 ** len(str(value))) != 0 or 10 < total % 100 < 20)):
        return None
    return Ordinal(total + value, last + 1, _readings_of(line[last].text), True)


def read_ordinal(line: Line, at: int) -> Draft | None:
    """Return the ordinal that begins at this word, with its noun."""
    ordinal = read_ordinal_numeral(line, at)
    if ordinal is None:
        return None
    noun = read_counted(
        line, ordinal.last, agreement(ordinal.readings, plural=line.low(at - 1) in {"и", "или"} | DASHES)
    )
    monarch = _inside(line, at - 1) or _is_name_of_person(line[at - 1].text)
    if ordinal.spelled and line[at].capital and line[at - 1].capital and _inside(line, at) and monarch:
        return None  # «патриарх Теодор Второй»
    if ordinal.spelled and ordinal.value <= 10 and _is_name(line, at, ordinal, noun):
        return None
    name, tail = (noun.name, noun.last) if noun is not None else (None, 0)
    return Draft(at, ordinal.last, "ordinal", Fraction(ordinal.value), noun=name, tail=tail, rule="ordinal")


def _is_name(line: Line, at: int, ordinal: Ordinal, noun: Noun | None) -> bool:
    """«первый заместитель», «в первую очередь», «Первый канал», «Вторая мировая», «окончил Первый лужский лицей»."""
    following = line.low(ordinal.last)
    if following in load_forms(*TITLES):
        return True
    if following in forms_of("очередь") and line.low(at - 1) in ("в", "во"):
        return True
    if following in forms_of("мировой"):
        return True
    return line[at].capital and (following in load_forms(*NAMED) or _inside(line, at))


def _inside(line: Line, at: int) -> bool:
    """Whether the word stands inside a sentence, where a capital letter makes a name."""
    return at > 0 and line.low(at - 1) not in (".", "!", "?", "«", '"', "—", "–", "-", "“", "„", "…")


ROMAN = re.compile(r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
LOOKALIKES = str.maketrans("ХІ", "XI")


@lru_cache(maxsize=10_000)
def roman_value(text: str) -> int | None:
    """Return the value of a Roman numeral up to 89, in Latin letters or in Cyrillic ones that look like them.

    >>> roman_value("XXVII"), roman_value("ХХ"), roman_value("MIX")
    (27, 20, None)
    """
    latin = text.translate(LOOKALIKES)
    if not latin or not ROMAN.fullmatch(latin) or latin == "L":
        return None
    values = [{"I": 1, "V": 5, "X": 10, "L": 50}[letter] for letter in latin]
    return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))


def read_roman(line: Line, at: int) -> Draft | None:
    """«XXVII книжная ярмарка», «III группа»; the number of a monarch or a pope is part of his name."""
    value = roman_value(line[at].text)
    if value is None or (line.glued(at + 1) and line.low(at + 1) in DASHES and roman_value(line[at + 2].text) is None):
        return None
    if line.low(at + 1) in forms_of("мировой") or line.low(at + 1) in load_forms(*NAMED):
        return None
    before = line[at - 1]
    if before.capital and before.text.isalpha() and (_inside(line, at - 1) or _is_name_of_person(before.text)):
        return None
    noun = read_counted(line, at + 1, bool)
    if noun is None and before.capital and before.text.isalpha() and not _is_function(before.text):
        return None
    if noun is None and (len(line[at].text) == 1 or not line[at].text.isascii()):
        return None
    name, tail = (noun.name, noun.last) if noun is not None else (None, 0)
    return Draft(at, at + 1, "ordinal", Fraction(value), noun=name, tail=tail, rule="Roman ordinal")


@lru_cache(maxsize=10_000)
def _is_function(form: str) -> bool:
    return any(parse.pos in ("PREP", "CONJ") for parse in parses_of(form)[:2])


@lru_cache(maxsize=10_000)
def _is_name_of_person(form: str) -> bool:
    return any("Name" in parse.grammemes and parse.score > 0.1 for parse in parses_of(form))
