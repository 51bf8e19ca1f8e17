"""Mentions from runs of tokens: parts of hyphenated words, order, and each once."""

from __future__ import annotations

from pathlib import Path

from extractor.annotations import Token
from extractor.language import place_mentions
from extractor.language.engine import Name

LINES = (Path(__file__).parent / "mentions.tsv").read_text(encoding="utf-8").splitlines()


def tokens_of(text: str) -> list[Token]:
    tokens, start = [], 0
    for word in text.split(" "):
        tokens.append(Token(start, start + len(word), word))
        start += len(word) + 1
    return tokens


def test_parts_of_words() -> None:
    failures = []
    for line in LINES:
        if line.startswith("#"):
            continue
        text, first, last, type_, expected = line.split("\t")
        mentions = place_mentions(tokens_of(text), [Name(int(first), int(last), type_)])
        found = "|".join(mention.of(text) for mention in mentions)
        if found != expected or {mention.type for mention in mentions} != {type_}:
            failures.append(f"{text}: expected {expected}, got {found}")
    assert not failures, "\n".join(failures)


def test_the_outer_stands_before_the_inner_and_each_once() -> None:
    tokens = tokens_of("экс-министр финансов Австрии")
    names = [Name(2, 3, "COUNTRY"), Name(0, 2, "PROFESSION"), Name(0, 3, "PROFESSION"), Name(0, 3, "PROFESSION")]
    mentions = place_mentions(tokens, names)
    assert [(m.start, m.end, m.type, m.rule) for m in mentions] == [
        (4, 28, "PROFESSION", "nerel"),
        (4, 20, "PROFESSION", "nerel"),
        (21, 28, "COUNTRY", "nerel"),
    ]
