"""One network's training: from gold runs, and from lessons of teachers where there are some."""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from batches import Batch, Inputs, Item, all_runs, batches
from network import Network, Shape
from torch import Tensor
from torch.nn import functional

Rows = tuple[Tensor, Tensor, Tensor, Tensor, Tensor]


@dataclass(frozen=True)
class Schedule:
    """How long and how fast; `flat` is the share of the run before the rate falls, `varied` that of variants."""

    epochs: int = 12
    batch: int = 1500
    rate: float = 2e-3
    flat: float = 0.3
    decay: float = 0.01
    average: float = 0.999
    bounds: float = 0.6
    varied: float = 0.5


class Progress(NamedTuple):
    """After an epoch: its number, seconds so far, mean loss, and the network's running average."""

    epoch: int
    seconds: float
    loss: float
    network: Network


def fit(
    epoch_items: Callable[[np.random.Generator], Sequence[Item]],
    inputs: Inputs,
    shape: Shape,
    schedule: Schedule,
    seed: int,
) -> Iterator[Progress]:
    """Train a network on the sentences of each epoch, and yield its running average after it."""
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    network = Network(shape, inputs.vectors)
    average = copy.deepcopy(network).eval()
    optimizer = torch.optim.AdamW(
        network.parameters(), schedule.rate, betas=(0.9, 0.98), weight_decay=schedule.decay, foreach=True
    )
    began, step, steps = time.monotonic(), 0, 0
    for epoch in range(1, schedule.epochs + 1):
        items = epoch_items(chance)
        steps = steps or schedule.epochs * math.ceil(sum(len(item.sample.forms) for item in items) / schedule.batch)
        losses = []
        for batch in batches(items, inputs, schedule.batch):
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = schedule.rate * pace(step / steps, step, schedule.flat)
            loss = loss_of(network, batch, schedule, chance)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            with torch.no_grad():
                share = 1 - min(schedule.average, (1 + step) / (10 + step))
                torch._foreach_lerp_(list(average.parameters()), list(network.parameters()), share)
            losses.append(loss.item())
        yield Progress(epoch, time.monotonic() - began, float(np.mean(losses)), average)


def pace(done: float, step: int, flat: float) -> float:
    """Return the learning rate's share: a short rise, a plain, a half cosine."""
    falling = 1.0 if done < flat else 0.5 * (1 + math.cos(math.pi * min(1.0, (done - flat) / (1 - flat))))
    return min(1.0, step / 100) * max(0.01, falling)


def loss_of(network: Network, batch: Batch, schedule: Schedule, chance: np.random.Generator) -> Tensor:
    """Return the loss of a batch: of the types of all likely runs and some others, and of the bounds."""
    firsts, lasts, types, weights, bounds = choose_runs(batch, network.shape, chance)
    with torch.autocast("cpu", torch.bfloat16):
        states = network.encode(batch.words)
        scores, likely = network.score(states, firsts, lasts), network.bounds(states)
    losses = functional.cross_entropy(scores.float(), types, reduction="none")
    bounds_loss = functional.binary_cross_entropy_with_logits(likely.float(), bounds)
    return (losses * weights).sum() / len(states) + schedule.bounds * bounds_loss


def choose_runs(batch: Batch, shape: Shape, chance: np.random.Generator) -> Rows:
    """Return runs to learn from: first, last, likelihood of types, weight; and the likelihood of bounds of all words.

    Kept are all runs that are gold, lie between gold bounds or are in the lesson; of others the fewer, the less they
    look like one. What is kept weighs as much more, so that the scores stay those of all runs.
    """
    firsts, lasts = all_runs(batch.words.ends.numpy(), shape.width)
    widths = lasts - firsts
    codes = firsts * shape.width + widths  # ascending
    bounds = np.zeros((len(batch.words.ends), 2), np.float32)
    types = np.zeros((len(firsts), 1 + shape.types), np.float32)
    types[:, 0] = 1
    for first, last, type_ in batch.gold:
        bounds[first, 0] = bounds[last, 1] = 1
        if last - first < shape.width:
            types[np.searchsorted(codes, first * shape.width + last - first)] = np.eye(1 + shape.types)[type_]
    begins, stops = bounds[firsts, 0] > 0, bounds[lasts, 1] > 0
    kept = np.where(begins | stops, 0.35, 0.12) * np.where(widths < 4, 1, np.where(widths < 8, 0.6, 0.4))
    kept[begins & stops] = 1
    if batch.lesson:
        said = np.searchsorted(codes, batch.lesson.firsts * shape.width + batch.lesson.lasts - batch.lesson.firsts)
        lesson = np.zeros_like(types)
        lesson[:, 0] = 1
        lesson[said] = batch.lesson.types
        kept[said] = 1
        trust = batch.trust[:, None]
        types += (lesson - types) * trust[firsts]
        bounds += (batch.lesson.bounds - bounds) * trust
    taken = chance.random(len(firsts)) < kept
    weights = (1 / kept[taken]).astype(np.float32)
    return tuple(map(torch.from_numpy, (firsts[taken], lasts[taken], types[taken], weights, bounds)))
