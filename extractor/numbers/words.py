"""The words that the grammar of numbers reads: tokens cut finer, so that digits, letters and signs stand apart.

razdel keeps «20-летний», «37/430», «15—20» whole, but cuts «1го» and «5:0»; here each digit group, run of letters and
sign is a word of its own, and `glued` tells what stood without a space. A line never crosses a line break.

>>> [word.text for word in cut("до 10$–20$ за 2-й том", 0)]
['до', '10', '$', '–', '20', '$', 'за', '2', '-', 'й', 'том']
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import wraps
from typing import NamedTuple, TypeVar, cast

from extractor.document import Document

__all__ = ["DASHES", "NOTHING", "Line", "Word", "cut", "fold", "lines_of", "remembered"]

#: what may stand between the ends of a range
DASHES = frozenset("-–—−‒‑")

PIECE = re.compile(
    r"\d+(?:[.,]\d+)*"
    r"|[A-Z]{1,2}\$|[^\W\d_]+(?:[\u00ad\u0301\u200b]+[^\W\d_]+|[\u0301]|[-‑][^\W\d_]+)*"
    r"|°\s?[CСFcс]\b|\S"
)
UNSEEN = re.compile("[\u00ad\u0301\u0300\u200b\u2060‑]")
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u0301\u0300\u200b\u2060"), None) | {ord("ё"): "е", ord("‑"): "-"}


class Word(NamedTuple):
    """A piece of text: `low` is what comparisons look at, `glued` means that no space stands before it.

    `digits` tells whether it is written in figures.
    """

    start: int
    end: int
    text: str
    low: str
    glued: bool
    digits: bool = False

    @property
    def capital(self) -> bool:
        """Whether it starts with a capital letter."""
        return self.text[:1].isupper()


Answer = TypeVar("Answer")


def remembered(read: Callable[[Line, int], Answer]) -> Callable[[Line, int], Answer]:
    """Let a reader that many rules ask at the same word answer once a line."""
    name = read.__name__

    @wraps(read)
    def answer(line: Line, at: int) -> Answer:
        known = line.memory[name]
        if at not in known:
            known[at] = read(line, at)
        return cast(Answer, known[at])

    return answer


#: what stands beyond either end of a line
NOTHING = Word(0, 0, "", "", glued=False)


class Line:
    """The words of one line of text; asking beyond its ends gives `NOTHING`."""

    __slots__ = ("_parts", "memory", "published", "text", "words")

    def __init__(
        self,
        text: str,
        words: list[Word],
        published: date | None = None,
        parts: Callable[[int], str] | None = None,
    ) -> None:
        self.text = text
        self.words = words
        self.published = published
        self._parts = parts
        self.memory: defaultdict[str, dict[int, object]] = defaultdict(dict)

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, at: int) -> Word:
        return self.words[at] if 0 <= at < len(self.words) else NOTHING

    def low(self, at: int) -> str:
        """The folded text of a word."""
        return self.words[at].low if 0 <= at < len(self.words) else ""

    def glued(self, at: int) -> bool:
        """Whether the word stands right behind the one before it."""
        return 0 < at < len(self.words) and self.words[at].glued

    def pos(self, at: int) -> str:
        """The part of speech that the tagger gave the word (Universal Dependencies), empty where none did."""
        return self._parts(self.words[at].start) if self._parts is not None and 0 <= at < len(self.words) else ""

    def lows(self, first: int, last: int) -> list[str]:
        """The folded texts of the words from `first` up to `last`."""
        return [word.low for word in self.words[max(first, 0) : max(last, 0)]]

    def gap(self, at: int) -> str:
        """What stands between a word and the one before it."""
        return self.text[self.words[at - 1].end : self.words[at].start] if 0 < at < len(self.words) else ""


def fold(text: str) -> str:
    """Return the text as comparisons see it: lower case, «е» for «ё», nothing invisible.

    >>> fold("Трёх\u00adсот")
    'трехсот'
    """
    return text.lower().translate(INVISIBLE)


def _lower(text: str) -> str | None:
    """The folded text, in which each character has its place; None where folding would move some."""
    lower = text.lower()
    return lower.replace("ё", "е") if len(lower) == len(text) and UNSEEN.search(text) is None else None


def cut(text: str, offset: int, is_joint: Callable[[str], bool] | None = None) -> list[Word]:
    """Return the words of a text that starts at `offset` of the article; `is_joint` says where a hyphen parts two."""
    words = []
    behind = -1
    lower = _lower(text)
    for match in PIECE.finditer(text):
        start, end = match.span()
        piece = text[start:end]
        low = lower[start:end] if lower is not None else fold(piece)
        word = Word(offset + start, offset + end, piece, low, start == behind, "0" <= piece < ":")
        if is_joint is not None and "-" in low and len(piece) > 1 and is_joint(low):
            words += _parted(word)
        else:
            words.append(word)
        behind = end
    return words


def _parted(word: Word) -> list[Word]:
    parts, start = [], word.start
    for match in re.finditer(r"[-‑]|[^-‑]+", word.text):
        piece = match.group()
        glued = word.glued or match.start() > 0
        parts.append(Word(start + match.start(), start + match.end(), piece, fold(piece), glued))
    return parts


def lines_of(document: Document) -> Iterator[tuple[int, int]]:
    """Yield where each line of the analysed text starts and ends: tokens between which no line breaks."""
    text = document.text
    start = end = -1
    for sentence in document.sentences:
        if start >= 0 and "\n" in text[end : sentence.start]:
            yield start, end
            start = -1
        if start < 0:
            start = sentence.start
        end = sentence.end
    if start >= 0:
        yield start, end
