"""What several trained networks, the teachers, say together of sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from batches import Inputs, Item, Lesson, all_runs, collate
from corpus import Sample
from network import Network

#: how many sentences are read together
TOGETHER = 64
#: runs whose bounds are less likely than this are not looked at; those less likely to be something are not kept
PLAUSIBLE, LIKELY = 2e-3, 1e-2


def teach(teachers: Sequence[Network], samples: Sequence[Sample], inputs: Inputs) -> list[Lesson]:
    """Return the lesson on each sentence: the means of the teachers' likelihoods."""
    for teacher in teachers:
        teacher.eval()
    with torch.no_grad():
        together = [samples[at : at + TOGETHER] for at in range(0, len(samples), TOGETHER)]
        return [lesson for some in together for lesson in _teach_some(teachers, some, inputs)]


def _teach_some(teachers: Sequence[Network], samples: Sequence[Sample], inputs: Inputs) -> Iterator[Lesson]:
    words = collate([Item(sample) for sample in samples], inputs).words
    pairs = [(teacher, teacher.encode(words)) for teacher in teachers]
    bounds = torch.stack([torch.sigmoid(teacher.bounds(states)) for teacher, states in pairs]).mean(0)
    firsts, lasts = map(torch.from_numpy, all_runs(words.ends.numpy(), teachers[0].shape.width))
    plausible = bounds[firsts, 0] * bounds[lasts, 1] > PLAUSIBLE
    firsts, lasts = firsts[plausible], lasts[plausible]
    types = torch.stack([teacher.score(states, firsts, lasts).softmax(1) for teacher, states in pairs]).mean(0)
    likely = types[:, 0] < 1 - LIKELY
    firsts, lasts, types = firsts[likely].numpy(), lasts[likely].numpy(), types[likely].numpy().astype(np.float16)
    start = 0
    for sample in samples:
        stop = start + len(sample.forms)
        own = slice(*np.searchsorted(firsts, (start, stop)))
        said = bounds[start:stop].numpy().astype(np.float16)
        yield Lesson(firsts[own] - start, lasts[own] - start, types[own], said)
        start = stop
