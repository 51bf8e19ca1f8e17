"""Nouns that hold the words they name: «слова мэра, что [парк откроют]», «заявление клуба о том, что [матч перенесут]».

Somebody must be named whose words they are: «слухи о том, что …» and «информация, что …» are nobody's.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.document import Document
from extractor.entities.phrases import POSSESSIVE
from extractor.lexicons import load_lexicon
from extractor.quotes.clauses import clause_end
from extractor.quotes.contents import draft_of
from extractor.quotes.cues import Cue, cue_noun_at, is_finite
from extractor.quotes.drafts import Draft
from extractor.quotes.frames import Frame

__all__ = ["find_held_clause", "find_holder_cues"]

#: classes of nouns that stand for words and not for what they are written on
SPOKEN = frozenset(("word", "opinion"))
#: how far «что» may stand behind its noun, in tokens
REACH = 14


def find_holder_cues(document: Document) -> Iterator[Cue]:
    """Yield the nouns of the document that hold a clause and name whose words it is."""
    for that in range(3, len(document.tokens)):
        if document.tokens[that].text.lower() != "что" or document.tokens[that - 1].text != ",":
            continue
        token = _holder(document, that)
        if token is not None:
            span = document.span(token, token)
            lemma = document.lemmas[token]
            yield Cue(token, token, token, "noun", lemma, "word", frozenset({"that"}), span)


def _holder(document: Document, that: int) -> int | None:
    """The nearest noun before «что» that stands for words, where nothing but its speaker stands between."""
    first = max(document.sentence_of(that).first, that - REACH)
    last = that - 1
    if [token.text.lower() for token in document.tokens[that - 3 : that - 1]] in (["о", "том"], ["об", "том"]):
        last = that - 3
    for at in range(last - 1, first - 1, -1):
        if document.tokens[at].text in ",.:;!?()-–—" or is_finite(document, at):
            return None
        entry = cue_noun_at(document, at)
        if entry is not None and entry["class"] in SPOKEN and "own" in entry["frame"].split():
            return at if _has_speaker(document, at, last) else None
        if not _is_attribute(document, at):
            return None
    return None


def _has_speaker(document: Document, noun: int, last: int) -> bool:
    """«слова мэра», «его слова»; «по словам» is an aside of its own."""
    before = document.tokens[noun - 1].text.lower() if noun else ""
    if before == "по":
        return False
    if before in POSSESSIVE:
        return last == noun + 1
    return any(_may_speak(document, at) for at in range(noun + 1, last))


def _may_speak(document: Document, at: int) -> bool:
    if document.morphs[at].get("Animacy") == "Anim":
        return True
    return _is_named(document, at) or document.lemmas[at] in load_lexicon("speaker_nouns", ("lemma", "kind", "classes"))


def _is_named(document: Document, at: int) -> bool:
    return any(m.type in ("PERSON", "ORGANIZATION") for m in document.mentions_at(at))


def _is_attribute(document: Document, at: int) -> bool:
    """Whether a word may belong to the phrase in the genitive that names the speaker."""
    morph = document.morphs[at]
    if _is_named(document, at):
        return True
    return morph.get("Case") in ("Gen", None) and morph.pos not in ("ADP", "SCONJ", "VERB", "ADV")


def find_held_clause(frame: Frame, cue: Cue) -> Draft | None:
    """«Приводит слова мэра, что [парк откроют]»."""
    if cue.kind != "noun" or not cue.takes("that"):
        return None
    that = next((at for at in range(cue.token, frame.last) if frame.word(at) == "что"), frame.last)
    if that + 1 >= frame.last or frame.level(that) != frame.level(cue.token):
        return None
    return draft_of(frame, cue, [(that + 1, clause_end(frame, that + 1, cue))], "held clause")
