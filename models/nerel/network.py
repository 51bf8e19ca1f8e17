"""The network of the nested tagger in torch, to be trained; `extractor/language/nested.py` computes it in numpy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from extractor.language.features import AFFIXES, BUCKETS, TRAITS

#: width of navec's vectors, and of slovnet's hidden states
VECTOR, STATE = 300, 192


@dataclass(frozen=True)
class Shape:
    """Sizes of the layers, and what is dropped in training."""

    types: int
    hidden: int = 192
    form: int = 384
    affix: int = 24
    run: int = 128
    width: int = 12
    distances: tuple[int, ...] = (1, 1, 2, 2, 1, 1)
    drop_form: float = 0.2
    drop_vector: float = 0.05
    drop_affix: float = 0.15
    drop_state: float = 0.2
    drop_hidden: float = 0.2
    drop_run: float = 0.3


class Words(NamedTuple):
    """Sentences one after another. `forms` points into the rows of the features; bounds are those of the sentence."""

    vectors: Tensor  # form x 2: rows of navec's vectors of form and lemma
    affixes: Tensor  # form x 7
    traits: Tensor  # form x trait
    forms: Tensor
    states: Tensor
    starts: Tensor
    ends: Tensor


class Block(nn.Module):
    """A gated layer, added to its input, that reads half of a word and a quarter of either neighbour."""

    def __init__(self, hidden: int, distance: int, drop: float) -> None:
        super().__init__()
        self.distance = distance
        self.parts = [hidden // 4, hidden // 4, hidden - hidden // 4 * 2]
        self.norm = nn.LayerNorm(hidden, elementwise_affine=False)
        self.linear = nn.Linear(hidden, 2 * hidden)
        self.drop = nn.Dropout(drop)

    def forward(self, hidden: Tensor, words: Words) -> Tensor:
        before, after, own = self.norm(hidden).split(self.parts, 1)
        places, count = torch.arange(len(hidden)), len(hidden)
        has_before = (places - self.distance >= words.starts).to(own.dtype)[:, None]
        has_after = (places + self.distance < words.ends).to(own.dtype)[:, None]
        before = functional.pad(before, (0, 0, self.distance, 0))[:count] * has_before
        after = functional.pad(after, (0, 0, 0, self.distance))[self.distance :] * has_after
        return hidden + self.drop(functional.glu(self.linear(torch.cat([before, after, own], 1)), 1))


class Network(nn.Module):
    """Words to states, states to the scores of runs."""

    def __init__(self, shape: Shape, vectors: Tensor) -> None:
        super().__init__()
        self.shape = shape
        self.register_buffer("vectors", vectors, persistent=False)
        self.affixes = nn.Parameter(torch.zeros(BUCKETS, shape.affix))
        self.inner = nn.Linear(2 * VECTOR + AFFIXES * shape.affix + TRAITS, shape.form)
        self.outer = nn.Linear(shape.form, shape.hidden)
        self.context = nn.Linear(STATE, shape.hidden, bias=False)
        self.blocks = nn.ModuleList(Block(shape.hidden, d, shape.drop_hidden) for d in shape.distances)
        self.norm = nn.LayerNorm(shape.hidden, elementwise_affine=False)
        self.begin = nn.Linear(shape.hidden, 2 * shape.run)
        self.end = nn.Linear(shape.hidden, 2 * shape.run)
        self.inside = nn.Linear(shape.hidden, shape.run)
        self.bounds = nn.Linear(shape.hidden, 2)
        self.widths = nn.Embedding(shape.width, shape.run)
        self.types = nn.Linear(2 * shape.run, 1 + shape.types)
        self.drop_form, self.drop_state = nn.Dropout(shape.drop_form), nn.Dropout(shape.drop_state)
        self.drop_run = nn.Dropout(shape.drop_run)
        with torch.no_grad():  # at first nothing is a name: most runs are not
            self.types.weight.mul_(0.5)
            self.types.bias.zero_()
            self.types.bias[0] = 5.0
            self.bounds.bias.fill_(-2.0)

    def read_forms(self, words: Words) -> Tensor:
        """Return what each form tells."""
        vectors, affixes = self.vectors[words.vectors], self.affixes[words.affixes]
        if self.training:
            vectors = vectors * (torch.rand(len(vectors), 1, 1) > self.shape.drop_vector)
            affixes = affixes * (torch.rand(len(affixes), AFFIXES, 1) > self.shape.drop_affix)
        inputs = torch.cat([vectors.flatten(1), affixes.flatten(1), words.traits], 1)
        return self.outer(self.drop_form(functional.relu(self.inner(self.drop_form(inputs)))))

    def encode(self, words: Words) -> Tensor:
        """Return the states of words."""
        hidden = self.read_forms(words)[words.forms] + self.context(self.drop_state(words.states))
        for block in self.blocks:
            hidden = block(hidden, words)
        return self.norm(hidden)

    def score(self, states: Tensor, firsts: Tensor, lasts: Tensor) -> Tensor:
        """Return the scores of the types of runs; of none first."""
        size = self.shape.run
        begins, ends = self.begin(self.drop_run(states))[firsts], self.end(self.drop_run(states))[lasts]
        inside = self.inside(states).float()
        sums = functional.pad(inside.cumsum(0), (0, 0, 1, 0))
        widths = lasts - firsts
        means = (sums[lasts + 1] - sums[firsts]) / (widths + 1)[:, None]
        added = functional.relu(begins[:, :size] + ends[:, :size] + means + self.widths(widths))
        return self.types(self.drop_run(torch.cat([added, begins[:, size:] * ends[:, size:]], 1)))
