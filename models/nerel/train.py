"""Train the tagger of nested names: `python models/nerel/train.py FOLDER [--seeds 1 2 3]`.

FOLDER is NEREL-v1.1 with its parts `train` and `dev`. Trains one network a seed on one thread, prints and keeps the
curve of each on dev (`curves.tsv`), and writes the weights of the best (`weights.npz`), the types (`labels.json`) and
its figures by type (`figures.tsv`). Half an hour a seed on one core.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from corpus import Corpus, Run, Sample, Vocabulary, read_corpus
from network import Network, Shape, Words
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from extractor.language.features import FormFeatures
from extractor.language.slovnet import SlovnetEngine
from extractor.language.weights import Navec, find_weights, read_navec

HERE = Path(__file__).parent
NAVEC = "navec_news_v1_1B_250K_300d_100q.tar"


@dataclass(frozen=True)
class Schedule:
    """How long and how fast; rates in fractions of the whole run."""

    epochs: int = 24
    batch: int = 1500
    rate: float = 2e-3
    flat: float = 0.3
    decay: float = 0.01
    average: float = 0.999
    bounds: float = 0.6


class Inputs(NamedTuple):
    """What does not change: features of forms as tensors, the types, and how hidden states are standardized."""

    vectors: Tensor
    rows: Tensor
    affixes: Tensor
    traits: Tensor
    scale: float
    types: list[str]
    mean: NDArray[np.float32]
    deviation: NDArray[np.float32]


class Point(NamedTuple):
    """A point of a curve: how a network does on dev after an epoch."""

    seed: int
    epoch: int
    seconds: int
    loss: float
    precision: float
    recall: float
    f1: float


class Batch(NamedTuple):
    """Sentences together: their words, and their runs as (first, last, number of the type)."""

    words: Words
    gold: list[tuple[int, int, int]]


def main() -> None:
    """Read the corpus, train a network a seed, write the best."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--epochs", type=int, default=Schedule.epochs)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    navec, engine = read_navec(find_weights() / "emb" / NAVEC), SlovnetEngine.load()
    vocabulary = Vocabulary(navec)
    train, dev = (read_corpus(arguments.folder / part, engine, vocabulary) for part in ("train", "dev"))
    inputs = prepare(train, vocabulary.features, navec)
    curves: list[Point] = []
    runs = []
    for seed in arguments.seeds:
        network = fit(train, dev, inputs, Schedule(epochs=arguments.epochs), seed, curves)
        runs.append((measure(predict(network, dev, inputs), dev).f1, network))
    write(max(runs, key=lambda run: run[0])[1], dev, inputs, curves)


def prepare(train: Corpus, features: Sequence[FormFeatures], navec: Navec) -> Inputs:
    """Return the features of forms as tensors; navec's vectors once each, row 0 for none, of unit deviation."""
    ids = sorted({number for f in features for number in (f.word, f.lemma)} - {-1})
    row_of = {number: row for row, number in enumerate([-1, *ids])}
    vectors = np.concatenate([np.zeros((1, 300), np.float32), navec.vectors(ids)])
    scale = 1 / float(vectors[1:].std())
    states = np.concatenate([sample.states for sample in train.samples])
    return Inputs(
        torch.from_numpy(vectors * np.float32(scale)),
        torch.tensor([[row_of[f.word], row_of[f.lemma]] for f in features]),
        torch.tensor([f.affixes for f in features]),
        torch.tensor([f.traits for f in features]),
        scale,
        sorted({run.type for sample in train.samples for run in sample.runs}),
        states.mean(axis=0),
        states.std(axis=0),
    )


def fit(train: Corpus, dev: Corpus, inputs: Inputs, schedule: Schedule, seed: int, curves: list[Point]) -> Network:
    """Return the running average of the weights of a network, trained."""
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    network = Network(Shape(len(inputs.types)), inputs.vectors)
    average = copy.deepcopy(network).eval()
    optimizer = torch.optim.AdamW(
        network.parameters(), schedule.rate, betas=(0.9, 0.98), weight_decay=schedule.decay, foreach=True
    )
    steps = schedule.epochs * math.ceil(sum(len(s.forms) for s in train.samples) / schedule.batch)
    step = 0
    for epoch in range(1, schedule.epochs + 1):
        began, losses = time.monotonic(), []
        for batch in batches(train.samples, inputs, schedule.batch, chance):
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = schedule.rate * pace(step, steps, schedule.flat)
            loss = loss_of(network, batch, schedule, chance)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            with torch.no_grad():
                share = 1 - min(schedule.average, (1 + step) / (10 + step))
                torch._foreach_lerp_(list(average.parameters()), list(network.parameters()), share)
            losses.append(loss.item())
        figures = measure(predict(average, dev, inputs), dev)
        curves.append(Point(seed, epoch, round(time.monotonic() - began), float(np.mean(losses)), *figures))
        print(curves[-1], flush=True)
    return average


def pace(step: int, steps: int, flat: float) -> float:
    """Return the learning rate's share: a short rise, a plain, a half cosine."""
    done = step / steps
    falling = 1.0 if done < flat else 0.5 * (1 + math.cos(math.pi * min(1, (done - flat) / (1 - flat))))
    return min(1.0, step / 100) * max(0.01, falling)


def loss_of(network: Network, batch: Batch, schedule: Schedule, chance: np.random.Generator) -> Tensor:
    """Return the loss of a batch: of the types of all gold runs and some others, and of the bounds."""
    firsts, lasts, types, weights, bounds = sample_runs(batch, network.shape.width, chance)
    with torch.autocast("cpu", torch.bfloat16):
        states = network.encode(batch.words)
        scores, likely = network.score(states, firsts, lasts), network.bounds(states)
    losses = functional.cross_entropy(scores.float(), types, reduction="none")
    bounds_loss = functional.binary_cross_entropy_with_logits(likely.float(), bounds)
    return (losses * weights).sum() / len(states) + schedule.bounds * bounds_loss


def sample_runs(batch: Batch, width: int, chance: np.random.Generator) -> tuple[Tensor, ...]:
    """Return runs to learn from: first, last, type, weight; and which words are the first or the last of a gold run.

    Kept are all gold runs and all between gold bounds; of others the fewer, the less they look like one. What is kept
    weighs as much more, so that the scores stay those of all runs.
    """
    starts, ends = batch.words.starts.numpy(), batch.words.ends.numpy()
    firsts, lasts = all_runs(ends, width)
    bounds = np.zeros((len(starts), 2), np.float32)
    for first, last, _ in batch.gold:
        bounds[first, 0] = bounds[last, 1] = 1
    type_of = {(first, last): type_ for first, last, type_ in batch.gold}
    codes = np.array(sorted(first * width + last - first for first, last in type_of if last - first < width))
    types = np.zeros(len(firsts), np.int64)
    at = np.isin(firsts * width + lasts - firsts, codes).nonzero()[0]
    types[at] = [type_of[run] for run in zip(firsts[at].tolist(), lasts[at].tolist(), strict=True)]
    begins, stops = bounds[firsts, 0] > 0, bounds[lasts, 1] > 0
    widths = lasts - firsts
    kept = np.where(begins | stops, 0.35, 0.12) * np.where(widths < 4, 1, np.where(widths < 8, 0.6, 0.4))
    kept[begins & stops] = 1
    taken = chance.random(len(firsts)) < kept
    weights = (1 / kept[taken]).astype(np.float32)
    return tuple(map(torch.from_numpy, (firsts[taken], lasts[taken], types[taken], weights, bounds)))


def all_runs(ends: NDArray[np.intp], width: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the first and the last words of all runs of up to so many words inside sentences."""
    lasts = np.arange(len(ends))[:, None] + np.arange(width)
    firsts, widths = np.nonzero(lasts < ends[:, None])
    return firsts, firsts + widths


def batches(
    samples: Sequence[Sample], inputs: Inputs, size: int, chance: np.random.Generator | None = None
) -> Iterator[Batch]:
    """Yield batches of about so many words, shuffled where there is a generator to do so."""
    order = chance.permutation(len(samples)).tolist() if chance else range(len(samples))
    chosen: list[Sample] = []
    for at in order:
        chosen.append(samples[at])
        if sum(len(sample.forms) for sample in chosen) >= size:
            yield collate(chosen, inputs)
            chosen = []
    if chosen:
        yield collate(chosen, inputs)


def collate(samples: Sequence[Sample], inputs: Inputs) -> Batch:
    """Return sentences as a batch."""
    lengths = np.array([len(sample.forms) for sample in samples])
    stops = np.cumsum(lengths)
    forms, at = np.unique(np.concatenate([sample.forms for sample in samples]), return_inverse=True)
    states = (np.concatenate([sample.states for sample in samples]) - inputs.mean) / inputs.deviation
    words = Words(
        inputs.rows[forms],
        inputs.affixes[forms],
        inputs.traits[forms],
        torch.from_numpy(at),
        torch.from_numpy(states),
        torch.from_numpy(np.repeat(stops - lengths, lengths)),
        torch.from_numpy(np.repeat(stops, lengths)),
    )
    starts = (stops - lengths).tolist()
    gold = [
        (start + run.first, start + run.last, 1 + inputs.types.index(run.type))
        for start, sample in zip(starts, samples, strict=True)
        for run in sample.runs
    ]
    return Batch(words, gold)


class Figures(NamedTuple):
    """Precision, recall and F1 of exact typed runs; entities that are no run count as missed."""

    precision: float
    recall: float
    f1: float


def predict(network: Network, corpus: Corpus, inputs: Inputs) -> list[set[Run]]:
    """Return the runs that a network finds in each sentence."""
    found: list[set[Run]] = []
    network.eval()
    with torch.no_grad():
        for sample in corpus.samples:
            words = collate([sample], inputs).words
            firsts, lasts = map(torch.from_numpy, all_runs(words.ends.numpy(), network.shape.width))
            types = network.score(network.encode(words), firsts, lasts).argmax(1)
            runs = torch.stack([firsts, lasts, types], 1)[types > 0].tolist()
            found.append({Run(first, last, inputs.types[type_ - 1]) for first, last, type_ in runs})
    network.train()
    return found


def measure(found: Sequence[set[Run]], corpus: Corpus, type_: str | None = None) -> Figures:
    """Return the figures over all types, or of one."""
    gold = [{run for run in sample.runs if type_ in (None, run.type)} for sample in corpus.samples]
    said = [{run for run in runs if type_ in (None, run.type)} for runs in found]
    right = sum(len(a & b) for a, b in zip(gold, said, strict=True))
    said_count = sum(map(len, said))
    gold_count = sum(map(len, gold)) + (corpus.lost if type_ is None else 0)
    return Figures(right / max(1, said_count), right / max(1, gold_count), 2 * right / max(1, said_count + gold_count))


def write(network: Network, dev: Corpus, inputs: Inputs, curves: Sequence[Point]) -> None:
    """Write weights, labels, figures and curves beside this script."""
    np.savez(HERE / "weights.npz", **weights_of(network, inputs))
    (HERE / "labels.json").write_text(json.dumps(["", *inputs.types], indent=1) + "\n", encoding="utf-8")
    found = predict(network, dev, inputs)
    lines = ["type\tgold\tprecision\trecall\tf1"]
    for type_ in [None, *inputs.types]:
        gold = sum(type_ in (None, run.type) for sample in dev.samples for run in sample.runs)
        lines.append(f"{type_ or 'all'}\t{gold}\t" + "\t".join(f"{f:.4f}" for f in measure(found, dev, type_)))
    (HERE / "figures.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = [[f"{value:.4f}" if isinstance(value, float) else str(value) for value in point] for point in curves]
    lines = ["\t".join(row) for row in [Point._fields, *rows]]
    (HERE / "curves.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def weights_of(network: Network, inputs: Inputs) -> dict[str, NDArray[np.float16]]:
    """Return the arrays that `extractor.language.nested` reads: products from the left, scales folded in."""
    arrays = {name: array.detach().numpy().astype(np.float64) for name, array in network.named_parameters()}
    inner, context = arrays["inner.weight"].T.copy(), arrays["context.weight"].T / inputs.deviation[:, None]
    inner[:600] *= inputs.scale
    heads = ("begin", "end", "inside", "bounds")
    weights = {
        "affixes": arrays["affixes"],
        "inner": inner,
        "inner_bias": arrays["inner.bias"],
        "outer": arrays["outer.weight"].T,
        "outer_bias": arrays["outer.bias"] - inputs.mean @ context,
        "context": context,
        "bounds": np.concatenate([arrays[f"{head}.weight"] for head in heads]).T,
        "bounds_bias": np.concatenate([arrays[f"{head}.bias"] for head in heads]),
        "widths": arrays["widths.weight"],
        "types": arrays["types.weight"].T,
        "types_bias": arrays["types.bias"],
        "distances": np.array(network.shape.distances),
    }
    for at in range(len(network.shape.distances)):  # a * sigmoid(b) is a / 2 * (tanh(b / 2) + 1)
        weights[f"block{at}"] = arrays[f"blocks.{at}.linear.weight"].T / 2
        weights[f"block{at}_bias"] = arrays[f"blocks.{at}.linear.bias"] / 2
    return {name: array.astype(np.float16) for name, array in weights.items()}


if __name__ == "__main__":
    main()
