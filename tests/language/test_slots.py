"""A table of bounded size: who keeps a row, and that rows are never shared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractor.language.slots import Slots

CAPACITY = 16


@given(st.lists(st.lists(st.integers(0, 60), max_size=CAPACITY), max_size=40))
def test_a_row_holds_what_was_last_put_there(calls: list[list[int]]) -> None:
    slots = Slots[int](CAPACITY)
    table: dict[int, int] = {}
    for keys in calls:
        rows, new = slots.find(keys)
        table.update({row: key for key, row in new.items()})
        assert [table[row] for row in rows.tolist()] == keys
        assert len(slots) <= CAPACITY


def test_what_is_met_often_stays() -> None:
    slots = Slots[str](CAPACITY)
    often = ["и", "в", "на"]
    for start in range(0, 200, 10):
        _, new = slots.find([*often, *(f"слово{number}" for number in range(start, start + 10))])
        assert start == 0 or new.keys().isdisjoint(often)


def test_what_was_met_often_long_ago_goes() -> None:
    slots = Slots[int](CAPACITY)
    for _ in range(3):
        slots.find([0])
    for number in range(1, 200):
        for _ in range(2):
            slots.find([number])
    assert list(slots.find([0])[1]) == [0]
