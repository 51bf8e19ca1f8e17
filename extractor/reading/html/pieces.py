"""A page in pieces: every stretch of text that a reader sees as a line or a paragraph of its own, with where it stands.

>>> from extractor.reading.html.tree import parse_page
>>> page = parse_page("<div><h1>Каток</h1>Каток залили.<br>Лёд держит.<p>Ура!</p></div>")
>>> [(piece.tag, piece.text) for piece in find_pieces(page)]
[('h1', 'Каток'), ('div', 'Каток залили.'), ('div', 'Лёд держит.'), ('p', 'Ура!')]
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from lxml import etree

from extractor.reading.furniture import find_furniture
from extractor.reading.html.tree import Element, tag_of
from extractor.reading.html.zones import find_zones
from extractor.reading.lines import Line

__all__ = ["Piece", "find_pieces"]

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul img picture video audio iframe object embed".split()
)
_SKIPPED = frozenset(
    "script style noscript template svg math iframe object embed button select option textarea input head audio video "
    "canvas map datalist meter progress".split()
)
_OUT_TAGS = frozenset({"nav", "footer", "aside", "dialog", "menu"})
_NO_CONTENT = frozenset({"out", "comments", "hidden", "spoiler"})
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])", re.IGNORECASE
)
#: so many words are a sentence even without a full stop, and so many are one whatever phrase they hold
_SENTENCE, _CERTAIN = 14, 30
#: an article that begins below so many elements is not looked for
_MOST_ELEMENTS, _MOST_PIECES = 50_000, 20_000
#: a box with more of the page's text than this is the page
_WHOLE = 0.8
_SPACE = re.compile("[ \t\n\r\f\u200b\ufeff]+")
#: what a page opens for the reader on a click
_OPENERS = re.compile(
    r"^\W*(?:показать\s+(?:полностью|весь|всё|все|ещё|еще|текст)|читать\s+(?:далее|дальше|полностью)|развернуть|раскрыть|открыть\s+полностью|спойлер|подробнее)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Open:
    """An element whose end has not been met: what it passes down to its text."""

    element: Element
    box: Element
    outs: tuple[Element, ...]
    hidden: bool
    linked: bool
    bold: bool
    tags: frozenset[str]


@dataclass(eq=False)
class Piece:
    """A stretch of text in one box of the page."""

    text: str
    #: the box (a block element) that holds it
    box: Element
    #: names of the boxes around it that say what it is: li, blockquote, figure, td, …
    tags: frozenset[str]
    #: the boxes around it that promise to be no part of an article
    outs: tuple[Element, ...]
    hidden: bool
    #: shares of the text, from 0 to 1, that are links and that are bold
    linked: float
    bold: float
    #: the stretches of its inline elements: a date in a span, an author in a link
    runs: tuple[tuple[str, Element], ...]
    #: whether it ends at a single line break
    broken: bool = False
    order: int = 0
    zones: frozenset[str] = field(default_factory=frozenset)

    @property
    def tag(self) -> str:
        """The name of the box."""
        return tag_of(self.box)

    @property
    def spaced(self) -> str:
        """The text with its inline elements a space apart, as a style sheet shows «Газета 9 янв 2025»."""
        return " ".join(text for text, _ in self.runs)

    @cached_property
    def line(self) -> Line:
        """The text as a line, to be asked what it says of itself."""
        return Line(0, len(self.text), self.text)

    @cached_property
    def furniture(self) -> str | None:
        """The rule by which the text is furniture, whatever stands around it."""
        return find_furniture(self.line)

    @cached_property
    def is_sentence(self) -> bool:
        """Whether the text reads as a sentence of an article, not as a link or a label."""
        line = self.line
        if self.linked >= 0.6 or not (line.is_prose or len(line.words) >= _SENTENCE):
            return False
        return len(line.words) >= _CERTAIN or self.furniture is None


class _Walk:
    """Collects pieces on the way through a tree."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.open: list[_Open] = []
        self.buffer: list[tuple[str, _Open]] = []
        self.clicked = False
        self.elements = 0

    def text(self, value: str | None) -> None:
        if value:
            self.buffer.append((value, self.open[-1]))

    def flush(self, broken: bool = False) -> None:
        buffer, self.buffer = self.buffer, []
        if not buffer:
            return
        text = _SPACE.sub(" ", _join(buffer)).strip()
        if not text:
            return
        first = next(state for value, state in buffer if value.strip())
        total = sum(len(value.strip()) for value, _ in buffer) or 1
        piece = Piece(
            text,
            first.box,
            frozenset().union(*(state.tags for _, state in buffer)) if len(buffer) > 1 else first.tags,
            first.outs,
            first.hidden,
            sum(len(value.strip()) for value, state in buffer if state.linked) / total,
            sum(len(value.strip()) for value, state in buffer if state.bold) / total,
            tuple((bare, state.element) for value, state in buffer if (bare := _SPACE.sub(" ", value).strip())),
            broken,
            len(self.pieces),
            _zones_near(first, alone=len(buffer) == 1),
        )
        self.clicked = bool(_OPENERS.match(text))
        self.pieces.append(piece)


def _join(buffer: list[tuple[str, _Open]]) -> str:
    """The text of inline elements; a space where only a style sheet holds «августа» and «Фото» apart."""
    parts = [buffer[0][0]]
    for (before, left), (value, right) in pairwise(buffer):
        if left.element is not right.element and before[-1:].islower() and value[:1].isupper():
            parts.append(" ")
        parts.append(value)
    return "".join(parts)


def find_pieces(root: Element) -> list[Piece]:
    """Return the pieces of a page in order, hidden ones marked as hidden."""
    walk = _Walk()
    iterator = etree.iterwalk(root, events=("start", "end"))
    for event, element in iterator:
        walk.elements += 1
        if walk.elements > 2 * _MOST_ELEMENTS or len(walk.pieces) > _MOST_PIECES:
            break
        tag = tag_of(element)
        if event == "end":
            _close(walk, element, tag)
        elif tag in _SKIPPED or not tag:
            if tag in _BLOCKS:
                walk.flush()
            if tag == "button":
                walk.clicked = walk.clicked or bool(_OPENERS.match(element.text_content()[:60]))
            iterator.skip_subtree()
        else:
            _enter(walk, element, tag)
    walk.flush()
    _forgive_whole_page(walk.pieces)
    return walk.pieces


def _forgive_whole_page(pieces: list[Piece]) -> None:
    """A box that holds most of the page's text (`<body class="has-sidebar">`) is no sidebar, whatever its names say."""
    total = sum(len(piece.text) for piece in pieces)
    mass = Counter[Element]()
    for piece in pieces:
        for element in piece.outs:
            mass[element] += len(piece.text)
    whole = {element for element, size in mass.items() if size > _WHOLE * total}
    if whole:
        for piece in pieces:
            piece.outs = tuple(element for element in piece.outs if element not in whole)


def _enter(walk: _Walk, element: Element, tag: str) -> None:
    block = tag in _BLOCKS
    if block:
        walk.flush()
    elif tag == "br":
        walk.flush(broken=True)
    parent = walk.open[-1] if walk.open else _Open(element, element, (), False, False, False, frozenset())
    zones = find_zones(element.get("class") or "", element.get("id") or "")
    out = bool(zones & {"out", "comments"}) or tag in _OUT_TAGS
    hidden = _is_hidden(element, zones) and not (walk.clicked or "spoiler" in zones)
    walk.open.append(
        _Open(
            element,
            element if block else parent.box,
            (*parent.outs, element) if out else parent.outs,
            parent.hidden or hidden,
            parent.linked or tag == "a",
            parent.bold or tag in ("b", "strong"),
            parent.tags | {tag},
        )
    )
    walk.text(element.text)


def _close(walk: _Walk, element: Element, tag: str) -> None:
    if walk.open and walk.open[-1].element is element:
        if tag in _BLOCKS:
            walk.flush()
        walk.open.pop()
    if walk.open:
        walk.text(element.tail)


def _is_hidden(element: Element, zones: frozenset[str]) -> bool:
    if "hidden" in zones or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return bool(style and _HIDING.search(style))


def _zones_near(state: _Open, alone: bool) -> frozenset[str]:
    """The zones of the box, or of the only inline element in it; of the box around it where these names say nothing."""
    if alone and state.element is not state.box:
        inline = find_zones(state.element.get("class") or "", state.element.get("id") or "") - _NO_CONTENT
        if inline:
            return inline
    own = find_zones(state.box.get("class") or "", state.box.get("id") or "") - _NO_CONTENT
    parent = state.box.getparent()
    if own or parent is None or tag_of(parent) in ("body", "html"):
        return own
    return find_zones(parent.get("class") or "", parent.get("id") or "") - _NO_CONTENT
