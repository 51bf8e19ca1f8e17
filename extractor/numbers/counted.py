"""What is counted: the noun phrase behind a numeral, in the nominative singular.

Its form must be one that the numeral asks for: «двадцать один дом», «два дома», «пять домов», «пятью домами».

>>> from extractor.numbers.words import cut
>>> line = Line("", cut("фольклорных ансамблей приехали", 0))
>>> read_counted(line, 0, government(Fraction(39)))
Noun(name='фольклорный ансамбль', last=2, animate=False)
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from extractor.language.morphology import Parse, analyses_of, inflect, parses_of
from extractor.lexicons import load_lexicon
from extractor.numbers.forms import load_phrases
from extractor.numbers.words import Line

__all__ = ["GENITIVE", "Government", "Noun", "agreement", "government", "read_counted", "starts_sentence"]

PREFERRED = ("preferred_nouns", ("lemma",))
ABBREVIATIONS = ("counted_abbreviations", ("abbreviation", "noun"))
OBLIQUE = frozenset({"datv", "ablt", "loct", "gent", "loc2", "gen2"})
ADJECTIVES = frozenset({"ADJF", "PRTF"})
#: a reading rarer than this is not believed where the tagger has not said its word
RARE = 0.02
#: how many words may stand between a numeral and what it counts
REACH = 5

Government = Callable[[frozenset[str]], bool]


class Noun(NamedTuple):
    """A counted noun with its adjectives, where its phrase ends, and whether it lives."""

    name: str
    last: int
    animate: bool


def _one(grammemes: frozenset[str]) -> bool:
    return "sing" in grammemes or "Pltm" in grammemes


def _few(grammemes: frozenset[str]) -> bool:
    if "sing" in grammemes:
        return "gent" in grammemes
    return bool(grammemes & OBLIQUE) or ("anim" in grammemes and "accs" in grammemes)


def _many(grammemes: frozenset[str]) -> bool:
    return "plur" in grammemes and (bool(grammemes & OBLIQUE) or ("anim" in grammemes and "accs" in grammemes))


def _part(grammemes: frozenset[str]) -> bool:
    return "gent" in grammemes or "gen2" in grammemes


#: «половина крыши», «34 % суммы», «3 т зерна»
GENITIVE: Government = _part


def government(value: Fraction | None, scale: Fraction = Fraction(1)) -> Government:
    """Return what a numeral demands of the form of its noun."""
    if value is None or scale > 1:
        return _many
    if value.denominator != 1:
        return _part
    units, tens = abs(int(value)) % 10, abs(int(value)) // 10 % 10
    if units == 1 and tens != 1:
        return _one
    return _few if 2 <= units <= 4 and tens != 1 else _many


def agreement(ordinal: frozenset[frozenset[str]], plural: bool = False) -> Government:
    """Return the demand to agree with one of the readings of an adjective; `plural` admits «первый и второй этажи»."""
    cases = [(reading & CASES, reading & NUMBERS, reading & GENDERS) for reading in ordinal]

    def agrees(grammemes: frozenset[str]) -> bool:
        return any(
            _same_case(case, grammemes)
            and (number <= grammemes or (plural and "plur" in grammemes))
            and (not gender or "plur" in grammemes or gender <= grammemes)
            for case, number, gender in cases
        )

    return agrees


CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})
NUMBERS = frozenset({"sing", "plur"})
GENDERS = frozenset({"masc", "femn", "neut"})
SECOND = {"gen2": "gent", "loc2": "loct", "acc2": "accs"}


def _same_case(case: frozenset[str], grammemes: frozenset[str]) -> bool:
    return case <= grammemes or any(first in case and second in grammemes for second, first in SECOND.items())


def starts_sentence(line: Line, at: int) -> bool:
    """Tell whether a word begins a sentence behind an abbreviation: «на 3 п. п. Ставка…»."""
    return line[at].capital and line.low(at - 1) == "."


def read_counted(line: Line, at: int, demand: Government) -> Noun | None:
    """Return the phrase that begins at a word if its head has the form demanded: adjectives, then the noun."""
    short = _abbreviation(line, at)
    if short is not None:
        return short
    adjectives: list[int] = []
    for place in range(at, min(at + REACH, len(line))):
        head = _head(line, place, demand)
        if head is not None and not _modifies(line, place, demand):
            return _phrase(line, adjectives, place, head)
        if _is_adjective(line.words[place].text):
            adjectives.append(place)
        elif not (adjectives and line.low(place) == "и") and not _is_adverb(line, place):
            break
    if adjectives and adjectives[-1] == at + len(adjectives) - 1:
        return _substantive(line, adjectives, "sing" if demand is _one else "plur")
    return None


def _abbreviation(line: Line, at: int) -> Noun | None:
    """«1,2 тыс. чел.», «на 347-м км»: a noun cut short, with its dot where it has one."""
    found = load_phrases(*ABBREVIATIONS).read(line, at)
    if found is None or (found[0]["abbreviation"].endswith(".") and line.low(found[1] - 1) != "."):
        return None
    return Noun(found[0]["noun"], found[1], found[0]["noun"] == "человек")


def _head(line: Line, at: int, demand: Government) -> Parse | None:
    """The reading of a word as a noun in the form demanded."""
    word = line[at]
    if (
        len(word.text) < 2
        or not word.text.replace("-", "").isalpha()
        or (line.pos(at) in FUNCTION and not word.capital)
    ):
        return None
    if word.text.isupper() and 2 <= len(word.text) <= 6:
        return Parse(word.text, "NOUN", frozenset(), 1.0, False) if word.text not in CODES else None
    tagged = line.pos(at) == "NOUN"
    readings = _nouns(word.text, tagged)
    if demand is not GENITIVE:
        readings = tuple(sorted(readings, key=_has_no_singular))
    fitting = (parse for parse in readings if demand(parse.grammemes) or "Fixd" in parse.grammemes)
    return next((parse for parse in fitting if not (word.capital and _is_proper(parse))), None)


@lru_cache(maxsize=50_000)
def _nouns(form: str, tagged: bool) -> tuple[Parse, ...]:
    parses = parses_of(form)
    believed = tagged or (bool(parses) and parses[0].pos not in UNCOUNTABLE)
    preferred = load_lexicon(*PREFERRED)
    nouns = [
        p
        for p in parses
        if p.pos == "NOUN" and p.lemma not in COURSES and (p.score >= RARE or believed or p.lemma in preferred)
    ]
    return tuple(sorted(nouns, key=lambda parse: parse.lemma not in preferred))


def _has_no_singular(parse: Parse) -> bool:
    """«44 очками» is of «очко», and «очки» comes second."""
    return "Pltm" in parse.grammemes


def _is_proper(parse: Parse) -> bool:
    """«два Гудковых», «3 Африки»: names are not counted."""
    return bool(parse.grammemes & {"Surn", "Name", "Patr"}) or (
        "Geox" in parse.grammemes and "anim" not in parse.grammemes
    )


def _modifies(line: Line, at: int, demand: Government) -> bool:
    """Whether a noun that is also an adjective («рабочих», «главное») belongs to the noun behind it."""
    if not _is_adjective(line[at].text):
        return False
    noun = _head(line, at + 1, demand)
    return noun is not None and any(_agree(adjective, noun.grammemes) for adjective in _adjectives(line[at].text))


def _agree(adjective: frozenset[str], noun: frozenset[str]) -> bool:
    if "plur" in adjective and "sing" in noun:  # «два рабочих стола»
        return "gent" in noun and bool(adjective & {"gent", "nomn"})
    same = adjective & CASES & noun and adjective & NUMBERS & noun
    return bool(same) and ("plur" in noun or bool(adjective & GENDERS & noun))


#: parts of speech (Universal Dependencies) whose words are not counted
FUNCTION = frozenset({"ADP", "AUX", "CCONJ", "PART", "PRON", "SCONJ", "VERB", "PUNCT", "DET"})
#: a form that is likeliest one of these is no noun, however it might be read («два стали чемпионами»)
UNCOUNTABLE = frozenset({"VERB", "INFN", "PREP", "CONJ", "PRCL", "GRND", "PRTS", "ADJS", "ADVB", "PRED", "COMP"})
#: dishes, whose names are ordinals: «двух первых»
COURSES = frozenset({"первое", "второе", "третье"})
#: codes of law: «ст. 158 УК»
CODES = frozenset({"УК", "УПК", "ГК", "ГПК", "НК", "ТК", "СК", "ЖК", "АПК", "РФ", "США", "СССР", "ФЗ"})


@lru_cache(maxsize=50_000)
def _adjectives(form: str) -> tuple[frozenset[str], ...]:
    return tuple(parse.grammemes for parse in parses_of(form) if parse.pos in ADJECTIVES and parse.score >= RARE)


def _is_adjective(form: str) -> bool:
    return bool(_adjectives(form))


def _is_adverb(line: Line, at: int) -> bool:
    """«три вновь созданные службы»: an adverb before an adjective."""
    form = line[at].text
    adverb = form.isalpha() and len(form) > 3 and any(parse.pos == "ADVB" for parse in parses_of(form)[:1])
    return adverb and bool(_adjectives(line[at + 1].text))


def _phrase(line: Line, adjectives: list[int], at: int, head: Parse) -> Noun:
    gender = head.grammemes & GENDERS
    number = frozenset({"plur"}) if "Pltm" in head.grammemes else frozenset({"sing"})
    words = [_nominative(line[place].text, number, gender) for place in adjectives if not _is_pronoun(line[place].text)]
    return Noun(" ".join([*words, head.lemma]), at + 1, "anim" in head.grammemes)


@lru_cache(maxsize=10_000)
def _is_pronoun(form: str) -> bool:
    """«тысячи её солдат», «два этих дома»: not part of the noun's name."""
    return any("Apro" in grammemes for grammemes in _adjectives(form))


@lru_cache(maxsize=50_000)
def _nominative(form: str, number: frozenset[str], gender: frozenset[str]) -> str:
    """An adjective in the nominative, with the gender of its noun."""
    wanted = frozenset({"nomn"}) | number | (gender if "plur" not in number else frozenset())
    for pos in ("ADJF", "PRTF"):
        found = inflect(form, wanted, pos)
        if found is not None:
            return found
    return form.lower()


def _substantive(line: Line, adjectives: list[int], number: str) -> Noun | None:
    """«трое пострадавших», «пять раненых»: a participle that stands for the people."""
    form = line[adjectives[-1]].text
    participle = next((a for a in analyses_of(form) if a.tag.POS == "PRTF" and number in a.tag), None)
    if participle is None:
        return None
    name = _nominative(form, frozenset({"sing"}), frozenset({"masc"}))
    return Noun(name, adjectives[-1] + 1, True)
