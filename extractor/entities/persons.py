"""Names of people: their parts, and their nominative by the forms of all parts together.

>>> read_name(("Сергея", "Залесского"), case="Gen", gender="Masc")[0].words
('Сергей', 'Залесский')
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from extractor.entities.declension import CASES_IN_ORDER, NameReading, readings_of

__all__ = ["PARTICLES", "PersonName", "Reading", "choose_reading", "is_initial", "keys_of", "name_of", "read_name"]

#: how much the tagger's case and gender count beside the weights of declensions; some cases look alike
CASE, NEAR_CASE, GENDER = 3.0, 1.5, 1.5
#: surnames of Koreans, how many words their names have, and how long these are at most
KOREAN_SURNAMES = frozenset(
    {"ан", "ким", "квон", "ли", "лим", "мун", "пак", "сон", "хан", "хван", "чо", "чон", "чхве", "юн"}
)
KOREAN_WORDS, SYLLABLE = 3, 5
#: how much it counts that other mentions show a nominative
SUPPORT = 2.0
#: the weight of a word that does not decline where no declension knows it in that case
UNLIKELY = -3.0
NEAR = frozenset({("Gen", "Acc"), ("Acc", "Gen"), ("Dat", "Loc"), ("Loc", "Dat"), ("Nom", "Acc")})
#: how many ways to read one word in one case and gender are kept, in names of so many words
KEPT, WORDS = 2, 4
#: how much it counts that other mentions show the gender, less than a word of the sentence itself
SUPPORT_OF_GENDER = 1.0
#: small words of foreign names, which never decline, though a sentence may open with them: «Ван дер Берга»
PARTICLES = frozenset(
    "аль бен бин ван вон да дас де дель дела делла дер дес ди до дос ду дю ибн ла ле лос сан тер фон цу цур эль".split()
)


class Reading(NamedTuple):
    """One way to read a name: its words in the nominative, which part each is, the case and gender of the form."""

    weight: float
    words: tuple[str, ...]
    parts: tuple[str, ...]
    case: str
    gender: str


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


def is_initial(word: str) -> bool:
    """Tell whether a word of a name is an initial: one capital, or two letters that belong together («Дж»)."""
    word = word.rstrip(".")
    return (word.isupper() and len(word) == 1) or word in ("Дж", "Дм", "Вл")


@lru_cache(maxsize=50_000)
def read_name(words: tuple[str, ...], case: str | None = None, gender: str | None = None) -> tuple[Reading, ...]:
    """Return what the name may be, likeliest first.

    `case` and `gender` are what the sentence says of it, None where it says nothing.
    """
    readings = []
    kept = KEPT if len(words) <= WORDS else 1
    for each_case, each_gender in product(CASES_IN_ORDER, ("Masc", "Fem")):
        weight = _agreement(each_case, each_gender, case, gender)
        for options in product(*_choices(words, each_case, each_gender, kept)):
            readings.append(
                Reading(
                    weight + sum(option.weight for option in options),
                    tuple(option.nominative for option in options),
                    tuple(option.part for option in options),
                    each_case,
                    each_gender,
                )
            )
    return tuple(sorted(readings, key=lambda reading: -reading.weight))


def choose_reading(readings: Sequence[Reading], support: Mapping[str, float]) -> Reading:
    """Return the likeliest reading, where `support` tells how much the rest of the article shows each nominative."""
    if all(support.get(key, 0.0) >= 1.0 for key in keys_of(readings[0])):
        return readings[0]
    return max(readings, key=lambda reading: reading.weight + _supported(reading, support))


def keys_of(reading: Reading) -> list[str]:
    """Return what a reading shows to others of the article: its nominatives, and each with the gender.

    >>> keys_of(read_name(("Анна",))[0])
    ['Анна', 'Анна Fem']
    """
    return [*reading.words, *(f"{word} {reading.gender}" for word in reading.words)]


def _supported(reading: Reading, support: Mapping[str, float]) -> float:
    words = sum(support.get(word, 0.0) for word in reading.words)
    genders = sum(support.get(f"{word} {reading.gender}", 0.0) for word in reading.words)
    return SUPPORT * words + SUPPORT_OF_GENDER * genders / len(reading.words)


def _agreement(case: str, gender: str, said_case: str | None, said_gender: str | None) -> float:
    weight = 0.0
    if said_case is not None:
        weight += CASE if case == said_case else NEAR_CASE if (said_case, case) in NEAR else 0.0
    return weight + GENDER * (gender == said_gender)


def _choices(words: tuple[str, ...], case: str, gender: str, kept: int) -> list[list[NameReading]]:
    """The ways to read each word. Small words stay as they are: «ван», «дер»; a last word is none of them.

    Of Korean names the last syllable alone declines: «с Ким Чен Ыном».
    """
    korean = len(words) == KOREAN_WORDS and words[0].lower() in KOREAN_SURNAMES and max(map(len, words)) <= SYLLABLE
    return [
        [NameReading(word, case, gender, 0.0)]
        if word[0].islower() or (at + 1 < len(words) and (korean or word.lower() in PARTICLES))
        else _options(word, case, gender, kept)
        for at, word in enumerate(words)
    ]


def _options(word: str, case: str, gender: str, kept: int) -> list[NameReading]:
    """The likeliest ways to read one word, and the undeclined one if there is any: others may show that it is right."""
    if is_initial(word):
        return [NameReading(word, case, gender, 0.0, "Init")]
    options = [reading for reading in readings_of(word) if reading.case == case and reading.gender == gender]
    options.sort(key=lambda reading: -reading.weight)
    undeclined = [reading for reading in options[kept:] if reading.nominative == word]
    return options[:kept] + undeclined or [NameReading(word, case, gender, UNLIKELY)]


def name_of(reading: Reading) -> PersonName:
    """Return the name with its parts told apart."""
    kinds = _kinds(reading.parts)
    parts: dict[str, str] = {}
    for word, kind in zip(reading.words, kinds, strict=True):
        parts[kind] = f"{parts[kind]} {word}" if kind in parts else word
    return PersonName(
        reading.words,
        " ".join(reading.words),
        given=parts.get("Name"),
        patronymic=parts.get("Patr"),
        surname=parts.get("Surn"),
        gender=reading.gender,
        case=reading.case,
    )


@lru_cache(maxsize=1000)
def _kinds(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Which part of the name each word is.

    A word that is no given name or patronymic is of the surname; of a name without any, the last word is («Иван Захар»)
    and the first word of several is a given name though no dictionary knows it.
    """
    kinds: list[str] = []
    for part in parts:
        if part == "Init":
            kinds.append("Name" if "Name" not in kinds else "Patr")
        elif (part == "Patr" and "Name" in kinds) or (part == "Name" and "Name" not in kinds):
            kinds.append(part)
        else:
            kinds.append("Surn")
    if len(parts) > 1 and "Surn" not in kinds and parts[-1] == "Name":
        kinds[-1] = "Surn"
    if len(parts) > 1 and "Name" not in kinds:
        kinds[0] = "Name"
    return tuple(kinds)
