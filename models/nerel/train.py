"""Train the tagger of nested names: `python models/nerel/train.py FOLDER [--pupils 1 2 3]`.

FOLDER is NEREL-v1.1 with its parts `train` and `dev`. A teacher is trained from each of the first seeds on the corpus
and on variants of its sentences (`augment.py`); the first pupils, which are smaller, learn from the corpus and from
what the teachers say together; the last pupils learn from the teachers and the first pupils. Of the last the best on
dev is kept: its weights, labels and figures by type, and the curves of all (`curves.tsv`). One thread; some four
minutes a network. With `--keep PLACE`, what is trained is kept there, and not trained anew.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from augment import find_neighbours, vary
from batches import Inputs, Item, prepare
from corpus import Corpus, Sample, Vocabulary, read_corpus
from export import Point, write_curves, write_figures, write_weights
from figures import measure, runs_of
from learning import Schedule, fit
from lessons import Lesson, teach
from network import Network, Shape

from extractor.language.slovnet import SlovnetEngine
from extractor.language.weights import find_weights, read_navec

HERE = Path(__file__).parent
NAVEC = "navec_news_v1_1B_250K_300d_100q.tar"

#: how many variants there are of each sentence
VARIANTS = 3
#: how far the teachers are trusted against the gold: on the corpus they have learned by heart, on its variants
TRUST, TRUST_VARIANTS = 0.5, 0.8
#: how teachers are trained, and the first pupils and the last
TEACHING, LEARNING, LAST = Schedule(epochs=12), Schedule(epochs=16, varied=0.6), Schedule(epochs=20, varied=0.6)


def main() -> None:
    """Read the corpus, train teachers and pupils, write the best pupil."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--teachers", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--first", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--pupils", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    samples, dev, inputs = read(arguments.folder)
    points: list[Point] = []
    course = Course(samples, dev, inputs, points, arguments.keep)
    large, small = Shape(len(inputs.types)), Shape(len(inputs.types), hidden=160, run=96)
    teachers = course.train("teacher", arguments.teachers, large, TEACHING, [])
    first = course.train("first pupil", arguments.first, small, LEARNING, teachers)
    pupils = course.train("pupil", arguments.pupils, small, LAST, [*teachers, *first])
    best = max(pupils, key=lambda network: measure(found_by(network, dev, inputs), dev).f1)
    write_weights(HERE, best, inputs)
    write_figures(HERE, found_by(best, dev, inputs), dev, inputs.types)
    write_curves(HERE, points)


def read(folder: Path) -> tuple[list[list[Sample]], Corpus, Inputs]:
    """Return the sentences of the train part and their variants, the dev part, and the features of all forms."""
    navec, engine = read_navec(find_weights() / "emb" / NAVEC), SlovnetEngine.load()
    vocabulary = Vocabulary(navec)
    corpus = read_corpus(folder / "train", engine, vocabulary)
    neighbours = find_neighbours(vocabulary.forms(), navec)
    variants = [vary(corpus.samples, vocabulary, engine, neighbours, seed) for seed in range(1, VARIANTS + 1)]
    dev = read_corpus(folder / "dev", engine, vocabulary)
    return [corpus.samples, *variants], dev, prepare(corpus, vocabulary.features, navec)


Draw = Callable[[np.random.Generator], list[Item]]


class Course(NamedTuple):
    """What all trainings share: the sentences and their variants, the dev part, and where networks are kept."""

    samples: Sequence[Sequence[Sample]]
    dev: Corpus
    inputs: Inputs
    points: list[Point]
    keep: Path | None

    def train(
        self, part: str, seeds: Sequence[int], shape: Shape, schedule: Schedule, teachers: Sequence[Network]
    ) -> list[Network]:
        """Return a trained network for each seed, their curves added to the points."""
        places = [self.keep and self.keep / f"{part}-{seed}.pt" for seed in seeds]
        learns = not all(place and place.is_file() for place in places)
        lessons = [teach(teachers, variant, self.inputs) for variant in self.samples] if teachers and learns else None
        draw = drawing(self.samples, schedule.varied, lessons)
        return [
            self._train_one(part, seed, shape, schedule, draw, kept) for seed, kept in zip(seeds, places, strict=True)
        ]

    def _train_one(
        self, part: str, seed: int, shape: Shape, schedule: Schedule, draw: Draw, kept: Path | None
    ) -> Network:
        if kept and kept.is_file():
            network = Network(shape, self.inputs.vectors)
            weights, points = torch.load(kept)
            network.load_state_dict(weights)
            self.points.extend(Point(*point) for point in points)
            return network
        for epoch, seconds, loss, network in fit(draw, self.inputs, shape, schedule, seed):
            figures = measure(found_by(network, self.dev, self.inputs), self.dev)
            self.points.append(Point(part, seed, epoch, round(seconds), loss, *figures))
            print(*self.points[-1], flush=True)
        if kept:
            own = [tuple(point) for point in self.points if (point.part, point.seed) == (part, seed)]
            torch.save((network.state_dict(), own), kept)
        return network


def drawing(samples: Sequence[Sequence[Sample]], varied: float, lessons: Sequence[Sequence[Lesson]] | None) -> Draw:
    """Return what draws an epoch's sentences: each once, in any order, itself or one of its variants."""

    def draw(chance: np.random.Generator) -> list[Item]:
        items = []
        for at in chance.permutation(len(samples[0])).tolist():
            kind = int(chance.integers(1, len(samples))) if chance.random() < varied else 0
            trust = TRUST_VARIANTS if kind else TRUST
            items.append(Item(samples[kind][at], lessons[kind][at], trust) if lessons else Item(samples[kind][at]))
        return items

    return draw


def found_by(network: Network, dev: Corpus, inputs: Inputs) -> list[set]:
    """Return the runs that a network finds in each sentence."""
    return [runs_of(lesson, inputs.types) for lesson in teach([network], dev.samples, inputs)]


if __name__ == "__main__":
    main()
