"""Tokens and sentences are razdel's, whatever the text."""

from __future__ import annotations

from pathlib import Path

import pytest
import razdel
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.annotations import Block
from extractor.language import find_tokens

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "segments.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
#: what razdel's rules look at: letters of both alphabets and of none, digits, every kind of mark and space
PIECES = st.sampled_from(
    [
        *("Слово", "слово", "а", "И", "word", "iPhone", "Yahoo", "г", "т", "е", "руб", "см", "им", "é", "Δ", "о\u0301"),
        *(
            "1",
            "25",
            "-",
            "--",
            "–",
            "—",
            "_",
            ".",
            ",",
            "/",
            "\\",
            "...",
            "?!",
            ":",
            ";",
            ":)",
            ";-)",
            ")))",
            "(",
            "*",
        ),
        *("«", "»", "“", "”", '"', "'", "!", "§", "№", "°", "%", " ", "  ", "\n", "\u00a0", ". ", "! ", "1. ", "а) "),
    ]
)


def cut(text: str, start: int = 0, end: int | None = None) -> list[list[tuple[int, int, str]]]:
    tokens, sentences = find_tokens(text, [(0, Block(start, len(text) if end is None else end, "paragraph"))])
    return [[tuple(token) for token in tokens[sentence.first : sentence.last]] for sentence in sentences]


def razdel_cut(text: str, shift: int = 0) -> list[list[tuple[int, int, str]]]:
    sentences = [
        [(s.start + t.start + shift, s.start + t.stop + shift, t.text) for t in razdel.tokenize(s.text)]
        for s in razdel.sentenize(text)
    ]
    return [sentence for sentence in sentences if sentence]


def draw(sentences: list[list[tuple[int, int, str]]]) -> str:
    return "||".join("|".join(token for _, _, token in sentence) for sentence in sentences)


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_cases(text: str, wanted: str) -> None:
    assert draw(cut(text)) == wanted
    assert draw(razdel_cut(text)) == wanted


@settings(max_examples=500)
@given(st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=40))
def test_as_razdel_cuts(text: str) -> None:
    found = cut(text)
    assert draw(found) == draw(razdel_cut(text))
    assert found == razdel_cut(text)


@given(st.lists(PIECES, max_size=6).map("".join), st.lists(PIECES, max_size=10).map("".join))
def test_a_block_is_cut_as_if_it_stood_alone(before: str, block: str) -> None:
    text = f"{before}\n{block}\n{before}"
    start = len(before) + 1
    assert cut(text, start, start + len(block)) == razdel_cut(block, start)


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["news", "factRuEval-2016/devset"])
def test_the_news_as_razdel_cuts_it(shared: Path, folder: str) -> None:
    paths = sorted((shared / "corpora" / folder).glob("*.txt"))
    assert len(paths) > 100
    for path in paths:
        text = path.read_bytes().decode()
        assert cut(text) == razdel_cut(text), path.name
