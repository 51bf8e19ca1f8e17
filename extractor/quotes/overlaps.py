"""Which of two drafts over the same words stands: the direct quote, or the reported clause that holds it.

A fragment in marks is part of the clause around it («сообщил, что зал «задохнётся»»). A sentence in marks is direct
after «по его словам» and after a colon, where the clause ends; and speech with the author's words beside it stays
whatever is around it («как передаёт ТАСС, «Едем», — сказал он»).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.quotes.drafts import Draft
from extractor.spans import Span, trim

__all__ = ["settle"]

#: the rules of `direct` that look at the words in marks alone
FRAGMENTS = ("speech by features", "speech within speech")
#: rules of `indirect` whose clause opens with «что»
AFTER_THAT = ("complement", "fronted complement", "held clause")
#: marks, spaces and wiki's decoration before an opening mark
OPENING = " \t\n\r\u00a0'\"«„“"
WORD = re.compile(r"\w+")
#: words that tie a sentence in marks to the one before
LINKS = frozenset(("а", "где", "и", "когда", "но", "однако", "поэтому", "так", "также", "то", "что"))
#: how many words make a sentence in marks
SENTENCE = 4


def settle(text: str, direct: Sequence[Draft], reported: Sequence[Draft]) -> list[Draft]:
    """Return the drafts that stand together: no words are two quotes of one speaker."""
    kept = [draft for draft in direct if not any(_is_part(text, draft, clause) for clause in reported)]
    clauses = [
        clause
        for clause in reported
        if not any(_is_said(text, draft, clause) or _is_end_of(text, draft, clause) for draft in kept)
    ]
    return [*kept, *(_up_to_colon(text, clause, kept) for clause in clauses)]


def _is_part(text: str, draft: Draft, clause: Draft) -> bool:
    """Tell whether the words in marks are only part of the reported clause."""
    if not _holds(clause, draft):
        return False
    if clause.rule in AFTER_THAT and _same_words(text, draft, clause):
        return True
    if draft.rule not in FRAGMENTS:
        return False
    if _is_sentence(text, draft) and (_after_colon(text, draft) or draft.cue_token is not None):
        return False
    return clause.rule in AFTER_THAT or not _same_words(text, draft, clause)


def _is_said(text: str, draft: Draft, clause: Draft) -> bool:
    """Tell whether the clause is nothing but the direct quote, or its author's words taken for another's."""
    if not _holds(clause, draft):
        return False
    if _same_words(text, draft, clause):
        return True
    framed = draft.rule not in FRAGMENTS and _is_sentence(text, draft)
    return framed and draft.cue_token is not None and draft.cue_token == clause.cue_token


def _is_end_of(text: str, draft: Draft, clause: Draft) -> bool:
    """Tell whether the clause is a sentence of the speech that its cue frames: «– Пора. [Едем], – сказал он»."""
    same_cue = draft.cue_token is not None and draft.cue_token == clause.cue_token
    return same_cue and _words(text, clause) <= _words(text, draft)


def _up_to_colon(text: str, clause: Draft, direct: Sequence[Draft]) -> Draft:
    """End the clause before a colon that leads to direct speech."""
    for draft in direct:
        own_cue = draft.cue is not None and any(segment.contains(draft.cue) for segment in clause.content)
        if _holds(clause, draft) and not own_cue and _is_sentence(text, draft) and _after_colon(text, draft):
            colon = text.rindex(":", 0, draft.content[0].start)
            before = [trim(text, Span(s.start, min(s.end, colon))) for s in clause.content if s.start < colon]
            if before:
                return replace(clause, content=tuple(before))
    return clause


def _holds(clause: Draft, draft: Draft) -> bool:
    return any(segment.contains(draft.content[0]) for segment in clause.content)


def _same_words(text: str, draft: Draft, clause: Draft) -> bool:
    """The clause has no word but a link («где», «но») beyond the words in marks."""
    more = _words(text, clause) - _words(text, draft)
    return all(match is not None and match.group().lower() in LINKS for match in (WORD.match(text, at) for at in more))


def _words(text: str, draft: Draft) -> set[int]:
    return {m.start() for segment in draft.content for m in WORD.finditer(text, segment.start, segment.end)}


def _is_sentence(text: str, draft: Draft) -> bool:
    start, end = draft.content[0].start, draft.content[-1].end
    return text[start].isupper() and (len(_words(text, draft)) >= SENTENCE or text[end - 1] in "!?…")


def _after_colon(text: str, draft: Draft) -> bool:
    start = draft.content[0].start
    return text[max(0, start - len(OPENING)) : start].rstrip(OPENING).endswith(":")
