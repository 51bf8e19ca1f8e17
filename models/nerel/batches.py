"""Sentences together, as tensors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from corpus import Corpus, Sample
from network import Words
from numpy.typing import NDArray
from torch import Tensor

from extractor.language.features import FormFeatures
from extractor.language.weights import Navec

Numbers = NDArray[np.intp]


class Inputs(NamedTuple):
    """What no training changes: features of forms as tensors, the types, and how hidden states are standardized."""

    vectors: Tensor
    rows: Tensor
    affixes: Tensor
    traits: Tensor
    scale: float
    types: list[str]
    mean: NDArray[np.float32]
    deviation: NDArray[np.float32]


class Lesson(NamedTuple):
    """What teachers say of a sentence: the likelihood of each type (of none first) of runs, and of bounds of words."""

    firsts: Numbers
    lasts: Numbers
    types: NDArray[np.float16]  # run x type
    bounds: NDArray[np.float16]  # word x (begins, ends)


class Batch(NamedTuple):
    """Words, gold runs as (first, last, number of the type), and the lesson with how far to trust it, word by word."""

    words: Words
    gold: list[tuple[int, int, int]]
    lesson: Lesson | None
    trust: NDArray[np.float32]


class Item(NamedTuple):
    """A sentence to learn from."""

    sample: Sample
    lesson: Lesson | None = None
    trust: float = 0.0


def prepare(train: Corpus, features: Sequence[FormFeatures], navec: Navec) -> Inputs:
    """Return the features of forms as tensors; navec's vectors once each, row 0 for none, of unit deviation."""
    ids = sorted({number for f in features for number in (f.word, f.lemma)} - {-1})
    row_of = {number: row for row, number in enumerate([-1, *ids])}
    vectors = np.concatenate([np.zeros((1, 300), np.float32), navec.vectors(ids)])
    scale = 1 / float(vectors[1:].std())
    states = np.concatenate([sample.states for sample in train.samples])
    return Inputs(
        torch.from_numpy(vectors * np.float32(scale)),
        torch.tensor([[row_of[f.word], row_of[f.lemma]] for f in features]),
        torch.tensor([f.affixes for f in features]),
        torch.tensor([f.traits for f in features]),
        scale,
        sorted({run.type for sample in train.samples for run in sample.runs}),
        states.mean(axis=0),
        states.std(axis=0),
    )


def batches(items: Sequence[Item], inputs: Inputs, size: int) -> Iterator[Batch]:
    """Yield batches of about so many words."""
    chosen: list[Item] = []
    count = 0
    for item in items:
        chosen.append(item)
        count += len(item.sample.forms)
        if count >= size:
            yield collate(chosen, inputs)
            chosen, count = [], 0
    if chosen:
        yield collate(chosen, inputs)


def collate(items: Sequence[Item], inputs: Inputs) -> Batch:
    """Return sentences as a batch."""
    samples = [item.sample for item in items]
    lengths = np.array([len(sample.forms) for sample in samples])
    stops = np.cumsum(lengths)
    starts = stops - lengths
    forms, at = np.unique(np.concatenate([sample.forms for sample in samples]), return_inverse=True)
    states = (np.concatenate([sample.states for sample in samples]) - inputs.mean) / inputs.deviation
    words = Words(
        inputs.rows[forms],
        inputs.affixes[forms],
        inputs.traits[forms],
        torch.from_numpy(at),
        torch.from_numpy(states),
        torch.from_numpy(np.repeat(starts, lengths)),
        torch.from_numpy(np.repeat(stops, lengths)),
    )
    gold = [
        (start + run.first, start + run.last, 1 + inputs.types.index(run.type))
        for start, sample in zip(starts.tolist(), samples, strict=True)
        for run in sample.runs
    ]
    lessons = [(start, item.lesson) for start, item in zip(starts.tolist(), items, strict=True) if item.lesson]
    trust = np.repeat([np.float32(item.trust) for item in items], lengths)
    return Batch(words, gold, _join(lessons) if lessons else None, trust)


def _join(lessons: Sequence[tuple[int, Lesson]]) -> Lesson:
    return Lesson(
        np.concatenate([start + lesson.firsts for start, lesson in lessons]),
        np.concatenate([start + lesson.lasts for start, lesson in lessons]),
        np.concatenate([lesson.types for _, lesson in lessons]),
        np.concatenate([lesson.bounds for _, lesson in lessons]),
    )


def all_runs(ends: Numbers, width: int) -> tuple[Numbers, Numbers]:
    """Return the first and the last words of all runs of up to so many words inside sentences, in order."""
    lasts = np.arange(len(ends))[:, None] + np.arange(width)
    firsts, widths = np.nonzero(lasts < ends[:, None])
    return firsts, firsts + widths
