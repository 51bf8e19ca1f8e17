"""The three convolutional encoders of slovnet's models, side by side: words in, hidden states out.

The sentences of a text lie in one array of rows, with a row between every two and at both ends. A convolution of width
three is then one matrix product for all rows, and a sum of three of its columns' blocks, shifted by a row. The batch
normalization of a layer is folded into the next one; the rows between hold what it turns to zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.language.forms import NOTHING, FirstLayer, Forms
from extractor.language.weights import Floats, Model, Navec

__all__ = ["Encoders"]

#: how wide a vector of navec is; the rest of a first layer's input is the shape's
WORD = 300


class Convolution(NamedTuple):
    """A layer of all encoders: `max(input * weight, floor)`; `gap` is what stands in the rows between sentences."""

    weight: Floats  # encoder x in x (place x out)
    floor: Floats  # encoder x out
    gap: Floats  # encoder x out


class Affine(NamedTuple):
    """What turns the output of a layer as it is kept here into what the model means: `output * scale + shift`."""

    scale: Floats
    shift: Floats


class Encoders:
    """Encoders of one build that read the same words, each with its own weights."""

    def __init__(self, models: Sequence[Model], navec: Navec) -> None:
        first, second, last = zip(*(model.arrays["encoder"]["layers"] for model in models), strict=True)
        affine = _normalization(first, np.float32(0))
        self.forms = Forms(navec, _first_layer(models, first))
        self._first_gap = -affine.shift / affine.scale
        self._second, affine = _convolution(second, affine)
        self._last, self._affine = _convolution(last, affine)

    def __call__(self, slots: NDArray[np.intp]) -> Floats:
        """Return the last hidden states, row x encoder x 64, of rows that are words (by their slots) or gaps.

        The first row and the last one are gaps, and what their states are means nothing.
        """
        gaps = np.flatnonzero(slots == NOTHING)
        rows = self._read(slots, gaps)
        rows = _convolve(self._second, rows, gaps)
        rows = _convolve(self._last, rows, gaps)
        rows *= self._affine.scale
        rows += self._affine.shift
        return rows

    def _read(self, slots: NDArray[np.intp], gaps: NDArray[np.intp]) -> Floats:
        """Return the output of the first layer."""
        before, at, after = self.forms.table
        rows: Floats = at.take(slots, axis=0)
        rows[1:] += before.take(slots[:-1], axis=0)
        rows[:-1] += after.take(slots[1:], axis=0)
        np.maximum(rows, 0, out=rows)
        rows = rows.reshape(len(slots), *self._first_gap.shape)
        rows[gaps] = self._first_gap
        return rows


def _convolve(layer: Convolution, rows: Floats, gaps: NDArray[np.intp]) -> Floats:
    count, encoders, _ = rows.shape
    products = np.empty((count, encoders, layer.weight.shape[2]), np.float32)
    np.matmul(rows.transpose(1, 0, 2), layer.weight, out=products.transpose(1, 0, 2))
    before, at, after = products.reshape(count, encoders, 3, -1).transpose(2, 0, 1, 3)
    output = np.empty(at.shape, np.float32)
    np.add(before[:-2], at[1:-1], out=output[1:-1])
    output[1:-1] += after[2:]
    np.maximum(output, layer.floor, out=output)
    output[gaps] = layer.gap
    return output


def _normalization(layers: Sequence[Any], floor: Floats | np.float32) -> Affine:
    """Return what the batch normalization does to `output - floor`."""
    norms = [layer["norm"] for layer in layers]
    weight, bias, mean, deviation = (np.stack([n[name] for n in norms]) for name in ("weight", "bias", "mean", "std"))
    scale = weight / deviation
    return Affine(scale, bias - (mean + floor) * scale)


def _convolution(layers: Sequence[Any], before: Affine) -> tuple[Convolution, Affine]:
    """Return a layer that takes its input as the layer before keeps it, and what its own output means."""
    weight = np.stack([layer["conv"]["weight"] for layer in layers])  # encoder x out x in x place
    bias = np.stack([layer["conv"]["bias"] for layer in layers])
    floor = -bias - np.einsum("eoip,ei->eo", weight, before.shift)
    affine = _normalization(layers, floor)
    weight = (weight * before.scale[:, None, :, None]).transpose(0, 2, 3, 1)
    weight = np.ascontiguousarray(weight).reshape(*weight.shape[:2], -1)
    return Convolution(weight, floor, -affine.shift / affine.scale), affine


def _first_layer(models: Sequence[Model], layers: Sequence[Any]) -> FirstLayer:
    """Return the first layers as what they make of words and of shapes."""
    weight = np.stack([layer["conv"]["weight"] for layer in layers])
    bias = np.stack([layer["conv"]["bias"] for layer in layers])
    shapes = np.stack([model.arrays["emb"]["shape"]["weight"] for model in models])  # encoder x shape x in
    word = weight[:, :, :WORD].transpose(3, 0, 1, 2)
    shape = np.einsum("eoip,esi->speo", weight[:, :, WORD:], shapes)
    shape[:, 1] += bias
    return FirstLayer(word.reshape(-1, WORD), shape.reshape(len(shape), -1), models[0].shapes)
