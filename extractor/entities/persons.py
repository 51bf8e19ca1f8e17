"""Names of people: their parts, and their nominative by the forms of all parts together.

>>> [reading.name for reading in read_name(["Сергея", "Залесского"], case="Gen", gender="Masc")][:1]
['Сергей Залесский']
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from extractor.entities.declension import CASES_IN_ORDER, NameReading, readings_of

__all__ = ["PersonName", "is_initial", "read_name"]

#: how much the tagger's case and gender count beside the weights of declensions; some cases look alike
CASE, NEAR_CASE, GENDER, SUPPORT = 3.0, 1.5, 1.5, 2.0
#: the weight of a word that does not decline where no declension knows it in that case
UNLIKELY = -3.0
NEAR = frozenset({("Gen", "Acc"), ("Acc", "Gen"), ("Dat", "Loc"), ("Loc", "Dat"), ("Nom", "Acc")})


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in the nominative, by its parts; initials stand among `given` and `patronymic` with their dot."""

    words: tuple[str, ...]
    name: str
    given: str | None = None
    patronymic: str | None = None
    surname: str | None = None
    gender: str | None = None
    case: str | None = None
    weight: float = 0.0


def is_initial(word: str) -> bool:
    """Tell whether a word of a name is an initial: one capital, or two that belong together («Дж»)."""
    word = word.rstrip(".")
    return (word.isupper() and len(word) == 1) or word in ("Дж", "Ю", "Дм", "Вл")


def read_name(
    words: Sequence[str],
    case: str | None = None,
    gender: str | None = None,
    support: Mapping[str, float] | None = None,
) -> list[PersonName]:
    """Return what the name may be, likeliest first, one reading for each case and gender.

    `case` and `gender` are what the sentence says of it, None where it says nothing; `support` tells how likely a
    nominative of one word is by the rest of the article.
    """
    names = [
        _read_as(tuple(words), each_case, each_gender, case, gender, support or {})
        for each_case, each_gender in product(CASES_IN_ORDER, ("Masc", "Fem"))
    ]
    return sorted(names, key=lambda name: -name.weight)


def _read_as(
    words: tuple[str, ...],
    case: str,
    gender: str,
    said_case: str | None,
    said_gender: str | None,
    support: Mapping[str, float],
) -> PersonName:
    readings: list[NameReading | None] = []
    weight = 0.0
    for word in words:
        if is_initial(word):
            readings.append(None)
            continue
        options = _options(word, case, gender)
        best = max(options, key=lambda reading: reading.weight + SUPPORT * support.get(reading.nominative, 0.0))
        weight += best.weight + SUPPORT * support.get(best.nominative, 0.0)
        readings.append(best)
    if said_case is not None:
        weight += CASE if case == said_case else NEAR_CASE if (said_case, case) in NEAR else 0.0
    if said_gender is not None:
        weight += GENDER * (gender == said_gender)
    return replace(_parts(words, readings), gender=gender, case=case, weight=weight)


@lru_cache(maxsize=100_000)
def _options(word: str, case: str, gender: str) -> tuple[NameReading, ...]:
    options = tuple(reading for reading in readings_of(word) if reading.case == case and reading.gender == gender)
    return options or (NameReading(word, case, gender, UNLIKELY),)


def _parts(words: Sequence[str], readings: Sequence[NameReading | None]) -> PersonName:
    nominatives = tuple(r.nominative if r else word for word, r in zip(words, readings, strict=True))
    kinds = _kinds(words, readings)
    parts = {
        kind: " ".join(n for n, k in zip(nominatives, kinds, strict=True) if k == kind) or None for kind in set(kinds)
    }
    return PersonName(
        nominatives,
        _joined(nominatives),
        given=parts.get("Name"),
        patronymic=parts.get("Patr"),
        surname=parts.get("Surn"),
    )


def _kinds(words: Sequence[str], readings: Sequence[NameReading | None]) -> list[str]:
    """Which part of the name each word is. A word that is no given name or patronymic is of the surname; the last word
    of a name without a surname is one («Иван Захар»)."""
    kinds: list[str] = []
    for reading in readings:
        if reading is None:
            kinds.append("Name" if "Name" not in kinds else "Patr")
        elif reading.part == "Patr" and "Name" in kinds:
            kinds.append("Patr")
        elif reading.part == "Name" and "Name" not in kinds:
            kinds.append("Name")
        else:
            kinds.append("Surn")
    if len(words) > 1 and "Surn" not in kinds and not is_initial(words[-1]) and kinds[-1] == "Name":
        kinds[-1] = "Surn"
    if len(words) > 1 and "Name" not in kinds:
        kinds[0] = "Name"
    return kinds


def _joined(words: Sequence[str]) -> str:
    return " ".join(words)
