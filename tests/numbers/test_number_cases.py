"""The cases: every number of every text, and nothing besides."""

from __future__ import annotations

import pytest

from extractor.numbers import read_numbers
from tests.numbers.number_cases import FOLDER, Case, load_cases, mark

FIELDS = ("start", "end", "kind", "value", "low", "high", "unit", "noun", "qualifier", "date")
FILES = sorted(path.name for path in FOLDER.glob("*.tsv"))


def read(case: Case) -> list[dict[str, object]]:
    return [{field: getattr(number, field) for field in FIELDS} for number in read_numbers(case.text, case.published)]


def same(got: dict[str, object], want: dict[str, object]) -> bool:
    return all(_equal(got[field], want[field]) for field in FIELDS)


def _equal(got: object, want: object) -> bool:
    if isinstance(got, int | float) and isinstance(want, int | float):
        return abs(got - want) < 1e-6
    return got == want


def wrong(case: Case) -> str | None:
    """Return what is wrong with the reading of a case, as marked text."""
    got, want = read(case), list(case.numbers)
    if len(got) == len(want) and all(map(same, got, want)):
        return None
    return f"{case.place}\n  expected {mark(case.text, want)}\n  got      {mark(case.text, got)}"


@pytest.mark.parametrize("name", [name for name in FILES if name != "known_failures.tsv"])
def test_numbers_cases(name: str) -> None:
    failures = [message for case in load_cases(name) if (message := wrong(case))]
    assert not failures, "\n" + "\n".join(failures)


def test_numbers_known_failures_still_fail() -> None:
    """A case that comes right here must move to the file of its kind."""
    mended = [case.place for case in load_cases("known_failures.tsv") if wrong(case) is None]
    assert not mended, mended


def test_numbers_cases_are_many_and_against_as_well() -> None:
    cases = [case for name in FILES for case in load_cases(name)]
    assert len(cases) >= 400
    assert sum(not case.numbers for case in cases) >= 60
