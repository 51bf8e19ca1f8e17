"""The quotes of a document: direct speech, then reported speech, then who said it.

>>> from extractor.pipeline import load_pipeline
>>> document = load_pipeline()({"text": "«Мост готов», — сказал мэр Иван Орлов."})  # doctest: +SKIP
>>> [(quote.kind, quote.speaker) for quote in document.quotes]  # doctest: +SKIP
[('direct', 'Иван Орлов')]
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.annotations import Quote
from extractor.document import Document
from extractor.quotes.cues import find_cues
from extractor.quotes.direct import find_direct
from extractor.quotes.drafts import Draft
from extractor.quotes.indirect import find_reported
from extractor.quotes.marks import find_marked, find_paragraphs
from extractor.quotes.speakers import resolve_speakers
from extractor.spans import Span

__all__ = ["find_quotes"]


def find_quotes(document: Document) -> list[Quote]:
    """Return the quotes in order of text, ids q1, q2, …"""
    paragraphs = find_paragraphs(document)
    marks = find_marked(document.text, paragraphs)
    direct = find_direct(document, paragraphs, marks)
    reported = find_reported(document, marks, find_cues(document))
    return list(resolve_speakers(document, settle(document.text, direct, reported)))


def settle(text: str, direct: Sequence[Draft], reported: Sequence[Draft]) -> list[Draft]:
    """Return the drafts that stand together: no words are two quotes of one speaker.

    A fragment in marks inside a reported clause is part of that clause («сообщил, что зал «задохнётся»»). A sentence
    wholly in marks is direct («по его словам, «зал задохнётся»»), but after «что». Speech that has the author's words
    beside it stays whatever is around it («как передаёт ТАСС, «Едем», — сказал он»).
    """
    kept = [draft for draft in direct if not any(_is_part(text, draft, clause) for clause in reported)]
    whole = {_bare(text, draft) for draft in kept}
    return [*kept, *(clause for clause in reported if _bare(text, clause) not in whole)]


def _is_part(text: str, draft: Draft, clause: Draft) -> bool:
    if draft.rule not in FRAGMENTS or not any(segment.contains(draft.content[0]) for segment in clause.content):
        return False
    return clause.rule == "complement" or _bare(text, draft) != _bare(text, clause)


#: the rules of `direct` that look at the words in marks alone
FRAGMENTS = ("speech by features", "speech within speech")


def _bare(text: str, draft: Draft) -> Span:
    """From the first word of the content to the last, without marks."""
    start, end = draft.content[0].start, draft.content[-1].end
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return Span(start, end)
