"""The author's words beside quoted ones: «— сказал Иван Орлов», after the words, inside them, or before a colon.

A clause is the author's when it holds a verb that the lexicon lets frame speech, or when the construction is speech
itself: after a dash, any finite verb with somebody for its subject («— протрубил Ершов»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.document import Document
from extractor.quotes.cues import Cue, cue_at, cue_noun_at, is_finite
from extractor.quotes.marks import DASHES, EITHER, OPENING
from extractor.spans import Span

__all__ = ["AuthorWords", "clause_after", "find_insertions", "read_author_words", "read_governor", "read_lead"]

#: what parts words from the author's: a comma or the words' own end, and a dash
PARTING = re.compile(rf"(?P<stop>[,.!?…]|\.\.\.)?\s*(?P<dash>[{DASHES}]{{1,2}})\s*(?=\w)")
#: how a clause of the author's ends inside speech that goes on
RESUMING = re.compile(rf"[\s,.!?…:]*[{DASHES}]\s*|[\s,.!?…:]*")
#: a clause of the author's is no longer than this, in tokens
REACH = 45
#: words that no author's clause begins with
NOT_AUTHOR = frozenset({"что", "чтобы", "который", "если", "хотя", "потому", "а", "но", "или", "это", "вот"})
#: endings of verbs in the first and the second person
FIRST, SECOND = ("у", "ю", "м", "усь", "юсь", "мся"), ("шь", "шься", "те", "тесь")
#: how far a verb's object may stand, in tokens
WITH_OBJECT = 12
#: who may stand as the subject of an unknown verb of speech
PRONOUNS = frozenset({"он", "она", "они", "кто-то"})


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
        if document.lemmas[token] == "который" or (
            document.tokens[token].text == "," and token - clause[0] > 1 and not dashed
        ):
            return None
        cue = cue_at(document, token)
        if cue is not None and _frames(document, cue):
            return cue.span, token
    return None


def _frames(document: Document, cue: Cue) -> bool:
    if cue.kind == "noun" or not cue.takes("direct"):
        return False
    return is_finite(document, cue.token) and not _is_of_talk(document, cue.token) and not _moves(document, cue)


def _is_of_talk(document: Document, token: int) -> bool:
    """A verb in the first or second person belongs to the speech itself; taggers take «шепчет» for one."""
    person, form = document.morphs[token].get("Person"), document.tokens[token].text
    return (person == "1" and form.endswith(FIRST)) or (person == "2" and form.endswith(SECOND))


def _moves(document: Document, cue: Cue) -> bool:
    """«Привести» speaks only where words are its object: «приводит слова», against «привели к войне»."""
    if cue.lemma not in {"привести", "приводить"}:
        return False
    near = range(cue.token + 1, min(cue.token + WITH_OBJECT, document.sentence_of(cue.token).last))
    entries = (cue_noun_at(document, token) for token in near)
    return not any(entry and "own" in entry["frame"].split() for entry in entries)


def _unknown_verb(document: Document, clause: range, dashed: bool) -> tuple[Span, int] | None:
    """«— протрубил Ершов», «— рада Вера»: a predicate at the head of the clause, and somebody for its subject."""
    if not dashed:
        return None
    verb = next((t for t in clause[:3] if is_finite(document, t)), None)
    if verb is None or _is_of_talk(document, verb):
        return None
    near = range(verb + 1, min(verb + 4, clause.stop))
    for token in clause:
        head, relation = document.arcs[token]
        if (token in near or (relation == "nsubj" and head == verb)) and _is_somebody(document, token):
            return document.span(verb, verb), verb
    return None


def _is_somebody(document: Document, token: int) -> bool:
    morph, place = document.morphs[token], document.tokens[token]
    if document.lemmas[token] in PRONOUNS:
        return True
    if morph.get("Animacy") == "Anim" and morph.get("Case") == "Nom":
        return True
    return any(m.type in {"PERSON", "PER"} and m.start == place.start and m.end >= place.end for m in document.mentions)


def _name_alone(document: Document, clause: range, dashed: bool) -> tuple[None, None] | None:
    """«— Иван Орлов, тренер»: a signature."""
    if not dashed:
        return None
    first = document.tokens[clause[0]]
    named = any(m.type in {"PERSON", "PER"} and m.start == first.start for m in document.mentions)
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
    return any(_is_somebody(document, token) for token in document.tokens_in(words.span)[1:3])


def read_lead(document: Document, start: int, end: int) -> AuthorWords | None:
    """Return the author's words that end with a colon at `end`; the cue nearest to the colon is theirs."""
    words = document.tokens_in(Span(start, end))
    if not words:
        return None
    span = Span(document.tokens[words[0]].start, end)
    for token in words:
        entry = cue_noun_at(document, token)
        if entry is not None and entry["class"] == "slogan":
            return AuthorWords(span, None, None, "slogan")
    for token in reversed(words):
        cue = cue_at(document, token)
        if cue is not None and cue.takes("direct") and _governs(document, cue):
            return AuthorWords(span, cue.span, token, "lead_verb")
    for token in reversed(words):
        entry, cue = cue_noun_at(document, token), cue_at(document, token)
        if cue is not None and cue.kind == "noun":
            return AuthorWords(span, cue.span, token, "lead_noun")
        if entry is not None and "own" in entry["frame"].split():
            return AuthorWords(span, document.span(token, token), token, "lead_noun")
    if _names_somebody(document, words):
        return AuthorWords(span, None, None, "lead_name")
    return None


def _names_somebody(document: Document, words: range) -> bool:
    """«Тренер:», «Обозреватель «Волны» Вера Лис:»: a person, in the nominative or by name, and no verb."""
    if any(is_finite(document, token) for token in words):
        return False
    last = document.tokens[words[-1]]
    named = any(m.type in {"PERSON", "PER"} and m.start <= last.start < m.end for m in document.mentions)
    head = next((t for t in words if document.morphs[t].pos in {"NOUN", "PROPN"}), None)
    return named or (head is not None and _is_somebody(document, head))


def read_governor(document: Document, start: int, end: int) -> AuthorWords | None:
    """Return the nearest cue before words that are part of a sentence: «назвал это «позором»», «по словам X, «…»»."""
    words = document.tokens_in(Span(start, end))
    for token in reversed(words):
        cue = cue_at(document, token)
        if cue is not None and not cue.takes("thought") and (cue.kind == "noun" or _governs(document, cue)):
            return AuthorWords(Span(start, end), cue.span, token, "governor", dashed=False)
    return None


def _governs(document: Document, cue: Cue) -> bool:
    """A predicate, a gerund or an active participle, and no verb of motion taken for speech."""
    morph = document.morphs[cue.token]
    form = morph.get("VerbForm") == "Conv" or (morph.get("VerbForm") == "Part" and morph.get("Voice") == "Act")
    return (form or is_finite(document, cue.token)) and not _moves(document, cue)
