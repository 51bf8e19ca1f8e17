"""Every value that an article gives: lines are scanned for words that may begin a number, rules read them, some join.

>>> [(number.value, number.unit, number.noun) for number in read_numbers("Собрано 4,5 тыс. рублей и 12 писем.")]
[(4500, 'RUB', None), (12, None, 'письмо')]
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from extractor.annotations import Block, Number
from extractor.document import Article, Document
from extractor.language import find_tokens
from extractor.numbers.beginnings import is_joint, may_begin
from extractor.numbers.bounds import join_drafts
from extractor.numbers.calendar import parse_published
from extractor.numbers.compounds import read_compound
from extractor.numbers.context import explain
from extractor.numbers.counts import (
    read_adverb,
    read_collective,
    read_count,
    read_inverted,
)
from extractor.numbers.dates import place_in_time, read_date
from extractor.numbers.drafts import Draft, finish
from extractor.numbers.identifiers import read_identifier
from extractor.numbers.measures import read_half_measure, read_money_before
from extractor.numbers.names import masked, skip_name
from extractor.numbers.ordinals import read_ordinal, read_roman
from extractor.numbers.periods import read_period
from extractor.numbers.qualifiers import qualify
from extractor.numbers.relative import read_relative
from extractor.numbers.scores import read_score
from extractor.numbers.shares import read_every, read_fraction, read_stroke
from extractor.numbers.times import read_time
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
        beginnings = [at for at, word in enumerate(words) if may_begin(word)]
        if beginnings:
            line = Line(document.text, words, published, parts)
            numbers += _read_line(line, beginnings, _masks(document.text, start, end, words))
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
    return sorted(masked(text, start, end)) if any(word.digits for word in words) else []


def _parts_of_speech(document: Document) -> Callable[[int], str] | None:
    if not document.morphs:
        return None

    def part(start: int) -> str:
        at = bisect_right(document.token_starts, start) - 1
        return document.morphs[at].pos if at >= 0 else ""

    return part


def _read_line(line: Line, beginnings: Sequence[int], masks: Sequence[tuple[int, int]]) -> list[Number]:
    drafts: list[Draft] = []
    starts = [start for start, _ in masks]
    read = 0  # up to this word
    for at in beginnings:
        start = line.words[at].start
        mask = bisect_right(starts, start) - 1
        if at < read or (mask >= 0 and start < masks[mask][1]):
            continue
        end = skip_name(line, at)
        draft = _read_at(line, at) if end is None else None
        if draft is not None:
            drafts.append(draft)
            end = draft.last
        read = end or 0
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
