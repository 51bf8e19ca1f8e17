"""Counts: a numeral with what it counts, a collective («двое», «втроём»), an adverb («дважды»), and bare numerals.

>>> from extractor.numbers.words import cut
>>> draft = read_count(Line("", cut("девяносто три активиста", 0)), 0)
>>> draft.value, draft.noun
(Fraction(93, 1), 'активист')
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

from extractor.language.morphology import parses_of
from extractor.numbers.counted import Noun, government, read_counted, starts_sentence
from extractor.numbers.drafts import Draft
from extractor.numbers.forms import forms_of, load_forms
from extractor.numbers.measures import draft_measure
from extractor.numbers.numerals import Numeral, read_numeral, starts_numeral
from extractor.numbers.signals import says
from extractor.numbers.units import read_unit
from extractor.numbers.words import DASHES, Line

__all__ = ["approximators", "read_adverb", "read_collective", "read_count", "read_inverted"]

COLLECTIVES = ("collectives", ("lemma", "value"))
MONTHS = ("months", ("lemma", "month"))
MULTIPLES = ("multiples", ("lemma", "value", "unit"))

#: behind a numeral: «30 и более человек», «18 лет и старше»
OPEN_ENDS = {
    ("и", "более"): "at_least",
    ("и", "больше"): "at_least",
    ("и", "выше"): "at_least",
    ("и", "старше"): "at_least",
    ("и", "дольше"): "at_least",
    ("или", "более"): "at_least",
    ("или", "больше"): "at_least",
    ("и", "менее"): "at_most",
    ("и", "меньше"): "at_most",
    ("и", "ниже"): "at_most",
    ("и", "младше"): "at_most",
    ("или", "менее"): "at_most",
    ("с", "лишним"): "more_than",
    ("с", "небольшим"): "more_than",
    ("с", "хвостиком"): "more_than",
    ("с", "гаком"): "more_than",
}
#: between a unit and a numeral that comes after it: «минут через пять», «лет на десять»
BETWEEN = frozenset({"через", "на", "за", "по", "под", "до"})
#: forms that are numerals only where a noun in the plural follows
HOMONYMS = frozenset({"семью", "сорока", "десятка", "десятку", "десятки"})


def read_count(line: Line, at: int) -> Draft | None:
    """Return the number that begins at this word: with a unit, with a noun, or bare (its kind then is empty)."""
    numeral = read_numeral(line, at)
    if numeral is None:
        return None
    measure = draft_measure(line, numeral)
    if measure is not None:
        return measure
    if _begins_a_word(line, numeral.last) or _is_no_day(line, numeral):
        return None
    qualifier = OPEN_ENDS.get((line.low(numeral.last), line.low(numeral.last + 1)))
    after = numeral.last + 2 * (qualifier is not None)
    demand = government(numeral.value, numeral.scale)
    noun = read_counted(line, after, demand) if not starts_sentence(line, after) else None
    if numeral.spelled and not _is_numeral(line, numeral, noun):
        return None
    if noun is None and not numeral.spelled and (place := _placed(line, numeral)) is not None:
        return place
    return _draft(line, numeral, noun, qualifier or implied_qualifier(numeral))


def _begins_a_word(line: Line, at: int) -> bool:
    """«5-звездный» of a kind that no lexicon knows."""
    dashed = line.low(at) in DASHES and line.glued(at) and line.glued(at + 1)
    return dashed and line[at + 1].text.isalpha() and len(line[at + 1].text) > 3 and not starts_numeral(line, at + 1)


def _is_no_day(line: Line, numeral: Numeral) -> bool:
    """«31 июня»: no date, and no count either."""
    return not numeral.spelled and line.low(numeral.last) in load_forms(*MONTHS)


def _draft(line: Line, numeral: Numeral, noun: Noun | None, qualifier: str | None) -> Draft:
    value = numeral.value
    if numeral.grouped is not None and (noun is not None or str(numeral.grouped).endswith("000")):
        value = numeral.grouped
    bare = Draft(numeral.first, numeral.last, "", value, qualifier=qualifier, scale=numeral.scale, rule="bare numeral")
    if noun is None:
        return _with_noun_before(line, bare) if numeral.spelled else bare
    return replace(bare, kind="count", noun=noun.name, tail=noun.last, rule="numeral with its noun")


def _with_noun_before(line: Line, bare: Draft) -> Draft:
    """«машин десять стояло у ворот»: a noun that nothing governs comes before a rough numeral."""
    at = bare.first - 1
    if bare.value is None or bare.value <= 1 or bare.qualifier is not None or not line[at].text.isalpha():
        return bare
    noun = read_counted(line, at, government(bare.value, bare.scale))
    governed = line[at - 1].text.isalpha() and any(p.pos in GOVERNING for p in parses_of(line[at - 1].text)[:2])
    if noun is None or noun.last != bare.first or governed or line[at - 1].digits or line.low(at - 1) == "%":
        return bare
    return replace(bare, kind="count", noun=noun.name, qualifier="about", rule="noun before a rough numeral")


#: parts of speech that may govern the noun before a numeral: «из вагонов пять», «жителей села двое»
GOVERNING = frozenset({"NOUN", "ADJF", "PREP", "NUMR", "PRTF", "INFN"})


def _placed(line: Line, numeral: Numeral) -> Draft | None:
    """«на 5 этаже», «в 10 классе»: an ordinal whose ending is left out, since the noun is singular."""
    if numeral.value is None or numeral.value.denominator != 1 or numeral.value < 1:
        return None
    noun = read_counted(line, numeral.last, _in_a_place)
    placed = line.low(numeral.first - 1) in ("на", "в", "во") and noun is not None
    if not placed:
        noun = read_counted(line, numeral.last, _is_singular)
    if noun is None or not (placed or says(noun.name, "numbered")):
        return None
    rule = "ordinal without its ending"
    return Draft(numeral.first, numeral.last, "ordinal", numeral.value, noun=noun.name, tail=noun.last, rule=rule)


def _is_singular(grammemes: frozenset[str]) -> bool:
    return "sing" in grammemes


def _in_a_place(grammemes: frozenset[str]) -> bool:
    return "sing" in grammemes and bool(grammemes & {"loct", "loc2"}) and "inan" in grammemes


def implied_qualifier(numeral: Numeral) -> str | None:
    """What a numeral says of its own exactness."""
    return "more_than" if numeral.odd else "about" if numeral.rough else None


def _is_numeral(line: Line, numeral: Numeral, noun: Noun | None) -> bool:
    """Leave out «один» that stands for somebody, «семью» of a family, a «десятка» of the best."""
    low = line.low(numeral.first)
    single = numeral.last == numeral.first + 1
    if single and low in forms_of("один"):
        alone = len(line) == 1 or (line.low(numeral.last) in DASHES and line.glued(numeral.last))
        return alone or (noun is not None and not _is_plural_one(line, numeral.first, noun))
    if single and low in ("нуля", "нулю", "нулем") and noun is None:
        return False  # «выше нуля»
    if single and low in HOMONYMS:
        return noun is not None or (low == "сорока" and says(line.low(numeral.first - 1), "genitive"))
    return True


def _is_plural_one(line: Line, at: int, noun: Noun) -> bool:
    """«одни люди», «по одним данным»: no count, though «одни сутки» is."""
    plural = line.low(at) in ("одни", "одних", "одними", "одним") and _is_plural(line[noun.last - 1].text)
    return plural and noun.name != "сутки"


def _is_plural(form: str) -> bool:
    return any(p.pos == "NOUN" and "plur" in p.grammemes for p in parses_of(form)[:1])


def read_collective(line: Line, at: int) -> Draft | None:
    """«двое рыбаков», «обе лаборантки», «трое суток», «втроём»."""
    row = load_forms(*COLLECTIVES).get(line.low(at))
    if row is None:
        return None
    value = Fraction(row["value"])
    numeral = Numeral(at, at + 1, value, spelled=True)
    if row["lemma"].startswith("в") and row["lemma"] not in ("восьмеро",):
        return Draft(at, at + 1, "count", value, rule="so many together")
    unit = read_unit(line, at + 1, value)
    if unit is not None and unit.kind == "duration":
        return draft_measure(line, numeral)
    few = line.low(at) in ("оба", "обе")
    noun = read_counted(line, at + 1, government(value if few else Fraction(5)))
    name, tail = (noun.name, noun.last) if noun is not None else (None, 0)
    return Draft(at, at + 1, "count", value, noun=name, tail=tail, rule="collective")


def read_adverb(line: Line, at: int) -> Draft | None:
    """«вдвое», «наполовину», «дважды»."""
    row = load_forms(*MULTIPLES).get(line.low(at))
    if row is None:
        return None
    value = Fraction(row["value"])
    if row["unit"] == "times":
        return Draft(at, at + 1, "count", value, noun="раз", rule="so many times")
    return Draft(at, at + 1, "ratio", value, unit=row["unit"], rule="multiple")


@cache
def approximators() -> frozenset[str]:
    """Plural genitives that come before their numeral when it is rough: «человек двадцать», «штук девяносто»."""
    return frozenset({"человек", "штук", "раз", "раза", "голов", "экземпляров"})


def read_inverted(line: Line, at: int) -> Draft | None:
    """«недели две», «лет тридцать», «тысяч сорок», «человек двадцать», «рублей 10»."""
    return _inverted_unit(line, at) or _inverted_noun(line, at)


def _inverted_unit(line: Line, at: int) -> Draft | None:
    unit = read_unit(line, at, None)
    if unit is None or (unit.kind == "percent" and line.low(at) == "%") or len(line[at].text) < 3:
        return None
    between = line.low(unit.last) in BETWEEN  # «минут через пять»
    numeral = _bare_numeral(line, unit.last + between)
    if numeral is None or numeral.value is None:
        return None
    if not numeral.spelled and (between or unit.kind != "money"):
        return None
    return Draft(
        at,
        numeral.last,
        unit.kind,
        numeral.value * unit.factor,
        unit=unit.code,
        qualifier="about" if numeral.spelled else None,
        rule="unit before a rough numeral",
    )


def _inverted_noun(line: Line, at: int) -> Draft | None:
    if line.low(at) not in approximators():
        return None
    numeral = _bare_numeral(line, at + 1)
    if numeral is None or numeral.value is None or not numeral.spelled:
        return None
    noun = read_counted(line, at, government(numeral.value, numeral.scale))
    if noun is None:
        return None
    return Draft(
        numeral.first,
        numeral.last,
        "count",
        numeral.value,
        noun=noun.name,
        qualifier="about",
        rule="noun before a rough numeral",
    )


def _bare_numeral(line: Line, at: int) -> Numeral | None:
    """A numeral with neither unit nor noun behind it."""
    numeral = read_numeral(line, at)
    if numeral is None or numeral.value is None or (numeral.value == 1 and numeral.spelled):
        return None
    if read_unit(line, numeral.last, numeral.value) is not None:
        return None
    noun = read_counted(line, numeral.last, government(numeral.value, numeral.scale))
    return numeral if noun is None else None
