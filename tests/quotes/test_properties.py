"""Whatever the text, quotes lie in it: their words are ordered, never cross a paragraph break, and hold words."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.pipeline import Pipeline

PIECES = (
    "« » \" “ ” „ — – - , . : ; ? ! … ( ) '' сказал заявил назвал добавил мэр он Я что и газета Иван Орлов по словам "
    "мост готов Мост готов Вопрос: Орлов: Ответил: 1. «» «Да» 🙂 ска\u00adзал моста\u0301 № 8"
).split(" ")
BETWEEN = ("", " ", " ", " ", "\u00a0", "\n", "\n\n", "\r\n")
TEXTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(BETWEEN)), min_size=1, max_size=40).map(
    lambda parts: "".join(piece + between for piece, between in parts)
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_quotes_lie_in_their_paragraphs(pipeline: Pipeline, text: str) -> None:
    if not text.strip():
        return
    for quote in pipeline({"text": text, "furniture": "keep"}).quotes:
        assert quote.content
        for span in quote.content:
            assert 0 <= span.start < span.end <= len(text)
            assert "\n" not in span.of(text)
            assert any(char.isalnum() for char in span.of(text))
        assert all(one.end <= other.start for one, other in zip(quote.content, quote.content[1:], strict=False))
        for place in (quote.cue, quote.source):
            assert place is None or 0 <= place.start < place.end <= len(text)
