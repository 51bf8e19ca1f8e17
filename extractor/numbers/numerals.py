"""Numerals: the one place where figures and number words become exact values.

>>> from extractor.numbers.words import Line, cut
>>> numeral = read_numeral(Line("", cut("два с половиной миллиона просмотров", 0)), 0)
>>> numeral.value, numeral.last
(Fraction(2500000, 1), 4)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache

from extractor.numbers.figures import parse_figures
from extractor.numbers.forms import forms_of, load_forms
from extractor.numbers.signals import says
from extractor.numbers.words import DASHES, Line, remembered

__all__ = [
    "Numeral",
    "has_cardinal_ending",
    "numeral_forms",
    "read_cardinal",
    "read_numeral",
    "read_scale",
    "starts_numeral",
]

CARDINALS = ("cardinals", ("lemma", "value"))
SCALES = ("scales", ("lemma", "value"))

WITH_PART = {"половиной": Fraction(1, 2), "четвертью": Fraction(1, 4), "третью": Fraction(1, 3)}
#: «с лишним» and its like, inside a numeral or after it
ODD = (("с", "лишним"), ("с", "небольшим"), ("с", "хвостиком"), ("с", "гаком"))
SEVERAL = frozenset({"несколько", "нескольких", "нескольким", "несколькими", "пара", "пару", "пары", "парой"})
#: the plural genitive of a scale word begins no numeral that counts; «тысяч сорок» has its own rule
UNCOUNTED = frozenset({"десятков", "сотен", "тысяч", "тыщ", "миллионов", "миллиардов", "триллионов"})
MANY = SEVERAL | {"много", "немало", "сколько", "столько", "мало"}
DECIMALS = {10: "десятый", 100: "сотый", 1000: "тысячный"}
MINUS = frozenset({"минус", "-", "−", "–", "‒"})
PLUS = frozenset({"плюс", "+"})


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral at the words `[first, last)`: `value` is None for a vague one («десятки тысяч»).

    `scale` is what its last scale word multiplies by; `grouped` the value if a lone point or comma parts thousands
    («20.000»); `spelled` tells words from figures, `odd` that «с лишним» stands inside, `rough` that the scale leads.
    """

    first: int
    last: int
    value: Fraction | None
    scale: Fraction = Fraction(1)
    grouped: Fraction | None = None
    spelled: bool = False
    signed: bool = False
    odd: bool = False
    rough: bool = False


@cache
def _cardinals() -> dict[str, int]:
    return {form: int(row["value"]) for form, row in load_forms(*CARDINALS).items()}


@cache
def _scales() -> dict[str, int]:
    return {form: int(row["value"]) for form, row in load_forms(*SCALES).items()}


@cache
def _one_and_half() -> frozenset[str]:
    return forms_of("полтора")


@cache
def numeral_forms() -> frozenset[str]:
    """Every form with which a numeral in words may begin."""
    glued = {half + form for form in _scales() for half in ("пол", "полу")} | {"полтораста", "полутораста"}
    return frozenset(_cardinals()) | frozenset(_scales()) | _one_and_half() | glued | SEVERAL | {"минус", "плюс"}


def starts_numeral(line: Line, at: int) -> bool:
    """Tell whether a numeral may begin at this word."""
    return line[at].digits or line.low(at) in numeral_forms()


def read_scale(line: Line, at: int) -> tuple[Fraction, int] | None:
    """Return a scale word («тыс.», «миллиона») and where it ends."""
    value = _scales().get(line.low(at))
    if value is None:
        return None
    return Fraction(value), at + 1 + _has_dot(line, at)


def _has_dot(line: Line, at: int) -> bool:
    """«тыс.» always has its dot, «млн» only inside a sentence («7 млн. рублей», but «стоит 7 млн.»)."""
    if line.low(at + 1) != "." or not line.glued(at + 1) or line.low(at) not in ("тыс", "млн", "млрд", "трлн"):
        return False
    return line.low(at) == "тыс" or line.glued(at + 2) or (line[at + 2].text.isalpha() and not line[at + 2].capital)


@remembered
def read_numeral(line: Line, at: int) -> Numeral | None:
    """Return the numeral that begins at this word, with its sign; None where there is none."""
    sign = line.low(at)
    if sign in MINUS or sign in PLUS:
        if not sign.isalpha() and (not line.glued(at + 1) or _joins(line, at)):
            return None
        numeral = _unsigned(line, at + 1)
        if numeral is None or numeral.value is None:
            return None
        grouped = numeral.grouped
        if sign in MINUS:
            return replace(numeral, first=at, value=-numeral.value, grouped=grouped and -grouped, signed=True)
        return replace(numeral, first=at, signed=True)
    return _unsigned(line, at)


def _joins(line: Line, at: int) -> bool:
    """A dash glued on both sides joins («10–15») and is no minus, save after three dots and brackets."""
    return line[at - 1].digits or (line.glued(at) and line.low(at - 1) not in ("…", "(", "[", "«", ".", "/", "±", "~"))


def _unsigned(line: Line, at: int) -> Numeral | None:
    for rule in RULES:
        numeral = rule(line, at)
        if numeral is not None:
            return numeral
    return None


def read_several(line: Line, at: int) -> Numeral | None:
    """«несколько тысяч»: vague."""
    if line.low(at) in SEVERAL and (scale := read_scale(line, at + 1)):
        last = scale[1]
        while (further := read_scale(line, last)) is not None:
            last = further[1]
        return Numeral(at, last, None, spelled=True)
    return None


def read_half(line: Line, at: int) -> Numeral | None:
    """«полмиллиона», «пол миллиона», «полтораста»."""
    low = line.low(at)
    if low in ("полтораста", "полутораста"):
        return Numeral(at, at + 1, Fraction(150), spelled=True)
    if low == "пол" and (scale := read_scale(line, at + 1)):
        return Numeral(at, scale[1], scale[0] / 2, scale[0], spelled=True)
    if low.startswith("пол") and (value := _scales().get(low[3:].lstrip("-")) or _scales().get(low[4:])):
        after = read_scale(line, at + 1)
        if after is not None and after[0] > value:
            return Numeral(at, after[1], Fraction(value) / 2 * after[0], after[0], spelled=True)
        return Numeral(at, at + 1, Fraction(value, 2), Fraction(value), spelled=True)
    return None


def read_decimal(line: Line, at: int) -> Numeral | None:
    """«две целых три десятых», «ноль целых пять сотых»."""
    whole = read_cardinal(line, at)
    if whole is None or whole.value is None or line.low(whole.last) not in forms_of("целый"):
        return None
    part = read_cardinal(line, whole.last + 1 + (line.low(whole.last + 1) == "и"))
    if part is None or part.value is None:
        return None
    power = next((p for p, lemma in DECIMALS.items() if line.low(part.last) in forms_of(lemma)), None)
    if power is None or part.value >= power:
        return None
    return Numeral(at, part.last + 1, whole.value + part.value / power, spelled=True)


def read_rough(line: Line, at: int) -> Numeral | None:
    """«тысяч сорок»: the scale word comes first where the number is rough."""
    if line.low(at) not in UNCOUNTED:
        return None
    numeral = read_cardinal(line, at + 1)
    if numeral is None or numeral.value is None or not numeral.spelled or numeral.scale > 1 or numeral.value >= 1000:
        return None
    scale = Fraction(_scales()[line.low(at)])
    return replace(numeral, first=at, value=numeral.value * scale, scale=scale, rough=True)


def read_vague(line: Line, at: int) -> Numeral | None:
    """«десятки тысяч», «сотни»: a scale word in the plural with nothing that counts it."""
    low = line.low(at)
    if not _is_vague(line, at, low) and (low not in UNCOUNTED or line.low(at - 1) in MANY or line[at - 1].digits):
        return None
    last = at + 1
    while (scale := read_scale(line, last)) is not None:
        last = scale[1]
    if last == at + 1 and low in forms_of("десяток") and low not in ("десятки", "десятков", "десятками"):
        return None
    return Numeral(at, last, None, spelled=True)


def _is_vague(line: Line, at: int, low: str) -> bool:
    plural = _vague_forms()
    if low not in plural:
        return False
    if plural[low]:
        return True
    before = line.low(at - 1)
    return not says(before, "genitive") and before not in _one_and_half() and before != "половины"


@cache
def _vague_forms() -> dict[str, bool]:
    """Plural forms of scale words; False where the genitive singular looks the same («тысячи», «сотни»)."""
    forms: dict[str, bool] = {}
    for lemma in ("десяток", "сотня", "тысяча", "миллион", "миллиард", "триллион"):
        for form in forms_of(lemma):
            if form.endswith(("ами", "ах", "ам")):
                forms[form] = True
    for lemma in ("десятк", "миллион", "миллиард", "триллион"):
        forms |= {lemma + "и": True} if lemma == "десятк" else {lemma + "ы": True}
    return forms | {"сотни": False, "тысячи": False}


@remembered
def read_cardinal(line: Line, at: int) -> Numeral | None:
    """A numeral that counts: simple numbers in falling order, each group closed by its scale word."""
    total, group = Fraction(0), None
    limit: Fraction | float = float("inf")
    ceiling: Fraction | float = float("inf")
    scale, grouped = Fraction(1), None
    odd = spelled = False
    last = at
    while True:
        part = _read_part(line, last, limit, fresh=group is None)
        if part is not None:
            value, limit, last, alternative, words = part
            spelled |= words
            grouped = alternative if group is None and total == 0 else None
            group = (group or 0) + value
            continue
        inner = _odd_inside(line, last) if group is not None else 0
        step = read_scale(line, last + inner)
        if step is None or step[0] >= ceiling or (group is None and last != at and step[0] >= scale):
            break
        if group is None and last != at and _scales().get(line.low(last)) in (10, 12, 100):
            break
        if last == at:
            if line.low(at) in UNCOUNTED:
                return None
            spelled = True
        odd |= inner > 0
        group = (group if group is not None else Fraction(1)) * step[0]
        last, scale = step[1], step[0]
        if line.low(last) == "." and line.glued(last) and _goes_on(line, last + 1, scale):
            last += 1  # «1 трлн. 193 млрд. рублей»
        while (more := read_scale(line, last)) is not None and more[0] > scale:
            group, scale, last = group * more[0], more[0], more[1]
        total, group, ceiling, limit, grouped = total + group, None, scale, scale, None
    if last == at:
        return None
    return Numeral(at, last, total + (group or 0), scale if group is None else Fraction(1), grouped, spelled, odd=odd)


def _goes_on(line: Line, at: int, scale: Fraction) -> bool:
    """Whether figures with a smaller scale word follow."""
    step = read_scale(line, at + 1) if line[at].digits else None
    return step is not None and step[0] < scale


def _odd_inside(line: Line, at: int) -> int:
    """How many words «с лишним» takes before a scale word."""
    return 2 if (line.low(at), line.low(at + 1)) in ODD and read_scale(line, at + 2) else 0


Part = tuple[Fraction, "Fraction | float", int, "Fraction | None", bool]


def _read_part(line: Line, at: int, limit: Fraction | float, fresh: bool) -> Part | None:
    """The next simple number under the limit: value, the new limit, where it ends, its value as thousands, in words."""
    if line[at].digits:
        figures = _read_figures(line, at) if fresh and limit > 1 else None
        return figures if figures is not None and figures[0] < limit else None
    low = line.low(at)
    if low in _one_and_half() and fresh:
        return Fraction(3, 2), Fraction(0), at + 1, None, True
    if low == "с" and not fresh and (part := WITH_PART.get(line.low(at + 1))) is not None:
        return part, Fraction(0), at + 2, None, True
    if low in ("½", "¼", "¾") and (fresh or line.glued(at)):
        return {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}[low], Fraction(0), at + 1, None, True
    value = _cardinals().get(low)
    if value is None or value >= limit or (value == 0 and not fresh):
        return None
    step = 100 if value >= 100 else 10 if value >= 20 else Fraction(1, 2)
    return Fraction(value), Fraction(step), at + 1, None, True


def _read_figures(line: Line, at: int) -> Part | None:
    """Figures, with groups of three parted by spaces («2 318 400,5») joined; «10 000», but not «5, 120»."""
    text, last = line[at].text, at + 1
    if re.fullmatch(r"[1-9]\d{0,2}", text):
        while (
            re.fullmatch(r"\d{3}(?:,\d+|\.\d{1,2})?", line[last].text) and len(line.gap(last)) == 1 and text.isdigit()
        ):
            if line.gap(last).isspace():
                text, last = text + line[last].text, last + 1
            else:
                break
    figures = parse_figures(text)
    if figures is None:
        return None
    dashed = last == at + 1 and line.low(last) in DASHES and line.glued(last) and line.glued(last + 1)
    if dashed and has_cardinal_ending(text, line.low(last + 1)):
        last += 2
    return figures.value, Fraction(0), last, figures.grouped, False


@lru_cache(maxsize=10_000)
def has_cardinal_ending(figures: str, ending: str) -> bool:
    """Tell whether figures with an ending are a cardinal: «3-х», «5-ти», «73-х», but not «90-х».

    >>> has_cardinal_ending("3", "х"), has_cardinal_ending("10", "ти"), has_cardinal_ending("90", "х")
    (True, True, False)
    """
    if ending not in ("х", "ти", "мя", "ми") or not figures.isdigit():
        return False
    tail = int(figures[-2:])
    if tail == 0:
        return False
    last = tail if 0 < tail < 20 else tail % 10 or tail
    return any(value == last and form.endswith(ending) for form, value in _cardinals().items())


#: in this order: the first that answers
RULES = (read_several, read_half, read_rough, read_vague, read_decimal, read_cardinal)

assert MINUS - {"минус"} <= DASHES
