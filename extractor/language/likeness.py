"""What words mean and how alike two are, by the vectors that the engine's models read anyway."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, reduce

import numpy as np

from extractor.language.weights import UNKNOWN, Floats, load_navec

__all__ = ["SIZE", "likeness", "mean_meaning"]

#: how many sides the vector of a word has
SIZE = 300

#: how many pairs and words are kept
PAIRS, WORDS = 1 << 16, 1 << 13


@lru_cache(PAIRS)
def likeness(one: str, other: str) -> float:
    """Return the cosine of the vectors of two lemmas, from -1 to 1; 0 where one of them has no vector.

    >>> likeness("министр", "премьер") > likeness("министр", "водитель") > 0
    True
    >>> likeness("министр", "бртшк")
    0.0
    """
    left, right = _direction(one), _direction(other)
    return 0.0 if left is None or right is None else float(left @ right)


def mean_meaning(lemmas: Iterable[str]) -> Floats:
    """Return the mean of the vectors of lemmas, each of length one; zeros where none has a vector."""
    vectors = [vector for vector in map(_direction, lemmas) if vector is not None]
    total = reduce(np.add, vectors, np.zeros(SIZE, np.float32))
    return total / np.float32(max(1, len(vectors)))


@lru_cache(WORDS)
def _direction(lemma: str) -> Floats | None:
    navec = load_navec()
    number = navec.ids.get(lemma)
    if number is None or lemma == UNKNOWN:
        return None
    vector: Floats = navec.vectors([number])[0]
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length else None
