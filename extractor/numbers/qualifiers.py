"""How exact a number is meant to be: «около», «свыше», «не менее», «до», «под», «и более».

>>> from extractor.numbers.words import cut
>>> line = Line("", cut("не менее сорока пяти инженеров", 0))
>>> qualifier_before(line, Draft(2, 4, "count"))
'at_least'
"""

from __future__ import annotations

from functools import cache, lru_cache

from extractor.language.morphology import parses_of
from extractor.lexicons import load_lexicon
from extractor.numbers.counts import OPEN_ENDS
from extractor.numbers.drafts import Draft
from extractor.numbers.forms import forms_of, load_forms, load_phrases
from extractor.numbers.words import Line

__all__ = ["qualifier_before", "qualifier_behind", "qualify"]

QUALIFIERS = ("qualifiers", ("phrase", "qualifier"))
CHANGES = ("changes", ("lemma",))
#: how many words the longest qualifier has
LONGEST = 5
#: «более чем на 5 процентов», «почти в 30 километрах»: what may stand between
PREPOSITIONS = frozenset({"на", "в", "во", "за", "с", "со", "к", "по", "о", "об", "из", "у", "через", "до"})
#: after these the preposition may follow; «больше на 5 %» compares and does not round
LOOSE = frozenset(
    {
        "чем",
        "почти",
        "примерно",
        "приблизительно",
        "минимум",
        "максимум",
        "практически",
        "мере",
        "где-то",
        "ориентировочно",
    }
)
#: how far before «до» a verb of change is looked for
REACH = 12


def qualify(line: Line, draft: Draft) -> str | None:
    """Return the qualifier of a number; dates and times take only «about»."""
    if draft.qualifier is not None:
        return draft.qualifier
    qualifier = qualifier_before(line, draft) or qualifier_behind(line, draft)
    if draft.kind in ("date", "time"):
        return qualifier if qualifier == "about" else None
    if draft.kind in ("score", "identifier", "ordinal"):
        return None
    return qualifier


def qualifier_before(line: Line, draft: Draft) -> str | None:
    """Return what the words right before a number say of it."""
    for rule in RULES:
        qualifier = rule(line, draft)
        if qualifier is not None:
            return qualifier
    return None


def read_phrase(line: Line, draft: Draft) -> str | None:
    """«около», «чуть больше», «не превышает»; the longest phrase wins, so that «не менее» is not «менее»."""
    if draft.kind == "ratio" and line.low(draft.first) in PREPOSITIONS and line.low(draft.first - 1) not in LOOSE:
        return None  # «меньше в 7 раз» compares
    if draft.kind == "ratio" and any(parse.pos == "COMP" for parse in parses_of(line.low(draft.first - 1))[:1]):
        return None  # «длиннее вдвое» compares too
    qualifier = _ending_at(line, draft.first) or _over_preposition(line, draft.first)
    if (
        qualifier == "more_than"
        and "не" in line.lows(draft.first - 4, draft.first - 1)
        and _exceeds(line, draft.first - 1)
    ):
        return "at_most"  # «не должны превышать 21 дня»
    return qualifier


def _exceeds(line: Line, at: int) -> bool:
    return line.low(at) in forms_of("превышать") | forms_of("превысить")


def _ending_at(line: Line, end: int) -> str | None:
    table = load_phrases(*QUALIFIERS)
    for first in range(max(end - LONGEST, 0), end):
        found = table.read(line, first)
        if found is not None and found[1] == end:
            return found[0]["qualifier"]
    return None


def _over_preposition(line: Line, end: int) -> str | None:
    if line.low(end - 1) not in PREPOSITIONS or line.low(end - 2) not in LOOSE:
        return None
    return _ending_at(line, end - 1)


def read_with(line: Line, draft: Draft) -> str | None:
    """«с десяток лодок», «с полсотни», «с тысячу»."""
    low = line.low(draft.first)
    if line.low(draft.first - 1) in ("с", "со") and low in (
        "десяток",
        "сотню",
        "тысячу",
        "полсотни",
        "дюжину",
        "полтысячи",
        "миллион",
    ):
        return "about"
    return None


def read_limit(line: Line, draft: Draft) -> str | None:
    """«мост выдержит до 65 тонн»: a limit; after a verb of change («выросла до 8 процентов») only where it went."""
    if line.low(draft.first - 1) != "до" or draft.kind in ("date", "time") or draft.rule.endswith("changed"):
        return None
    for place in range(draft.first - 2, max(draft.first - 2 - REACH, -1), -1):
        low = line.low(place)
        if low in (";", "!", "?", ":", "»") or (low == "." and line[place + 1].capital):
            break
        if _is_change(low):
            return None
    if draft.unit == "Cel" and line.low(draft.first) in ("+", "-", "−", "минус", "плюс"):
        return None
    return "at_most"


@lru_cache(maxsize=50_000)
def _is_change(low: str) -> bool:
    changes = load_forms(*CHANGES)
    return low in changes or (
        len(low) > 4
        and any(p.lemma in _lemmas() for p in parses_of(low)[:2] if p.pos in ("VERB", "INFN", "GRND", "PRTF", "PRTS"))
    )


@cache
def _lemmas() -> frozenset[str]:
    return frozenset(load_lexicon(*CHANGES))


def read_open_start(line: Line, draft: Draft) -> str | None:
    """«от 7 лет», «от 500 рублей»: an open range."""
    if line.low(draft.first - 1) != "от" or draft.kind in ("date", "time", "ordinal", "fraction"):
        return None
    return "at_least"


def read_under(line: Line, draft: Draft) -> str | None:
    """«под 300 человек», «под пятьдесят лет»: almost; «под 5 процентов» is a rate, «под пятью домами» a place."""
    if line.low(draft.first - 1) != "под" or draft.kind not in ("count", "money", "duration", "quantity", "age"):
        return None
    last = line.low(draft.end - 1)
    return None if last.endswith(("ами", "ями", "ом", "ем")) or draft.low is not None else "almost"


def qualifier_behind(line: Line, draft: Draft) -> str | None:
    """Return what the words right behind a number say of it: «18 лет и старше», «12+»."""
    return OPEN_ENDS.get((line.low(draft.last), line.low(draft.last + 1)))


#: in this order: the first that answers
RULES = (read_phrase, read_with, read_limit, read_open_start, read_under)
