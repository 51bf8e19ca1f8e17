"""Speech that a dash opens: «– A, – рассказал X. – B. C.», the turns of a conversation, an interview's answers.

A list's points open with a dash too. They are told apart by their run: paragraphs that follow one another, each with
its dash, are speech where one of them holds the author's words, or where questions and answers alternate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.document import Document
from extractor.quotes.author import AuthorWords, find_insertions
from extractor.quotes.cues import cue_at, is_finite
from extractor.quotes.drafts import Draft
from extractor.quotes.leads import read_lead
from extractor.quotes.marks import DASHES, MARK, Marked, dash_start
from extractor.spans import Span, trim

__all__ = ["find_dash_speech"]

#: how a sentence of speech ends
ENDS = '.!?…»"”)'
#: a question before an answer is no longer than this, in characters
QUESTION = 400
#: words of speech begin after a colon and a dash with a capital
COLON_DASH = re.compile(rf":\s*[{DASHES}]\s+(?=[А-ЯЁ])")
#: and after a sentence and a dash; where it resumes after the author's words, these have come before
SENTENCE_DASH = re.compile(rf"(?<=[.!?…])\s+[{DASHES}]\s+(?=[А-ЯЁ])")
#: the author's words that end their sentence before speech goes on
FULL_STOP = re.compile(rf"[.!?…]\s*[{DASHES}]?\s*$")
#: how many paragraphs without a dash may go on with what a dash has opened
REACH = 3
#: a line that stands for speech by itself, or goes on without a dash, has so many words
TELLING = 4


@dataclass(frozen=True, slots=True)
class _Line:
    """What a dash opens: paragraph `at`, without the dash; `parts` has those after it that go on with it.

    `insertions` are the author's words in any of the parts.
    """

    at: int
    parts: tuple[Span, ...]
    insertions: tuple[AuthorWords, ...]

    @property
    def words(self) -> Span:
        """What the first paragraph says."""
        return self.parts[0]


def find_dash_speech(document: Document, paragraphs: Sequence[Span], pieces: Sequence[Marked]) -> list[Draft]:
    """Return the direct speech that dashes open, in order of text; speech with no author's words has no cue."""
    drafts = [*_after_colons(document, paragraphs, pieces), *_after_sentences(document, paragraphs, pieces)]
    for run in _runs(document, paragraphs, pieces):
        drafts += next((found for rule in RULES if (found := rule(document, paragraphs, run))), [])
    inner = {piece.outer: piece.inner for piece in pieces}
    bare = [replace(draft, content=tuple(inner.get(span, span) for span in draft.content)) for draft in drafts]
    return [draft for draft in bare if draft.content]


def _runs(document: Document, paragraphs: Sequence[Span], pieces: Sequence[Marked]) -> Iterator[list[_Line]]:
    """Yield the lines that open with a dash, those that follow one another together."""
    run: list[_Line] = []
    at = 0
    while at < len(paragraphs):
        start = dash_start(document.text, paragraphs[at])
        if start is not None:
            line = _read_line(document, paragraphs, pieces, at, start)
            run.append(line)
        elif run:
            yield run
            run = []
        at += len(run[-1].parts) if start is not None else 1
    if run:
        yield run


def _read_line(document: Document, paragraphs: Sequence[Span], pieces: Sequence[Marked], at: int, start: int) -> _Line:
    """Read what the dash of paragraph `at` opens; without the author's words there, they may come further on."""
    words = trim(document.text, Span(start, paragraphs[at].end))
    line = _Line(at, (words,), _insertions(document, words, pieces))
    if line.insertions or not _is_telling(document, line):
        return line
    for last in range(at + 1, min(at + 1 + REACH, len(paragraphs))):
        paragraph = paragraphs[last]
        if dash_start(document.text, paragraph) is not None or MARK.match(document.text, paragraph.start):
            break
        insertions = _insertions(document, paragraph, pieces)
        if insertions and _continues(document.text, insertions[0]):
            return _Line(at, (words, *paragraphs[at + 1 : last + 1]), insertions)
    return line


def _insertions(document: Document, span: Span, pieces: Sequence[Marked]) -> tuple[AuthorWords, ...]:
    masks = tuple(p.outer for p in pieces if p.depth == 0 and span.start <= p.outer.start < span.end)
    return tuple(find_insertions(document, span, masks))


def _continues(text: str, words: AuthorWords) -> bool:
    """The author's words end a paragraph of somebody's speech, and do not follow other words in marks."""
    return words.rule == "known_verb" and MARK.match(text[words.span.start - 1]) is None


def _told(document: Document, paragraphs: Sequence[Span], run: Sequence[_Line]) -> list[Draft]:
    """Somebody of the run is said to speak: «– A, – сказал X.»; the other full sentences are turns of the same talk."""
    if not any(line.insertions for line in run):
        return []
    spoken = [line for line in run if line.insertions or _is_sentence(document, line)]
    return [draft for line in spoken for draft in _said_in(document, line)]


def _led(document: Document, paragraphs: Sequence[Span], run: Sequence[_Line]) -> list[Draft]:
    """A colon after a cue opens the run: «Он ответил:⏎– Да.»"""
    before = paragraphs[run[0].at - 1] if run[0].at else None
    if before is None or document.text[before.end - 1] != ":" or not _is_sentence(document, run[0]):
        return []
    lead = read_lead(document, before.start, before.end - 1)
    if lead is None or lead.rule not in LEADING:
        return []
    first = replace(_turn(run[0], "dash after a colon"), cue=lead.cue, cue_token=lead.token)
    return [first, *(_turn(line, "dash turn") for line in run[1:] if _is_sentence(document, line))]


def _interview(document: Document, paragraphs: Sequence[Span], run: Sequence[_Line]) -> list[Draft]:
    """Questions and answers by turns; the answers are what the interview gives."""
    asking = [_asks(document, paragraphs, line.at) for line in run]
    turns = {at % 2 for at, asks in enumerate(asking) if asks}
    if len(turns) == 1 and len(run) > 2:
        answers = [line for at, line in enumerate(run) if at and at % 2 not in turns]
    else:
        answers = [
            line
            for line, asks in zip(run, asking, strict=True)
            if not asks and _asks(document, paragraphs, line.at - 1)
        ]
    return [_turn(line, "interview answer") for line in answers if _is_sentence(document, line)]


def _alone(document: Document, paragraphs: Sequence[Span], run: Sequence[_Line]) -> list[Draft]:
    """One line after a sentence that tells of speaking: «О ремонте рассказал X.⏎– Мы начали весной.»"""
    if len(run) > 1 or run[0].at == 0 or not _is_telling(document, run[0]):
        return []
    before = paragraphs[run[0].at - 1]
    for token in reversed(document.tokens_in(before)[-20:]):
        cue = cue_at(document, token)
        if cue is not None and cue.sort == "say" and cue.takes("that") and is_finite(document, token):
            return [_turn(run[0], "dash alone")]
    return []


RULES = (_told, _led, _interview, _alone)
#: the author's words that lead to a dash after a colon
LEADING = ("lead_verb", "lead_name")


def _after_colons(document: Document, paragraphs: Sequence[Span], pieces: Sequence[Marked]) -> Iterator[Draft]:
    """A colon and a dash inside a paragraph: «Сторож ответил: – Ворота закрыты.»"""
    for at, paragraph in enumerate(paragraphs):
        opening = COLON_DASH.search(document.text, paragraph.start, paragraph.end)
        if opening is None or dash_start(document.text, paragraph) is not None:
            continue
        if any(piece.outer.start < opening.start() < piece.outer.end for piece in pieces):
            continue
        lead = read_lead(document, paragraph.start, opening.start())
        words = Span(opening.end(), paragraph.end)
        line = _Line(at, (words,), _insertions(document, words, pieces))
        if lead is not None and lead.rule in LEADING and (line.insertions or _is_sentence(document, line)):
            first, *others = _said_in(document, line)
            yield Draft("direct", first.content, lead.cue, lead.token, rule="dash after a colon")
            yield from others


def _after_sentences(document: Document, paragraphs: Sequence[Span], pieces: Sequence[Marked]) -> Iterator[Draft]:
    """A dash inside a paragraph, after its sentences: «Двери открылись. – Заходите, – пригласил сторож.»"""
    for at, paragraph in enumerate(paragraphs):
        opening = SENTENCE_DASH.search(document.text, paragraph.start, paragraph.end)
        if opening is None or dash_start(document.text, paragraph) is not None:
            continue
        if any(piece.outer.start < opening.end() <= piece.outer.end for piece in pieces):
            continue
        words = Span(opening.end(), paragraph.end)
        line = _Line(at, (words,), _insertions(document, words, pieces))
        if line.insertions and line.insertions[0].rule == "known_verb":
            yield from _spoken(document, line)


def _said_in(document: Document, line: _Line) -> list[Draft]:
    return _spoken(document, line) if line.insertions else [_turn(line, "dash turn")]


def _spoken(document: Document, line: _Line) -> list[Draft]:
    """Cut the author's words out; where they end without a dash, what follows is the author's too.

    Words that somebody else says in the same paragraph are a draft of their own: «– Когда? – спросил гость. – Завтра, –
    ответил сторож.»
    """
    drafts: list[Draft] = []
    segments: list[Span] = []
    told: AuthorWords | None = None
    for part in line.parts:
        start = part.start
        for words in (w for w in line.insertions if part.contains(w.span)):
            if told is not None and _is_another(document, told, words):
                drafts.append(_dash_speech(document, segments, told))
                segments, told = [], None
            segments.append(trim(document.text, Span(start, words.span.start), ","))
            told = told or words
            start = words.span.end
            if not words.span.of(document.text).rstrip().endswith(tuple(DASHES)):
                start = part.end
                break
        segments.append(trim(document.text, Span(start, part.end), ","))
    return [*drafts, _dash_speech(document, segments, told or line.insertions[0])]


def _dash_speech(document: Document, segments: Sequence[Span], told: AuthorWords) -> Draft:
    spoken = tuple(s for s in segments if any(char.isalnum() for char in s.of(document.text)))
    return Draft("direct", spoken, told.cue, told.token, rule="dash speech")


def _is_another(document: Document, told: AuthorWords, words: AuthorWords) -> bool:
    """Whether the author's words end a sentence, and the next ones tell of another speaker, or of an answer."""
    if told.token is None or words.token is None or FULL_STOP.search(told.span.of(document.text)) is None:
        return False
    one, other = _subject(document, told.token), _subject(document, words.token)
    cue = cue_at(document, words.token)
    if cue is not None and cue.sort == "answer":
        return one != other or other is None
    return one is not None and other is not None and one != other


def _subject(document: Document, verb: int) -> str | None:
    """The lemma of who says so; none for a pronoun, which goes on with whoever was named."""
    subjects = (at for at in document.children[verb] if document.arcs[at].relation == "nsubj")
    return next((document.lemmas[at] for at in subjects if document.morphs[at].pos != "PRON"), None)


def _turn(line: _Line, rule: str) -> Draft:
    return Draft("direct", (line.words,), rule=rule, confidence=0.85)


def _is_sentence(document: Document, line: _Line) -> bool:
    """A turn is a sentence: a capital, or a mark, at its head, and a stop at its end."""
    words = line.words.of(document.text)
    return not words[0].islower() and not words[0].isdigit() and words[-1] in ENDS


def _is_telling(document: Document, line: _Line) -> bool:
    words = line.words.of(document.text)
    return _is_sentence(document, line) and words[-1] in ".!?…" and len(words.split()) >= TELLING


def _asks(document: Document, paragraphs: Sequence[Span], at: int) -> bool:
    if at < 0:
        return False
    paragraph = paragraphs[at]
    return paragraph.length <= QUESTION and paragraph.of(document.text).endswith(("?", "?»", "?!"))
