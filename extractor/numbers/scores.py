"""Scores of games: «5:0», «выиграли 27–24».

>>> from extractor.numbers.words import cut
>>> draft = read_score(Line("", cut("разгромил гостей — 5:0", 0)), 3)
>>> draft.low, draft.high
(Fraction(5, 1), Fraction(0, 1))
"""

from __future__ import annotations

import re
from fractions import Fraction

from extractor.language.morphology import lemma_of
from extractor.numbers.counted import read_counted
from extractor.numbers.dates import MONTHS
from extractor.numbers.drafts import Draft
from extractor.numbers.forms import load_forms, load_phrases
from extractor.numbers.units import read_unit
from extractor.numbers.words import DASHES, Line

__all__ = ["read_score"]

GAMES = ("games", ("lemma",))
#: how far before a score its game is looked for
REACH = 12
#: how many sets stand before one at most
SETS = 8


def read_score(line: Line, at: int) -> Draft | None:
    """Return the score that begins at this word."""
    if line.glued(at) and line.low(at - 1).isalnum():
        return None
    first, sign, second = line[at], line.low(at + 1), line[at + 2]
    if not (first.text.isdigit() and second.text.isdigit() and len(first.text) <= 3 and len(second.text) <= 3):
        return None
    if sign == ":" and line.glued(at + 1) and line.glued(at + 2):
        if line.low(at + 3) == ":" and line.glued(at + 3):
            return None
        begin = _first_of_list(line, at)
        plain = not _may_be_a_time(line[begin].text, line[begin + 2].text)
        if plain or not _may_be_a_time(first.text, second.text) or _speaks_of_a_game(line, begin):
            return _draft(at, first.text, second.text)
    if sign in DASHES and line.glued(at + 1) == line.glued(at + 2) and _speaks_of_a_game(line, at):
        free = read_unit(line, at + 3, None) is None and read_counted(line, at + 3, _plural) is None
        free = free and load_phrases(*MONTHS).read(line, at + 3) is None
        if free and line.low(at + 3) not in DASHES and max(int(first.text), int(second.text)) < 200:
            return _draft(at, first.text, second.text)
    return None


def _draft(at: int, first: str, second: str) -> Draft:
    return Draft(at, at + 3, "score", low=Fraction(int(first)), high=Fraction(int(second)), rule="score")


def _plural(grammemes: frozenset[str]) -> bool:
    return "plur" in grammemes


def _first_of_list(line: Line, at: int) -> int:
    """Where the list of sets begins to which a score belongs: «25:21, 23:25, 15:12»."""
    for _ in range(SETS):
        if line.low(at - 1) != "," or line.low(at - 3) != ":" or not line[at - 4].digits:
            break
        at -= 4
    return at


def _may_be_a_time(first: str, second: str) -> bool:
    return re.fullmatch(r"[0-5]\d", second) is not None and int(first) <= 23 + (second == "00")


def _speaks_of_a_game(line: Line, at: int) -> bool:
    games = load_forms(*GAMES)
    if line.low(at - 1) == "в":
        return False
    lows = line.lows(at - REACH, at)
    return any(low in games or (len(low) > 3 and lemma_of(low) in games) for low in lows)
