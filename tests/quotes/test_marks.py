"""Marks, told by marked-up texts, and over any text at all: every piece lies in the text and in its marks."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from extractor.quotes.marks import DASHES, Marked, dash_start, find_marked
from extractor.spans import Span
from tests.quotes.marked_text import parse_marked, read_cases, render_marked

CASES = Path(__file__).parent / "marks.txt"
DASH_LINES = {"– Да.": 2, "—Да.": 1, "-  Кот спит.": 3, "−\u00a0Да": 2, "- 5 градусов": 2}
NO_DASH_LINES = ("-5 градусов", "Дом — крепость", "—", "...", "-")
TEXTS = st.text(alphabet=st.sampled_from("аБ .,!?\n«»„“”\"'-—\u00a0\u00ad\u0301🙂\r"), max_size=80)


def _lines(text: str) -> list[Span]:
    return [Span(line.start(), line.end()) for line in re.finditer(r"[^\r\n]*[^\s][^\r\n]*", text)]


def _contents(pieces: list[Marked]) -> set[tuple[tuple[int, int], ...]]:
    return {tuple((segment.start, segment.end) for segment in piece.segments) for piece in pieces}


def test_pieces_are_what_stands_in_marks() -> None:
    wrong = []
    for label, marked in read_cases(CASES):
        text, expected = parse_marked(marked)
        found = _contents(find_marked(text, _lines(text)))
        if found != expected:
            wrong.append(
                f"{label}\n  expected {render_marked(text, expected)}\n  got      {render_marked(text, found)}"
            )
    assert not wrong, "\n".join(wrong)


def test_dash_lines() -> None:
    for line, start in DASH_LINES.items():
        assert dash_start(line, Span(0, len(line))) == start, line
    for line in NO_DASH_LINES:
        assert dash_start(line, Span(0, len(line))) is None, line


@given(TEXTS)
def test_pieces_lie_in_the_text(text: str) -> None:
    lines = _lines(text)
    for piece in find_marked(text, lines):
        assert 0 <= piece.outer.start < piece.outer.end <= len(text)
        assert piece.outer.contains(piece.inner)
        for segment in piece.segments:
            assert any(char.isalnum() for char in segment.of(text))
            assert any(line.contains(segment) for line in lines)


@given(TEXTS)
def test_pieces_never_cross(text: str) -> None:
    pieces = find_marked(text, _lines(text))
    for piece in pieces:
        for other in pieces:
            nested = piece.outer.contains(other.outer) or other.outer.contains(piece.outer)
            assert nested or not piece.outer.overlaps(other.outer)


@given(TEXTS)
def test_a_dash_opens_words(text: str) -> None:
    for line in _lines(text):
        start = dash_start(text, line)
        assert start is None or (text[line.start] in DASHES and line.start < start < line.end)
