"""Which word each word of a sentence depends on, from the scores of all pairs, for many sentences at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extractor.language.weights import Floats

__all__ = ["find_heads"]

#: scores that differ by no more than this share of the best one are equal: rounding alone tells them apart
ROUNDING = np.float32(1e-5)


def find_heads(dependents: Floats, heads: Floats, root: Floats, lengths: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the best head of each word inside its sentence: 0 for the root, 1 for the first word, and so on.

    Words are rows, one sentence after another; the score of a pair is the product of the vectors of `dependents` and
    `heads` (`root` for the root). Among equals the nearest word wins, the one before first; a word itself comes last.

    >>> words = np.array([[1, 0], [0, 1], [0, 1]], np.float32)
    >>> find_heads(words, words[[1, 0, 0]], np.zeros(2, np.float32), np.array([3])).tolist()
    [2, 1, 1]
    """
    found = np.empty(len(dependents), np.intp)
    starts = np.cumsum(lengths) - lengths
    for length in np.unique(lengths):
        rows = starts[lengths == length][:, None] + np.arange(length)
        candidates = np.empty((len(rows), length + 1, len(root)), np.float32)
        candidates[:, 0] = root
        candidates[:, 1:] = heads[rows]
        found[rows] = _pick(dependents[rows] @ candidates.transpose(0, 2, 1))
    return found


def _pick(scores: Floats) -> NDArray[np.intp]:
    best = scores.max(axis=2, keepdims=True)
    ties = scores >= best - np.abs(best) * ROUNDING
    picked: NDArray[np.intp] = ties.argmax(axis=2)
    unsure = np.nonzero(ties.sum(axis=2) > 1)
    if len(unsure[0]):
        word = unsure[1][:, None] + 1
        distance = np.abs(np.arange(scores.shape[2]) - word)
        distance[distance == 0] = scores.shape[2]
        distance[~ties[unsure]] = scores.shape[2] + 1
        picked[unsure] = distance.argmin(axis=1)
    return picked
