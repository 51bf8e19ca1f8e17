"""The first layer of the encoders, kept by form.

A convolution of width three is a sum of three products: of the word before, the word itself and the word after. In the
first layer each depends on nothing but the form of its word, so it is computed once a form and looked up ever after;
that layer is two thirds of the models' arithmetic. The forms that nobody has met for longest make room for new ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.language.products import multiply
from extractor.language.shapes import shape_of
from extractor.language.weights import Floats, Navec

__all__ = ["CAPACITY", "FirstLayer", "Forms"]

#: how many forms are kept, 9 KB each: three in four running words of the news are among so many
CAPACITY = 11_264

#: the slot of the row between sentences: it adds nothing to its neighbours
NOTHING = 0


class FirstLayer(NamedTuple):
    """What the first layer makes of a word vector (a matrix to the left of it) and of a shape (a row for each).

    Rows of the one, columns of the other are place (before, at, after) x encoder x out.
    """

    word: Floats
    shape: Floats
    shapes: Sequence[str]


class Forms:
    """A bounded table of what a form adds, through the first layer, to the next word, itself and the word before."""

    def __init__(self, navec: Navec, layer: FirstLayer, capacity: int = CAPACITY) -> None:
        self._navec = navec
        self._layer = layer
        self._shape_ids = {shape: number for number, shape in enumerate(layer.shapes)}
        self._slots: dict[str, int] = {}  # by form
        self._places: dict[tuple[int, int], int] = {}  # by word and shape: forms without a vector share a slot
        self._free = list(range(capacity, NOTHING, -1))
        self._met = np.zeros(capacity + 1, np.int64)
        self._clock = 0
        self.capacity = capacity
        self.table: Floats = np.zeros((3, capacity + 1, len(layer.word) // 3), np.float32)

    def find(self, words: Sequence[str]) -> NDArray[np.intp]:
        """Return the slots of words, computing those that are not there; at most half the capacity at a time."""
        if len(self._free) < len(words) or len(self._slots) > 4 * self.capacity:
            self._forget()
        unmet = set(words).difference(self._slots)
        if unmet:
            self._add(unmet)
        slots = np.fromiter(map(self._slots.__getitem__, words), np.intp, len(words))
        self._clock += 1
        self._met[slots] = self._clock
        return slots

    def _add(self, forms: Iterable[str]) -> None:
        new: dict[tuple[int, int], int] = {}
        for form in forms:
            key = self._navec.id_of(form.lower()), self._shape_ids[shape_of(form)]
            slot = self._places.get(key)
            if slot is None:
                slot = self._places[key] = new[key] = self._free.pop()
            self._slots[form] = slot
        if new:
            self._compute(new)

    def _compute(self, new: dict[tuple[int, int], int]) -> None:
        """Fill the slots of words with shapes."""
        words, shapes = zip(*new, strict=True)
        rows = multiply(self._navec.vectors(list(words)), self._layer.word)
        rows += self._layer.shape[list(shapes)]
        self.table[:, list(new.values())] = rows.reshape(len(new), 3, -1).transpose(1, 0, 2)

    def _forget(self) -> None:
        """Free the half of the slots that was met longest ago."""
        taken = np.fromiter(self._places.values(), np.intp)
        old = set(taken[np.argsort(self._met[taken])][: len(taken) // 2].tolist())
        self._places = {key: slot for key, slot in self._places.items() if slot not in old}
        self._free.extend(old)
        self._slots.clear()
