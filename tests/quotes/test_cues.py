"""Cues: the lexicons hold what the code reads, in lemmas only, and cues are found by any form of theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.language import parses_of
from extractor.lexicons import load_lexicon
from extractor.pipeline import Pipeline
from extractor.quotes.cues import find_cues
from tests.quotes.marked_text import Contents, parse_marked, read_cases, render_marked

CASES = Path(__file__).parent / "cues.txt"
VERBS = load_lexicon("cue_verbs", ("lemma", "class", "government"))
PHRASES = load_lexicon("cue_phrases", ("lemma", "class", "government"))
NOUNS = load_lexicon("cue_nouns", ("lemma", "class", "frame"))
GOVERNMENT = {"direct", "that", "aside", "name", "thought", "whom", "why"}
FRAMES = {"po", "v", "own"}
#: fewer verbs would not cover the news
LEAST = 600


def test_cues_are_found_in_their_forms(pipeline: Pipeline) -> None:
    cases = [(label, *parse_marked(marked)) for label, marked in read_cases(CASES)]
    wrong = []
    for (label, text, expected), document in zip(
        cases, pipeline.pipe({"text": text, "furniture": "keep"} for _, text, _ in cases), strict=True
    ):
        found: Contents = {((cue.span.start, cue.span.end),) for cue in find_cues(document)}
        if found != expected:
            got = render_marked(text, found)
            wrong.append(f"{label}\n  expected {render_marked(text, expected)}\n  got      {got}")
    assert not wrong, "\n".join(wrong)


def test_verbs_are_many() -> None:
    assert len(VERBS) >= LEAST


@pytest.mark.parametrize("lexicon", [VERBS, PHRASES], ids=["verbs", "phrases"])
def test_government_is_known(lexicon: dict[str, dict[str, str]]) -> None:
    assert {word for entry in lexicon.values() for word in entry["government"].split()} <= GOVERNMENT


def test_frames_are_known() -> None:
    assert {word for entry in NOUNS.values() for word in entry["frame"].split()} <= FRAMES


@pytest.mark.parametrize("lexicon", [VERBS, NOUNS], ids=["verbs", "nouns"])
def test_entries_are_lemmas(lexicon: dict[str, dict[str, str]]) -> None:
    forms = [lemma for lemma in lexicon if lemma not in {parse.lemma for parse in parses_of(lemma)}]
    assert not forms, "these are forms, not lemmas"
