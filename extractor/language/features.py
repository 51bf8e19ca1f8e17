"""What a form tells about itself, out of all context: vectors of it and of its lemma, affixes, grammemes, spelling.

Words that came up after the vectors were made lend the vector of an older word of like meaning (`recent_words.tsv`).

>>> spelling_of("Нью-Йорк")[:4]
(1.0, 0.0, 0.0, 0.0)
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple
from zlib import crc32

from extractor.language.morphology import parses_of
from extractor.language.weights import UNKNOWN, Navec
from extractor.lexicons import load_lexicon

__all__ = ["AFFIXES", "BUCKETS", "TRAITS", "FormFeatures", "features_of", "spelling_of"]

#: the grammemes of OpenCorpora that are told apart
GRAMMEMES = (
    *("NOUN", "ADJF", "ADJS", "COMP", "VERB", "INFN", "PRTF", "PRTS", "GRND", "NUMR", "ADVB", "NPRO", "PRED"),
    *("PREP", "CONJ", "PRCL", "INTJ", "NUMB", "ROMN", "PNCT", "LATN", "UNKN", "Init", "anim", "inan", "Name"),
    *("Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Sgtm", "Pltm", "Fixd", "Anum", "Apro", "Qual", "Poss"),
    *("Subx", "masc", "femn", "neut", "sing", "plur", "nomn", "gent", "datv", "accs", "ablt", "loct", "past"),
    *("pres", "futr", "perf", "impf", "tran", "intr"),
)
PLACE_OF = {grammeme: place for place, grammeme in enumerate(GRAMMEMES)}
#: how many affixes a form has: two of its beginning, two of its end, three of its lemma's end
AFFIXES = 7
#: how many numbers affixes are hashed to; 0 is no affix
BUCKETS = 8192
LATIN = re.compile("[a-z]")
OPENING, CLOSING = '«"„“', '»"”“'


class FormFeatures(NamedTuple):
    """Numbers of navec's vectors (-1: none) of the form and its lemma, numbers of affixes, traits from 0 to 1."""

    word: int
    lemma: int
    affixes: tuple[int, ...]
    traits: tuple[float, ...]


def features_of(form: str, navec: Navec) -> FormFeatures:
    """Return the features of a form; they depend on nothing else."""
    lower = form.lower()
    parses = parses_of(form) if any(map(str.isalpha, form)) else ()
    lemma = parses[0].lemma if parses else lower
    grammemes = [0.0] * len(GRAMMEMES)
    total = sum([parse.score for parse in parses]) or 1.0
    for parse in parses:
        share = parse.score / total
        for place in _places_of(parse.grammemes):
            grammemes[place] += share
    known = (float(bool(parses) and parses[0].known), float(bool(parses)))
    return FormFeatures(
        _vector_id(lower, lemma, navec),
        _vector_id(lemma, lemma, navec),
        _affixes(lower, lemma),
        (*grammemes, *known, *spelling_of(form)),
    )


def spelling_of(form: str) -> tuple[float, ...]:
    """Return what a form looks like: letter case, digits, alphabet, length, which mark it is."""
    count, lower, tail = len(form), form.lower(), form[1:]
    digits = 0 if form.isalpha() else sum(map(str.isdigit, form))
    is_lower, tail_is_lower, is_capital = form.islower(), tail.islower(), form[:1].isupper()
    return tuple(
        map(
            float,
            (
                is_capital,
                count > 1 and form.isupper(),
                is_lower,
                is_capital and tail_is_lower,
                not tail_is_lower and any(map(str.isupper, tail)),
                digits > 0,
                digits == count,
                digits == count == 4,
                0 < digits == count <= 2,
                "-" in form,
                LATIN.search(lower) is not None,
                not form.isalpha() and not any(map(str.isalnum, form)),
                count == 1,
                count <= 3,
                count >= 8,
                count >= 12,
                form[:1] in OPENING,
                form[:1] in CLOSING,
                form in ".,;:",
                form in "([",
            ),
        )
    )


@cache
def _places_of(grammemes: frozenset[str]) -> tuple[int, ...]:
    """Return the places of the grammemes that are told apart; there are as many sets as tags, some five thousand."""
    return tuple(PLACE_OF[grammeme] for grammeme in grammemes if grammeme in PLACE_OF)


#: how many traits a form has
TRAITS = len(GRAMMEMES) + 2 + len(spelling_of("-"))


def _vector_id(word: str, lemma: str, navec: Navec) -> int:
    recent = load_lexicon("recent_words", ("lemma", "like"))
    stand_in = recent.get(lemma) or recent.get(word)
    if stand_in:
        word = stand_in["like"]
    for spelling in (word, word.replace("ё", "е"), word.rpartition("-")[2]):
        if spelling in navec.ids and spelling != UNKNOWN:
            return navec.ids[spelling]
    return -1


def _affixes(word: str, lemma: str) -> tuple[int, ...]:
    if len(word) < 2:
        return (0,) * AFFIXES
    word, lemma = f"<{word}>", f"<{lemma}>"
    affixes = (word[:4], word[:6], word[-4:], word[-5:], lemma[-4:], lemma[-5:], lemma[-6:])
    return tuple(1 + crc32(f"{place}{affix}".encode()) % (BUCKETS - 1) for place, affix in enumerate(affixes))
