"""Every span of every result lies inside the text, whatever characters the text is made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.pipeline import Pipeline
from extractor.schema import render_result

#: pieces of articles, and the characters that shift offsets in careless code
PIECES = st.sampled_from(
    [
        "– Мост откроют в мае, – рассказал глава района Павел Ветров. – Он нужен всем.",
        "«Дорого», — вздохнула\u00a0Анна Лебедь.",
        "По словам инженера, опоры простоят 50\u00a0лет.",
        'В компании "Гидромаш" сообщили, что вложили 2,5\u00a0млн рублей.',
        "Приве\u0301т, Мо\u0301сква!",
        "Пере\u00adнос сло\u00adва.",
        "🙂 Рады 🏳\ufe0f\u200d🌈 все 12\u202f000 гостей.",
        "Поделиться",
        "ООО «Ромашка» (далее — «Ромашка»)",
        "18.04.2026, 10:00",
        "Экс-глава районной газеты «Маяк» Нина Кравцова, депутат от партии «Рассвет», осталась.",
        "\u200b",
        "\u0301",
        "—",
        "«",
        "по словам",
    ]
)
BREAKS = st.sampled_from(["\n", "\r\n", "\n\n", " ", "\u2028", "\t", "\r"])
WHOLE = st.lists(st.tuples(PIECES, BREAKS), min_size=1, max_size=8).map(lambda pairs: "".join(a + b for a, b in pairs))
#: what a bad scrape puts anywhere, inside words too
STRAY = st.tuples(
    st.integers(0, 2000), st.sampled_from(["\u0301", "\u00ad", "\u00a0", "\u200b", "🙂", "«", '"', "-", ".", "\r"])
)


def _damage(text: str, strays: list[tuple[int, str]]) -> str:
    for at, stray in strays:
        at %= len(text) + 1
        text = text[:at] + stray + text[at:]
    return text


TEXTS = WHOLE | st.builds(_damage, WHOLE, st.lists(STRAY, max_size=12))


def _spans(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "start" in value and "end" in value:
            yield value
        for inner in value.values():
            yield from _spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _spans(inner)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_spans_lie_inside_the_untouched_text(pipeline: Pipeline, text: str) -> None:
    if not text.strip():
        return
    document = pipeline({"text": text, "furniture": "keep"})
    result = render_result(document, {"tokens", "rules"})
    assert result["article"]["text"] == text
    for span in _spans(result):
        assert 0 <= span["start"] < span["end"] <= len(text)
    for token, record in zip(document.tokens, result["tokens"], strict=True):
        assert text[record["start"] : record["end"]] == token.text
    for quote in result["quotes"]:
        for segment in quote["content"]:
            words = text[segment["start"] : segment["end"]]
            assert words == words.strip()
            assert "\n" not in words


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_utf16_offsets_cut_the_same_words(pipeline: Pipeline, text: str) -> None:
    if not text.strip():
        return
    document = pipeline({"text": text, "furniture": "keep"})
    units = text.encode("utf-16-le")
    points, utf16 = render_result(document), render_result(document, offset_encoding="utf-16")
    for here, there in zip(_spans(points), _spans(utf16), strict=True):
        cut = units[2 * there["start"] : 2 * there["end"]].decode("utf-16-le")
        assert cut == text[here["start"] : here["end"]]
