"""How names decline, known or not: what the nominative of a form may be, in which case and of which gender.

>>> max(readings_of("Залесскому"), key=lambda reading: reading.weight)[:3]
('Залесский', 'Dat', 'Masc')
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from extractor.language import inflect, parses_of
from extractor.lexicons import load_lexicon

__all__ = ["CASES", "NameReading", "readings_of"]

#: Universal Dependencies' cases by OpenCorpora's
CASES = {
    "nomn": "Nom",
    "gent": "Gen",
    "gen2": "Gen",
    "datv": "Dat",
    "accs": "Acc",
    "acc2": "Acc",
    "ablt": "Ins",
    "loct": "Loc",
    "loc2": "Loc",
}
GENDERS = {"masc": "Masc", "femn": "Fem"}
COLUMNS = ("nominative", "genitive", "dative", "accusative", "instrumental", "locative")
#: more parts than a name has: «аль-Хасан-оглы» has three
PARTS = 6
VOWELS = frozenset("аеёиоуыэюя")
#: consonants after which «ы» is written «и»
HUSHERS = frozenset("гкхжчшщ")
#: how stems of these kinds end
SUFFIXES = {
    "S": ("ов", "ев", "ёв", "ин", "ын"),
    "K": ("ск", "цк"),
    "N": ("б", "в", "г", "д", "ж", "з", "к", "м", "п", "с", "ч"),
}
#: letters of the longest ending in declensions.tsv
LONGEST = 5
#: how much the dictionary's word for it is worth, beside the weights of declensions.tsv
KNOWN, SURNAME = 2.5, 1.5
#: how much it is worth that an adjective has this nominative: «Бурого» is of «Бурый», «Берегового» of «Береговой»; of
#: those in -ный it is worth nothing, since surnames in -ной stand beside them («Бережной»)
ADJECTIVE = 0.4
#: «Петру» is of «Пётр» rather than «Петр», where the article does not write «Петр» itself
DOTS = 0.1


class NameReading(NamedTuple):
    """One way to read a form of a name; `weight` compares the readings of one form, the greater the likelier."""

    nominative: str
    case: str
    gender: str
    weight: float
    part: str = ""


class Ending(NamedTuple):
    """One cell of a declension: a form that ends so has the nominative that ends thus."""

    nominative: str
    case: str
    genders: tuple[str, ...]
    stem: str
    weight: float


@lru_cache(maxsize=50_000)
def readings_of(form: str) -> tuple[NameReading, ...]:
    """Return the readings of one word of a person's name, in every case and gender it can have, unordered."""
    if not form or not form[-1].isalpha() or not _is_cyrillic(form):
        return tuple(NameReading(form, case, gender, 1.0) for case in CASES_IN_ORDER for gender in GENDERS.values())
    if 0 < form.count("-") < PARTS:
        return _compound(form)
    known = list(_from_dictionary(form))
    if known and all(reading.part == "Patr" for reading in known):
        return tuple(_best(known))  # patronymics always decline, and as the dictionary says
    return tuple(_best(known + list(_from_endings(form))))


CASES_IN_ORDER = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")


def _best(readings: list[NameReading]) -> Iterator[NameReading]:
    best: dict[tuple[str, str, str], NameReading] = {}
    for reading in readings:
        key = reading[:3]
        if key not in best or best[key].weight < reading.weight:
            best[key] = reading
    yield from best.values()


def _from_dictionary(form: str) -> Iterator[NameReading]:
    """Given names and patronymics as the dictionary has them; surnames of both genders are left to `_from_endings`."""
    for parse in parses_of(form):
        part = next((part for part in ("Name", "Patr") if part in parse.grammemes), None)
        if part is None or (not parse.known and part == "Name") or "plur" in parse.grammemes:
            continue
        case = next((CASES[g] for g in CASES if g in parse.grammemes), None)
        gender = next((GENDERS[g] for g in GENDERS if g in parse.grammemes), None)
        if case is not None:
            lemma = _patronymic(parse.lemma, form, gender) if part == "Patr" else parse.lemma
            for each in (gender,) if gender else GENDERS.values():
                yield NameReading(_cased(lemma, form), case, each, KNOWN, part)
                if case != "Nom" and "ё" in lemma and "ё" not in form.lower():
                    yield NameReading(_capital(lemma, form), case, each, KNOWN + DOTS, part)


def _patronymic(lemma: str, form: str, gender: str | None) -> str:
    """The nominative of a patronymic: the dictionary keeps a woman's under the man's, and one spelling of two.

    >>> _patronymic("фёдорович", "Фёдоровне", "Fem"), _patronymic("юриевич", "Юрьевичем", "Masc")
    ('фёдоровна', 'юрьевич')
    """
    nominative = inflect(lemma, frozenset({"nomn", "sing", "femn"})) if gender == "Fem" else None
    nominative = nominative or lemma
    return nominative.replace("иев", "ьев") if "ьев" in form.lower() else nominative


def _from_endings(form: str) -> Iterator[NameReading]:
    lower = form.lower()
    known = [parse for parse in parses_of(form) if parse.known]
    lemmas = {parse.lemma for parse in known if parse.grammemes & {"Surn", "Name"}}
    adjectives = {parse.lemma for parse in known if parse.pos == "ADJF"}
    for size in range(min(LONGEST, len(lower)) + 1):
        stem, ending = lower[: len(lower) - size], lower[len(lower) - size :]
        for cell in _endings().get(ending, ()):
            if not _fits(stem, cell):
                continue
            nominative = stem + cell.nominative
            weight = cell.weight
            if nominative in lemmas or _masculine(nominative) in lemmas:
                weight += SURNAME
            elif nominative in adjectives and not nominative.endswith("ный"):
                weight += ADJECTIVE
            for gender in cell.genders:
                yield NameReading(_cased(nominative, form), cell.case, gender, weight)


def _fits(stem: str, cell: Ending) -> bool:
    if not any(char in VOWELS for char in stem + cell.nominative) or len(stem) < 2:
        return False
    last = stem[-1]
    if cell.stem == "V":
        return last in VOWELS
    if cell.stem == "E":
        return last in VOWELS and last != "о"
    if cell.stem in SUFFIXES:
        return stem.endswith(SUFFIXES[cell.stem])
    consonant = last not in VOWELS and last not in "йьъ"
    return cell.stem == "*" or (consonant and (cell.stem == "C" or (last in HUSHERS) == (cell.stem == "H")))


def _masculine(nominative: str) -> str:
    """The man's form of a woman's surname, under which the dictionary keeps it: «Кравцова» is there as «кравцов»."""
    if nominative.endswith(("ова", "ева", "ёва", "ина", "ына")):
        return nominative[:-1]
    return nominative[:-2] + "ий" if nominative.endswith("ая") else nominative


@cache
def _endings() -> dict[str, tuple[Ending, ...]]:
    table: dict[str, list[Ending]] = {}
    for row in load_lexicon("declensions", ("name", "gender", "stem", *COLUMNS, "weight")).values():
        genders = tuple(GENDERS.values()) if row["gender"] == "*" else (row["gender"],)
        for column, case in zip(COLUMNS, CASES_IN_ORDER, strict=True):
            for ending in row[column].split("/"):
                cell = Ending(row["nominative"], case, genders, row["stem"], float(row["weight"]))
                table.setdefault(ending, []).append(cell)
    return {ending: tuple(cells) for ending, cells in table.items()}


def _compound(form: str) -> tuple[NameReading, ...]:
    """«Салтыкову-Щедрину»: both parts decline, or only the last («Нур-Магомеда»)."""
    head, _, tail = form.rpartition("-")
    firsts = {reading[1:3]: reading for reading in readings_of(head) if reading.weight >= 1.0}
    readings = []
    for last in readings_of(tail):
        first = firsts.get(last[1:3])
        readings.append(NameReading(f"{head}-{last.nominative}", last.case, last.gender, last.weight - 0.3, last.part))
        if first is not None and first.nominative != head:
            readings.append(
                NameReading(f"{first.nominative}-{last.nominative}", last.case, last.gender, last.weight, last.part)
            )
    return tuple(readings)


def _is_cyrillic(form: str) -> bool:
    return all("а" <= char <= "я" or char in "ё-'’" for char in form.lower())


def _cased(word: str, like: str) -> str:
    """Return the word with the capitals of another form of it: «МАКАРОВА» gives «МАКАРОВ», «ДеВито» keeps its V."""
    if like.isupper() and len(like) > 1:
        return word.upper()
    kept = [a if a.lower() == b.replace("ё", "е") or a.lower() == b else b for a, b in zip(like, word, strict=False)]
    result = "".join(kept) + word[len(kept) :]
    return result[:1].upper() + result[1:] if like[:1].isupper() else result


def _capital(word: str, like: str) -> str:
    """Return the word with the first capital of another form, or in capitals, its ё kept."""
    return word.upper() if like.isupper() else word[:1].upper() + word[1:] if like[:1].isupper() else word
