"""The author's words after quoted ones or inside them: «— сказал Иван Орлов», «A, — сказал он, — B».

A clause is the author's when it holds a verb that the lexicon lets frame speech, or when the construction is speech
itself: after a dash, any finite verb with somebody for its subject («— протрубил Ершов»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.document import Document
from extractor.quotes.cues import cue_at, is_finite
from extractor.quotes.marks import DASHES, EITHER, OPENING
from extractor.quotes.predicates import frames_speech, is_of_talk, is_somebody
from extractor.spans import Span

__all__ = ["AuthorWords", "clause_after", "find_insertions", "read_author_words"]

#: what parts words from the author's: a comma or the words' own end, and a dash
PARTING = re.compile(rf"(?P<stop>[,.!?…]|\.\.\.)?\s*(?P<dash>[{DASHES}]{{1,2}})\s*(?=\w)")
#: how a clause of the author's ends inside speech that goes on
RESUMING = re.compile(rf"[\s,.!?…:]*[{DASHES}]\s*|[\s,.!?…:]*")
#: a clause of the author's is no longer than this, in tokens
REACH = 45
#: words that no author's clause begins with
NOT_AUTHOR = frozenset({"что", "чтобы", "который", "если", "хотя", "потому", "а", "но", "или", "это", "вот"})


@dataclass(frozen=True, slots=True)
class AuthorWords:
    """A clause of the author's: its characters, its cue and the token that carries it, None where none is said.

    `dashed` says that a dash parts it from the words.
    """

    span: Span
    cue: Span | None
    token: int | None
    rule: str
    dashed: bool = True


def clause_after(document: Document, start: int, end: int) -> range:
    """Return the tokens of the clause that begins at `start`: up to a full stop, a colon or a dash after a comma."""
    tokens = document.tokens
    words = document.tokens_in(Span(start, end))
    for index in words[:REACH]:
        text = tokens[index].text
        if text in {"!", "?", "…", ":", ";", "..."} or (text == "." and _ends_sentence(document, index, end)):
            return range(words.start, index)
        if text in DASHES and index > words.start and tokens[index - 1].text in {",", "."}:
            return range(words.start, index - 1)
    return words[:REACH]


def _ends_sentence(document: Document, stop: int, end: int) -> bool:
    """Tell whether the full stop ends a sentence; «К. Юдин», «и.о. мэра», «им. Кирова» have others."""
    before = document.tokens[stop - 1].text if stop else ""
    following = document.text[document.tokens[stop].end : end].lstrip()
    if not following or following[0] in DASHES + OPENING + EITHER:
        return True
    return len(before) > 2 and not following[0].islower()


def read_author_words(document: Document, start: int, end: int, dashed: bool) -> AuthorWords | None:
    """Return the author's words that begin at `start`, or None where the clause there is none of the author's.

    `dashed` says that a dash stands before; without one, only a known verb at the very head is trusted.
    """
    clause = clause_after(document, start, end)
    if not clause or not _may_begin(document, clause[0]):
        return None
    span = document.span(clause[0], clause[-1])
    for rule in RULES:
        found = rule(document, clause, dashed)
        if found is not None:
            cue, token = found
            return AuthorWords(span, cue, token, rule.__name__.strip("_"), dashed)
    return None


def _may_begin(document: Document, token: int) -> bool:
    """The clause begins with a small letter, or with a name or a pronoun (writers capitalise after «!» and «?»)."""
    word = document.tokens[token].text
    if document.lemmas[token] in NOT_AUTHOR:
        return False
    return word[0].islower() or word[0].isupper() or word[0] in EITHER + OPENING


def _thought(document: Document, clause: range, dashed: bool) -> tuple[Span, int] | None:
    """«— подумал Орлов»: the words were never said."""
    for token in clause[:3]:
        cue = cue_at(document, token)
        if cue is not None and cue.takes("thought") and is_finite(document, token):
            return cue.span, token
    return None


def _known_verb(document: Document, clause: range, dashed: bool) -> tuple[Span, int] | None:
    """«— сказал Орлов», «— вчера вечером рассказала нам директор», «, сказал Орлов»."""
    reach = clause if dashed else clause[:4]
    for token in reach:
        comma = document.tokens[token].text == "," and token - clause[0] > 1
        if document.lemmas[token] == "который" or (comma and not dashed):
            return None
        cue = cue_at(document, token)
        if cue is not None and frames_speech(document, cue):
            return cue.span, token
    return None


def _unknown_verb(document: Document, clause: range, dashed: bool) -> tuple[Span, int] | None:
    """«— протрубил Ершов», «— рада Вера»: a predicate at the head of the clause, and somebody for its subject."""
    if not dashed:
        return None
    verb = next((t for t in clause[:3] if is_finite(document, t)), None)
    if verb is None or is_of_talk(document, verb):
        return None
    near = range(verb + 1, min(verb + 4, clause.stop))
    for token in clause:
        head, relation = document.arcs[token]
        if (token in near or (relation == "nsubj" and head == verb)) and is_somebody(document, token):
            return document.span(verb, verb), verb
    return None


def _name_alone(document: Document, clause: range, dashed: bool) -> tuple[None, None] | None:
    """«— Иван Орлов, тренер»: a signature."""
    if not dashed:
        return None
    first = document.tokens[clause[0]]
    named = any(m.type == "PERSON" and m.start == first.start for m in document.mentions)
    verbless = not any(is_finite(document, token) for token in clause)
    return (None, None) if named and verbless else None


RULES = (_thought, _known_verb, _unknown_verb, _name_alone)
#: rules whose clause tells that somebody spoke
TELLING = frozenset({"known_verb", "unknown_verb"})


def find_insertions(document: Document, span: Span, masked: tuple[Span, ...] = ()) -> Iterator[AuthorWords]:
    """Yield the author's words inside a piece of speech, dashes included: «A, — сказал X, — B», or at its end.

    `masked` are places to pass over: inner marks, whose dashes are their own.
    """
    text, at = document.text, span.start
    while parting := PARTING.search(text, at, span.end):
        at = parting.end()
        if any(mask.start <= parting.start() < mask.end for mask in masked):
            continue
        words = read_author_words(document, parting.end(), span.end, dashed=True)
        if words is None or words.rule not in TELLING or not (parting["stop"] or _is_plain(document, words)):
            continue
        resuming = RESUMING.match(text, words.span.end, span.end)
        at = resuming.end() if resuming else words.span.end
        start = parting.end("stop") if parting["stop"] not in {",", None} else parting.start()
        yield AuthorWords(Span(start, at), words.cue, words.token, words.rule)


def _is_plain(document: Document, words: AuthorWords) -> bool:
    """«— Едем — сказал он»: without a comma the verb must come at once, and its subject next to it."""
    if words.rule != "known_verb" or words.token is None or document.tokens[words.token].start != words.span.start:
        return False
    return any(is_somebody(document, token) for token in document.tokens_in(words.span)[1:3])
