"""Quotes are no worse than they were: the figures against the gold stand on their floors."""

from __future__ import annotations

import pytest

from extractor.pipeline import Pipeline
from tests.quotes.floors import lowered, measure, read_floors


@pytest.mark.shared
def test_figures_stand_on_their_floors(pipeline: Pipeline) -> None:
    figures, floors = measure(pipeline), read_floors()
    assert {name: pinned["gold"] for name, pinned in floors.items()} == {
        name: reached["gold"] for name, reached in figures.items()
    }, "the gold is another; pin the floors anew by tests/quotes/floors.py"
    assert not lowered(figures, floors)
