"""Speech that a dash opens: «– A, – рассказал X. – B. C.», the turns of a conversation, an interview's answers.

A list's points open with a dash too. They are told apart by their run: paragraphs that follow one another, each with
its dash, are speech where one of them holds the author's words, or where questions and answers alternate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.document import Document
from extractor.quotes.author import AuthorWords, find_insertions, read_lead
from extractor.quotes.drafts import Draft
from extractor.quotes.marks import DASHES, Marked, dash_start
from extractor.spans import Span, trim

__all__ = ["find_dash_speech"]

#: how a sentence of speech ends
ENDS = '.!?…»"”)'
#: a question before an answer is no longer than this, in characters
QUESTION = 400
#: words of speech begin after a colon and a dash with a capital
COLON_DASH = re.compile(rf":\s*[{DASHES}]\s+(?=[А-ЯЁ])")


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph that opens with a dash: its words from `start`, the author's words among them."""

    at: int
    paragraph: Span
    start: int
    insertions: tuple[AuthorWords, ...]

    def body(self) -> Span:
        return Span(self.start, self.paragraph.end)


def find_dash_speech(document: Document, paragraphs: Sequence[Span], pieces: Sequence[Marked]) -> list[Draft]:
    """Return the direct speech that dashes open, in order of text; speech with no author's words has no cue."""
    drafts = []
    for run in _runs(document, paragraphs, pieces):
        for rule in RULES:
            found = rule(document, paragraphs, run)
            if found:
                drafts += found
                break
    return [*drafts, *_after_colons(document, paragraphs, pieces)]


def _runs(document: Document, paragraphs: Sequence[Span], pieces: Sequence[Marked]) -> Iterator[list[_Line]]:
    run: list[_Line] = []
    for at, paragraph in enumerate(paragraphs):
        start = dash_start(document.text, paragraph)
        if start is None:
            if run:
                yield run
            run = []
            continue
        masks = tuple(p.outer for p in pieces if p.depth == 0 and paragraph.start <= p.outer.start < paragraph.end)
        run.append(_Line(at, paragraph, start, tuple(find_insertions(document, Span(start, paragraph.end), masks))))
    if run:
        yield run


def _told(document: Document, paragraphs: Sequence[Span], run: Sequence[_Line]) -> list[Draft]:
    """Somebody of the run is said to speak: «– A, – сказал X.»; the other full sentences are turns of the same talk."""
    if not any(line.insertions for line in run):
        return []
    return [
        _spoken(document, line) if line.insertions else Draft("direct", (_bare(document, line),), rule="dash turn")
        for line in run
        if line.insertions or _is_sentence(document, line)
    ]


def _led(document: Document, paragraphs: Sequence[Span], run: Sequence[_Line]) -> list[Draft]:
    """A colon after a cue opens the run: «Он ответил:⏎– Да.»"""
    before = paragraphs[run[0].at - 1] if run[0].at else None
    if before is None or document.text[before.end - 1] != ":" or not _is_sentence(document, run[0]):
        return []
    lead = read_lead(document, before.start, before.end - 1)
    if lead is None or lead.rule == "lead_noun":
        return []
    first = Draft("direct", (_bare(document, run[0]),), lead.cue, lead.token, rule="dash after a colon")
    rest = [line for line in run[1:] if _is_sentence(document, line)]
    return [first, *(Draft("direct", (_bare(document, line),), rule="dash turn") for line in rest)]


def _interview(document: Document, paragraphs: Sequence[Span], run: Sequence[_Line]) -> list[Draft]:
    """Questions and answers by turns; the answers are what the interview gives."""
    asking = [_asks(document, line.paragraph) for line in run]
    turns = {at % 2 for at, asks in enumerate(asking) if asks}
    if len(turns) == 1 and len(run) > 2:
        answers = [line for at, line in enumerate(run) if at and at % 2 not in turns]
    else:
        answers = [
            line for line in run if not _asks(document, line.paragraph) and _is_asked(document, paragraphs, line)
        ]
    return [
        Draft("direct", (_bare(document, line),), rule="interview answer")
        for line in answers
        if _is_sentence(document, line)
    ]


def _is_asked(document: Document, paragraphs: Sequence[Span], line: _Line) -> bool:
    return line.at > 0 and _asks(document, paragraphs[line.at - 1])


RULES = (_told, _led, _interview)


def _after_colons(document: Document, paragraphs: Sequence[Span], pieces: Sequence[Marked]) -> Iterator[Draft]:
    """A colon and a dash inside a paragraph: «Сторож ответил: – Ворота закрыты.»"""
    text = document.text
    for at, paragraph in enumerate(paragraphs):
        opening = COLON_DASH.search(text, paragraph.start, paragraph.end)
        if opening is None or dash_start(text, paragraph) is not None:
            continue
        if any(piece.outer.start < opening.start() < piece.outer.end for piece in pieces):
            continue
        lead = read_lead(document, paragraph.start, opening.start())
        words = Span(opening.end(), paragraph.end)
        line = _Line(at, paragraph, words.start, tuple(find_insertions(document, words)))
        if (
            lead is not None
            and lead.rule in {"lead_verb", "lead_name"}
            and (line.insertions or _is_sentence(document, line))
        ):
            content = _spoken(document, line).content if line.insertions else (_bare(document, line),)
            yield Draft("direct", content, lead.cue, lead.token, rule="dash after a colon")


def _spoken(document: Document, line: _Line) -> Draft:
    """Cut the author's words out; where they end without a dash, what follows is the author's too."""
    segments, start = [], line.start
    for words in line.insertions:
        segments.append(trim(document.text, Span(start, words.span.start), ","))
        start = words.span.end
        if not document.text[words.span.start : words.span.end].rstrip().endswith(tuple(DASHES)):
            start = line.paragraph.end
            break
    segments.append(trim(document.text, Span(start, line.paragraph.end), ","))
    first = line.insertions[0]
    return Draft("direct", tuple(s for s in segments if s.length), first.cue, first.token, rule="dash speech")


def _bare(document: Document, line: _Line) -> Span:
    return trim(document.text, line.body())


def _is_sentence(document: Document, line: _Line) -> bool:
    """A turn is a sentence: a capital, or a mark, at its head, and a stop at its end."""
    words = _bare(document, line).of(document.text)
    return not words[0].islower() and not words[0].isdigit() and words[-1] in ENDS


def _asks(document: Document, paragraph: Span) -> bool:
    return paragraph.length <= QUESTION and paragraph.of(document.text).endswith(("?", "?»", "?!"))
