"""Morphology by pymorphy3, cached: what a form can be, its lemma, and other forms of it.

>>> lemma_of("рублей", "NOUN")
'рубль'
"""

from __future__ import annotations

from collections.abc import Set
from functools import cache, lru_cache
from itertools import takewhile
from typing import NamedTuple
from unicodedata import name

from pymorphy3 import MorphAnalyzer
from pymorphy3.analyzer import Parse as Analysis
from pymorphy3.tagset import OpencorporaTag

__all__ = ["Parse", "analyses_of", "bare", "inflect", "inflected_analysis", "lemma_of", "parses_of"]

#: how many forms are kept, some 700 bytes each: nine in ten running words of the news are among so many
CACHE = 65_536
#: how many of pymorphy's own readings are kept, which weigh more and serve inflection only
ANALYSES = 16_384

#: OpenCorpora's parts of speech that a Universal Dependencies tag may stand for, best first
POS = {
    "ADJ": ("ADJF", "ADJS", "COMP", "PRTF", "PRTS"),
    "ADP": ("PREP",),
    "ADV": ("ADVB", "COMP", "PRED"),
    "AUX": ("VERB", "INFN"),
    "CCONJ": ("CONJ",),
    "DET": ("ADJF", "NPRO"),
    "NOUN": ("NOUN",),
    "NUM": ("NUMR", "ADJF"),
    "PART": ("PRCL",),
    "PRON": ("NPRO", "ADJF"),
    "PROPN": ("NOUN", "ADJF"),
    "SCONJ": ("CONJ",),
    "VERB": ("VERB", "INFN", "GRND", "PRTF", "PRTS"),
}
#: what a word may hold and nobody reads: a soft hyphen, a stress mark
UNREAD = "\u00ad\u0301"


class Parse(NamedTuple):
    """One reading of a form: lemma, OpenCorpora grammemes, and how likely it is without context."""

    lemma: str
    pos: str
    grammemes: frozenset[str]
    score: float
    known: bool


def bare(form: str) -> str:
    """Return the form without soft hyphens and stress marks, as models and dictionaries know it.

    >>> bare("сказа\u0301л")
    'сказал'

    A mark that stands alone, where a page was cut badly, stays.
    """
    return form if form.isalnum() else form.replace(UNREAD[0], "").replace(UNREAD[1], "") or form


@lru_cache(maxsize=1)
def _analyzer() -> MorphAnalyzer:
    return MorphAnalyzer()


@lru_cache(maxsize=ANALYSES)
def analyses_of(form: str) -> tuple[Analysis, ...]:
    """Return pymorphy's own readings of a form, for those who inflect it."""
    return tuple(_analyze(form))


@lru_cache(maxsize=CACHE)
def parses_of(form: str) -> tuple[Parse, ...]:
    """Return the readings of a form, likeliest first; none for letters that nobody knows."""
    return tuple(
        Parse(analysis.normal_form, *_grammemes_of(analysis.tag), analysis.score, analysis.is_known)
        for analysis in _analyze(form)
    )


def _analyze(form: str) -> list[Analysis]:
    # pymorphy asks for the names of letters, and some that Unicode has taken in have none
    form = bare(form)
    known = form.isascii() or all(name(letter, "") for letter in form if letter.isalpha())
    return _analyzer().parse(form) if known else []


@cache
def _grammemes_of(tag: OpencorporaTag) -> tuple[str, frozenset[str]]:
    """Return the part of speech and the grammemes of a tag; there are some five thousand tags."""
    return str(tag.POS or ""), frozenset(tag.grammemes)


@lru_cache(maxsize=CACHE)
def lemma_of(form: str, pos: str | None = None) -> str:
    """Return the dictionary form, of the likeliest reading that the part of speech (Universal Dependencies) admits."""
    parses = parses_of(form)
    for wanted in POS.get(pos or "", ()):
        for parse in parses:
            if parse.pos == wanted:
                return parse.lemma
    return parses[0].lemma if parses else form.lower()


def inflect(form: str, grammemes: frozenset[str], pos: str | None = None) -> str | None:
    """Return the form with other grammemes (OpenCorpora's), lower case, or None where the word has no such form.

    >>> inflect("рубля", frozenset({"nomn", "sing"}))
    'рубль'
    """
    for parse in analyses_of(form):
        if pos is None or pos == parse.tag.POS:
            inflected = inflected_analysis(parse, form, grammemes)
            if inflected is not None:
                return inflected
    return None


def inflected_analysis(analysis: Analysis, form: str, grammemes: Set[str]) -> str | None:
    """Return a reading's form with other grammemes; of several superlatives the one that the form is of.

    «лучшего» and «наихорошего», «высшей» and «высочайшей» are of one adjective in the dictionary.
    """
    if "Supr" not in analysis.tag:
        inflected = analysis.inflect(set(grammemes))
        return None if inflected is None else str(inflected.word)
    wanted = {"Supr", *grammemes}
    alike = [str(each.word) for each in analysis.lexeme if wanted <= each.tag.grammemes]
    return max(alike, key=lambda word: _in_common(word, form.lower()), default=None)


def _in_common(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
