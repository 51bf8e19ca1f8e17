"""The body of a page's article among its pieces.

The headline is known. Its article is the smallest box around it that holds a good part of the page's sentences; the body is the
box within where they are densest. Sentences that trafilatura kept weigh more than those that it dropped. What stands between the
headline and the body may be the lead; what stands below may belong to the body if trafilatura says so and nothing ended it before.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extractor.reading.furniture import find_furniture
from extractor.reading.html.cards import find_teasers
from extractor.reading.html.declared import Declared
from extractor.reading.html.pieces import Piece
from extractor.reading.html.tree import Element, tag_of
from extractor.reading.html.zones import find_zones
from extractor.reading.lines import read_words

__all__ = ["Region", "find_region", "is_out", "is_sentence"]

_UNKEPT = 0.4
#: a box whose names promise comments or a menu is believed unless it holds more than this of the sentences
_MOST = 0.5
#: the article around the headline holds at least this share, the body within it this share of what the box around it holds
_ARTICLE, _BODY = 0.4, 0.8
_PARAGRAPHS = frozenset("p li blockquote dd dt h1 h2 h3 h4 h5 h6 tr td pre figcaption".split())
_COMMENTS = re.compile(
    r"^\W*(?:(?:все|последние|ваши)\s+)?(?:комментарии|комментариев|обсуждение|обсуждения|отзывы|\d+\s+(?:комментари(?:й|я|ев)|отзыв(?:а|ов)?))\b"
    r"(?:\s+(?:читателей|пользователей|посетителей|гостей|(?:к|на|о)\s.{1,80}))?\W*\d*\W*(?:правила.*)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Region:
    """Where the article is: the pieces between headline and body, those of the body, and those that follow in the same box."""

    box: Element
    head: Sequence[Piece]
    body: Sequence[Piece]
    tail: Sequence[Piece]
    #: the order of the piece where something else begins: comments, the next article
    end: int
    doubted: frozenset[Element]
    teasers: frozenset[Piece]


def is_sentence(piece: Piece) -> bool:
    """Tell whether a piece reads as a sentence of an article, not as a link or a label."""
    line = piece.line
    return (
        (line.is_prose or len(line.words) >= 14)
        and piece.linked < 0.6
        and not (len(line.words) < 30 and find_furniture(line))
    )


def is_out(piece: Piece, doubted: frozenset[Element]) -> bool:
    """Tell whether a box around the piece promises to be no part of the article, and is believed."""
    return any(element not in doubted for element in piece.outs)


def find_region(
    pieces: Sequence[Piece], headline: Piece | None, declared: Declared, kept: Collection[Piece] | None
) -> Region | None:
    """Return where the article of the page is, or None where no sentence is found.

    `kept` are the pieces that trafilatura found to be the article's, or None where it was not asked.
    """
    start = headline.order if headline else -1
    sentences = [piece for piece in pieces if piece.order > start and not piece.hidden and is_sentence(piece)]
    end = _end(pieces, headline, declared)
    sentences = [piece for piece in sentences if piece.order < end]
    teasers = find_teasers(pieces, sentences)
    sentences = [piece for piece in sentences if piece not in teasers]
    doubted = _doubted(sentences, headline)
    weights = {
        piece: len(piece.text) * (1.0 if kept is None or piece in kept else _UNKEPT)
        for piece in sentences
        if not is_out(piece, doubted)
    }
    if not weights:
        return None
    masses = _masses(weights)
    article = _article_around(headline, masses)
    box = _densest(article, masses, weights)
    return _cut(pieces, start, end, article, box, doubted, teasers)


def _end(pieces: Sequence[Piece], headline: Piece | None, declared: Declared) -> int:
    """Where comments begin, or the next article of an endless page."""
    others = {read_words(text) for text in declared.headlines} - {headline.line.words if headline else ()}
    level = headline.tag if headline and headline.tag in ("h1", "h2") else "h1"
    seen = False
    for piece in pieces[(headline.order + 1) if headline else 0 :]:
        if seen and len(piece.line.words) <= 16 and _COMMENTS.match(piece.text):
            return piece.order
        if seen and (piece.line.words in others or piece.tag == level == "h1" and piece.linked < 0.5):
            return piece.order
        seen = seen or (is_sentence(piece) and not piece.hidden)
    return len(pieces)


def _doubted(sentences: Sequence[Piece], headline: Piece | None) -> frozenset[Element]:
    """The boxes that promise to be no article, but hold the headline or most of the sentences: their names are not believed."""
    total = sum(len(piece.text) for piece in sentences)
    mass: dict[Element, int] = {}
    for piece in sentences:
        for element in piece.outs:
            mass[element] = mass.get(element, 0) + len(piece.text)
    full = {element for element, size in mass.items() if size > _MOST * total and not _is_for_comments(element)}
    return frozenset(full | set(headline.outs if headline else ()))


def _is_for_comments(element: Element) -> bool:
    return "comments" in find_zones(element.get("class") or "", element.get("id") or "")


def _masses(weights: dict[Piece, float]) -> dict[Element, float]:
    masses: dict[Element, float] = {}
    for piece, weight in weights.items():
        element = piece.box
        while element is not None:
            masses[element] = masses.get(element, 0.0) + weight
            element = element.getparent()
    return masses


def _article_around(headline: Piece | None, masses: dict[Element, float]) -> Element:
    """The smallest box around the headline that holds a good part of the sentences."""
    top = next(element for element in masses if element.getparent() is None)
    element = headline.box if headline else top
    while masses.get(element, 0.0) < _ARTICLE * masses[top]:
        element = element.getparent()
    return element


def _densest(article: Element, masses: dict[Element, float], weights: dict[Piece, float]) -> Element:
    """Go down while one box holds nearly all the sentences."""
    box = article
    while True:
        children = [child for child in box if masses.get(child) and tag_of(child) not in _PARAGRAPHS]
        best = max(children, key=lambda child: masses[child], default=None)
        if best is None or masses[best] < _BODY * masses[box]:
            return box
        if masses[best] < masses[box] and sum(_is_inside(piece.box, best) for piece in weights) < 2:
            return box
        box = best


def _is_inside(element: Element, box: Element) -> bool:
    while element is not None:
        if element is box:
            return True
        element = element.getparent()
    return False


def _cut(
    pieces: Sequence[Piece],
    start: int,
    end: int,
    article: Element,
    box: Element,
    doubted: frozenset[Element],
    teasers: frozenset[Piece],
) -> Region:
    inside = [piece for piece in pieces if start < piece.order < end and _is_inside(piece.box, box)]
    first = inside[0].order if inside else end
    last = inside[-1].order if inside else end
    head = [piece for piece in pieces if start < piece.order < first and _is_inside(piece.box, article)]
    tail = [piece for piece in pieces if last < piece.order < end and _is_inside(piece.box, article)]
    between = [piece for piece in pieces if first <= piece.order <= last]
    return Region(box, head, between, tail, end, doubted, teasers)
