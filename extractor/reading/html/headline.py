"""The headline of a page among its pieces: the heading that the head of the page, the markup and the article below agree on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extractor.reading.bylines import find_author
from extractor.reading.dates import find_dates, is_date_line
from extractor.reading.furniture import find_furniture
from extractor.reading.html.declared import Declared
from extractor.reading.html.pieces import Piece
from extractor.reading.lines import read_words

__all__ = ["find_headline", "split_headlines", "split_title"]

_TAGS = {"h1": 4.0, "h2": 2.5, "h3": 1.5, "h4": 0.5}
_LONGEST, _ENOUGH = 260, 1.5
#: «Заголовок - Газета», «Заголовок | Новости | Газета», «Заголовок :: Газета»
_SEPARATOR = re.compile(r"\s+(?:[|»›•·/]|[-–—]{1,2}|::?)\s+|\s*(?:\||::)\s*|:\s+(?=\S+\s[-–—|]\s)")


def split_title(title: str) -> list[str]:
    """Return the parts of a page's `<title>`: the headline, rubrics, the name of the site.

    >>> split_title("Субботник удался - 8 мая 2011 - Наше село")
    ['Субботник удался', '8 мая 2011', 'Наше село']
    """
    return [part.strip() for part in _SEPARATOR.split(title) if part.strip()]


def find_headline(pieces: Sequence[Piece], declared: Declared) -> Piece | None:
    """Return the piece that is the headline of the page's article, or None."""
    candidates = [piece for piece in pieces if _may_be(piece)]
    scored = [(_score(piece, pieces, declared), -piece.order, piece) for piece in candidates]
    best = max(scored, key=lambda row: row[:2], default=None)
    if best and best[0] >= _ENOUGH:
        return best[2]
    return _last_resort(pieces)


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


def _last_resort(pieces: Sequence[Piece]) -> Piece | None:
    """On a page that marks nothing: of the open lines right above the first sentence, one with a verb, else the first."""
    at = next(
        (n for n, piece in enumerate(pieces) if piece.line.is_prose and piece.linked < 0.5 and not piece.hidden), 0
    )
    lines = [piece for piece in pieces[max(0, at - 5) : at] if _may_be(piece) and _is_open(piece)]
    return next((piece for piece in lines if piece.line.has_verb), lines[0] if lines else None)


def _is_open(piece: Piece) -> bool:
    line = piece.line
    said = is_date_line(piece.text) or find_furniture(line) or find_author(piece.text) or find_dates(piece.text)
    return len(line.words) >= 2 and not line.is_punctuated and piece.linked < 0.5 and not piece.outs and not said


def _may_be(piece: Piece) -> bool:
    return not piece.hidden and 0 < len(piece.line.words) and len(piece.text) <= _LONGEST


def _score(piece: Piece, pieces: Sequence[Piece], declared: Declared) -> float:
    return sum(rule(piece, pieces, declared) for rule in RULES)


def _markup(piece: Piece, pieces: Sequence[Piece], declared: Declared) -> float:
    """A heading's tag, or a class that says so."""
    tag = max((_TAGS[tag] for tag in piece.tags & _TAGS.keys()), default=0.0)
    return tag + 2.0 * ("title" in piece.zones and not tag)


def _said_in_head(piece: Piece, pieces: Sequence[Piece], declared: Declared) -> float:
    """The headline of JSON-LD, OpenGraph, or the beginning of `<title>`."""
    words = piece.line.words
    best = 0.0
    for said in (declared.title, declared.head_title):
        other = read_words(said or "")
        if words == other:
            best = max(best, 5.0 if len(words) > 2 else 3.0)
        elif other and words == other[: len(words)]:
            best = max(best, 4.0 if len(words) > 2 else 2.5)
        elif len(words) > 1 and words in [read_words(part) for part in split_title(said or "")]:
            best = max(best, 3.0)
        elif len(other) > 2 and len(words) > 2:
            shared = len(set(words) & set(other)) / len(set(words))
            best = max(best, 3.0 * shared if shared >= 0.6 else 0.0)
    return best


def _is_site(piece: Piece, pieces: Sequence[Piece], declared: Declared) -> float:
    """The name of the site is no headline, even in `<h1>`."""
    words = piece.line.words
    site = read_words(declared.outlet or "")
    if words == site or "outlet" in piece.zones:
        return -8.0
    head = read_words(declared.head_title or "")
    if head and words == head:
        others = any(other is not piece and other.line.words == words for other in pieces[: piece.order + 8])
        return -4.0 if others or piece.order == 0 else 0.0
    parts = [read_words(part) for part in split_title(declared.head_title or "")]
    if words in parts and any(
        other.line.words in parts and other.line.words != words and other.linked < 0.5
        for other in pieces[piece.order + 1 : piece.order + 5]
    ):
        return -4.0
    if len(head) <= len(words) or words != head[-len(words) :]:
        return 0.0
    first = read_words(split_title(declared.head_title or "")[0])
    return (
        -6.0 if any(first and other.line.words[: len(first)] == first for other in pieces[piece.order + 1 :]) else -1.0
    )


def _place(piece: Piece, pieces: Sequence[Piece], declared: Declared) -> float:
    """A headline stands above sentences, the nearer the better, and is no link to another page, no menu, no date."""
    following = (other for other in pieces[piece.order + 1 : piece.order + 13] if not other.hidden)
    distance = next((at for at, other in enumerate(following) if other.line.is_prose and other.linked < 0.5), 12)
    score = 1.0 - 0.25 * distance
    score -= 1.5 * (piece.linked > 0.9)
    score -= 4.0 * bool(piece.outs and not piece.tags & _TAGS.keys())
    score -= 2.0 * bool(piece.outs)
    score -= 6.0 * (is_date_line(piece.text) or find_furniture(piece.line) is not None)
    return score


def _shape(piece: Piece, pieces: Sequence[Piece], declared: Declared) -> float:
    """Some words, open at the end."""
    line = piece.line
    score = -1.0 * (len(line.words) < 2)
    score -= 3.0 * (line.text.endswith(".") and not piece.tags & _TAGS.keys())
    score -= 2.0 * (line.is_prose and not piece.tags & _TAGS.keys())
    return score + 0.5 * line.has_verb


RULES: tuple[Callable[[Piece, Sequence[Piece], Declared], float], ...] = (
    _markup,
    _said_in_head,
    _is_site,
    _place,
    _shape,
)
