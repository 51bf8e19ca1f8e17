"""NEREL's articles as the arrays that training reads: forms, hidden states, typed runs of tokens."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.annotations import Block, Sentence, Token
from extractor.language import find_tokens
from extractor.language.features import FormFeatures, features_of
from extractor.language.slovnet import SlovnetEngine
from extractor.language.weights import Navec

LINE = re.compile(r"\S.*\S|\S")


class Gold(NamedTuple):
    """An entity as it is annotated: characters and type."""

    start: int
    end: int
    type: str


class Run(NamedTuple):
    """Tokens `first` to `last` (included) of a sentence and what they are."""

    first: int
    last: int
    type: str


class Sample(NamedTuple):
    """A sentence: numbers of forms, hidden states, gold runs."""

    forms: NDArray[np.intp]
    states: NDArray[np.float32]
    runs: list[Run]


class Corpus(NamedTuple):
    """Sentences, and how many entities no run of tokens of one sentence stands for."""

    samples: list[Sample]
    lost: int


class Vocabulary:
    """The forms of a corpus by number, with their features."""

    def __init__(self, navec: Navec) -> None:
        self._navec = navec
        self._numbers: dict[str, int] = {}
        self.features: list[FormFeatures] = []

    def number(self, form: str) -> int:
        """Return the number of a form, a new one at the first meeting."""
        if form not in self._numbers:
            self._numbers[form] = len(self.features)
            self.features.append(features_of(form, self._navec))
        return self._numbers[form]

    def forms(self) -> list[str]:
        """Return the forms in the order of their numbers."""
        return list(self._numbers)


def read_corpus(folder: Path, engine: SlovnetEngine, vocabulary: Vocabulary) -> Corpus:
    """Return the sentences of a folder of brat files; raises FileNotFoundError where there are none."""
    samples: list[Sample] = []
    lost = 0
    for text, gold in read_brat(folder):
        lines = (Block(line.start(), line.end(), "paragraph") for line in LINE.finditer(text))
        tokens, sentences = find_tokens(text, enumerate(lines))
        runs = [find_run(entity, tokens, sentences) for entity in gold]
        lost += runs.count(None)
        reading = engine.read([[[t.text for t in tokens[s.first : s.last]] for s in sentences]])
        start = 0
        for length in reading.lengths.tolist():
            stop = start + length
            found = [run for run in runs if run and start <= run.first <= run.last < stop]
            forms = np.array([vocabulary.number(word) for word in reading.words[start:stop]])
            within = sorted({Run(run.first - start, run.last - start, run.type) for run in found})
            samples.append(Sample(forms, reading.states[start:stop], within))
            start = stop
    if not samples:
        raise FileNotFoundError(f"{folder} holds no brat files.")
    return Corpus(samples, lost)


def read_brat(folder: Path) -> Iterator[tuple[str, list[Gold]]]:
    """Yield the texts of a folder with their entities; one in pieces is taken from its first piece to its last."""
    for path in sorted(folder.glob("*.txt")):
        gold = set()
        for line in path.with_suffix(".ann").read_bytes().decode().split("\n"):
            if line.startswith("T"):
                type_, _, offsets = line.rstrip("\r").split("\t")[1].partition(" ")
                bounds = [int(bound) for piece in offsets.split(";") for bound in piece.split()]
                gold.add(Gold(min(bounds), max(bounds), type_))
        yield path.read_bytes().decode(), sorted(gold)


def find_run(entity: Gold, tokens: list[Token], sentences: list[Sentence]) -> Run | None:
    """Return the tokens of an entity, or None where they are not of one sentence.

    An entity that begins or ends inside a token takes the whole token if it is hyphenated («экс-[президент Перу]»):
    at run time a rule tells the part from the whole. Otherwise it is lost.
    """
    first = bisect_right(tokens, entity.start, key=lambda token: token.start) - 1
    last = bisect_left(tokens, entity.end, key=lambda token: token.end)
    if not 0 <= first <= last < len(tokens):
        return None
    cut = [tokens[first]] * (tokens[first].start != entity.start) + [tokens[last]] * (tokens[last].end != entity.end)
    if any("-" not in token.text or any(map(str.isdigit, token.text)) for token in cut):
        return None
    sentence = bisect_right(sentences, first, key=lambda sentence: sentence.first) - 1
    return Run(first, last, entity.type) if last < sentences[sentence].last else None
