"""What the dictionary tells of a given name: whether a word is one, its gender, whether it is in the nominative.

>>> gender_of_given_name("Виолетта"), gender_in_nominative("Марина"), gender_in_nominative("Александра")
('Fem', 'Fem', None)
"""

from __future__ import annotations

from functools import lru_cache

from extractor.entities.declension import GENDERS
from extractor.language import parses_of

__all__ = ["gender_in_nominative", "gender_of_given_name", "is_given_name", "is_in_nominative"]

#: the share of its readings as a given name that tells what a form is
SURE = 0.8


@lru_cache(maxsize=10_000)
def is_given_name(word: str) -> bool:
    """Tell whether the word is a form of a given name."""
    return any(parse.known and "Name" in parse.grammemes for parse in parses_of(word))


@lru_cache(maxsize=10_000)
def gender_of_given_name(name: str) -> str | None:
    """Return the gender that the dictionary gives the name, where it is one: not of «Саша»."""
    names = [
        parse.grammemes for parse in parses_of(name) if parse.known and {"Name", "nomn", "sing"} <= parse.grammemes
    ]
    genders = {GENDERS[grammeme] for grammemes in names for grammeme in GENDERS if grammeme in grammemes}
    return genders.pop() if len(genders) == 1 else None


@lru_cache(maxsize=10_000)
def gender_in_nominative(word: str) -> str | None:
    """Return the gender of a name that this form is the nominative of, and hardly another case of another name.

    «жена шахтёра Марина Орлова» is a woman, «жена шахтёра Александра Орлова» has none: Марин is rare, Александр is not.
    """
    names = [parse for parse in parses_of(word) if parse.known and "Name" in parse.grammemes]
    total = sum(parse.score for parse in names)
    for grammeme, gender in GENDERS.items():
        own = sum(parse.score for parse in names if {"nomn", grammeme} <= parse.grammemes)
        if names and own >= SURE * total:
            return gender
    return None


@lru_cache(maxsize=10_000)
def is_in_nominative(word: str) -> bool:
    """Tell whether the word is a man's given name in the nominative and in no other case: «Рашид», not «Али»."""
    names = [parse.grammemes for parse in parses_of(word) if parse.known and "Name" in parse.grammemes]
    return bool(names) and all({"nomn", "masc"} <= grammemes for grammemes in names)
