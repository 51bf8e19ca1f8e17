"""The body of a page's article among its pieces.

The headline is known. Its article is the smallest box around it that holds a good part of the page's sentences; the
body is the box within where they are densest. Sentences that trafilatura kept weigh more than those that it dropped.
What stands between the headline and the body may be the lead; what stands below may belong to the body if trafilatura
says so and nothing ended it before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extractor.reading.html.cards import find_teasers
from extractor.reading.html.declared import Declared
from extractor.reading.html.pieces import Piece
from extractor.reading.html.tree import Element, tag_of
from extractor.reading.html.zones import find_zones
from extractor.reading.lines import read_words

__all__ = ["Region", "find_region"]

#: what a sentence weighs that trafilatura dropped
_UNKEPT = 0.4
#: a box whose names promise a menu is believed unless it holds more than this of the sentences
_MOST = 0.5
#: shares of the sentences: the article around the headline holds so many of all, the body so many of the article's
_ARTICLE, _BODY = 0.4, 0.8
_PARAGRAPHS = frozenset("p li blockquote dd dt h1 h2 h3 h4 h5 h6 tr td pre figcaption".split())
_COMMENTS = re.compile(
    r"^\W*(?:(?:все|последние|ваши)\s+)?"
    r"(?:комментарии|комментариев|обсуждение|обсуждения|отзывы|\d+\s+(?:комментари(?:й|я|ев)|отзыв(?:а|ов)?))\b"
    r"(?:\s+(?:читателей|пользователей|посетителей|гостей|(?:к|на|о)\s.{1,80}))?\W*\d*\W*(?:правила.*)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Region:
    """Where the article is: the pieces between headline and body, the body's, and those that follow in the article."""

    box: Element
    head: Sequence[Piece]
    body: Sequence[Piece]
    tail: Sequence[Piece]
    #: the order of the piece where something else begins: comments, the next article
    end: int
    #: boxes whose names are not believed; see `_doubted`
    doubted: frozenset[Element]
    teasers: frozenset[Piece]

    def leaves_out(self, piece: Piece) -> bool:
        """Tell whether a piece is no part of the article wherever it stands: hidden, a teaser, in a box for a menu."""
        return piece.hidden or piece in self.teasers or self.is_out(piece)

    def is_out(self, piece: Piece) -> bool:
        """Tell whether a box around the piece promises to be no part of the article, and is believed."""
        return any(element not in self.doubted for element in piece.outs)


def find_region(
    pieces: Sequence[Piece], headline: Piece | None, declared: Declared, kept: Collection[Piece] | None
) -> Region | None:
    """Return where the article of the page is, or None where no sentence is found.

    `kept` are the pieces that trafilatura found to be the article's, or None where it was not asked.
    """
    start = headline.order if headline else -1
    end = _end(pieces, headline, declared)
    sentences = [piece for piece in pieces[start + 1 : end] if piece.is_sentence and not piece.hidden]
    teasers = find_teasers(pieces, sentences)
    sentences = [piece for piece in sentences if piece not in teasers]
    doubted = _doubted(sentences, headline)
    weights = {
        piece: len(piece.text) * (1.0 if kept is None or piece in kept else _UNKEPT)
        for piece in sentences
        if all(element in doubted for element in piece.outs)
    }
    if not weights:
        return None
    masses = _masses(weights)
    article = _article_around(headline, masses)
    box = _densest(article, masses)
    between = pieces[start + 1 : end]
    inside = _Inside(box)
    orders = [piece.order for piece in between if piece.box in inside]
    first, last = (orders[0], orders[-1]) if orders else (end, end)
    around = _Inside(article)
    return Region(
        box,
        [piece for piece in pieces[start + 1 : first] if piece.box in around],
        pieces[first : last + 1],
        [piece for piece in pieces[last + 1 : end] if piece.box in around],
        end,
        doubted,
        teasers,
    )


def _end(pieces: Sequence[Piece], headline: Piece | None, declared: Declared) -> int:
    """Where comments begin, or the next article of an endless page."""
    others = {read_words(text) for text in declared.headlines} - {headline.line.words if headline else ()}
    seen = False
    for piece in pieces[(headline.order + 1) if headline else 0 :]:
        if seen and (
            piece.line.words in others or (piece.tag == "h1" and piece.linked < 0.5) or _opens_comments(piece)
        ):
            return piece.order
        seen = seen or (piece.is_sentence and not piece.hidden)
    return len(pieces)


def _opens_comments(piece: Piece) -> bool:
    return len(piece.text) < 120 and bool(_COMMENTS.match(piece.text))


def _doubted(sentences: Sequence[Piece], headline: Piece | None) -> frozenset[Element]:
    """The boxes that promise to be no article, but hold the headline or most of the sentences.

    A box for comments is believed even then: readers write more than journalists.
    """
    total = sum(len(piece.text) for piece in sentences)
    mass: Counter[Element] = Counter()
    for piece in sentences:
        for element in piece.outs:
            mass[element] += len(piece.text)
    full = {element for element, size in mass.items() if size > _MOST * total and not _is_for_comments(element)}
    return frozenset(full | set(headline.outs if headline else ()))


def _is_for_comments(element: Element) -> bool:
    return "comments" in find_zones(element.get("class") or "", element.get("id") or "")


def _masses(weights: dict[Piece, float]) -> dict[Element, float]:
    """What the sentences inside each box weigh together."""
    boxes: dict[Element, float] = {}
    for piece, weight in weights.items():
        boxes[piece.box] = boxes.get(piece.box, 0.0) + weight
    masses: dict[Element, float] = {}
    for box, weight in boxes.items():
        element = box
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


def _densest(article: Element, masses: dict[Element, float]) -> Element:
    """Go down while one box holds nearly all the sentences, but never into one paragraph of several."""
    box = article
    while True:
        children = [child for child in box if child in masses and tag_of(child) not in _PARAGRAPHS]
        best = max(children, key=lambda child: masses[child], default=None)
        if best is None or masses[best] < _BODY * masses[box]:
            return box
        if masses[best] < masses[box] and not any(grandchild in masses for grandchild in best):
            return box
        box = best


class _Inside:
    """Tells whether elements stand inside a box, remembering what it has learnt on the way up."""

    def __init__(self, box: Element) -> None:
        self._known: dict[Element, bool] = {box: True}

    def __contains__(self, element: Element) -> bool:
        way = []
        while element is not None and element not in self._known:
            way.append(element)
            element = element.getparent()
        answer = element is not None and self._known[element]
        self._known.update(dict.fromkeys(way, answer))
        return answer
