"""Direct and reported quotes together: a word is no two quotes of one speaker."""

from __future__ import annotations

from pathlib import Path

from extractor.pipeline import Pipeline
from tests.quotes.marked_text import Contents, parse_marked, read_cases, render_marked

CASES = Path(__file__).parent / "together.txt"


def test_quotes_of_both_kinds_stand_together(pipeline: Pipeline) -> None:
    cases = [(label, *parse_marked(marked)) for label, marked in read_cases(CASES)]
    documents = pipeline.pipe({"text": text, "furniture": "keep"} for _, text, _ in cases)
    wrong = []
    for (label, text, expected), document in zip(cases, documents, strict=True):
        found: Contents = {tuple((span.start, span.end) for span in quote.content) for quote in document.quotes}
        if found != expected:
            got = render_marked(text, found)
            wrong.append(f"{label}\n  expected {render_marked(text, expected)}\n  got      {got}")
    assert not wrong, "\n".join(wrong)
