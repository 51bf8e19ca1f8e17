"""Sentences as the finders of reported speech see them: words, depth in marks and brackets, predicates, cues.

A sentence that ends inside marks is joined with those after it until the marks close: «Он заявил, что «[парк откроют.
Все рады]»» is one frame.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from extractor.annotations import Morph, Sentence
from extractor.document import Document
from extractor.language.morphology import parses_of
from extractor.quotes.cues import Cue, is_finite
from extractor.quotes.marks import DASHES, Marked

__all__ = ["Frame", "Nesting", "find_frames"]

BRACKETS = {"(": ")", "[": "]"}
MARKS = frozenset('«»„“”"‹›()[]')
#: abbreviations that may end a sentence
ABBREVIATED = re.compile(r"(\d+)?(г|гг|руб|долл|тыс|млн|млрд|др|проч|пр|ул|д|кв|см|км|кг|мин|час|чел)")
FINAL = frozenset((".", "!", "?", "…", "...", "..", "?!", "!!", "!!!", "!..", "?.."))

#: the morph of what is no word
NO_WORD = Morph.parse("PUNCT")
#: words that make a clause without a verb
PREDICATIVES = frozenset(("надо", "нужно", "нельзя", "можно", "нет", "пора", "жаль", "невозможно"))


class Nesting:
    """How deep in marks and brackets each token of a document stands, and where each pair opens that a token closes."""

    def __init__(self, document: Document, marks: Sequence[Marked]) -> None:
        self.marks = [0] * len(document.tokens)
        self.brackets = [0] * len(document.tokens)
        self.links: set[int] = set()
        self.partners: dict[int, int] = {}
        self.closings: dict[int, int] = {}
        for piece in marks:
            inside = document.tokens_in(piece.outer)
            for token in inside:
                self.marks[token] += 1
            if piece.whole and len(inside) > 1:
                self.partners[inside[-1]] = inside[0]
        for sentence in document.sentences:
            self._read_brackets(document, sentence)
        self.closings = {opening: closing for closing, opening in self.partners.items()}

    def _read_brackets(self, document: Document, sentence: Sentence) -> None:
        opened: list[int] = []
        for token in range(sentence.first, sentence.last):
            text = document.tokens[token].text
            if text == "[" and token + 1 < sentence.last and document.tokens[token + 1].text.startswith("http"):
                self._read_link(document, token)
            elif text in BRACKETS:
                opened.append(token)
            self.brackets[token] = len(opened)
            if text in BRACKETS.values() and opened:
                self.partners[token] = opened.pop()

    def _read_link(self, document: Document, opening: int) -> None:
        """The address in «[https://… сообщает] агентство», which parts nothing: «]» has no partner."""
        at = opening
        while at + 1 < len(document.tokens) and document.tokens[at + 1].start == document.tokens[at].end:
            self.links.add(at)
            at += 1
        self.links.add(at)


class Frame:
    """A sentence, or several that a pair of marks holds together: its words, their depth, its cues.

    Token positions are the document's; `last` is exclusive and leaves out the final dot.
    """

    def __init__(
        self, document: Document, span: tuple[int, int], nesting: Nesting, cues: Mapping[int, Cue] | None = None
    ) -> None:
        self.document = document
        self.first, self.end = span
        self.last = self.end
        while self.last > self.first and document.tokens[self.last - 1].text in FINAL:
            self.last -= 1
        self._nesting = nesting
        self._cues = cues or {}

    @cached_property
    def words(self) -> Sequence[str]:
        """The tokens in lower case, by position in the frame."""
        return [token.text.lower() for token in self.document.tokens[self.first : self.end]]

    @cached_property
    def cues(self) -> Mapping[int, Cue]:
        """The cues of the frame by their token."""
        return {token: self._cues[token] for token in range(self.first, self.last) if token in self._cues}

    def level(self, index: int) -> int:
        """Return how many marks and brackets stand open around a token; a mark counts as inside itself."""
        return self._nesting.marks[index] + self._nesting.brackets[index] + (index in self._nesting.links)

    def is_link(self, index: int) -> bool:
        """Tell whether a token is part of an address before the words that it links: «[https://… сообщает]»."""
        return index in self._nesting.links

    def mark_level(self, index: int) -> int:
        """Return how many pairs of quotation marks stand open around a token."""
        return self._nesting.marks[index]

    def opening_of(self, index: int) -> int | None:
        """Return where the mark or bracket opens that this token closes; None for any other token."""
        return self._nesting.partners.get(index)

    def closing_of(self, index: int) -> int | None:
        """Return where the mark or bracket closes that this token opens; None for any other token."""
        return self._nesting.closings.get(index)

    def word(self, index: int) -> str:
        """Return a token in lower case; the empty string outside the frame."""
        return self.words[index - self.first] if self.first <= index < self.end else ""

    def lemma(self, index: int) -> str:
        """Return the lemma of a token; the empty string outside the frame."""
        return self.document.lemmas[index] if self.first <= index < self.end else ""

    def morph(self, index: int) -> Morph:
        """Return the morph of a token; that of no word outside the document."""
        return self.document.morphs[index] if 0 <= index < len(self.document.morphs) else NO_WORD

    def is_word(self, index: int) -> bool:
        """Tell whether a token is a word or a number, and not a mark."""
        word = self.word(index)
        return bool(word) and (word[0].isalnum() or word[-1].isalnum())

    def is_mark(self, index: int) -> bool:
        """Tell whether a token is a quotation mark or a bracket."""
        word = self.word(index)
        return bool(word) and word in MARKS

    def is_dash(self, index: int) -> bool:
        """Tell whether a token is a dash or a hyphen that stands alone."""
        word = self.word(index)
        return bool(word) and word in DASHES

    def opens(self, index: int) -> bool:
        """Tell whether a token is a quotation mark or bracket that opens."""
        return self.is_mark(index) and self.opening_of(index) is None

    def is_predicate(self, index: int) -> bool:
        """Tell whether a token makes a clause: a finite verb, a short form («указано»), «надо»."""
        return is_finite(self.document, index) or self.word(index) in PREDICATIVES

    def may_be_nominative(self, index: int) -> bool:
        """Tell whether a noun's form is a nominative where the tagger may have erred: «СМИ», «ведомство»."""
        case = self.morph(index).get("Case")
        if case in ("Nom", None):
            return True
        alike = case == "Acc" or self.morph(index).pos == "PROPN"
        return any("nomn" in p.grammemes and (alike or "Fixd" in p.grammemes) for p in parses_of(self.word(index)))

    def predicates(self, first: int, last: int, level: int | None = None) -> list[int]:
        """Return the predicates among the tokens `first` to `last` (exclusive), at one depth or at any."""
        known = self._predicates
        found = known[bisect_left(known, first) : bisect_left(known, last)]
        return found if level is None else [at for at in found if self.level(at) == level]

    @cached_property
    def _predicates(self) -> list[int]:
        return [at for at in range(self.first, self.end) if self.is_predicate(at)]

    def breaks(self, first: int, last: int, level: int) -> Iterator[int]:
        """Yield the commas, semicolons and dashes at one depth."""
        known = self._separators
        for at in known[bisect_left(known, first) : bisect_left(known, last)]:
            if self.level(at) == level:
                yield at

    @cached_property
    def _separators(self) -> list[int]:
        return [at for at, word in enumerate(self.words, self.first) if word in (",", ";") or word in DASHES]

    def chunk_end(self, index: int) -> int:
        """Return the first comma, semicolon or dash at or after a token, at its depth; `last` where there is none."""
        if index >= self.last:
            return self.last
        return next(self.breaks(index, self.last, self.level(index)), self.last)

    def next_word(self, index: int) -> int:
        """Return the first word at or after a token, past commas, dashes and marks; `last` where there is none."""
        while index < self.last and not self.is_word(index):
            index += 1
        return index


def find_frames(document: Document, nesting: Nesting, cues: Mapping[int, Cue]) -> Iterator[Frame]:
    """Yield the frames of the document that hold a cue: sentences, joined where one ends inside marks."""
    tokens = sorted(cues)
    sentences = [part for sentence in document.sentences for part in _parts(document, sentence)]
    at = 0
    while at < len(sentences):
        last = at
        while _goes_on(document, nesting, sentences, at, last):
            last += 1
        span = sentences[at].first, sentences[last].last
        if bisect_left(tokens, span[0]) < bisect_left(tokens, span[1]):
            yield Frame(document, span, nesting, cues)
        at = last + 1


def _parts(document: Document, sentence: Sentence) -> Iterator[Sentence]:
    """A sentence, parted where an abbreviation hides its end: «в 1969 г. «Он делал вид…», «2 млн руб. Компания…»."""
    first = sentence.first
    for at in range(first + 2, sentence.last - 1):
        if document.tokens[at].text == "." and _hides_an_end(document, at):
            yield replace(sentence, end=document.tokens[at].end, first=first, last=at + 1)
            sentence = replace(sentence, start=document.tokens[at + 1].start)
            first = at + 1
    yield replace(sentence, first=first)


def _hides_an_end(document: Document, at: int) -> bool:
    before, after = document.tokens[at - 1], document.tokens[at + 1]
    if ABBREVIATED.fullmatch(before.text.lower()) is None or after.start == document.tokens[at].end:
        return False
    if after.text in '«„“"':
        return document.tokens[at + 2].text[0].isupper() if at + 2 < len(document.tokens) else False
    return after.text[0].isupper() and document.morphs[at + 1].pos != "PROPN"


def _goes_on(document: Document, nesting: Nesting, sentences: Sequence[Sentence], first: int, last: int) -> bool:
    """Whether a sentence ends inside marks that its frame opened, in the same block."""
    if last + 1 >= len(sentences) or sentences[last].block != sentences[last + 1].block:
        return False
    start, end = sentences[first].first, sentences[last].last
    if nesting.marks[end - 1] == 0 or nesting.marks[end] == 0 or end - 1 in nesting.partners:
        return False
    return nesting.marks[start] == 0 or nesting.partners.get(start) is None
