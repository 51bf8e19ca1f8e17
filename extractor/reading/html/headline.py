"""The headline of a page among its pieces: the line that the head of the page, the markup and the article agree on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extractor.reading.bylines import find_author
from extractor.reading.dates import find_dates, is_date_line
from extractor.reading.html.declared import Declared
from extractor.reading.html.pieces import Piece
from extractor.reading.lines import read_words

__all__ = ["find_headline", "split_headlines", "split_title"]

_TAGS = {"h1": 4.0, "h2": 2.5, "h3": 1.5, "h4": 0.5}
_LONGEST, _ENOUGH = 260, 1.5
#: how far below a headline the first sentence is looked for
_NEAR = 12
#: «Заголовок - Газета», «Заголовок | Новости | Газета», «Заголовок :: Газета»
_SEPARATOR = re.compile(r"\s+(?:[|»›•·/]|[-–—]{1,2}|::?)\s+|\s*(?:\||::)\s*|:\s+(?=\S+\s[-–—|]\s)")

Words = tuple[str, ...]


def split_title(title: str) -> list[str]:
    """Return the parts of a page's `<title>`: the headline, rubrics, the name of the site.

    >>> split_title("Субботник удался - 8 мая 2011 - Наше село")
    ['Субботник удался', '8 мая 2011', 'Наше село']
    """
    return [part.strip() for part in _SEPARATOR.split(title) if part.strip()]


def find_headline(pieces: Sequence[Piece], declared: Declared) -> Piece | None:
    """Return the piece that is the headline of the page's article, or None."""
    page = _Page(pieces, declared)
    candidates = [piece for piece in pieces if _may_be(piece, page)]
    scored = [(sum(rule(piece, page) for rule in RULES), -piece.order, piece) for piece in candidates]
    best = max(scored, key=lambda row: row[:2], default=None)
    return best[2] if best and best[0] >= _ENOUGH else _last_resort(page)


def split_headlines(pieces: Sequence[Piece], declared: Declared) -> list[Piece]:
    """Return the pieces with a subtitle that stands in the same `<h1>` made a piece of its own."""
    found: list[Piece] = []
    for piece in pieces:
        found.extend(_split(piece, declared) if "h1" in piece.tags and len(piece.runs) > 1 else [piece])
    return [replace(piece, order=at) for at, piece in enumerate(found)] if len(found) > len(pieces) else list(pieces)


def _split(piece: Piece, declared: Declared) -> list[Piece]:
    first, rest = piece.runs[0], piece.runs[1:]
    words = read_words(first[0])
    said = read_words(declared.title or declared.head_title or "")
    if len(words) < 3 or words != said[: len(words)] or piece.line.words == said[: len(piece.line.words)]:
        return [piece]
    subtitle = " ".join(text for text, _ in rest)
    return [
        replace(piece, text=first[0], runs=(first,)),
        replace(piece, text=subtitle, runs=rest, zones=frozenset({"lead"}), tags=piece.tags - {"h1"}),
    ]


@dataclass(frozen=True)
class _Page:
    """The pieces of a page, and the words that its head says."""

    pieces: Sequence[Piece]
    declared: Declared

    @cached_property
    def said(self) -> list[Words]:
        """What may hold the headline: JSON-LD or OpenGraph, and `<title>`."""
        return [words for said in (self.declared.title, self.declared.head_title) if (words := read_words(said or ""))]

    @cached_property
    def parts(self) -> list[Words]:
        """The parts of `<title>`."""
        return [read_words(part) for part in split_title(self.declared.head_title or "")]

    @cached_property
    def titles(self) -> set[Words]:
        """The parts of everything that is said."""
        texts = (self.declared.title, self.declared.head_title)
        return {read_words(part) for text in texts for part in split_title(text or "")}

    @cached_property
    def site(self) -> Words:
        """The name of the site, where it is declared."""
        return read_words(self.declared.outlet or "")

    @cached_property
    def head(self) -> Words:
        """The words of `<title>`."""
        return read_words(self.declared.head_title or "")


def _may_be(piece: Piece, page: _Page) -> bool:
    """A heading, a class that says title, or words that the head says."""
    if piece.hidden or len(piece.text) > _LONGEST or not piece.line.words:
        return False
    if piece.tags & _TAGS.keys() or "title" in piece.zones:
        return True
    words = piece.line.words
    return words in page.titles or any(len(words) > 1 and words[:2] == said[:2] for said in page.said)


def _markup(piece: Piece, page: _Page) -> float:
    """A heading's tag, or a class that says so."""
    tag = max((_TAGS[tag] for tag in piece.tags & _TAGS.keys()), default=0.0)
    return tag or 2.0 * ("title" in piece.zones)


def _said_in_head(piece: Piece, page: _Page) -> float:
    """The headline of JSON-LD or OpenGraph, or the beginning of `<title>`; a part of it; most of its words."""
    words = piece.line.words
    return max((_agreement(words, said, page) for said in page.said), default=0.0)


def _agreement(words: Words, said: Words, page: _Page) -> float:
    few = len(words) <= 2
    if words == said:
        return 3.0 if few else 5.0
    if words == said[: len(words)]:
        return 2.5 if few else 4.0
    if len(words) > 1 and words in page.titles:
        return 3.0
    shared = len(set(words) & set(said)) / len(set(words))
    return 3.0 * shared if shared >= 0.6 and not few and len(said) > 2 else 0.0


def _is_site(piece: Piece, page: _Page) -> float:
    """The name of the site is no headline, even in `<h1>`."""
    words = piece.line.words
    if words == page.site or "outlet" in piece.zones:
        return -8.0
    if words == page.head:
        again = any(other is not piece and other.line.words == words for other in page.pieces[: piece.order + 8])
        if piece.order == 0 and not piece.tags & _TAGS.keys() and _opens_page(piece, page):
            return -8.0
        return -4.0 if again or piece.order == 0 else 0.0
    if words in page.parts and _has_rival_below(piece, page):
        return -4.0
    if len(page.head) > len(words) and words == page.head[-len(words) :]:
        first = page.parts[0]
        below = page.pieces[piece.order + 1 :]
        return -6.0 if any(other.line.words[: len(first)] == first for other in below) else -1.0
    return 0.0


def _opens_page(piece: Piece, page: _Page) -> bool:
    """The first line of the page is its name, unless an article declares it or sentences follow at once."""
    follows = any(other.is_sentence for other in page.pieces[piece.order + 1 : piece.order + 2])
    return not follows and piece.line.words != read_words(page.declared.title or "")


def _has_rival_below(piece: Piece, page: _Page) -> bool:
    """Another part of `<title>` stands just below: the upper one is the site's name, the lower one the headline."""
    below = page.pieces[piece.order + 1 : piece.order + 5]
    return any(o.line.words in page.parts and o.line.words != piece.line.words and o.linked < 0.5 for o in below)


def _place(piece: Piece, page: _Page) -> float:
    """A headline stands above sentences, the nearer the better, and is no link to another page, no menu, no date."""
    following = (other for other in page.pieces[piece.order + 1 : piece.order + 1 + _NEAR] if not other.hidden)
    distance = next((at for at, other in enumerate(following) if other.line.is_prose and other.linked < 0.5), _NEAR)
    score = 1.0 - 0.25 * distance
    score -= 1.5 * (piece.linked > 0.9)
    score -= 2.0 * bool(piece.outs) + 4.0 * bool(piece.outs and not piece.tags & _TAGS.keys())
    return score - 6.0 * (is_date_line(piece.text) or piece.furniture is not None)


def _shape(piece: Piece, page: _Page) -> float:
    """Some words, open at the end."""
    line = piece.line
    score = 0.5 * line.has_verb - 1.0 * (len(line.words) < 2)
    if not piece.tags & _TAGS.keys():
        score -= 3.0 * line.text.endswith(".") + 2.0 * line.is_prose
    return score


RULES: tuple[Callable[[Piece, _Page], float], ...] = (_markup, _said_in_head, _is_site, _place, _shape)


def _last_resort(page: _Page) -> Piece | None:
    """Where nothing is marked: of the open lines right above the first sentence, one with a verb, else a long one."""
    sentences = (at for at, piece in enumerate(page.pieces) if piece.is_sentence and piece.line.is_prose)
    at = next(sentences, 0)
    lines = [piece for piece in page.pieces[max(0, at - 5) : at] if not piece.hidden and _is_open(piece)]
    lines = [piece for piece in lines if piece.line.words not in (page.head, page.site)]
    with_verb = [piece for piece in lines if piece.line.has_verb]
    long = [piece for piece in lines if len(piece.line.words) > 2]
    return next(iter(with_verb or long or lines), None)


def _is_open(piece: Piece) -> bool:
    line = piece.line
    if len(line.words) < 2 or len(piece.text) > _LONGEST or line.is_punctuated or piece.linked > 0.5 or piece.outs:
        return False
    said = is_date_line(piece.text) or find_author(piece.text) or find_dates(piece.text)
    return not said and piece.furniture is None
