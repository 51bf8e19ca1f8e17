"""Stock natasha, as its own page shows it, stage by stage, with no more than its own requirements install.

The dictionary in C that this project has would serve natasha's pymorphy2 too; it is kept out of its sight.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["CORE", "FULL", "MONEY", "Stock"]

#: what natasha's page runs first; then all that the project's own layers stand beside; then with sums of money
CORE = ("segment", "morphology", "syntax", "names", "normal forms")
FULL = (*CORE, "lemmas", "parts of names", "dates")
MONEY = (*FULL, "money")


class Stock:
    """natasha's models and grammars. Loading raises ImportError where natasha does not import."""

    def __init__(self) -> None:
        with warnings.catch_warnings(), _without("dawg"):
            warnings.simplefilter("ignore")  # pkg_resources is deprecated, says pymorphy2
            import natasha
        self._natasha = natasha
        embedding = natasha.NewsEmbedding()
        self._segmenter = natasha.Segmenter()
        self._vocabulary = natasha.MorphVocab()
        self._morphology = natasha.NewsMorphTagger(embedding)
        self._syntax = natasha.NewsSyntaxParser(embedding)
        self._names = natasha.NewsNERTagger(embedding)
        self._parts = natasha.NamesExtractor(self._vocabulary)
        self._dates = natasha.DatesExtractor(self._vocabulary)
        self._money = natasha.MoneyExtractor(self._vocabulary)

    def run(self, text: str) -> Counter[str]:
        """Analyse an article; return the CPU seconds of each stage."""
        seconds = Counter[str]()
        document = self._natasha.Doc(text)
        for name, stage in zip(MONEY, self._stages(document), strict=True):
            start = time.process_time()
            stage()
            seconds[name] = time.process_time() - start
        return seconds

    def _stages(self, document: Any) -> tuple[Any, ...]:
        return (
            lambda: document.segment(self._segmenter),
            lambda: document.tag_morph(self._morphology),
            lambda: document.parse_syntax(self._syntax),
            lambda: document.tag_ner(self._names),
            lambda: [span.normalize(self._vocabulary) for span in document.spans],
            lambda: [token.lemmatize(self._vocabulary) for token in document.tokens],
            lambda: [span.extract_fact(self._parts) for span in document.spans if span.type == "PER"],
            lambda: list(self._dates(document.text)),
            lambda: list(self._money(document.text)),
        )


@contextmanager
def _without(module: str) -> Iterator[None]:
    """Let imports inside the context fail to find a module."""
    hidden = sys.modules.get(module)
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]
        if hidden is not None:
            sys.modules[module] = hidden
