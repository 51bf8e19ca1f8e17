"""What is trained is what runs: the network in torch and the tagger in numpy agree; runs are drawn without bias."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

FOLDER = Path(__file__).parents[2] / "models" / "nerel"


@pytest.fixture(scope="module", autouse=True)
def _training_modules():
    sys.path.insert(0, str(FOLDER))
    yield
    sys.path.remove(str(FOLDER))


SENTENCES = [
    "Экс-глава МИД Австрии Ян Новак прибыл в Самару 5 мая 2020 года .".split(),
    ["Да", "!"],
    "Директор завода « Заря » опроверг слухи о COVID-19 , сообщает агентство .".split(),
]
TYPES = ["CITY", "DATE", "PERSON", "PROFESSION"]


def make_corpus():
    """Return a corpus of three sentences with a few runs, its features, and slovnet's reading of it."""
    from batches import prepare
    from corpus import Corpus, Run, Sample, Vocabulary

    from extractor.language.slovnet import SlovnetEngine
    from extractor.language.weights import find_weights, read_navec

    navec = read_navec(find_weights() / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")
    vocabulary = Vocabulary(navec)
    reading = SlovnetEngine.load().read([SENTENCES])
    runs = [
        [Run(0, 2, "PROFESSION"), Run(3, 4, "PERSON"), Run(7, 7, "CITY"), Run(8, 10, "DATE")],
        [],
        [Run(0, 0, "PROFESSION"), Run(0, 4, "PROFESSION")],
    ]
    samples, start = [], 0
    for words, own in zip(SENTENCES, runs, strict=True):
        forms = np.array([vocabulary.number(word) for word in words])
        samples.append(Sample(forms, reading.states[start : start + len(words)], own))
        start += len(words)
    corpus = Corpus(samples, 0)
    inputs = prepare(corpus, vocabulary.features, navec)
    return corpus, inputs._replace(deviation=inputs.deviation + np.float32(1)), navec, reading


def test_numpy_computes_what_torch_does() -> None:
    from batches import Item, all_runs, collate
    from export import weights_of
    from network import Network, Shape

    from extractor.language.nested import NestedTagger

    corpus, inputs, navec, reading = make_corpus()
    torch.manual_seed(5)
    network = Network(Shape(len(TYPES), hidden=48, form=32, run=24, distances=(1, 2)), inputs.vectors).eval()
    torch.nn.init.normal_(network.affixes, std=0.3)
    words = collate([Item(sample) for sample in corpus.samples], inputs).words
    firsts, lasts = all_runs(words.ends.numpy(), network.shape.width)
    with torch.no_grad():
        scores = network.score(network.encode(words), torch.from_numpy(firsts), torch.from_numpy(lasts)).numpy()
    weights = {name: array.astype(np.float32) for name, array in weights_of(network, inputs).items()}
    tagger = NestedTagger(weights, ["", *TYPES], navec)
    starts, ends = words.starts.numpy(), words.ends.numpy()
    hidden = tagger._encode(reading.words, starts, ends, reading.states)
    found = tagger._score(hidden, firsts, lasts)
    assert np.abs(found - scores).max() < 0.05  # weights are kept in half precision
    assert np.corrcoef(found[:, 1], scores[:, 1])[0, 1] > 0.999


def test_sampled_runs_stand_for_all() -> None:
    from batches import Item, Lesson, collate
    from learning import choose_runs
    from network import Shape

    corpus, inputs, *_ = make_corpus()
    lesson = Lesson(np.array([0]), np.array([2]), np.array([[0.25, 0, 0, 0.75, 0]]), np.zeros((13, 2)))
    none = np.zeros(0, np.intp)
    silent = [Lesson(none, none, np.zeros((0, 5)), np.zeros((len(words), 2))) for words in SENTENCES[1:]]
    items = [Item(corpus.samples[0], lesson, 0.5), *map(Item, corpus.samples[1:], silent)]
    batch = collate(items, inputs)
    shape = Shape(len(TYPES))
    totals = []
    for seed in range(200):
        firsts, lasts, types, weights, bounds = choose_runs(batch, shape, np.random.default_rng(seed))
        totals.append((types * weights[:, None]).sum(0).numpy())
        gold = {(0, 2): [0.125, 0, 0, 0.375, 0.5], (3, 4): [0.5, 0, 0, 0.5, 0]}
        said = {(f, z): row for f, z, row in zip(firsts.tolist(), lasts.tolist(), types.tolist(), strict=True)}
        assert {run: said[run] for run in gold} == gold
        assert bounds[0].tolist() == [0.5, 0.0]
    count = sum(min(12, len(words) - at) for words in SENTENCES for at in range(len(words)))
    assert np.mean(totals, axis=0).sum() == pytest.approx(count, rel=0.03)
