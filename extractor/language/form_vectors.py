"""The part of a word's vector that its form alone decides, kept by form: most words of an article were met before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from extractor.language.features import features_of
from extractor.language.products import multiply
from extractor.language.weights import Floats, Navec

__all__ = ["CAPACITY", "FormVectors"]

#: how many forms are kept; about 1 KB each
CAPACITY = 32_768


class FormVectors:
    """A bounded table of vectors by form; the forms that nobody has met for longest make room for new ones."""

    def __init__(self, navec: Navec, weights: Mapping[str, Floats], capacity: int = CAPACITY) -> None:
        self._navec = navec
        self._affixes, self._inner_bias, self._outer_bias = (
            weights[n] for n in ("affixes", "inner_bias", "outer_bias")
        )
        self._inner, self._outer = (np.ascontiguousarray(weights[n].T) for n in ("inner", "outer"))
        self._slots: dict[str, int] = {}
        self._free = list(range(capacity))
        self._met = np.zeros(capacity, np.int64)
        self._clock = 0
        self.capacity = capacity
        self.table: Floats = np.zeros((capacity, len(self._outer)), np.float32)

    def find(self, words: Sequence[str]) -> NDArray[np.intp]:
        """Return the rows of the table that hold the vectors of words; at most half the capacity at a time."""
        unmet = set(words).difference(self._slots)
        if len(unmet) > len(self._free):
            self._forget()
            unmet = set(words).difference(self._slots)
        if unmet:
            self._add(unmet)
        slots = np.fromiter(map(self._slots.__getitem__, words), np.intp, len(words))
        self._clock += 1
        self._met[slots] = self._clock
        return slots

    def _add(self, forms: Iterable[str]) -> None:
        new = sorted(forms)
        slots = [self._free.pop() for _ in new]
        self.table[slots] = self._compute(new)
        self._slots.update(zip(new, slots, strict=True))

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

    def _forget(self) -> None:
        """Free the half of the rows that was met longest ago."""
        oldest_first = sorted(self._slots.items(), key=lambda item: (self._met[item[1]], itemgetter(0)(item)))
        for form, slot in oldest_first[: self.capacity // 2]:
            del self._slots[form]
            self._free.append(slot)
