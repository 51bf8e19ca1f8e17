"""The shape of a word: its alphabet and its letter case, or which punctuation mark it is, as slovnet's models know it.

>>> [shape_of(word) for word in ("Мэр", "СИЗО-6", "Санкт-Петербург", "NASA", "-5", "?!", "«")]
['RU_Xx', 'RU_XX', 'RU_Xx-Xx', 'EN_XX', 'NUM', 'PUNCT_OTHER', 'PUNCT_«']
"""

from __future__ import annotations

import re

__all__ = ["PUNCTUATION", "shape_of"]

#: the marks that have a shape of their own
PUNCTUATION = frozenset("!#$%&()[]\\/*+,.:;<=>?@^_{|}~-‐−‒⁃–—―`\"'«»„“ʼʻ”№…")

RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)
LATIN = re.compile("[a-z]", re.IGNORECASE)
NUMBER = re.compile(r"[+-]?\d")


def shape_of(word: str) -> str:
    """Return the name of a word's shape; its first character tells the alphabet."""
    if RUSSIAN.match(word):
        return "RU_" + _letter_case(word)
    if LATIN.match(word):
        return "EN_" + _letter_case(word)
    if NUMBER.match(word):
        return "NUM"
    if word[0] in PUNCTUATION:
        return "PUNCT_" + (word if len(word) == 1 else "OTHER")
    return "OTHER"


def _letter_case(word: str) -> str:
    if len(word) == 1:
        return "X" if word.isupper() else "x"
    if word.isupper():
        return "XX"
    if word.islower():
        return "xx"
    if _is_title(word):
        return "Xx"
    first, dash, second = word.partition("-")
    return "Xx-Xx" if dash and _is_title(first) and _is_title(second) else "OTHER"


def _is_title(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and word[1:].islower()
