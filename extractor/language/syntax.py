"""slovnet's syntactic parser on top of its encoder: for each word its head in the sentence and the relation to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractor.language.heads import find_heads
from extractor.language.weights import Floats, Model

__all__ = ["Parser"]

#: how wide the vectors are that words have as heads and as dependents
WIDTH = 32


class Parser:
    """Two bilinear forms: one scores pairs of words, the other the relations of a chosen pair."""

    def __init__(self, model: Model) -> None:
        arcs, relations = model.arrays["head"], model.arrays["rel"]
        layers = [part[side]["proj"] for part in (arcs, relations) for side in ("head", "tail")]
        self._weight = np.hstack([layer["weight"] for layer in layers])
        self._bias = np.hstack([layer["bias"] for layer in layers])
        self._arcs = arcs["kernel"]
        self._arc_root = _project(arcs["root"], arcs["tail"]["proj"])
        self._relation_root = _project(relations["root"], relations["head"]["proj"])
        kernel = relations["kernel"].reshape(WIDTH, len(model.labels), WIDTH).transpose(0, 2, 1)
        self._relations = np.ascontiguousarray(kernel).reshape(WIDTH * WIDTH, -1)

    def project(self, states: Floats) -> Floats:
        """Return each word's vectors, side by side: dependent and head of an arc, head and dependent of a relation."""
        projected: Floats = states @ self._weight
        projected += self._bias
        np.maximum(projected, 0, out=projected)
        return projected

    def parse(self, pieces: Sequence[Floats], lengths: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return each word's head in its sentence (0 for the root, 1 for its first word) and its relation to it."""
        words = np.concatenate(pieces)
        dependents = np.concatenate([piece[:, :WIDTH] @ self._arcs for piece in pieces])
        heads = find_heads(dependents, words[:, WIDTH : 2 * WIDTH], self._arc_root, lengths)
        starts = np.repeat(np.cumsum(lengths) - lengths, lengths)
        parents = words[starts + heads - 1, 2 * WIDTH : 3 * WIDTH]
        parents[heads == 0] = self._relation_root
        ends = np.cumsum([len(piece) for piece in pieces])
        found = [
            self._relate(parent, piece[:, 3 * WIDTH :])
            for parent, piece in zip(np.split(parents, ends[:-1]), pieces, strict=True)
        ]
        return heads, np.concatenate(found)

    def _relate(self, parents: Floats, dependents: Floats) -> NDArray[np.intp]:
        pairs = parents[:, :, None] * dependents[:, None, :]
        scores: Floats = pairs.reshape(len(pairs), WIDTH * WIDTH) @ self._relations
        best: NDArray[np.intp] = scores.argmax(axis=1)
        return best


def _project(vector: Floats, layer: Any) -> Floats:
    projected: Floats = np.maximum(vector @ layer["weight"] + layer["bias"], 0)
    return projected
