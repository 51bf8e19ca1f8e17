"""natasha's slovnet models (morphology, syntax, names) by slovnet's own code, from natasha's bundled data.

natasha itself is never imported: it needs pymorphy2 and setuptools, and is only the package that brings the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from navec import Navec
from slovnet import NER, Syntax
from slovnet import Morph as MorphTagger

from extractor.annotations import Arc, Morph
from extractor.errors import ModelNotFound
from extractor.language.engine import Name, Tagging

__all__ = ["SlovnetEngine", "find_weights"]

TYPES = {"PER": "PERSON", "ORG": "ORGANIZATION", "LOC": "LOCATION"}


def find_weights() -> Path:
    """Return the folder of natasha's bundled data."""
    spec = find_spec("natasha")
    places = list(spec.submodule_search_locations or ()) if spec else []
    for place in places:
        folder = Path(place) / "data"
        if folder.is_dir():
            return folder
    raise ModelNotFound(f"natasha's data was looked for in {places or 'no place'}; install the package natasha.")


class SlovnetEngine:
    """The three models, one after the other."""

    def __init__(self, morph: Any, syntax: Any, ner: Any) -> None:
        self._morph, self._syntax, self._ner = morph, syntax, ner

    @classmethod
    def load(cls) -> SlovnetEngine:
        """Read the weights."""
        data = find_weights()
        navec = Navec.load(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")
        model = data / "model"
        return cls(
            MorphTagger.load(model / "slovnet_morph_news_v1.tar", batch_size=16).navec(navec),
            Syntax.load(model / "slovnet_syntax_news_v1.tar", batch_size=16).navec(navec),
            NER.load(model / "slovnet_ner_news_v1.tar", batch_size=16).navec(navec),
        )

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[Tagging]:
        """Return the labels of each sentence."""
        items = [list(words) for words in sentences]
        morphs = [[Morph.parse(t.tag) for t in markup.tokens] for markup in self._morph.map(items)]
        arcs = [[Arc(int(t.head_id) - 1, t.rel) for t in markup.tokens] for markup in self._syntax.map(items)]
        names = [list(found) for found in self._names(items)]
        return [Tagging(*labels) for labels in zip(morphs, arcs, names, strict=True)]

    def _names(self, items: list[list[str]]) -> Any:
        infer = self._ner.infer
        for start in range(0, len(items), 16):
            chunk = items[start : start + 16]
            predictions = infer.decoder(infer.process(infer.encoder(chunk)))
            for tags in predictions:
                yield _runs(list(tags))


def _runs(tags: list[str]) -> list[Name]:
    names: list[Name] = []
    for at, tag in enumerate(tags):
        kind, _, label = tag.partition("-")
        if kind == "O":
            continue
        if kind == "I" and names and names[-1].last == at and names[-1].type == TYPES[label]:
            names[-1] = names[-1]._replace(last=at + 1)
        else:
            names.append(Name(at, at + 1, TYPES[label]))
    return names
