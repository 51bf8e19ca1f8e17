"""How alike two words are in meaning, by the vectors that the engine's models read anyway."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from extractor.language.weights import UNKNOWN, Floats, load_navec

__all__ = ["likeness"]

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


@lru_cache(WORDS)
def _direction(lemma: str) -> Floats | None:
    navec = load_navec()
    number = navec.ids.get(lemma)
    if number is None or lemma == UNKNOWN:
        return None
    vector: Floats = navec.vectors([number])[0]
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length else None
