"""Direct speech, told by marked-up texts: found where it is, and not where names, titles, lists and thoughts are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.pipeline import Pipeline
from tests.quotes.marked_text import Contents, parse_marked, read_cases, render_marked

HERE = Path(__file__).parent


def failures(pipeline: Pipeline, name: str) -> Iterator[str]:
    cases = [(label, *parse_marked(marked)) for label, marked in read_cases(HERE / name)]
    documents = pipeline.pipe({"text": text, "furniture": "keep"} for _, text, _ in cases)
    for (label, text, expected), document in zip(cases, documents, strict=True):
        direct = [quote for quote in document.quotes if quote.kind == "direct"]
        found: Contents = {tuple((span.start, span.end) for span in quote.content) for quote in direct}
        if found != expected:
            yield f"{label}\n  expected {render_marked(text, expected)}\n  got      {render_marked(text, found)}"


def test_direct_speech_is_found_where_it_is(pipeline: Pipeline) -> None:
    wrong = list(failures(pipeline, "direct.txt"))
    assert not wrong, "\n".join(wrong)


def test_known_failures_still_fail(pipeline: Pipeline) -> None:
    cases = read_cases(HERE / "direct_known_failures.txt")
    failing = list(failures(pipeline, "direct_known_failures.txt"))
    assert len(failing) == len(cases), "one passes now: move it to direct.txt"


def test_cases_against_direct_speech_weigh_as_much() -> None:
    labels = [label for label, _ in read_cases(HERE / "direct.txt")]
    against = sum(label.startswith("not ") for label in labels)
    assert against * 2 >= len(labels), "too few cases without direct speech"


@pytest.mark.parametrize("text", ["«", "»", '"', "—", "— ", ": «", "«», — сказал", "«А», —", "– А, –", "Мэр:", "X: «"])
def test_fragments_of_constructions_break_nothing(pipeline: Pipeline, text: str) -> None:
    for quote in pipeline({"text": text, "furniture": "keep"}).quotes:
        assert all(0 <= span.start < span.end <= len(text) for span in quote.content)
