"""The part of a word's vector that its form alone decides, kept by form: most words of an article were met before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from extractor.language.features import features_of
from extractor.language.products import multiply
from extractor.language.slots import Slots
from extractor.language.weights import Floats, Navec

__all__ = ["CAPACITY", "FormVectors"]

#: how many forms are kept; about 1 KB each
CAPACITY = 32_768


class FormVectors:
    """A bounded table of vectors by form."""

    def __init__(self, navec: Navec, weights: Mapping[str, Floats], capacity: int = CAPACITY) -> None:
        self._navec = navec
        self._affixes, self._inner_bias, self._outer_bias = (
            weights[n] for n in ("affixes", "inner_bias", "outer_bias")
        )
        self._inner, self._outer = (np.ascontiguousarray(weights[n].T) for n in ("inner", "outer"))
        self._slots = Slots[str](capacity)
        self.capacity = capacity
        self.table: Floats = np.zeros((capacity, len(self._outer)), np.float32)

    def find(self, forms: Sequence[str]) -> NDArray[np.intp]:
        """Return the rows of the table that hold the vectors of forms; at most the capacity at a time."""
        slots, new = self._slots.find(forms)
        if new:
            self.table[list(new.values())] = self._compute(list(new))
        return slots

    def _compute(self, forms: Sequence[str]) -> Floats:
        features = [features_of(form, self._navec) for form in forms]
        words, lemmas = self._vectors([f.word for f in features]), self._vectors([f.lemma for f in features])
        affixes = self._affixes[[f.affixes for f in features]].reshape(len(forms), -1)
        traits = np.array([f.traits for f in features], np.float32)
        inputs = np.concatenate([words, lemmas, affixes, traits], axis=1)
        inner = np.maximum(multiply(inputs, self._inner) + self._inner_bias, 0)
        return multiply(inner, self._outer) + self._outer_bias

    def _vectors(self, ids: list[int]) -> Floats:
        vectors = self._navec.vectors(ids)
        vectors[np.array(ids) < 0] = 0
        return vectors
