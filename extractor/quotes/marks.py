"""Where words stand in marks, and which paragraphs open with a dash: typography only, whatever the words may be.

«…», „…“, “…” and "…" are paired, nested ones inside; a straight mark is told opening from closing by its neighbours.
One pair may span paragraphs, each opened anew or not. Where writers forget or merge a mark, the pair is completed.

>>> text = 'Ферма "Заря" ждёт: «Ансамбль «Рябина» едет».'
>>> [piece.words(text) for piece in find_marked(text, [Span(0, len(text))])]
[['Заря'], ['Ансамбль «Рябина» едет'], ['Рябина']]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extractor.document import Document
from extractor.spans import Span, trim

__all__ = ["CLOSING", "DASHES", "EITHER", "MARK", "OPENING", "Marked", "dash_start", "find_marked", "find_paragraphs"]

#: hyphen, non-breaking hyphen, figure dash, en dash, em dash, bar, minus
DASHES = "-‑‒–—―−"
OPENING = "«„‹"
CLOSING = "»›"
#: marks that open or close by where they stand
EITHER = '"“”‟'
MARK = re.compile(f"[{OPENING}{CLOSING}{EITHER}]")
FAMILY = {"«": "angle", "»": "angle", "‹": "single", "›": "single", '"': "straight"}
#: how many paragraphs one pair of marks may span
REACH = 15
#: marks that may stand together: «…»», and no more than a few
MARKS = 8
#: what may follow a mark that closes speech: its sentence ends there, or the author's words begin
AFTER_SPEECH = re.compile(rf"\s*[,.;!?…]*\s*(?:$|[{DASHES}])|\.\s")
AT_AUTHOR = re.compile(rf"\s*[,.!?…]*\s*[{DASHES}]")
AT_END = re.compile(r"\W*$")
BEFORE_AUTHOR = re.compile(rf"[,!?…]\s*[{DASHES}]\s")


@dataclass(frozen=True)
class Marked:
    """A piece of text in marks: the marks included in `outer`; without them, a segment a paragraph, in `segments`.

    `depth` counts the pairs around it. `whole` is false where a mark was missing and had to be guessed.
    """

    outer: Span
    segments: tuple[Span, ...]
    depth: int = 0
    whole: bool = True

    def words(self, text: str) -> list[str]:
        """Return what stands in the marks."""
        return [segment.of(text) for segment in self.segments]

    @cached_property
    def inner(self) -> Span:
        """From the first word to the last."""
        return Span(self.segments[0].start, self.segments[-1].end)


@dataclass(slots=True)
class _Paragraph:
    """The marks of one paragraph: pairs, and those without a partner."""

    span: Span
    pairs: list[tuple[int, int]] = field(default_factory=list)
    opens: list[int] = field(default_factory=list)
    closes: list[int] = field(default_factory=list)


def find_paragraphs(document: Document) -> list[Span]:
    """Return the lines of the body's blocks, without white space at either end."""
    text = document.text
    lines = (
        trim(text, Span(block.start + line.start(), block.start + line.end()))
        for block in document.body
        for line in re.finditer(r"[^\r\n]+", block.of(text))
    )
    return [line for line in lines if line.length]


def dash_start(text: str, paragraph: Span) -> int | None:
    """Return where the words of a paragraph that opens with a dash begin, or None: «—Плотину», «-  Кот», «– Да».

    >>> dash_start("– Да.", Span(0, 5)), dash_start("-5 градусов", Span(0, 11))
    (2, None)
    """
    head = re.compile(rf"[{DASHES}]{{1,2}}\s*(?=[\w«\"„“(…])").match(text, paragraph.start, paragraph.end)
    if head is None or (text[head.end()].isdigit() and head.end() == head.start() + 1):
        return None
    return head.end()


def find_marked(text: str, paragraphs: Sequence[Span]) -> list[Marked]:
    """Return the pieces in marks, in order of their opening marks; outer ones before those inside them."""
    read = [_pair(text, paragraph) for paragraph in paragraphs]
    found = [*_join_paragraphs(text, read), *_complete(text, read)]
    found += [_marked(text, [Span(start + 1, end)], Span(start, end + 1)) for p in read for start, end in p.pairs]
    pieces = [piece for piece in found if piece is not None]
    return _with_depth(sorted(pieces, key=lambda piece: (piece.outer.start, -piece.outer.end)))


def _pair(text: str, paragraph: Span) -> _Paragraph:
    """Pair the marks of a paragraph: a closing one with the last opening one of its family, else of any."""
    read = _Paragraph(paragraph)
    stack: list[int] = []
    for match in MARK.finditer(text, paragraph.start, paragraph.end):
        at = match.start()
        if _opens(text, at, paragraph, stack):
            stack.append(at)
        elif not stack:
            read.closes.append(at)
        else:
            partner = next((o for o in reversed(stack) if _family(text, o) == _family(text, at)), None)
            if partner is None and text[at] in CLOSING and len(stack) == 1:
                read.closes.append(at)
                continue
            partner = stack[-1] if partner is None else partner
            read.opens += stack[stack.index(partner) + 1 :]
            del stack[stack.index(partner) :]
            read.pairs.append((partner, at))
    read.opens = sorted(read.opens + stack)
    return read


def _family(text: str, at: int) -> str:
    return FAMILY.get(text[at], "curly")


def _opens(text: str, at: int, paragraph: Span, stack: Sequence[int]) -> bool:
    """Tell whether the mark opens: by its kind, else by its neighbours, else by whether its family stands open."""
    if text[at] in OPENING:
        return True
    if text[at] in CLOSING:
        return False
    before = text[at - 1] if at > paragraph.start else " "
    after = _after_marks(text, at + 1, paragraph.end)
    opens = before.isspace() or before in f"([{{/{DASHES}" or at - 1 in stack
    closes = after.isspace() or not (after.isalnum() or after in "…([")
    if opens != closes:
        return opens
    if text[at] == "“" and any(text[o] == "„" for o in stack):
        return False
    return not any(_family(text, o) == _family(text, at) for o in stack)


def _after_marks(text: str, at: int, end: int) -> str:
    """Return what follows the marks from `at` on; no text has more than MARKS of them at one place."""
    last = min(end, at + MARKS)
    while at < last and (text[at] in CLOSING + EITHER + OPENING + "'"):
        at += 1
    return text[at] if at < end else " "


def _join_paragraphs(text: str, read: list[_Paragraph]) -> Iterator[Marked | None]:
    """Pairs over several paragraphs; those that open each paragraph anew are one («A.⏎«B.⏎«C.»)."""
    at = 0
    while at < len(read):
        last = _last_of_run(text, read, at)
        if last is not None:
            first = read[at].opens[0]
            closing = _closing_of_run(read[last])
            segments = [Span(first + 1, read[at].span.end)]
            segments += [Span(_reopened(text, p.span), p.span.end) for p in read[at + 1 : last]]
            segments.append(Span(_reopened(text, read[last].span), closing))
            for paragraph in read[at : last + 1]:
                paragraph.opens = []
                paragraph.closes = []
            read[last].pairs = [pair for pair in read[last].pairs if pair[0] != read[last].span.start]
            yield _marked(text, segments, Span(first, closing + 1))
            at = last
        at += 1


def _last_of_run(text: str, read: Sequence[_Paragraph], at: int) -> int | None:
    """Return the paragraph where the pair ends that `read[at]` leaves open, or None where it does not go on."""
    if len(read[at].opens) != 1 or not _stands_free(text, read[at].opens[0], read[at].span):
        return None
    for last in range(at + 1, min(at + 1 + REACH, len(read))):
        paragraph = read[last]
        anew = MARK.match(text, paragraph.span.start) is not None
        if paragraph.closes and not any(o < paragraph.closes[0] and o != paragraph.span.start for o in paragraph.opens):
            return last
        if anew and any(start == paragraph.span.start for start, _ in paragraph.pairs):
            return last if _goes_on(text, read[last - 1].span) else None
        if paragraph.opens and not (anew and paragraph.opens == [paragraph.span.start]):
            return None
        if dash_start(text, paragraph.span) is not None:
            return None
    return None


def _stands_free(text: str, start: int, paragraph: Span) -> bool:
    """Speech of several paragraphs opens with a sentence: at the head of a paragraph, after a stop or a colon."""
    before = text[paragraph.start : start].rstrip("' \t\u00a0" + DASHES)
    return not before or before.rstrip('»"”)')[-1:] in set(".!?…:")


def _goes_on(text: str, paragraph: Span) -> bool:
    """A paragraph after which marks open anew ends with a stop, and with no mark of its own."""
    last = text[paragraph.start : paragraph.end].rstrip(".!?…")[-1:]
    return text[paragraph.end - 1] in ".!?…:;" and MARK.match(last) is None


def _closing_of_run(paragraph: _Paragraph) -> int:
    reopened = [end for start, end in paragraph.pairs if start == paragraph.span.start]
    return reopened[0] if reopened else paragraph.closes[0]


def _reopened(text: str, paragraph: Span) -> int:
    return paragraph.start + 1 if MARK.match(text, paragraph.start) else paragraph.start


def _complete(text: str, read: Sequence[_Paragraph]) -> Iterator[Marked | None]:
    """Pieces whose closing mark is missing: it is one with an inner mark's («Фонд «Лад»), or was forgotten."""
    for paragraph in read:
        for start in paragraph.opens:
            closings = [end for _, end in paragraph.pairs if end > start]
            author = BEFORE_AUTHOR.search(text, start, paragraph.span.end)
            end = _shared_closing(text, closings, paragraph.span.end)
            if end is not None and (author is None or end < author.start() + 2):
                yield _marked(text, [Span(start + 1, end + 1)], Span(start, end + 1), whole=False)
            elif author is not None and _heads_speech(text, start, paragraph.span):
                end = author.start() + (text[author.start()] != ",")
                yield _marked(text, [Span(start + 1, end)], Span(start, end), whole=False)
            elif _heads_speech(text, start, paragraph.span):
                yield _marked(text, [Span(start + 1, paragraph.span.end)], Span(start, paragraph.span.end), whole=False)


def _shared_closing(text: str, closings: Sequence[int], end: int) -> int | None:
    """Return the inner mark that closes the outer pair too, best before the author's words or at the end."""
    likely = [at for at in closings if AFTER_SPEECH.match(text, at + 1, end)]
    for form in (AT_AUTHOR, AT_END):
        for at in likely:
            if form.match(text, at + 1, end):
                return at
    return likely[0] if likely else None


def _heads_speech(text: str, start: int, paragraph: Span) -> bool:
    return start == paragraph.start or text[paragraph.start : start].rstrip().endswith(":")


def _marked(text: str, segments: Sequence[Span], outer: Span, whole: bool = True) -> Marked | None:
    """A piece with its segments without white space, wiki's '' and the comma before the author's words."""
    trimmed = []
    for segment in segments:
        clean = trim(text, segment)
        if text[clean.start : clean.start + 2] == "''":
            clean = trim(text, Span(clean.start + 2, max(clean.start + 2, clean.end)))
        if text[max(clean.start, clean.end - 2) : clean.end] == "''":
            clean = trim(text, Span(clean.start, clean.end - 2))
        if clean.length and text[clean.end - 1] == ",":
            clean = trim(text, Span(clean.start, clean.end - 1))
        if any(char.isalnum() for char in clean.of(text)):
            trimmed.append(clean)
    return Marked(outer, tuple(trimmed), whole=whole) if trimmed else None


def _with_depth(found: Sequence[Marked]) -> list[Marked]:
    """Count the pieces around each; a piece that crosses another's end is dropped."""
    kept: list[Marked] = []
    around: list[Marked] = []
    for piece in found:
        while around and around[-1].outer.end <= piece.outer.start:
            around.pop()
        if around and around[-1].outer.end < piece.outer.end:
            continue
        kept.append(Marked(piece.outer, piece.segments, len(around), piece.whole))
        around.append(kept[-1])
    return kept
