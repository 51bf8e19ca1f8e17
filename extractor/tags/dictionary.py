"""The newsroom's own topics found in an article, in any inflection of their names and aliases.

A word of an alias meets a word of the text where they have a lemma in common. What has a capital in the alias has one
in the text («Луч», not «луч»), and an abbreviation is in capitals there. The longest alias at a place wins; one that
names several topics is settled by the type of what stands there and by the other words of the article, or left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import islice, product
from typing import NamedTuple

from extractor.document import Document
from extractor.language import bare, parses_of
from extractor.tags.topics import Topic

__all__ = ["Dictionary", "Find"]

WORD = re.compile(r"\w+(?:-\w+)*")
#: ways to read the words of an alias, at most
READINGS = 12
#: an alias of capitals only, up to so many letters, is an abbreviation
SHORT = 6


class Find(NamedTuple):
    """A topic in the article: the first and last token of each place where it was found."""

    topic: Topic
    places: tuple[tuple[int, int], ...]


class _Word(NamedTuple):
    """A word of an alias: what its lemma may be, and how it must be spelled."""

    lemmas: frozenset[str]
    capital: bool
    upper: bool


class _Alias(NamedTuple):
    words: tuple[_Word, ...]
    slug: str


class Dictionary:
    """Topics of a newsroom, ready to be found. Making it takes some 10 µs for each word of an alias.

    Aliases are kept by their lemmas in one string, «городской банк»; `_longest` tells how many words an alias has at
    most that begins with a lemma.
    """

    def __init__(self, topics: Iterable[Topic]) -> None:
        self.topics = {topic.slug: topic for topic in topics}
        self._aliases: dict[str, tuple[_Alias, ...]] = {}
        self._longest: dict[str, int] = {}
        for topic in self.topics.values():
            for words in dict.fromkeys(_words(alias) for alias in (topic.name, *topic.aliases)):
                for lemmas in islice(product(*(sorted(word.lemmas) for word in words)), READINGS if words else 0):
                    key = " ".join(lemmas)
                    self._aliases[key] = (*self._aliases.get(key, ()), _Alias(words, topic.slug))
                    self._longest[lemmas[0]] = max(self._longest.get(lemmas[0], 0), len(words))

    def find(self, document: Document) -> list[Find]:
        """Return the topics of the article, in order of their first place."""
        text = _Text(document)
        found: dict[str, list[tuple[int, int]]] = {}
        for first, last, topics in self._places(text):
            topic = topics[0] if len(topics) == 1 else self._settle(document, text, first, last, topics)
            if topic is not None:
                found.setdefault(topic.slug, []).append((first, last))
        return [Find(self.topics[slug], tuple(places)) for slug, places in found.items()]

    def _places(self, text: _Text) -> Iterator[tuple[int, int, list[Topic]]]:
        """The places where an alias stands, the longest at each, none inside another."""
        at = 0
        while at < len(text.words):
            length, slugs = self._longest_at(text, at)
            if slugs:
                yield text.words[at], text.words[at + length - 1], [self.topics[slug] for slug in slugs]
            at += max(length, 1)

    def _longest_at(self, text: _Text, at: int) -> tuple[int, list[str]]:
        """How many words the longest alias has that begins there, and the topics that it names."""
        best, slugs = 0, []
        keys = [lemma for lemma in text.lemmas(at) if lemma in self._longest]
        reach = max((self._longest[lemma] for lemma in keys), default=0)
        for length in range(1, min(reach, len(text.words) - at) + 1):
            if length > 1:
                keys = [f"{key} {lemma}" for key in keys for lemma in text.lemmas(at + length - 1)][:READINGS]
            met = [alias.slug for key in keys for alias in self._aliases.get(key, ()) if text.has(alias.words, at)]
            if met:
                best, slugs = length, list(dict.fromkeys(met))
        return best, slugs

    def _settle(self, document: Document, text: _Text, first: int, last: int, topics: list[Topic]) -> Topic | None:
        """The topic whose type is that of what stands there, or with most other words in the article; None if even."""
        start, end = document.tokens[first].start, document.tokens[last].end
        types = {m.type for m in document.mentions if m.start <= start and end <= m.end}
        fitting = [topic for topic in topics if topic.type in types] or topics
        told = sorted(((self._context(text, topic, first, last), topic) for topic in fitting), key=lambda one: -one[0])
        if len(told) == 1 or told[0][0] > told[1][0]:
            return told[0][1]
        return None

    def _context(self, text: _Text, topic: Topic, first: int, last: int) -> int:
        """How many words of the topic's other names, and of its parent's, the article has elsewhere."""
        parent = self.topics.get(topic.parent or "")
        names = (topic.name, *topic.aliases, *((parent.name, *parent.aliases) if parent else ()))
        here = text.lemmas_between(first, last)
        words = {word.lemmas for name in names for word in _words(name)}
        return sum(1 for lemmas in words if lemmas.isdisjoint(here) and not lemmas.isdisjoint(text.vocabulary))


class _Text:
    """The words of an article without its marks, and the lemmas that they may have."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.words = [at for at, token in enumerate(document.tokens) if token.text[0].isalnum()]
        self._lemmas: dict[int, tuple[str, ...]] = {}

    def lemmas(self, at: int) -> tuple[str, ...]:
        """What the lemma of the word may be: the one of its sentence first."""
        known = self._lemmas.get(at)
        if known is None:
            token = self.words[at]
            form = self._document.tokens[token].text
            own = self._document.lemmas[token].replace("ё", "е")
            known = tuple(dict.fromkeys((own, *sorted(_lemmas(form)))))
            self._lemmas[at] = known
        return known

    def lemmas_between(self, first: int, last: int) -> frozenset[str]:
        """The lemmas of the words of some tokens."""
        start, end = bisect_left(self.words, first), bisect_right(self.words, last)
        return frozenset(lemma for at in range(start, end) for lemma in self.lemmas(at))

    def has(self, words: Sequence[_Word], at: int) -> bool:
        """Whether the words of these lemmas are spelled there as the alias wants, in one sentence."""
        if not all(self._is_spelled(word, at + step) for step, word in enumerate(words)):
            return False
        first, last = self.words[at], self.words[at + len(words) - 1]
        if first != last:
            return self._document.sentence_of(first) == self._document.sentence_of(last)
        return not words[0].capital or words[0].upper or self._is_name(first)

    def _is_spelled(self, word: _Word, at: int) -> bool:
        form = self._document.tokens[self.words[at]].text
        return not ((word.upper and not form.isupper()) or (word.capital and not form[0].isupper()))

    def _is_name(self, token: int) -> bool:
        """«Луч» at the start of a sentence is a club or a ray: there the tagger must see a name."""
        if token != self._document.sentence_of(token).first:
            return True
        start = self._document.tokens[token].start
        return any(m.start <= start < m.end for m in self._document.mentions)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All lemmas of the article."""
        return frozenset(lemma for at in range(len(self.words)) for lemma in self.lemmas(at))


def _words(alias: str) -> tuple[_Word, ...]:
    words = WORD.findall(alias)
    return tuple(_Word(_lemmas(word), word[0].isupper(), word.isupper() and 1 < len(word) <= SHORT) for word in words)


@lru_cache(maxsize=65_536)
def _lemmas(form: str) -> frozenset[str]:
    """What the lemma of a form may be, «ё» as «е»; the form itself where no dictionary knows it."""
    form = bare(form)
    known = {parse.lemma.replace("ё", "е") for parse in parses_of(form) if parse.known}
    return frozenset(known or {parse.lemma.replace("ё", "е") for parse in parses_of(form)} | {form.lower()})
