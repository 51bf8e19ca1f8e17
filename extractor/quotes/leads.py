"""The author's words before quoted ones: what leads to a colon («Мэр сказал: «…»»), what governs a fragment."""

from __future__ import annotations

from extractor.document import Document
from extractor.lexicons import load_lexicon
from extractor.quotes.author import AuthorWords
from extractor.quotes.cues import cue_at, cue_noun_at, is_finite
from extractor.quotes.predicates import governs_words, is_mute, is_somebody
from extractor.spans import Span

__all__ = ["lists_titles", "read_governor", "read_lead"]

#: classes of the nouns whose plural a list of titles follows
LISTED = frozenset(("event", "thing", "work"))


def lists_titles(document: Document, words: range) -> bool:
    """Tell whether words before a colon lead to titles: «звучала в фильмах:», but not «пишут газеты:»."""
    if not words or document.morphs[words[-1]].get("Case") in (None, "Nom"):
        return False
    title = load_lexicon("title_nouns", ("lemma", "class")).get(document.lemmas[words[-1]])
    return title is not None and title["class"] in LISTED and document.morphs[words[-1]].get("Number") == "Plur"


def read_lead(document: Document, start: int, end: int) -> AuthorWords | None:
    """Return the author's words that end with a colon at `end`, or None where nothing there tells of speaking."""
    words = document.tokens_in(Span(start, end))
    for rule in RULES:
        found = rule(document, words)
        if found is not None:
            span = Span(document.tokens[words[0]].start, end)
            return AuthorWords(span, *found, rule.__name__.strip("_"))
    return None


Found = tuple[Span | None, int | None]


def _slogan(document: Document, words: range) -> Found | None:
    """«Девиз игр:» leads to what nobody says."""
    entries = (cue_noun_at(document, token) for token in words)
    return (None, None) if any(entry and entry["class"] == "slogan" for entry in entries) else None


def _lead_verb(document: Document, words: range) -> Found | None:
    """«Мэр сказал журналистам:», «добавив:»: the verb nearest to the colon, sooner one by which somebody speaks."""
    cues = [cue for token in reversed(words) if (cue := cue_at(document, token)) is not None and cue.takes("direct")]
    leading = [cue for cue in cues if governs_words(document, cue)]
    cue = next((cue for cue in leading if not is_mute(document, cue.token)), next(iter(leading), None))
    return None if cue is None else (cue.span, cue.token)


def _lead_noun(document: Document, words: range) -> Found | None:
    """«По словам мэра:», «Комментарий директора:»."""
    for token in reversed(words):
        cue, entry = cue_at(document, token), cue_noun_at(document, token)
        if cue is not None and cue.kind == "noun":
            return cue.span, token
        if entry is not None and "own" in entry["frame"].split():
            return document.span(token, token), token
    return None


def _lead_name(document: Document, words: range) -> Found | None:
    """«Тренер:», «Обозреватель «Волны» Вера Лис:»: a person, in the nominative or by name, and no verb."""
    if not words or any(is_finite(document, token) for token in words):
        return None
    last = document.tokens[words[-1]]
    named = any(m.type == "PERSON" and m.start <= last.start < m.end for m in document.mentions)
    head = next((t for t in words if document.morphs[t].pos in {"NOUN", "PROPN"}), None)
    return (None, None) if named or (head is not None and is_somebody(document, head)) else None


RULES = (_slogan, _lead_verb, _lead_noun, _lead_name)


def read_governor(document: Document, start: int, end: int) -> AuthorWords | None:
    """Return the nearest cue before words that are part of a sentence: «назвал это «позором»», «по словам X, «…»»."""
    words = document.tokens_in(Span(start, end))
    for token in reversed(words):
        cue = cue_at(document, token)
        if cue is not None and not cue.takes("thought") and (cue.kind == "noun" or governs_words(document, cue)):
            return AuthorWords(Span(start, end), cue.span, token, "governor", dashed=False)
    return None
