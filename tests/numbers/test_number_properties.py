"""What must hold for every number: words come back, formats agree, places are exact, time is linear."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extractor.numbers import read_numbers
from extractor.numbers.counts import HOMONYMS
from tests.numbers.spelling import CASES, spell

AMOUNTS = st.one_of(st.integers(2, 10**12), st.integers(2, 10_000), st.sampled_from([10**n for n in range(1, 13)]))


@given(AMOUNTS, st.sampled_from(CASES))
@settings(max_examples=400, deadline=None)
def test_properties_every_integer_in_words_comes_back(number: int, case: str) -> None:
    assume(spell(number, case) not in HOMONYMS)  # «Итог: сорока.» is a bird
    text = f"Итог: {spell(number, case)}."
    found = read_numbers(text)
    assert [item.value for item in found] == [number], (text, found)
    assert text[found[0].start : found[0].end] == spell(number, case)


@given(st.integers(1000, 10**11), st.sampled_from([" ", "\u00a0", "\u202f"]))
@settings(max_examples=200, deadline=None)
def test_properties_formats_of_one_amount_give_one_value(amount: int, space: str) -> None:
    grouped = f"{amount:,}"
    variants = [
        f"{amount} рублей",
        f"{grouped.replace(',', space)} рублей",
        f"{grouped.replace(',', space)}{space}руб.",
        f"{grouped.replace(',', '.')} ₽",
        f"{amount},00 руб.",
        f"{spell(amount)} рублей",
        f"₽{amount}",
        f"{amount}RUB",
    ]
    values = {(number.value, number.unit) for text in variants for number in read_numbers(f"Сумма — {text}")}
    assert values == {(amount, "RUB")}


@given(st.integers(1, 999_999))
@settings(max_examples=200, deadline=None)
def test_properties_scale_words_are_exact(thousandths: int) -> None:
    whole, part = divmod(thousandths, 1000)
    text = f"Выдано {whole},{part:03} млн рублей" if part else f"Выдано {whole} млн рублей"
    assert [number.value for number in read_numbers(text)] == [thousandths * 1000]


@given(st.text(alphabet="0123456789.,-–:/ №%$₽+()«»абвгдеIVX\u00a0\n", max_size=80))
@settings(max_examples=400, deadline=None)
def test_properties_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    numbers = read_numbers(text, "2024-02-29")
    assert all(0 <= number.start < number.end <= len(text) for number in numbers)
    assert all(before.end <= after.start for before, after in pairwise(numbers))
    assert all(not text[number.start].isspace() and not text[number.end - 1].isspace() for number in numbers)


@given(
    st.lists(
        st.sampled_from(
            [
                "от",
                "до",
                "между",
                "и",
                "с",
                "по",
                "5",
                "10",
                "–",
                "-",
                ",",
                "%",
                "рублей",
                "лет",
                "января",
                "2024",
                "года",
                "тысяч",
                "два",
                "треть",
                "в",
            ]
        ),
        max_size=40,
    )
)
@settings(max_examples=300, deadline=None)
def test_properties_any_words_give_ordered_spans(words: list[str]) -> None:
    numbers = read_numbers(" ".join(words), "2024-02-29")
    assert all(before.end <= after.start for before, after in pairwise(numbers))


@given(st.integers(2, 999), st.sampled_from(["рублей", "тонн", "процентов", "лет"]))
@settings(max_examples=50, deadline=None)
def test_properties_invisible_characters_change_nothing(number: int, unit: str) -> None:
    plain = read_numbers(f"Всего {spell(number)} {unit}")
    hidden = read_numbers("🙂\r\n" + f"Всего {spell(number)} {unit[:2]}\u00ad{unit[2:]}")
    assert [(n.value, n.unit) for n in hidden] == [(n.value, n.unit) for n in plain]


@pytest.mark.parametrize(
    "unit",
    [
        "7",
        "5 ",
        "от 5 до ",
        "2–",
        "1 000 ",
        "два ",
        "5 и ",
        "с 5 по ",
        "(5 ",
        "«5 ",
        "тысяч ",
        "5, ",
        "3:",
        "1.",
        "не более ",
        "5 лет и ",
        "№ 5, ",
    ],
)
def test_properties_time_is_linear(unit: str) -> None:
    """Ten times the text may take some thirty times as long where the machine is busy, but never a hundred times."""
    short, long = (unit * (size // len(unit)) for size in (10_000, 100_000))
    read_numbers(short)
    assert _seconds(long) < 30 * max(_seconds(short), 0.01)


def _seconds(text: str) -> float:
    """The best of three: the garbage collector, or a neighbour, may come between once."""
    times = []
    for _ in range(3):
        started = time.process_time()
        read_numbers(text)
        times.append(time.process_time() - started)
    return min(times)
