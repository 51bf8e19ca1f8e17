"""Names inside names, and all else that NEREL marks: the tagger of nested typed spans.

A word is what its form tells (`features.py`) and what slovnet's encoders say of it in its sentence. Gated layers, each
of which lets a word see its neighbours, turn that into states; a state says how likely a name begins or ends at its
word, and the runs of words between likely bounds are given a type, or none. `models/nerel/train.py` makes the weights.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractor.errors import ModelNotFound
from extractor.language.engine import Name
from extractor.language.form_vectors import FormVectors
from extractor.language.weights import Floats, Navec

__all__ = ["NestedTagger"]

PACKAGE = Path(__file__).parents[1]
#: in a wheel the models lie inside the package, in the project beside it
PLACES = (PACKAGE / "_models" / "nerel", PACKAGE.parent / "models" / "nerel")
#: how many words are read together, at least, where an article has as many
PIECE = 400
#: runs whose bounds are less likely than this are not looked at: on NEREL's dev part F1 is the same without it
PLAUSIBLE = 0.03
#: a run is what is likelier than not; which kind of place it is may stay less certain than that it is a place
CERTAIN = 0.5
KINDS_OF_PLACE = frozenset({"COUNTRY", "STATE_OR_PROVINCE", "CITY", "DISTRICT", "LOCATION"})
#: what is made of states and of runs
LAYERS = ("begin", "end", "inside", "bounds", "types")
#: added to a variance before the root is taken
EPSILON = 1e-5

Mask = NDArray[np.bool_]
Numbers = NDArray[np.intp]


class NestedTagger:
    """Finds typed spans, nested ones included. Keeps nothing between calls but the vectors of forms."""

    def __init__(self, weights: Mapping[str, Floats], labels: Sequence[str], navec: Navec) -> None:
        self._forms = FormVectors(navec, weights)
        self._labels = list(labels)
        self._places = [number for number, label in enumerate(labels) if label in KINDS_OF_PLACE]
        self._context, self._widths = weights["context"], weights["widths"]
        self._distances = weights["distances"].astype(int).tolist()
        self._blocks = [(weights[f"block{at}"], weights[f"block{at}_bias"]) for at in range(len(self._distances))]
        self._layers = {name: (weights[name], weights[f"{name}_bias"]) for name in LAYERS}

    @classmethod
    def load(cls, navec: Navec) -> NestedTagger:
        """Read the weights; raises ModelNotFound where they are not."""
        for folder in PLACES:
            if (folder / "weights.npz").is_file():
                with np.load(folder / "weights.npz") as arrays:
                    weights = {name: arrays[name].astype(np.float32) for name in arrays.files}
                return cls(weights, json.loads((folder / "labels.json").read_text(encoding="utf-8")), navec)
        raise ModelNotFound(f"weights.npz was looked for in {' and '.join(map(str, PLACES))}.")

    def meet(self, words: Sequence[str]) -> None:
        """Prepare for words of several articles at once, which is quicker than when each article comes."""
        for start in range(0, len(words), self._forms.capacity):
            self._forms.find(words[start : start + self._forms.capacity])

    def find_names(self, words: Sequence[str], lengths: Numbers, states: Floats) -> list[Name]:
        """Return the names in an article, in order, the outer before the inner.

        `lengths` are the numbers of words of its sentences, `states` slovnet's hidden states, a row a word. What is
        found depends on the article alone.
        """
        names: list[Name] = []
        for start, sizes in _pieces(lengths):
            stop = start + int(sizes.sum())
            for first, last, type_ in self._find_in_piece(words[start:stop], sizes, states[start:stop]):
                names.append(Name(start + first, start + last, type_))
        return names

    def _find_in_piece(self, words: Sequence[str], lengths: Numbers, states: Floats) -> Iterator[tuple[int, int, str]]:
        ends = np.repeat(np.cumsum(lengths), lengths)
        hidden = self._encode(words, ends - np.repeat(lengths, lengths), ends, states)
        firsts, lasts = self._plausible(hidden, ends)
        likely = _softmax(self._score(hidden, firsts, lasts))
        types = likely[:, 1:].argmax(axis=1) + 1
        likely[:, self._places] = likely[:, self._places].sum(axis=1, keepdims=True)
        certainty = likely[np.arange(len(types)), types]
        found = np.flatnonzero(certainty > CERTAIN)
        kept = _without_crossing(firsts[found], lasts[found], certainty[found])
        for at in found[kept].tolist():
            yield int(firsts[at]), int(lasts[at]) + 1, self._labels[types[at]]

    def _encode(self, words: Sequence[str], starts: Numbers, ends: Numbers, states: Floats) -> Floats:
        """Return the states of words."""
        hidden = self._forms.table.take(self._forms.find(words), axis=0)
        hidden += states @ self._context
        places = np.arange(len(words))
        shifted = np.empty_like(hidden)
        for (weight, bias), distance in zip(self._blocks, self._distances, strict=True):
            normal = _normalize(hidden)
            _shift(normal, shifted, distance, places - distance < starts, places + distance >= ends)
            gated = shifted @ weight
            gated += bias
            value, gate = np.split(gated, 2, axis=1)
            np.tanh(gate, out=gate)
            gate += 1
            gate *= value
            hidden += gate
        return _normalize(hidden)

    def _plausible(self, hidden: Floats, ends: Numbers) -> tuple[Numbers, Numbers]:
        """Return the first and the last words of runs that may be names."""
        begins, stops = 1 / (1 + np.exp(-self._apply("bounds", hidden).clip(-30, 30))).T
        firsts = np.flatnonzero(begins > PLAUSIBLE)
        lasts = firsts[:, None] + np.arange(len(self._widths))
        inside = lasts < ends[firsts, None]
        likely = begins[firsts, None] * stops[np.where(inside, lasts, 0)] > PLAUSIBLE
        run, width = np.nonzero(inside & likely)
        return firsts[run], firsts[run] + width

    def _score(self, hidden: Floats, firsts: Numbers, lasts: Numbers) -> Floats:
        """Return the scores of types, of none first, for each run."""
        size = self._widths.shape[1]
        begins, stops = self._apply_where("begin", hidden, firsts), self._apply_where("end", hidden, lasts)
        widths = lasts - firsts
        means = self._sums(hidden, firsts, lasts) / (widths + 1).astype(np.float32)[:, None]
        added = begins[:, :size] + stops[:, :size] + means + self._widths[widths]
        multiplied = begins[:, size:] * stops[:, size:]
        return self._apply("types", np.concatenate([np.maximum(added, 0), multiplied], axis=1))

    def _sums(self, hidden: Floats, firsts: Numbers, lasts: Numbers) -> Floats:
        """Return what the words of each run say together."""
        opened = np.bincount(firsts, minlength=len(hidden) + 1) - np.bincount(lasts + 1, minlength=len(hidden) + 1)
        covered = opened.cumsum()[:-1] > 0
        said = self._apply("inside", hidden[covered])
        sums = np.zeros((len(said) + 1, said.shape[1]), np.float32)
        np.cumsum(said, axis=0, out=sums[1:])
        places = covered.cumsum()  # of the row after that of a word
        result: Floats = sums[places[lasts]] - sums[places[firsts] - 1]
        return result

    def _apply_where(self, layer: str, hidden: Floats, places: Numbers) -> Floats:
        """Return a layer's output for the words at these places, computed once each."""
        once, at = np.unique(places, return_inverse=True)
        result: Floats = self._apply(layer, hidden[once])[at]
        return result

    def _apply(self, layer: str, rows: Floats) -> Floats:
        weight, bias = self._layers[layer]
        output: Floats = rows @ weight
        output += bias
        return output


def _pieces(lengths: Numbers) -> Iterator[tuple[int, Numbers]]:
    """Yield runs of sentences: the number of words before them, and their lengths."""
    first = start = size = 0
    for at, length in enumerate(lengths.tolist()):
        size += length
        if size >= PIECE or at == len(lengths) - 1:
            yield start, lengths[first : at + 1]
            first, start, size = at + 1, start + size, 0


def _softmax(scores: Floats) -> Floats:
    """Return the likelihoods that scores stand for, a row a run."""
    likely: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    likely /= likely.sum(axis=1, keepdims=True)
    return likely


def _normalize(rows: Floats) -> Floats:
    """Return the rows with mean 0 and variance 1."""
    normal: Floats = rows - rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", normal, normal) / np.float32(rows.shape[1])
    normal *= (1 / np.sqrt(variance + np.float32(EPSILON)))[:, None]
    return normal


def _shift(rows: Floats, output: Floats, distance: int, first: Mask, last: Mask) -> None:
    """Put rows into `output`, with quarters of the rows before and after, or zeros beyond the sentence's bounds."""
    quarter = rows.shape[1] // 4
    output[distance:, :quarter] = rows[:-distance, :quarter]
    output[first, :quarter] = 0
    output[:-distance, quarter : 2 * quarter] = rows[distance:, quarter : 2 * quarter]
    output[last, quarter : 2 * quarter] = 0
    output[:, 2 * quarter :] = rows[:, 2 * quarter :]


def _without_crossing(firsts: Numbers, lasts: Numbers, certainty: Floats) -> Numbers:
    """Return the places of runs in the order of the text, less those that cross a more certain one."""
    starts_before, ends_before = firsts[:, None] < firsts, lasts[:, None] < lasts
    crossing = starts_before & (firsts <= lasts[:, None]) & ends_before
    crossing |= crossing.T
    kept = np.ones(len(firsts), bool)
    for at in np.argsort(-certainty, kind="stable"):
        if kept[at]:
            kept[crossing[at]] = False
    order = np.lexsort((-lasts, firsts))
    return order[kept[order]]
