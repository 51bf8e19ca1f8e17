"""Sentences like those of the corpus, in other words: a third of the words gives way to a near one of the same form.

«Арестовали президента» may become «задержали губернатора»: near by its vector, with the same part of speech, number,
case, gender, tense, and kind of name. What was marked stays marked. slovnet reads the new sentence anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from corpus import Sample, Vocabulary

from extractor.language import parses_of
from extractor.language.slovnet import SlovnetEngine
from extractor.language.weights import Navec

#: parts of speech whose words are replaced, and the grammemes in which a near word must agree
POS = frozenset({"NOUN", "ADJF", "ADJS", "VERB", "INFN", "PRTF", "PRTS", "GRND"})
AGREEING = frozenset(
    (
        *("sing", "plur", "nomn", "gent", "datv", "accs", "ablt", "loct", "masc", "femn", "neut", "anim", "inan"),
        *("past", "pres", "futr", "Name", "Surn", "Patr", "Geox", "Abbr"),
    )
)
#: the least cosine of near words, how many are kept, and how few words of a kind are too few to choose from
NEAR, KEPT, FEW = 0.35, 12, 20
#: how many forms are compared with all others at once
BLOCK = 500
#: the share of words that give way
SHARE = 0.35

Signature = tuple[str, frozenset[str]]


def find_neighbours(forms: Iterable[str], navec: Navec) -> dict[str, list[str]]:
    """Return the near words of each form (in lower case) that has any."""
    words = list(navec.ids)
    kinds: dict[Signature, list[int]] = defaultdict(list)
    for word, number in navec.ids.items():
        signature = _signature(word)
        if signature:
            kinds[signature].append(number)
    wanted: dict[Signature, list[str]] = defaultdict(list)
    for form in sorted({form.lower() for form in forms} & navec.ids.keys()):
        signature = _signature(form)
        if signature and len(kinds[signature]) > FEW:
            wanted[signature].append(form)
    neighbours: dict[str, list[str]] = {}
    for signature, similar in wanted.items():
        candidates = np.array(kinds[signature])
        vectors = _unit(navec.vectors(candidates.tolist()))
        for start in range(0, len(similar), BLOCK):
            block = similar[start : start + BLOCK]
            cosines = _unit(navec.vectors([navec.ids[form] for form in block])) @ vectors.T
            for form, row in zip(block, cosines, strict=True):
                best = np.argpartition(-row, KEPT)[: KEPT + 1]
                near = [words[candidates[at]] for at in best[np.argsort(-row[best])] if row[at] > NEAR]
                if near[1:]:
                    neighbours[form] = [word for word in near if word != form][:KEPT]
    return neighbours


def vary(
    samples: Sequence[Sample],
    vocabulary: Vocabulary,
    engine: SlovnetEngine,
    near_words: dict[str, list[str]],
    seed: int,
) -> list[Sample]:
    """Return a variant of each sentence."""
    chance = np.random.default_rng(seed)
    forms = vocabulary.forms()
    sentences = []
    for sample in samples:
        words = [forms[number] for number in sample.forms.tolist()]
        for at, word in enumerate(words):
            near = near_words.get(word.lower())
            if near and chance.random() < SHARE:
                words[at] = _cased_like(word, near[chance.integers(len(near))])
        sentences.append(words)
    reading = engine.read([[words] for words in sentences])
    ends = np.cumsum([len(words) for words in sentences]).tolist()
    return [
        sample._replace(
            forms=np.array([vocabulary.number(word) for word in words]),
            states=reading.states[end - len(words) : end],
        )
        for sample, words, end in zip(samples, sentences, ends, strict=True)
    ]


def _signature(word: str) -> Signature | None:
    if len(word) < 3 or not word.isalpha():
        return None
    parse = parses_of(word)[0]
    return (parse.pos, parse.grammemes & AGREEING) if parse.pos in POS else None


def _unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-6)


def _cased_like(word: str, other: str) -> str:
    if len(word) > 1 and word.isupper():
        return other.upper()
    return other[:1].upper() + other[1:] if word[:1].isupper() else other
