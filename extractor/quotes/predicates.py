"""Predicates that tell of speaking, by their form and their subject, whatever stands around them."""

from __future__ import annotations

from extractor.document import Document
from extractor.lexicons import load_lexicon
from extractor.quotes.cues import Cue, cue_noun_at, is_finite

__all__ = ["frames_speech", "governs_words", "is_mute", "is_of_talk", "is_somebody"]

#: endings of verbs in the first and the second person
FIRST, SECOND = ("у", "ю", "м", "усь", "юсь", "мся"), ("шь", "шься", "те", "тесь")
#: how far a verb's object may stand, in tokens
WITH_OBJECT = 12
#: pronouns of who may speak
PRONOUNS = frozenset({"он", "она", "они", "кто-то"})


def frames_speech(document: Document, cue: Cue) -> bool:
    """Tell whether the cue can stand beside words: «— сказал он», against «сказав» and «я скажу»."""
    if cue.kind == "noun" or not cue.takes("direct"):
        return False
    return is_finite(document, cue.token) and not is_of_talk(document, cue.token) and not _moves(document, cue)


def governs_words(document: Document, cue: Cue) -> bool:
    """Tell whether the cue can stand before words: a predicate, a gerund or an active participle."""
    morph = document.morphs[cue.token]
    form = morph.get("VerbForm") == "Conv" or (morph.get("VerbForm") == "Part" and morph.get("Voice") == "Act")
    return (form or is_finite(document, cue.token)) and not _moves(document, cue)


def is_of_talk(document: Document, token: int) -> bool:
    """Tell whether a verb belongs to the speech itself: «говорю», «знаете»; the tagger takes «шепчет» for one."""
    person, form = document.morphs[token].get("Person"), document.tokens[token].text
    return (person == "1" and form.endswith(FIRST)) or (person == "2" and form.endswith(SECOND))


def is_mute(document: Document, token: int) -> bool:
    """Tell whether nobody speaks by a verb: «не отвечают», «мост требует ремонта»."""
    if token and document.tokens[token - 1].text.lower() == "не":
        return True
    subjects = (at for at in document.children[token] if document.arcs[at].relation == "nsubj")
    return any(_is_thing(document, at) for at in subjects)


def _is_thing(document: Document, token: int) -> bool:
    morph = document.morphs[token]
    if morph.pos != "NOUN" or morph.get("Animacy") != "Inan":
        return False
    return document.lemmas[token] not in load_lexicon("speaker_nouns", ("lemma", "kind", "classes"))


def is_somebody(document: Document, token: int) -> bool:
    """Tell whether the token can be who speaks: a pronoun, a living being in the nominative, a person's name."""
    morph, place = document.morphs[token], document.tokens[token]
    if document.lemmas[token] in PRONOUNS:
        return True
    if morph.get("Animacy") == "Anim" and morph.get("Case") == "Nom":
        return True
    here = (m for m in document.mentions_at(token) if m.type == "PERSON")
    return any(m.start == place.start and m.end >= place.end for m in here)


def _moves(document: Document, cue: Cue) -> bool:
    """«Привести» speaks only where words are its object: «приводит слова», against «привели к войне»."""
    if cue.lemma not in {"привести", "приводить"}:
        return False
    near = range(cue.token + 1, min(cue.token + WITH_OBJECT, document.sentence_of(cue.token).last))
    entries = (cue_noun_at(document, token) for token in near)
    return not any(entry and "own" in entry["frame"].split() for entry in entries)
