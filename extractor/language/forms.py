"""The first layer of the encoders, kept by form.

A convolution of width three is a sum of three products: of the word before, the word itself and the word after. In the
first layer each depends on nothing but the form of its word, so it is computed once a form and looked up ever after;
that layer is two thirds of the models' arithmetic.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.language.products import multiply
from extractor.language.shapes import shape_of
from extractor.language.slots import Slots
from extractor.language.weights import Floats, Navec

__all__ = ["CAPACITY", "FirstLayer", "Forms"]

#: how many forms are kept, 9 KB each: three in four running words of the news are among so many, and a process takes no
#: more memory than stock natasha
CAPACITY = 8_448

#: the slot of the row between sentences, the last one: it adds nothing to its neighbours
NOTHING = -1

#: what the models see of a form: the numbers of its vector and of its shape; forms without a vector are alike
Word = tuple[int, int]


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
        self._words: dict[str, Word] = {}
        self._slots = Slots[Word](capacity)
        self.table: Floats = np.zeros((3, capacity + 1, len(layer.word) // 3), np.float32)

    def find(self, forms: Sequence[str]) -> NDArray[np.intp]:
        """Return the slots of forms, computing those that are not there; at most the capacity at a time."""
        if len(self._words) > 4 * self._slots.capacity:
            self._words.clear()
        for form in set(forms).difference(self._words):
            self._words[form] = self._navec.id_of(form.lower()), self._shape_ids[shape_of(form)]
        slots, new = self._slots.find(list(map(self._words.__getitem__, forms)))
        if new:
            self._compute(new)
        return slots

    def _compute(self, new: Mapping[Word, int]) -> None:
        """Fill the slots of words."""
        words, shapes = zip(*new, strict=True)
        rows = multiply(self._navec.vectors(list(words)), self._layer.word)
        rows += self._layer.shape[list(shapes)]
        self.table[:, list(new.values())] = rows.reshape(len(new), 3, -1).transpose(1, 0, 2)
