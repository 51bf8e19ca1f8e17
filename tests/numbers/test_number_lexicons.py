"""Every unit, currency and month of the lexicons is read behind a numeral, in the form that the numeral asks for."""

from __future__ import annotations

import pytest

from extractor.language.morphology import analyses_of
from extractor.lexicons import load_lexicon
from extractor.numbers import read_numbers
from extractor.numbers.units import CURRENCIES, DURATIONS, PERCENTS, SUBUNITS, UNITS

TABLES = {
    "currencies": CURRENCIES,
    "subunits": SUBUNITS,
    "units": UNITS,
    "percents": PERCENTS,
    "durations": DURATIONS,
}
#: entries that need another number, or a place of their own, to be what they are
APART = {"фунт", "лари", "шекель", "В", "А", "с", "° C", "° С"}


def plural_genitive(key: str) -> str | None:
    """Return the form that «пять» asks for: of the noun, and of the adjectives before it; None for what is no noun."""
    words = key.split()
    head = next((i for i, word in enumerate(words) if inflect(word, "NOUN") and word.islower() and len(word) > 2), None)
    if head is None:
        return None
    adjectives = [inflect(word, "ADJF") or word for word in words[:head]]
    return " ".join([*adjectives, inflect(words[head], "NOUN") or words[head], *words[head + 1 :]])


def inflect(word: str, pos: str) -> str | None:
    for analysis in analyses_of(word):
        if pos == analysis.tag.POS and "nomn" in analysis.tag and analysis.is_known:
            inflected = analysis.inflect({"plur", "gent"})
            if inflected is not None:
                return str(inflected.word)
    return None


@pytest.mark.parametrize("name", sorted(TABLES))
def test_numbers_lexicons_are_read_behind_a_numeral(name: str) -> None:
    wrong = []
    for key, row in load_lexicon(*TABLES[name]).items():
        form = plural_genitive(key) or key
        if key in APART:
            continue
        text = f"Итог — 75 {form}"
        found = [(text[number.start : number.end], number.unit) for number in read_numbers(text)]
        if found != [(text[7:], row["code"])]:
            wrong.append((text, found, row["code"]))
    assert not wrong, wrong


def test_numbers_lexicons_months_are_read_behind_a_day() -> None:
    wrong = []
    for key, row in load_lexicon("months", ("lemma", "month")).items():
        form = next(
            (f.word for a in analyses_of(key) for f in a.lexeme if {"sing", "gent"} <= set(f.tag.grammemes)), key
        )
        text = f"Срок — 12 {key if key.endswith('.') else form}"
        if [number.date for number in read_numbers(text)] != [f"--{int(row['month']):02}-12"]:
            wrong.append((text, read_numbers(text)))
    assert not wrong, wrong
