"""Every value that an article gives: lines are scanned for words that may begin a number, rules read them, some join.

>>> [(number.value, number.unit, number.noun) for number in read_numbers("Собрано 4,5 тыс. рублей и 12 писем.")]
[(4500, 'RUB', None), (12, None, 'письмо')]
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from extractor.annotations import Block, Number
from extractor.document import Article, Document
from extractor.language import find_tokens
from extractor.numbers.bounds import join_drafts
from extractor.numbers.calendar import parse_published
from extractor.numbers.compounds import is_compound, read_compound
from extractor.numbers.context import explain
from extractor.numbers.counts import (
    COLLECTIVES,
    MULTIPLES,
    approximators,
    read_adverb,
    read_collective,
    read_count,
    read_inverted,
)
from extractor.numbers.dates import MONTHS, WEEKDAYS, place_in_time, read_date
from extractor.numbers.drafts import Draft, finish
from extractor.numbers.forms import forms_of, load_forms
from extractor.numbers.identifiers import read_identifier
from extractor.numbers.measures import read_half_measure, read_money_before
from extractor.numbers.names import masked, skip_name
from extractor.numbers.numerals import MINUS, PLUS, numeral_forms
from extractor.numbers.ordinals import ordinal_forms, read_ordinal, read_roman, roman_value
from extractor.numbers.periods import SEASONS, read_period
from extractor.numbers.qualifiers import qualify
from extractor.numbers.relative import read_relative, relative_starts
from extractor.numbers.scores import read_score
from extractor.numbers.shares import read_every, read_fraction, read_stroke, share_forms
from extractor.numbers.times import read_time
from extractor.numbers.units import read_half_unit, unit_starts
from extractor.numbers.words import Line, Word, cut, lines_of

__all__ = ["find_numbers", "read_numbers"]

Rule = Callable[[Line, int], Draft | None]


def find_numbers(document: Document) -> list[Number]:
    """Return the numbers of an article, in order; read from its sentences, and parts of speech where they are known."""
    published = parse_published(document.article.published)
    parts = _parts_of_speech(document)
    numbers: list[Number] = []
    for start, end in lines_of(document):
        words = cut(document.text[start:end], start, is_joint)
        if any(may_begin(word) for word in words):
            numbers += _read_line(
                Line(document.text, words, published, parts), _masks(document.text, start, end, words)
            )
    return numbers


def read_numbers(text: str, published: str | None = None) -> list[Number]:
    """Return the numbers of one string, which needs no article around it; `published` (ISO) dates what is relative.

    >>> [number.date for number in read_numbers("Вчера сдали дом.", "2024-10-22")]
    ['2024-10-21']
    """
    blocks = tuple(Block(match.start(), match.end(), "paragraph") for match in re.finditer(r"[^\n]+", text))
    tokens, sentences = find_tokens(text, enumerate(blocks))
    return find_numbers(Document(Article(text, blocks, published=published), tokens, sentences))


def _masks(text: str, start: int, end: int, words: Sequence[Word]) -> list[tuple[int, int]]:
    return masked(text, start, end) if any(word.digits for word in words) else []


def _parts_of_speech(document: Document) -> Callable[[int], str] | None:
    if not document.morphs:
        return None

    def part(start: int) -> str:
        at = bisect_right(document.token_starts, start) - 1
        return document.morphs[at].pos if at >= 0 else ""

    return part


def may_begin(word: Word) -> bool:
    """Tell whether a word may begin a number: one look into a table for most words of a text."""
    return word.digits or _may_begin(word.low) or (word.text.isupper() and roman_value(word.text) is not None)


@lru_cache(maxsize=50_000)
def is_joint(low: str) -> bool:
    """Tell whether a word is two numerals or two months with a hyphen: «две-три», «мае-июне»."""
    return all(part in _joints() for part in low.split("-"))


@cache
def _joints() -> frozenset[str]:
    tables = (MONTHS, WEEKDAYS, COLLECTIVES, MULTIPLES)
    forms = frozenset().union(*(frozenset(load_forms(*table)) for table in tables))
    return forms | numeral_forms() | frozenset(ordinal_forms())


@lru_cache(maxsize=200_000)
def _may_begin(low: str) -> bool:
    return low in _beginnings() or is_compound(low) or (low.startswith("пол") and _is_half(low))


def _is_half(low: str) -> bool:
    return (
        ordinal_forms().get(low[3:], 0) > 0
        or read_half_unit(Line("", [Word(0, len(low), low, low, False)]), 0) is not None
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


def _read_line(line: Line, masks: Sequence[tuple[int, int]]) -> list[Number]:
    drafts: list[Draft] = []
    at = 0
    while at < len(line):
        word = line.words[at]
        if not may_begin(word):
            at += 1
            continue
        mask = next((end for start, end in masks if start <= word.start < end), None)
        if mask is not None:
            at = next((place for place in range(at, len(line)) if line.words[place].start >= mask), len(line))
            continue
        end = skip_name(line, at)
        draft = None if end is not None else _read_at(line, at)
        if draft is not None:
            drafts.append(draft)
            end = draft.last
        at = end if end is not None and end > at else at + 1
    return _finished(line, join_drafts(line, drafts))


def _read_at(line: Line, at: int) -> Draft | None:
    for rule in RULES:
        draft = rule(line, at)
        if draft is not None:
            return draft
    return None


def _finished(line: Line, drafts: Sequence[Draft]) -> list[Number]:
    """The numbers with what their context says; one that shares the unit of the next shares its explanation too."""
    explained = _agreed([explain(line, draft) for draft in drafts], drafts)
    qualified = [replace(draft, qualifier=qualify(line, draft)) for draft in explained]
    return [finish(_dated(line, draft), line) for draft in qualified]


def _agreed(explained: list[Draft], drafts: Sequence[Draft]) -> list[Draft]:
    """«в возрасте 22, 36 и 52 лет»: where one of a list is an age, all are."""
    agreed: list[Draft] = []
    group: list[Draft] = []
    for clear, draft in zip(explained, drafts, strict=True):
        group.append(clear)
        if not draft.rule.endswith("shared"):
            ages = any(member.kind == "age" for member in group)
            agreed += [replace(m, kind="age") if ages and m.kind == "duration" else m for m in group]
            group = []
    return agreed + group


def _dated(line: Line, draft: Draft) -> Draft:
    if draft.when is None:
        return draft
    return replace(draft, date=place_in_time(draft.when, line.published).iso)


#: in this order: the first that answers
RULES: tuple[Rule, ...] = (
    read_period,
    read_date,
    read_relative,
    read_score,
    read_identifier,
    read_time,
    read_every,
    read_fraction,
    read_stroke,
    read_compound,
    read_ordinal,
    read_roman,
    read_half_measure,
    read_money_before,
    read_collective,
    read_adverb,
    read_inverted,
    read_count,
)
