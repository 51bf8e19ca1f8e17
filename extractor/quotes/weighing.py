"""How likely the evidence makes a piece in marks speech: a weight a feature, and one for each side of its meaning.

`models/speech` holds the weights, learned from annotated news; its card says how.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import NamedTuple

import numpy as np

from extractor.errors import ModelNotFound
from extractor.language.likeness import SIZE
from extractor.language.weights import Floats

__all__ = ["BIAS", "MEANING", "Evidence", "Weights", "heaviest", "load_weights", "probability", "score_of"]

PACKAGE = Path(__file__).parents[1]
#: in a wheel the models lie inside the package, in the project beside it
PLACES = (PACKAGE / "_models" / "speech", PACKAGE.parent / "models" / "speech")
#: the row of the weights that every piece has
BIAS = "(bias)"
#: what the rows begin with that weigh the sides of a meaning
MEANING = "meaning"
#: how many features the reasons name
SHOWN = 3


class Evidence(NamedTuple):
    """What a piece shows: the names of its features, and the mean of the vectors of its words."""

    features: frozenset[str]
    meaning: Floats


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the features by name, and those of a meaning by its sides."""

    features: Mapping[str, float]
    meaning: Floats


def score_of(evidence: Evidence, weights: Weights) -> float:
    """Return the sum of the weights of what a piece shows, without the bias."""
    features = sum(weights.features.get(name, 0.0) for name in sorted(evidence.features))
    return features + float(evidence.meaning @ weights.meaning)


def probability(run: Sequence[Evidence], weights: Weights) -> float:
    """Return how likely pieces with this evidence, joined in one run, are speech: by the mean of their scores.

    >>> nothing = np.zeros(2, np.float32)
    >>> weights = Weights({"(bias)": -1.0, "left=colon": 1.0}, nothing)
    >>> probability([Evidence(frozenset({"left=colon"}), nothing)], weights)
    0.5
    """
    mean = sum(score_of(evidence, weights) for evidence in run) / len(run)
    return 1 / (1 + exp(-weights.features.get(BIAS, 0.0) - mean))


def heaviest(evidence: Evidence, weights: Weights) -> tuple[str, ...]:
    """Return what weighed most, with its weight: («words=1 -0.70», «meaning +0.41»)."""
    weighed = {name: weights.features.get(name, 0.0) for name in evidence.features}
    weighed[MEANING] = float(evidence.meaning @ weights.meaning)
    names = sorted(weighed, key=lambda name: (-abs(weighed[name]), name))[:SHOWN]
    return tuple(f"{name} {weighed[name]:+.2f}" for name in names)


@cache
def load_weights() -> Weights:
    """Return the weights; raises ModelNotFound where the file is not there."""
    for place in PLACES:
        path = place / "weights.tsv"
        if path.is_file():
            rows = dict(line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
            meaning = [float(rows.pop(f"{MEANING} {side}", 0.0)) for side in range(SIZE)]
            features = {name: float(weight) for name, weight in rows.items()}
            return Weights(features, np.array(meaning, np.float32))
    raise ModelNotFound(f"weights.tsv was looked for in {' and '.join(map(str, PLACES))}.")
