"""Ages: years that a person has lived, told from the lengths of terms, services and repairs.

>>> from fractions import Fraction
>>> from extractor.numbers.words import cut
>>> line = Line("", cut("Художнице 88 лет", 0))
>>> as_age(line, Draft(1, 3, "duration", Fraction(88), unit="year")).rule
'age of a person'
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from extractor.language.morphology import parses_of
from extractor.numbers.drafts import Draft
from extractor.numbers.signals import says
from extractor.numbers.words import DASHES, Line

__all__ = ["as_age", "as_age_limit", "as_bare_age"]

#: how far before an age its person is looked for
REACH = 7
#: parts of speech that may stand between a person and an age whose word is left out: «ей тогда было шестнадцать»
DESCRIBING = frozenset({"NOUN", "ADJF", "PRTF", "ADVB", "PRCL", "PREP"})
PRONOUNS = frozenset({"которому", "каждому", "ему", "ей", "мне", "нам", "тебе", "вам", "им", "нему", "кому"})
OLDER = frozenset({"старше", "младше", "моложе"})
STOPS = frozenset({".", ";", "!", "?", ":", "(", ")", "«", "»"})


def as_age(line: Line, draft: Draft) -> Draft | None:
    """Years that somebody has lived; a term of prison, a service and what is longer than a life are none."""
    if draft.kind != "duration" or draft.unit != "year" or not _in_years(line, draft):
        return None
    if says(line.low(draft.last), "term") or (draft.value or draft.high or 0) > 130:
        return None
    rule = next((name for name, holds in AGES if holds(line, draft)), None)
    return replace(draft, kind="age", rule=rule) if rule is not None else None


def _in_years(line: Line, draft: Draft) -> bool:
    """Whether the span names years plainly, or a list of ages shares their word."""
    plain = line.low(draft.last - 1) in ("лет", "года", "год", "годам", "годах")
    return plain or draft.rule == "unit before a rough numeral" or draft.rule.endswith("shared")


def _by_its_word(line: Line, draft: Draft) -> bool:
    """«старше 16 лет», «в возрасте 22, 36 и 52 лет», «60 лет и старше», «пяти лет от роду»."""
    before, behind = line.low(draft.first - 1), (line.low(draft.last), line.low(draft.last + 1))
    if says(before, "age") or behind in (("и", "старше"), ("и", "младше"), ("от", "роду")):
        return True
    if before in ("в", "от", "до", "свыше", "около"):
        return says(line.low(draft.first - 2), "age")
    return before in ("—", "–", "-", "и", "составляет") and _named_in_clause(line, draft.first - 1, "возраст")


def _named_in_clause(line: Line, at: int, form: str) -> bool:
    """«возраст подозреваемых — 19 и 23 года»: whether the clause names a thing before."""
    for place in range(at, max(at - REACH, -1), -1):
        if line.low(place) in STOPS or line.low(place) == ",":
            return False
        if line.low(place) == form:
            return True
    return False


def _at_the_age(line: Line, draft: Draft) -> bool:
    """«в 15 лет»; but «срок в 5 лет», «уложились в три года»."""
    length = says(line.low(draft.first - 2), "fits") or _is_noun_of_length(line, draft.first - 2)
    return line.low(draft.first - 1) == "в" and not length


def _of_persons(line: Line, draft: Draft) -> bool:
    """«дети от 7 лет», «матерям от 20 до 24 лет»."""
    bounded = line.low(draft.first - 1) in ("от", "до") or draft.low is not None
    return bounded and _person_before(line, draft)


def _behind_a_person(line: Line, draft: Draft) -> bool:
    """«юноша 17 лет», «мужчина 50 лет задержан»; but «стаж водителя 22 года», «токарь 17 лет работал»."""
    person = line.low(draft.first - 1)
    if not _is_named_person(person) or any(p.pos == "VERB" for p in parses_of(line.low(draft.last))[:1]):
        return False
    return not any(p.pos == "NOUN" for p in parses_of(line.low(draft.first - 2))[:1])


@lru_cache(maxsize=50_000)
def _is_named_person(low: str) -> bool:
    return len(low) > 2 and any(
        p.pos == "NOUN" and {"anim", "nomn", "sing"} <= p.grammemes and p.score > 0.2 for p in parses_of(low)
    )


def _behind_a_name(line: Line, draft: Draft) -> bool:
    """«Иван Лось, 35 лет,»."""
    named = line.low(draft.first - 1) == "," and line[draft.first - 2].capital
    return named and line.low(draft.last) in (",", ".", ")", "")


def _of_a_person(line: Line, draft: Draft) -> bool:
    """«художнице 88 лет», «ему было 30 лет», «Петрову исполнилось 50 лет»; but «школе исполнилось 60 лет»."""
    if line.low(draft.first - 1) in ("от", "до"):
        return False
    who = _in_dative_before(line, draft.first)
    if who == "" and says(line.low(draft.first - 1), "turned"):
        return _in_dative_behind(line, draft.last) != "thing"
    return who == "person"


def _in_dative_behind(line: Line, at: int) -> str:
    """«исполнилось 85 лет художнику», «… 100 лет заводу», «… 20 лет со дня аварии»."""
    if line.low(at) in ("со", "с") and line[at + 1].text.isalpha():
        return "thing"
    for place in range(at, at + 4):
        if (kind := _in_dative(line[place].text) if line[place].text.isalpha() else "thing") in ("person", "thing"):
            return kind if line[place].text.isalpha() else ""
    return ""


#: in this order: the name of the rule, and what must hold
AGES = (
    ("age by its word", _by_its_word),
    ("at the age of", _at_the_age),
    ("persons of an age", _of_persons),
    ("age behind a person", _behind_a_person),
    ("age behind a name", _behind_a_name),
    ("age of a person", _of_a_person),
)


def _is_noun_of_length(line: Line, at: int) -> bool:
    """«срок в 5 лет», «перерыв в три года»."""
    return (
        any(p.pos == "NOUN" and "anim" not in p.grammemes and p.score > 0.3 for p in parses_of(line.low(at)))
        if line[at].text.isalpha()
        else False
    )


def _person_before(line: Line, draft: Draft) -> bool:
    """«матерям от 20 до 24 лет», «дети до 14 лет»: the person stands right before."""
    at = draft.first - 1 - (line.low(draft.first - 1) in ("от", "до"))
    for place in range(at, at - 3, -1):
        if _is_person(line.low(place)):
            return True
        if not line[place].text.isalpha() or not _describes(line.low(place)):
            return False
    return False


@lru_cache(maxsize=50_000)
def _describes(low: str) -> bool:
    """«инвалиды II группы от 70 лет»: a genitive or a Roman numeral between the person and the age."""
    return low.isascii() or any(p.pos == "NOUN" and "gent" in p.grammemes for p in parses_of(low)[:1])


@lru_cache(maxsize=50_000)
def _is_person(low: str) -> bool:
    return any(p.pos == "NOUN" and "anim" in p.grammemes and p.score > 0.2 for p in parses_of(low))


@lru_cache(maxsize=50_000)
def _in_dative(form: str) -> str:
    """«person» or «thing» for a noun that may be a dative, else nothing."""
    for parse in parses_of(form):
        if "datv" in parse.grammemes and parse.pos == "NOUN" and parse.score > 0.05:
            return "person" if "anim" in parse.grammemes else "thing"
        if "datv" in parse.grammemes and parse.pos in ("ADJF", "PRTF") and parse.score > 0.1:
            return "adjective"
    return ""


def _in_dative_before(line: Line, at: int) -> str:
    """Whether the nearest dative of the clause is a «person» or a «thing»: «слесарю сорок лет», «школе 60 лет»."""
    for place in range(at - 1, max(at - 1 - REACH, -1), -1):
        word = line[place]
        if word.low in STOPS or word.low == ",":
            return ""
        if word.low in PRONOUNS:
            return "person" if line.low(place - 1) not in ("к", "по") else "thing"
        if word.text.isalpha() and (kind := _in_dative(word.text)) in ("person", "thing"):
            return kind if line.low(place - 1) not in ("к", "по") else "thing"
    return ""


def as_bare_age(line: Line, draft: Draft) -> Draft | None:
    """«Водителю фуры сорок шесть, стаж…», «ей было 30», «старше 70»: the word «лет» is left out."""
    if draft.kind or draft.value is None or draft.value.denominator != 1 or not 1 <= draft.value <= 110:
        return None
    if _stands_by_a_name(line, draft):
        return replace(draft, kind="age", unit="year", rule="age behind a name")
    older = line.low(draft.first - 1) in OLDER or (line.low(draft.last) == "и" and line.low(draft.last + 1) in OLDER)
    if older:
        return replace(draft, kind="age", unit="year", rule="age without its word")
    if line.low(draft.last) not in ("", ",", ".", ";", "!", "?", ")", "—", "–") or (
        line[draft.last + 1].digits and line.low(draft.last) == ","
    ):
        return None
    if _in_dative_before(line, draft.first) != "person" or not _only_dative(line, draft.first):
        return None
    return replace(draft, kind="age", unit="year", rule="age without its word")


def _stands_by_a_name(line: Line, draft: Draft) -> bool:
    """«Иван Лось, 27, из Пскова»."""
    between_commas = line.low(draft.first - 1) == "," and line.low(draft.last) == "," and (draft.value or 0) >= 10
    named = any({"Name", "Surn"} & p.grammemes for p in parses_of(line[draft.first - 2].text)[:2])
    return between_commas and line[draft.first - 2].capital and named


def _only_dative(line: Line, at: int) -> bool:
    """Between the start of the clause and the number stand nouns, adjectives and a few words of being only."""
    for place in range(at - 1, max(at - 1 - REACH, -1), -1):
        low = line.low(place)
        if low in STOPS or low == "," or low in ("а", "и", "но"):
            break
        if low in DASHES:
            continue
        if not (says(low, "turned") or says(low, "being") or low in PRONOUNS) and not any(
            parse.pos in DESCRIBING for parse in parses_of(low)[:2]
        ):
            return False
    return True


def as_age_limit(line: Line, draft: Draft) -> Draft | None:
    """«спектакль 12+»."""
    if (
        draft.kind
        or line.low(draft.last) != "+"
        or not line.glued(draft.last)
        or draft.value is None
        or draft.value > 100
    ):
        return None
    if line[draft.last + 1].digits and line.glued(draft.last + 1):
        return None
    return replace(draft, last=draft.last + 1, kind="age", unit="year", qualifier="at_least", rule="age limit")
