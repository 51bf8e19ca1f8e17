"""The weights as `extractor/language/nested.py` reads them, and the record of how they came about."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from batches import Inputs
from corpus import Corpus, Run
from figures import measure
from network import VECTOR, Network
from numpy.typing import NDArray

from extractor.language.nested import LAYERS


class Point(NamedTuple):
    """A point of a curve: how a network does on dev after an epoch; `part` tells teachers from pupils."""

    part: str
    seed: int
    epoch: int
    seconds: int
    loss: float
    precision: float
    recall: float
    f1: float


def weights_of(network: Network, inputs: Inputs) -> dict[str, NDArray[np.float16]]:
    """Return the arrays to multiply with from the left, scales and means folded in."""
    arrays = {name: array.detach().numpy().astype(np.float64) for name, array in network.named_parameters()}
    inner, context = arrays["inner.weight"].T.copy(), arrays["context.weight"].T / inputs.deviation[:, None]
    inner[: 2 * VECTOR] *= inputs.scale
    weights = {
        "affixes": arrays["affixes"],
        "inner": inner,
        "inner_bias": arrays["inner.bias"],
        "outer": arrays["outer.weight"].T,
        "outer_bias": arrays["outer.bias"] - inputs.mean @ context,
        "context": context,
        "widths": arrays["widths.weight"],
        "distances": np.array(network.shape.distances),
    }
    for layer in LAYERS:
        weights[layer], weights[f"{layer}_bias"] = arrays[f"{layer}.weight"].T, arrays[f"{layer}.bias"]
    for at in range(len(network.shape.distances)):  # a * sigmoid(b) is a / 2 * (tanh(b / 2) + 1)
        weights[f"block{at}"] = arrays[f"blocks.{at}.linear.weight"].T / 2
        weights[f"block{at}_bias"] = arrays[f"blocks.{at}.linear.bias"] / 2
    return {name: array.astype(np.float16) for name, array in weights.items()}


def write_weights(folder: Path, network: Network, inputs: Inputs) -> None:
    """Write `weights.npz` and `labels.json`."""
    np.savez(folder / "weights.npz", **weights_of(network, inputs))
    (folder / "labels.json").write_text(json.dumps(["", *inputs.types], indent=1) + "\n", encoding="utf-8")


def write_figures(folder: Path, found: Sequence[set[Run]], dev: Corpus, types: Sequence[str]) -> None:
    """Write `figures.tsv`: the figures on dev of all types together and of each."""
    lines = ["type\tgold\tprecision\trecall\tf1"]
    for type_ in [None, *types]:
        gold = sum(type_ in (None, run.type) for sample in dev.samples for run in sample.runs)
        lines.append(f"{type_ or 'all'}\t{gold}\t" + "\t".join(f"{f:.4f}" for f in measure(found, dev, type_)))
    (folder / "figures.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_curves(folder: Path, points: Sequence[Point]) -> None:
    """Write `curves.tsv`, a line an epoch."""
    rows = [[f"{value:.4f}" if isinstance(value, float) else str(value) for value in point] for point in points]
    lines = ["\t".join(row) for row in [list(Point._fields), *rows]]
    (folder / "curves.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
