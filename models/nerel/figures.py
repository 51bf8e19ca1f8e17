"""How well runs are found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corpus import Corpus, Run
from lessons import Lesson


class Figures(NamedTuple):
    """Precision, recall and F1 of exact typed runs; entities that are no run count as missed."""

    precision: float
    recall: float
    f1: float


def runs_of(lesson: Lesson, types: Sequence[str]) -> set[Run]:
    """Return the runs that are likelier something than nothing."""
    best = lesson.types.argmax(axis=1).tolist()
    runs = zip(lesson.firsts.tolist(), lesson.lasts.tolist(), best, strict=True)
    return {Run(first, last, types[type_ - 1]) for first, last, type_ in runs if type_}


def measure(found: Sequence[set[Run]], corpus: Corpus, type_: str | None = None) -> Figures:
    """Return the figures over all types, or of one."""
    gold = [{run for run in sample.runs if type_ in (None, run.type)} for sample in corpus.samples]
    said = [{run for run in runs if type_ in (None, run.type)} for runs in found]
    right = sum(len(a & b) for a, b in zip(gold, said, strict=True))
    said_count = sum(map(len, said))
    gold_count = sum(map(len, gold)) + (corpus.lost if type_ is None else 0)
    return Figures(right / max(1, said_count), right / max(1, gold_count), 2 * right / max(1, said_count + gold_count))
