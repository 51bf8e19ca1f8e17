"""Russian numerals written out in words, in any case: the other direction, for round trips."""

from __future__ import annotations

from functools import cache

from extractor.language.morphology import analyses_of

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
UNITS = [
    "ноль",
    "один",
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
]
UNITS += ["пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать"]
TENS = ["двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"]
HUNDREDS = ["сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"]
SCALES = ("тысяча", "миллион", "миллиард", "триллион")


@cache
def inflected(word: str, *grammemes: str) -> str:
    """Return the form of a numeral or a scale word; «два» has genders, «тысяча» has numbers."""
    for analysis in analyses_of(word):
        if analysis.normal_form == word and analysis.tag.POS in ("NUMR", "ADJF", "NOUN"):
            for form in analysis.lexeme:
                if set(grammemes) <= set(form.tag.grammemes) and "Abbr" not in form.tag.grammemes:
                    return str(form.word)
    return inflected(word, *grammemes[:-1])


def spell_group(number: int, case: str, gender: str) -> list[str]:
    """Return the words of a number below a thousand."""
    words = []
    if number >= 100:
        words.append(inflected(HUNDREDS[number // 100 - 1], case))
    rest = number % 100
    if rest >= 20:
        words.append(inflected(TENS[rest // 10 - 2], case))
        rest %= 10
    if rest in (1, 2):
        words.append(inflected(UNITS[rest], case, gender) if rest == 2 else inflected("один", case, gender, "sing"))
    elif rest:
        words.append(inflected(UNITS[rest], case))
    return words


def spell(number: int, case: str = "nomn") -> str:
    """Return a number below 10¹⁵ in words.

    >>> spell(2021, "gent")
    'двух тысяч двадцати одного'
    """
    if number == 0:
        return inflected("ноль", case, "sing")
    words: list[str] = []
    for power in (4, 3, 2, 1):
        group = number // 1000**power % 1000
        if group:
            scale = SCALES[power - 1]
            words += [*spell_group(group, case, "femn" if power == 1 else "masc"), _scale(scale, group, case)]
    return " ".join([*words, *spell_group(number % 1000, case, "masc")])


def _scale(word: str, count: int, case: str) -> str:
    if count % 10 == 1 and count % 100 != 11:
        return inflected(word, case, "sing")
    if case in ("nomn", "accs"):
        few = count % 10 in (2, 3, 4) and count % 100 // 10 != 1
        return inflected(word, "gent", "sing" if few else "plur")
    return inflected(word, case, "plur")
