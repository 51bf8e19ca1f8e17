"""Shapes are slovnet's: its models know no others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from slovnet.shape import SHAPES, word_shape

from extractor.language.shapes import PUNCTUATION, shape_of

LETTERS = st.sampled_from("аЯёЁzZқӘß1२-+–.«№…ıK'\u0301")


@given(st.text(LETTERS, min_size=1, max_size=6) | st.text(min_size=1, max_size=4))
def test_as_slovnet_names_them(word: str) -> None:
    assert shape_of(word) == word_shape(word)
    assert shape_of(word) in SHAPES


def test_every_mark_has_a_shape_of_its_own() -> None:
    assert {shape_of(mark) for mark in PUNCTUATION} == {name for name in SHAPES if name.startswith("PUNCT_")} - {
        "PUNCT_OTHER"
    }
