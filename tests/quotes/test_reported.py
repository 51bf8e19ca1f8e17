"""Reported speech, told by marked-up sentences: found where it is, and not where it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from extractor.annotations import Block
from extractor.document import Article, Document
from extractor.language import Lemmas, find_tokens, load_engine
from extractor.quotes.cues import find_cues
from extractor.quotes.indirect import find_reported
from extractor.quotes.marks import find_marked, find_paragraphs
from tests.quotes.marked_text import Contents, parse_marked, read_cases, render_marked

HERE = Path(__file__).parent


def read_documents(texts: Sequence[str]) -> list[Document]:
    """Documents with the layers that the finders read; a block a line."""
    documents = []
    for text in texts:
        blocks = tuple(Block(line.start(), line.end(), "paragraph") for line in re.finditer(r"[^\n]+", text))
        document = Document(Article(text, blocks))
        document.tokens, document.sentences = find_tokens(text, list(enumerate(blocks)))
        documents.append(document)
    words = [[[t.text for t in d.tokens[s.first : s.last]] for s in d.sentences] for d in documents]
    for document, tagging in zip(documents, load_engine().tag(words), strict=True):
        document.morphs, document.arcs = tagging.morphs, tagging.arcs
        document.lemmas = Lemmas(document.tokens, document.morphs)
    return documents


def find_contents(document: Document) -> Contents:
    marks = find_marked(document.text, find_paragraphs(document))
    drafts = find_reported(document, marks, find_cues(document))
    return {tuple((span.start, span.end) for span in draft.content) for draft in drafts}


def failures(name: str) -> Iterator[str]:
    cases = read_cases(HERE / name)
    parsed = [parse_marked(marked) for _, marked in cases]
    documents = read_documents([text for text, _ in parsed])
    for (label, marked), (text, expected), document in zip(cases, parsed, documents, strict=True):
        found = find_contents(document)
        if found != expected:
            yield f"{label}\n  expected {marked}\n  got      {render_marked(text, found)}"


def test_reported_speech_is_found_where_it_is() -> None:
    wrong = list(failures("reported.txt"))
    assert not wrong, "\n".join(wrong)


def test_known_failures_still_fail() -> None:
    cases = read_cases(HERE / "reported_known_failures.txt")
    assert len(list(failures("reported_known_failures.txt"))) == len(cases), "one passes: move it to reported.txt"


def test_cases_against_reported_speech_weigh_as_much() -> None:
    labels = [label for label, _ in read_cases(HERE / "reported.txt")]
    against = sum(label.startswith("not ") for label in labels)
    assert against * 2 >= len(labels), "too few cases without reported speech"


@pytest.mark.parametrize(
    "text", ["—", "«", "что", "По словам", "Как сообщил", "Мэр заявил, что", "Мэр:", ", пишет ТАСС"]
)
def test_fragments_of_constructions_break_nothing(text: str) -> None:
    for segments in find_contents(*read_documents([text])):
        assert all(0 <= start < end <= len(text) for start, end in segments)
