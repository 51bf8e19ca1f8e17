"""Teasers: boxes that come in rows, each with a link and a sentence that invites to follow it.

A listing is nothing but such boxes; a sidebar has them; comments under linked names look the same, and are no article
either.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from extractor.reading.dates import is_date_line
from extractor.reading.html.pieces import Piece
from extractor.reading.html.tree import Element, tag_of

__all__ = ["find_teasers"]

_MORE = re.compile(r"^\W*(?:подробнее|читать|далее|смотреть|узнать)\b", re.IGNORECASE)
_FEWEST, _MANY, _LEVELS = 2, 3, 3


def find_teasers(pieces: Sequence[Piece], sentences: Sequence[Piece]) -> frozenset[Piece]:
    """Return the sentences that stand in boxes of the same make, one in each, beside a link to what they tell of."""
    inside = Counter(box for piece in sentences for box in _boxes(piece))
    cards = {}
    for piece in sentences:
        own = (box for box in _boxes(piece) if inside[box] == 1)
        card = next((box for box in own if _has_link(piece, pieces, box)), None)
        if card is not None:
            cards[piece] = (card.getparent(), tag_of(card), card.get("class"))
    rows = Counter(cards.values())
    found = {piece for piece, row in cards.items() if rows[row] >= _FEWEST}
    if len(found) >= _MANY:  # the lead story of a front page stands alone above its rows
        found |= cards.keys()
    return frozenset(found)


def _boxes(piece: Piece) -> list[Element]:
    """The boxes around a sentence's own, so many as a card may have inside."""
    return list(islice(piece.box.iterancestors(), _LEVELS))


def _has_link(piece: Piece, pieces: Sequence[Piece], box: Element) -> bool:
    """Whether a title that is all link stands above the sentence in its box, or «Подробнее» below."""
    above = pieces[max(0, piece.order - 4) : piece.order]
    below = pieces[piece.order + 1 : piece.order + 3]
    titles = (other for other in above if _is_title(other))
    return any(_is_in(other, box) for other in titles) or any(
        other.linked > 0.9 and _MORE.match(other.text) and _is_in(other, box) for other in below
    )


def _is_title(piece: Piece) -> bool:
    return piece.linked > 0.6 and not is_date_line(piece.text) and piece.furniture is None


def _is_in(piece: Piece, box: Element) -> bool:
    return any(element is box for element in (piece.box, *piece.box.iterancestors()))
