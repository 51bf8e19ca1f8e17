"""The likeliest labels of many sequences at once, by Viterbi's algorithm."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extractor.language.weights import Floats

__all__ = ["find_best_paths"]


def find_best_paths(emissions: Floats, transitions: Floats, lengths: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the best label of each row, for sequences that lie one after another in the rows of `emissions`.

    `transitions[a, b]` is the score of b right after a. Among equals the first label wins.

    >>> emissions = np.array([[0, 1], [2, 1.5], [0, 1]], np.float32)
    >>> find_best_paths(emissions, np.array([[0, 0], [-9, 0]], np.float32), np.array([2, 1])).tolist()
    [1, 1, 1]
    """
    order = np.argsort(-lengths, kind="stable")
    starts = (np.cumsum(lengths) - lengths)[order]
    # the sequences run in step, the longest first, so that at each step those that go on are the first so many
    going = np.searchsorted(-lengths[order], -np.arange(lengths.max(initial=0)))
    steps = [starts[:count] + step for step, count in enumerate(going)]
    scores: list[Floats] = []
    for rows in steps:
        score = emissions[rows].T
        if scores:
            score = (scores[-1][:, None, : len(rows)] + transitions[:, :, None]).max(axis=0) + score
        scores.append(score)
    labels = np.empty(len(emissions), np.intp)
    after = np.empty(0, np.intp)
    for rows, score in zip(reversed(steps), reversed(scores), strict=True):
        total = score.copy()
        total[:, : len(after)] += transitions[:, after]
        after = labels[rows] = total.argmax(axis=0)
    return labels
