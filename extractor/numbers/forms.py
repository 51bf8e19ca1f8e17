"""Lexicons in all their forms: lemmas are inflected once, by pymorphy3, and then looked up.

A key of several words («квадратный метр») is matched in any case; a word that ends with a dot («руб.») is cut, and
its dot may be missing; a word with a capital letter («МВт») must be written so.

>>> table = load_phrases("currencies", ("lemma", "code", "least"))
>>> line = Line("", cut("белорусских рублей", 0))
>>> row, last = table.read(line, 0)
>>> row["code"], last
('BYN', 2)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from extractor.language.morphology import analyses_of
from extractor.lexicons import load_lexicon
from extractor.numbers.words import Line, cut, fold

__all__ = ["Phrases", "Row", "forms_of", "load_forms", "load_phrases"]

Row = Mapping[str, str]


@cache
def forms_of(lemma: str) -> frozenset[str]:
    """Return the folded forms of a lemma, itself among them.

    >>> sorted(forms_of("сорок"))
    ['сорок', 'сорока']
    """
    folded = fold(lemma)
    readings = [analysis for analysis in analyses_of(lemma) if fold(analysis.normal_form) == folded]
    readings = [a for a in readings if not {"Surn", "Name"} & a.tag.grammemes] or readings
    known = any(reading.is_known for reading in readings)  # else by prediction, as for «зиверт»
    lexemes = (reading.lexeme for reading in readings if reading.is_known is known)
    return frozenset({folded}).union(*({fold(form.word) for form in lexeme} for lexeme in lexemes))


@cache
def load_forms(name: str, columns: tuple[str, ...]) -> Mapping[str, Row]:
    """Return the rows of a lexicon of single words by every form of its words."""
    table: dict[str, Row] = {}
    for lemma, row in load_lexicon(name, columns).items():
        for form in forms_of(lemma.rstrip(".")):
            table.setdefault(form, row)
    return table


class Phrases:
    """A lexicon of words and phrases, read at a place of a line; the longest entry wins."""

    def __init__(self, rows: Mapping[str, Row]) -> None:
        self._root: dict[str, Any] = {}
        for key, row in rows.items():
            for path in _paths(key):
                node = self._root
                for word in path:
                    node = node.setdefault(word, {})
                node.setdefault("", row)

    def __contains__(self, low: str) -> bool:
        return low in self._root

    @property
    def starts(self) -> frozenset[str]:
        """The folded forms with which an entry may begin."""
        return frozenset(fold(start) for start in self._root)

    def read(self, line: Line, at: int) -> tuple[Row, int] | None:
        """Return the longest entry that starts at this word, and where it ends; None where none does."""
        node, best = self._root, None
        while node:
            word = line[at]
            following = node.get(word.text) or node.get(word.low)
            if following is None or not word.text:
                break
            node, at = following, at + 1
            if "" in node:
                best = node[""], at
            if "." in node and line.low(at) == ".":
                node, at = node["."], at + 1
                if "" in node:
                    best = node[""], at
        return best


@cache
def load_phrases(name: str, columns: tuple[str, ...]) -> Phrases:
    """Return the lexicon as phrases."""
    return Phrases(load_lexicon(name, columns))


def _paths(key: str) -> Iterator[tuple[str, ...]]:
    """Every sequence of forms that a key stands for; words are inflected apart, so some sequences nobody writes."""
    paths: list[tuple[str, ...]] = [()]
    words = cut(key, 0)
    if len(words) == 1 and fold(key) not in {fold(analysis.normal_form) for analysis in analyses_of(key)}:
        return iter([(key,)])  # a form that stands for itself: «левов», since «лев» is a beast
    for word in words:
        if word.text == ".":
            paths += [(*path, ".") for path in paths]
        elif len(word.text) > 2 and word.text.replace("-", "").isalpha() and word.text.islower():
            paths = [(*path, form) for path in paths for form in _forms(word.text)]
        else:
            exact = word.text if word.text != word.low else word.low
            paths = [(*path, exact) for path in paths]
    return iter(paths)


def _forms(word: str) -> frozenset[str]:
    """The forms of a word of a key, which may stand there in an oblique case («ртутного»)."""
    normals = {fold(analysis.normal_form) for analysis in analyses_of(word) if analysis.is_known}
    if not normals or fold(word) in normals:
        return forms_of(word)
    return forms_of(next(a.normal_form for a in analyses_of(word) if a.is_known)) | {fold(word)}
