"""The learned scorer of antecedents: how likely each candidate is to be the one whom a word means.

The weights are plain numbers by the name of a feature (`models/speakers/weights.json`, with a card that tells how they
were learned); where a feature counts more or less for one kind of word, `kind:feature` says by how much. The score of a
candidate is the sum over its features; scores become probabilities among the candidates of one word.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

from extractor.errors import ModelNotFound

__all__ = ["confidence_of", "load_weights", "probabilities", "score_of", "weights_of"]

PACKAGE = Path(__file__).parents[1]
#: in a wheel the models lie inside the package, in the project beside it
PLACES = (PACKAGE / "_models" / "speakers", PACKAGE.parent / "models" / "speakers")


@cache
def _load() -> Mapping[str, Any]:
    for place in PLACES:
        path = place / "weights.json"
        if path.is_file():
            model: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return model
    raise ModelNotFound(f"weights.json was looked for in {' and '.join(map(str, PLACES))}.")


@cache
def load_weights(kind: str) -> Mapping[str, float]:
    """Return the weight of each feature for a kind of word; raises ModelNotFound where the file is not there."""
    return weights_of(kind, _load()["weights"])


def weights_of(kind: str, weights: Mapping[str, float]) -> dict[str, float]:
    """Return the weights that count for a kind of word: the common ones, and what the kind adds to them.

    >>> weights_of("body", {"near": 1.0, "body:near": 0.5, "role:near": 2.0})
    {'near': 1.5}
    """
    common = {name: weight for name, weight in weights.items() if ":" not in name}
    own = {name.partition(":")[2]: weight for name, weight in weights.items() if name.startswith(f"{kind}:")}
    return {name: common.get(name, 0.0) + own.get(name, 0.0) for name in {**common, **own}}


def confidence_of(share: float) -> float:
    """Return how often a candidate with this probability was right on articles that the weights had not seen.

    >>> confidence_of(0.4) < confidence_of(0.99) < 1.0
    True
    """
    knots: list[list[float]] = _load()["calibration"]
    low = [0.0, 0.0]
    for high in [*knots, [1.0, knots[-1][1]]]:
        if share <= high[0]:
            width = high[0] - low[0]
            return low[1] + (high[1] - low[1]) * ((share - low[0]) / width if width else 1.0)
        low = high
    return knots[-1][1]


def score_of(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the weighted sum of the features.

    >>> score_of({"near": 1.0, "role": 2.0}, {"role": 1.5})
    3.0
    """
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def probabilities(scores: Sequence[float]) -> list[float]:
    """Return the shares of the scores' exponentials; they sum to one.

    >>> probabilities([0.0, 0.0])
    [0.5, 0.5]
    """
    top = max(scores, default=0.0)
    shares = [exp(score - top) for score in scores]
    return [share / sum(shares) for share in shares]
