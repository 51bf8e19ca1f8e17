"""The engine against slovnet's own code: the same labels, but for heads whose scores are equal."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from navec import Navec
from slovnet import NER, Syntax
from slovnet import Morph as Morphology

from extractor.annotations import Block
from extractor.language import find_tokens
from extractor.language import slovnet as slovnet_module
from extractor.language.engine import Tagging
from extractor.language.forms import Forms
from extractor.language.slovnet import LONGEST, SlovnetEngine
from extractor.language.weights import find_weights, read_model

HERE = Path(__file__).parent
#: candidate heads with scores as close as this are equal: slovnet's own choice between them depends on its batch
EQUAL = 1e-3

Sentences = Sequence[Sequence[str]]


class Labels(NamedTuple):
    """What slovnet says of a sentence, and the scores of heads by word (0 is the root)."""

    morphs: list[str]
    heads: list[int]
    relations: list[str]
    scores: np.ndarray


class Slovnet:
    """The three models run by slovnet, a sentence at a time."""

    def __init__(self) -> None:
        data = find_weights()
        navec = Navec.load(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")
        kinds = {"morph": Morphology, "syntax": Syntax, "ner": NER}
        self.infers: dict[str, Any] = {
            name: kind.load(data / "model" / f"slovnet_{name}_news_v1.tar").navec(navec).infer
            for name, kind in kinds.items()
        }

    def read(self, words: Sequence[str]) -> Labels:
        """Return what the models say."""
        (morph,), (syntax,) = (list(self.infers[name]([list(words)])) for name in ("morph", "syntax"))
        infer = self.infers["syntax"]
        (inputs,) = infer.encoder([list(words)])
        scores = infer.model(inputs.word_id, inputs.shape_id, inputs.pad_mask).head_id[0]
        heads = [int(token.head_id) for token in syntax.tokens]
        return Labels([t.tag for t in morph.tokens], heads, [t.rel for t in syntax.tokens], scores)

    def emissions(self, words: Sequence[str]) -> np.ndarray:
        """Return the scores of labels of names."""
        infer = self.infers["ner"]
        (inputs,) = infer.encoder([list(words)])
        return infer.model(inputs.word_id, inputs.shape_id, inputs.pad_mask)[0]


@pytest.fixture(scope="module")
def engine() -> SlovnetEngine:
    return SlovnetEngine.load()


@pytest.fixture(scope="module")
def slovnet() -> Slovnet:
    return Slovnet()


@lru_cache(maxsize=1)
def own_sentences() -> list[list[str]]:
    lines = (HERE / "sentences.txt").read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if not line.startswith("#")]


def assert_same(slovnet: Slovnet, sentences: Sentences, tagging: Tagging) -> int:
    """Compare an article with slovnet; return the number of ties that were broken otherwise."""
    ties = first = 0
    for words in sentences:
        wanted = slovnet.read(words)
        last = first + len(words)
        assert [morph.label for morph in tagging.morphs[first:last]] == wanted.morphs, " ".join(words)
        heads = [arc.head - first + 1 if arc.head >= 0 else 0 for arc in tagging.arcs[first:last]]
        for at, (ours, theirs) in enumerate(zip(heads, wanted.heads, strict=True)):
            difference = abs(wanted.scores[at, ours] - wanted.scores[at, theirs])
            assert difference <= EQUAL, f"{words[at]}: {ours} for {theirs} in {' '.join(words)}"
            ties += ours != theirs
        relations = [arc.relation for arc in tagging.arcs[first:last]]
        same_head = [ours == theirs for ours, theirs in zip(heads, wanted.heads, strict=True)]
        for at, same in enumerate(same_head):
            assert not same or relations[at] == wanted.relations[at], f"{words[at]} in {' '.join(words)}"
        first = last
    return ties


def test_labels_are_those_of_slovnet(engine: SlovnetEngine, slovnet: Slovnet) -> None:
    sentences = own_sentences()
    (tagging,) = engine.tag([sentences])
    ties = assert_same(slovnet, sentences, tagging)
    assert ties <= 2


def test_states_of_names_are_those_of_slovnet(engine: SlovnetEngine, slovnet: Slovnet) -> None:
    head = read_model(find_weights() / "model" / "slovnet_ner_news_v1.tar").arrays["head"]["proj"]
    states = engine.read([own_sentences()]).states[:, : len(head["weight"])]
    wanted = np.concatenate([slovnet.emissions(words) for words in own_sentences()])
    assert np.allclose(states @ head["weight"] + head["bias"], wanted, atol=1e-3)
    assert np.ptp(wanted) > 1


@pytest.mark.shared
def test_labels_are_those_of_slovnet_in_the_news(engine: SlovnetEngine, slovnet: Slovnet, shared: Path) -> None:
    articles = []
    for path in sorted((shared / "corpora" / "news").glob("*.txt"))[::8]:
        text = path.read_bytes().decode()
        tokens, sentences = find_tokens(text, [(0, Block(0, len(text), "paragraph"))])
        articles.append([[token.text for token in tokens[s.first : s.last]] for s in sentences])
    taggings = engine.tag(articles)
    ties = sum(assert_same(slovnet, *pair) for pair in zip(articles, taggings, strict=True))
    words = sum(map(len, chain.from_iterable(articles)))
    assert words > 5_000
    assert ties / words < 0.005


def test_labels_do_not_depend_on_the_batch(engine: SlovnetEngine) -> None:
    sentences = own_sentences()
    articles = [sentences[at : at + 1 + at % 7] for at in range(len(sentences))]
    alone = [engine.tag([article])[0] for article in articles]
    order = list(range(len(articles)))
    random.Random(7).shuffle(order)
    fresh = SlovnetEngine.load()
    together = fresh.tag([articles[at] for at in order])
    assert [together[order.index(at)] for at in range(len(articles))] == alone


def test_states_do_not_depend_on_the_batch_to_the_last_bit(engine: SlovnetEngine) -> None:
    sentences = own_sentences()
    alone = engine.read([sentences]).states
    fresh = SlovnetEngine.load()
    fresh.read([[["Совсем", "другие", "слова", "о", "погоде"]], sentences[::-1]])
    assert np.array_equal(fresh.read([sentences[3:9], sentences]).states[-len(alone) :], alone)


def test_forms_forgotten_and_met_again_are_the_same(engine: SlovnetEngine) -> None:
    forms = engine._encoders.forms
    words = list(dict.fromkeys(chain.from_iterable(own_sentences())))
    small = Forms(forms._navec, forms._layer, capacity=64)
    for start in range(0, len(words), 20):
        small.find(words[start : start + 20])
    assert len(small._slots) <= 64 < len(words)
    for start in range(0, len(words), 30):
        some = words[start : start + 30]
        assert np.array_equal(small.table[:, small.find(some)], forms.table[:, forms.find(some)])


def test_nothing_to_tag(engine: SlovnetEngine) -> None:
    assert engine.tag([]) == []
    nothing, word = engine.tag([[], [["Снег"]]])
    assert (list(nothing.morphs), list(nothing.arcs), list(nothing.names)) == ([], [], [])
    assert word.arcs[0].head == -1


def test_a_sentence_without_end_is_tagged_in_parts(engine: SlovnetEngine) -> None:
    words = ["мэр", "и", "директор", ","] * LONGEST
    (tagging,) = engine.tag([[words]])
    assert len(tagging.morphs) == len(words)
    for at, arc in enumerate(tagging.arcs):
        assert arc.head == -1 or at // LONGEST == arc.head // LONGEST


def test_a_long_article_is_tagged_in_sections(engine: SlovnetEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = own_sentences() * 3
    (whole,) = engine.tag([sentences])
    monkeypatch.setattr(slovnet_module, "SECTION", 60)
    before, in_sections = engine.tag([sentences[:2], sentences])
    assert in_sections == whole
    assert before.morphs == whole.morphs[: len(before.morphs)]
