"""Spans and the translation of offsets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractor.spans import Overlaps, Span, Utf16Offsets, trim

TEXTS = st.text(alphabet=st.sampled_from("аё\u0301я «»\u00a0\u00ad🙂🏳\r\n-—1"), max_size=60)


@given(TEXTS, st.integers(0, 60))
def test_utf16_offsets_count_units(text: str, at: int) -> None:
    at = min(at, len(text))
    assert Utf16Offsets(text)(at) == len(text[:at].encode("utf-16-le")) // 2


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_trim_keeps_all_but_the_edges(text: str, start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    trimmed = trim(text, Span(start, end))
    assert start <= trimmed.start <= trimmed.end <= end
    assert trimmed.of(text) == text[start:end].strip()


def test_spans_relate() -> None:
    assert Span(0, 4).overlaps(Span(3, 5))
    assert not Span(0, 4).overlaps(Span(4, 5))
    assert Span(0, 4).contains(Span(0, 4))
    assert not Span(1, 4).contains(Span(0, 2))


SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 40), st.integers(0, 12))


@given(st.lists(SPANS), SPANS)
def test_overlaps_finds_what_a_look_at_every_span_finds(spans: list[Span], wanted: Span) -> None:
    assert Overlaps(spans).of(wanted) == [at for at, span in enumerate(spans) if span.overlaps(wanted)]
