"""The pieces of an article's region become its parts: lead, paragraphs, headings, lists, captions; furniture stays out.

A part may be several pieces: the cells of a table's row, lines that only a narrow page of 2005 broke apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from extractor.annotations import BlockKind
from extractor.reading.bylines import find_author, is_credit, is_name
from extractor.reading.dates import is_date_line, parse_date
from extractor.reading.furniture import is_furniture, opens_list
from extractor.reading.html.body import Region
from extractor.reading.html.pieces import Piece
from extractor.reading.html.tree import Element, tag_of
from extractor.reading.html.zones import find_zones

__all__ = ["Part", "find_parts"]

_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_TIME = re.compile(r"^\W*\d\d?[:.]\d\d\W*$")
#: a cell of a table of data is no longer (characters), a heading no longer, a standfirst no shorter (words)
_CELL, _TITLE_WORDS, _STANDFIRST = 80, 16, 5
#: a line of so few words may be a row of fields: a date, a name, a rubric
_FIELDS = 8
#: a box is a small part of the body up to this share; below it so many characters are more than a remark
_SMALL, _REMARK = 0.4, 150


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of the body stands: below the last sentence or not, among which boxes, below which piece."""

    after: bool
    #: the names of the boxes that the paragraphs of the body stand in
    usual: frozenset[str]
    above: Piece | None


@dataclass(slots=True)
class Part:
    """What will be a block of the article."""

    piece: Piece
    text: str
    kind: BlockKind
    rule: str


def find_parts(region: Region, kept: Collection[Piece] | None) -> list[Part]:
    """Return the parts of the article in the region, in order, furniture left out."""
    parts = [part for piece in region.head if (part := _head_part(piece, region))]
    sentences = [part for part in parts if part.kind == "lead" and part.piece.line.is_prose]
    for part in sentences if len(sentences) > 2 else sentences[1:]:
        part.kind, part.rule = "paragraph", "sentence"
    body = list(_body_parts(region))
    _drop_ends(body)
    parts += body
    parts += _tail_parts(region, kept)
    _mark_lead(parts)
    return parts


def _head_part(piece: Piece, region: Region) -> Part | None:
    """Between the headline and the body: a standfirst, a picture's caption, the author."""
    if region.leaves_out(piece):
        return None
    if piece.furniture or is_date_line(piece.text):
        return None
    if _is_caption(piece):
        return Part(piece, piece.text, "caption", "caption")
    if "author" in piece.zones or "date" in piece.zones or piece.linked > 0.6 or _has_meta(piece):
        return None
    if piece.tags & _HEADINGS and len(piece.line.words) >= 3:
        return Part(piece, piece.text, "lead", "heading under the title")
    if (
        ("lead" in piece.zones and len(piece.line.words) >= 3)
        or len(piece.line.words) >= _STANDFIRST
        or piece.is_sentence
    ):
        return Part(piece, piece.text, "lead", "between title and body")
    return None


def _has_meta(piece: Piece) -> bool:
    """«Ия Лось · 20 декабря 2025», «От Ии Лось»: who and when."""
    line = piece.line
    if len(line.words) > 24:
        return False
    if parse_date(piece.spaced) and not line.is_prose:
        return True
    if len(piece.runs) > 1 and any(is_furniture(run) for run, _ in piece.runs):
        return True
    fields = re.split(r"\s*[·|•,]\s*" if len(line.words) <= _FIELDS else r"\s*[·|•]\s*", piece.text)
    return any(is_date_line(text) or find_author(text) for text in (piece.text, *fields))


def _body_parts(region: Region) -> Iterator[Part]:
    last = max((at for at, piece in enumerate(region.body) if _may_speak(piece, region)), default=-1)
    first = next((at for at, piece in enumerate(region.body) if _may_speak(piece, region)), -1)
    usual = _usual_boxes(region)
    listing = False
    spoilt: set[Element] = set()
    for at, group in _groups(region.body):
        piece = group[0]
        if region.leaves_out(piece):
            continue
        rule = piece.furniture
        if rule and not _heads_sentences(piece, region.body[at + 1 : last + 1]):
            listing = opens_list(rule)
            spoilt |= _small_box(piece, region)
            continue
        if piece.box.getparent() in spoilt:
            continue
        if at < first and not _is_caption(piece) and (_is_label(piece) or _has_meta(piece)):
            continue
        part = _standfirst(piece, at < first, at == first) or _classify(
            group, Place(at > last, usual, region.body[at - 1] if at else None)
        )
        if part and listing and part.kind != "caption" and not part.piece.line.is_prose:
            continue
        listing = listing and part is None
        if part:
            yield part


def _heads_sentences(piece: Piece, below: Sequence[Piece]) -> bool:
    """«Документы» in `<h2>` above sentences is a heading of the article, though menus have the word too."""
    named = (piece.furniture or "").startswith(("line", "rubric")) and piece.tags & _HEADINGS
    return bool(named and below and below[0].linked < 0.5 and below[0].furniture is None)


def _may_speak(piece: Piece, region: Region) -> bool:
    return piece.is_sentence and not region.leaves_out(piece)


def _is_label(piece: Piece) -> bool:
    """A few words above the first sentence that say nothing: a rubric, a place."""
    line = piece.line
    return len(line.words) < _STANDFIRST and not (
        line.has_verb or line.is_punctuated or piece.zones & {"lead", "author"}
    )


def _small_box(piece: Piece, region: Region) -> set[Element]:
    """The box around a line of furniture, where it is a small part of the body: «Подпишитесь» above a promise."""
    box = piece.box.getparent()
    if box is None or box is region.box or piece.box is region.box:
        return set()
    own = sum(len(other.text) for other in region.body if other.box.getparent() is box)
    whole = sum(len(other.text) for other in region.body)
    return {box} if own < _SMALL * whole else set()


def _standfirst(piece: Piece, above: bool, first: bool) -> Part | None:
    """An open line of some length above the first sentence of the body."""
    if "lead" in piece.zones and first and piece.is_sentence and not _is_caption(piece):
        return Part(piece, piece.text, "lead", "first sentence, named lead")
    fewest = 3 if "lead" in piece.zones or piece.tags & _HEADINGS else _STANDFIRST
    if not above or len(piece.line.words) < fewest or piece.linked > 0.6 or _is_caption(piece) or _has_meta(piece):
        return None
    return Part(piece, piece.text, "lead", "above the first sentence")


def _usual_boxes(region: Region) -> frozenset[str]:
    """The names of the boxes that the paragraphs of this body stand in."""
    counts = Counter(piece.tag for piece in region.body if piece.is_sentence)
    return frozenset(tag for tag, count in counts.items() if count >= 2 or len(counts) == 1)


def _groups(pieces: Sequence[Piece]) -> Iterator[tuple[int, list[Piece]]]:
    """Pieces that are one part: a row of a table, a paragraph broken by single line breaks."""
    at = 0
    while at < len(pieces):
        group = [pieces[at]]
        while at + len(group) < len(pieces) and _belongs(group, pieces[at + len(group)]):
            group.append(pieces[at + len(group)])
        yield at, group
        at += len(group)


def _belongs(group: Sequence[Piece], piece: Piece) -> bool:
    last = group[-1]
    if last.box is piece.box:
        return last.broken and not last.line.is_punctuated and piece.text[:1].islower() and not piece.line.is_item
    row = _row(piece)
    return (
        row is not None
        and row is _row(last)
        and _cell(piece) is not _cell(last)
        and len(piece.text) <= _CELL
        and len(last.text) <= _CELL
    )


def _row(piece: Piece) -> Element | None:
    return _around(piece, "tr") if piece.tags & {"td", "th"} else None


def _cell(piece: Piece) -> Element | None:
    return _around(piece, "td", "th")


def _around(piece: Piece, *tags: str) -> Element | None:
    element = piece.box
    while element is not None and tag_of(element) not in tags:
        element = element.getparent()
    return element


def _classify(group: Sequence[Piece], place: Place) -> Part | None:
    piece = group[0]
    text = " ".join(other.text for other in group)
    if len(group) > 1 and _row(piece) is not None:
        return Part(piece, "\t".join(other.text for other in group), "list", "table row")
    for rule in RULES:
        if answer := rule(piece, place):
            kind, name = answer
            return Part(piece, text, kind, name) if kind != "furniture" else None
    return None


Answer = tuple[BlockKind, str] | None


def _caption(piece: Piece, place: Place) -> Answer:
    return ("caption", "caption") if _is_caption(piece) else None


def _is_caption(piece: Piece) -> bool:
    if piece.tags & {"figcaption"} or (is_credit(piece.text) and not piece.line.is_prose):
        return True
    if find_author(piece.text):
        return False
    if "picture" in piece.zones and not piece.line.is_prose and piece.linked < 0.6 and not piece.tags & _HEADINGS:
        return True
    return len(piece.line.words) <= 40 and ("caption" in piece.zones or ("figure" in piece.tags and piece.linked < 0.6))


def _time(piece: Piece, place: Place) -> Answer:
    if not is_date_line(piece.text):
        return None
    return ("dateline", "time of an entry") if _TIME.match(piece.text) and not place.after else ("furniture", "date")


def _cited(piece: Piece, place: Place) -> Answer:
    """Below a quotation in a box of its own, whoever said it."""
    box, above = piece.box.getparent(), place.above
    if place.after or above is None or not ("author" in piece.zones or "cite" in piece.tags):
        return None
    quoted = "blockquote" in piece.tags & above.tags or (
        above.box.getparent() is box and "quote" in find_zones(box.get("class") or "", "")
    )
    return ("paragraph", "who is quoted") if quoted and above.line.is_closed else None


def _byline(piece: Piece, place: Place) -> Answer:
    line = piece.line
    if (place.after and is_name(line.text)) or (
        not line.is_prose and not is_name(line.text) and find_author(line.text)
    ):
        return "byline", "byline"
    return ("byline", "byline") if "author" in piece.zones and len(line.words) <= 8 and not line.is_prose else None


def _linked(piece: Piece, place: Place) -> Answer:
    """A line that is all link leads to another article."""
    return ("furniture", "link") if piece.linked > 0.8 and not piece.tags & {"blockquote"} else None


def _item(piece: Piece, place: Place) -> Answer:
    if "li" in piece.tags:
        return "list", "item"
    if piece.line.is_item and not piece.line.is_speech and piece.text[0] not in "—–-":
        return "list", "bullet"
    return None


def _heading(piece: Piece, place: Place) -> Answer:
    line = piece.line
    if piece.tags & _HEADINGS and not line.is_prose:
        return ("furniture", "heading of nothing") if place.after else ("heading", "heading")
    short = len(line.words) <= _TITLE_WORDS and not line.is_punctuated
    if short and not place.after and (piece.bold > 0.95 or piece.zones & {"title", "lead"}):
        return "heading", "bold line"
    return None


def _sentence(piece: Piece, place: Place) -> Answer:
    line = piece.line
    closed = line.is_closed and piece.tag in place.usual
    if line.is_prose or len(line.words) >= 14 or closed or (line.is_punctuated and not place.after):
        return "paragraph", "sentence"
    return None


def _open(piece: Piece, place: Place) -> Answer:
    """A line that is no sentence is the article's where it stands among its paragraphs in the same kind of box."""
    if piece.tag in place.usual and not place.after:
        return "paragraph", "line among paragraphs"
    return "furniture", "below the article" if place.after else "in a box of its own"


#: the first that answers wins
RULES: tuple[Callable[[Piece, Place], Answer], ...] = (
    _caption,
    _time,
    _cited,
    _byline,
    _linked,
    _heading,
    _item,
    _sentence,
    _open,
)


def _drop_ends(parts: list[Part]) -> None:
    """A heading or a time with nothing under it heads nothing."""
    while parts and parts[-1].kind in ("heading", "dateline"):
        parts.pop()


def _tail_parts(region: Region, kept: Collection[Piece] | None) -> Iterator[Part]:
    """What belongs to the article below its body, up to the first line that begins something else."""
    ended = False
    for piece in region.tail:
        rule = piece.furniture or ""
        ended = ended or rule.startswith(("call", "head")) or "title" in piece.zones or bool(piece.tags & _HEADINGS)
        part = None if rule else _tail_part(piece, region, kept)
        if part and part.kind == "paragraph" and not _is_of_article(piece, region):
            part = None
        if part and not (ended and part.kind == "paragraph"):
            yield part


def _is_of_article(piece: Piece, region: Region) -> bool:
    """Below the body: a box like the body's own, or one with more than a remark."""
    box = piece.box if piece.tag not in ("p", "blockquote") else piece.box.getparent()
    alike = box.get("class") == region.box.get("class") and tag_of(box) == tag_of(region.box)
    size = sum(
        len(other.text) for other in region.tail if box in (other.box, *other.box.iterancestors()) and other.is_sentence
    )
    return alike or box is region.box.getparent() or size >= _REMARK


def _tail_part(piece: Piece, region: Region, kept: Collection[Piece] | None) -> Part | None:
    """Below the body in the same article: sentences that trafilatura kept, and who wrote it."""
    if region.leaves_out(piece):
        return None
    if piece.linked > 0.6:
        return None
    if _is_caption(piece):
        return Part(piece, piece.text, "caption", "caption")
    if is_name(piece.text) or (len(piece.line.words) <= 8 and not piece.line.is_prose and find_author(piece.text)):
        return Part(piece, piece.text, "byline", "byline")
    if piece.is_sentence and kept is not None and piece in kept:
        return Part(piece, piece.text, "paragraph", "below the body")
    return None


def _mark_lead(parts: list[Part]) -> None:
    """A bold opener is the lead where none stands above."""
    first = next((part for part in parts if part.kind in ("lead", "paragraph")), None)
    rest = [part for part in parts if part.kind == "paragraph" and part is not first]
    if first is None or first.kind == "lead" or not rest or any(part.piece.bold > 0.9 for part in rest):
        return
    if first.piece.bold > 0.9 or "lead" in first.piece.zones:
        first.kind, first.rule = "lead", "bold opener"
