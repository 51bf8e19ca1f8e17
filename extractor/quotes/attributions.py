"""Verbs that name who reports beside the words: «…, сообщает агентство», «…, говорится в письме», «…, уверен мэр».

Who may speak is told by case, by name and by the lexicon of nouns that speak.
"""

from __future__ import annotations

from extractor.lexicons import load_lexicon
from extractor.quotes.cues import Cue, is_finite
from extractor.quotes.frames import Frame

__all__ = ["has_source", "is_attribution", "is_date"]

SPEAKER_NOUNS = ("lemma", "kind", "classes")
#: verbs whose source is a document: «следует из отчёта»
FOLLOWING = frozenset(("следовать", "вытекать", "явствовать"))
#: words that count those who speak
QUANTITIES = frozenset(("большинство", "десяток", "многие", "много", "множество", "несколько", "ряд", "часть"))
WEEKDAYS = frozenset(("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресение"))


def is_attribution(frame: Frame, verb: int) -> bool:
    """Tell whether the words from a cue verb on name who reports: «сообщает агентство», «говорится в письме»."""
    if not is_finite(frame.document, verb) or not frame.cues[verb].takes("aside") or frame.word(verb + 1) == "ли":
        return False
    if frame.morph(verb + 1).get("VerbForm") == "Inf":
        return False
    subjects = [at for at in frame.document.children[verb] if frame.document.arcs[at].relation.startswith("nsubj")]
    if any(at < verb and _can_be_subject(frame, at, verb) for at in subjects):
        return False
    if _is_passive_of_things(frame, frame.cues[verb]):
        return False
    if frame.cues[verb].lemma in FOLLOWING:
        return frame.word(verb + 1) == "из"
    return has_source(frame, verb)


def _is_passive_of_things(frame: Frame, cue: Cue) -> bool:
    """«Приведены примеры», «отмечалась работа»: a passive that agrees with its subject; «отмечалось» has none."""
    morph = frame.morph(cue.token)
    if morph.get("VerbForm") == "Part" and morph.get("Variant") == "Short":
        return morph.get("Gender") != "Neut"
    past = frame.word(cue.token).endswith(("лся", "лась", "лись"))
    return cue.sort == "text" and (past or (cue.lemma.endswith("ся") and morph.get("Number") == "Plur"))


def _can_be_subject(frame: Frame, at: int, verb: int) -> bool:
    """Not of another gender or number, as the parser's subject may be: «избран баскетболист, сообщило агентство»."""
    noun, finite = frame.morph(at), frame.morph(verb)
    if noun.pos not in ("NOUN", "PROPN") or finite.get("Tense") != "Past" or finite.get("Number") == "Plur":
        return True
    return noun.get("Number") != "Plur" and noun.get("Gender") in (None, finite.get("Gender"))


def has_source(frame: Frame, verb: int) -> bool:
    """Tell whether somebody who may speak stands between a verb and the next comma."""
    if frame.opens(verb + 1):
        return True
    end = _words_end(frame, verb)
    if is_date(frame, end):
        end = frame.chunk_end(frame.chunk_end(end + 1) + 1)
    return any(_may_speak(frame, verb, at) for at in range(verb + 1, end))


def _words_end(frame: Frame, verb: int) -> int:
    """The comma after a verb, or the colon before the words of another: «объявила: «Я здорова!»»."""
    end = frame.chunk_end(verb)
    return next((at for at in range(verb, end) if frame.word(at) == ":"), end)


def is_date(frame: Frame, comma: int) -> bool:
    """Tell whether a date after a comma says which day it was: «сообщили в субботу, 8 июля, представители полиции»."""
    return frame.lemma(comma - 1) in WEEKDAYS and frame.word(comma + 1).isdecimal()


def _may_speak(frame: Frame, verb: int, at: int) -> bool:
    morph, arc = frame.morph(at), frame.document.arcs[at]
    if frame.lemma(at) in ("один", "некоторый", "несколько") and frame.word(at + 1) == "из":
        return morph.get("Case") in ("Nom", None)
    if frame.lemma(at) in QUANTITIES or morph.pos == "NUM":
        return _counts(frame, verb, at) and any(_is_counted(frame, of) for of in range(at + 1, min(at + 4, frame.last)))
    if morph.pos not in ("NOUN", "PROPN", "PRON", "X"):
        return False
    if morph.get("Case") == "Nom" or (arc.head == verb and arc.relation in ("nsubj", "nsubj:pass")):
        return frame.cues[verb].sort != "write" or not _is_thing(frame, at)
    if morph.pos == "X" or morph.get("Case") is None or _mistaken_for_object(frame, at):
        return all(_modifies(frame, before) or not frame.is_word(before) for before in range(verb + 1, at))
    if morph.get("Case") != "Loc" or not _speaks_from_a_place(frame, verb):
        return False
    return any(frame.word(before) in ("в", "во", "на") for before in range(verb + 1, at))


def _counts(frame: Frame, verb: int, at: int) -> bool:
    """Whether a number can be the subject: «писали пять газет», against «написал пять писем»."""
    finite = frame.morph(verb)
    if finite.get("Tense") != "Past" or finite.get("Number") == "Plur" or finite.get("Gender") == "Neut":
        return True
    return finite.get("Gender") == frame.morph(at).get("Gender")


def _is_counted(frame: Frame, at: int) -> bool:
    """«Несколько изданий», «ряд экспертов», but no papers."""
    morph = frame.morph(at)
    if morph.pos != "NOUN" or morph.get("Case") != "Gen" or morph.get("Number") != "Plur":
        return False
    known = load_lexicon("speaker_nouns", SPEAKER_NOUNS).get(frame.lemma(at))
    return morph.get("Animacy") == "Anim" or (known is not None and known["kind"] != "document")


def _is_thing(frame: Frame, at: int) -> bool:
    """«Записал альбом», «написал письмо»: what was written, and not who wrote."""
    morph = frame.morph(at)
    if morph.pos != "NOUN" or morph.get("Animacy") == "Anim":
        return False
    return frame.lemma(at) not in load_lexicon("speaker_nouns", SPEAKER_NOUNS)


def _modifies(frame: Frame, at: int) -> bool:
    return frame.morph(at).pos in ("ADJ", "ADV") or frame.morph(at).get("VerbForm") == "Part"


def _mistaken_for_object(frame: Frame, at: int) -> bool:
    """«Заявило американское ведомство»: a speaker in a form that the tagger took for the accusative."""
    if frame.morph(at).get("Case") == "Loc" or not frame.may_be_nominative(at):
        return False
    return frame.morph(at).pos == "PROPN" or frame.lemma(at) in load_lexicon("speaker_nouns", SPEAKER_NOUNS)


def _speaks_from_a_place(frame: Frame, verb: int) -> bool:
    """«сообщили в мэрии», «говорится в письме», «указано в отчёте»."""
    morph = frame.morph(verb)
    if morph.get("Variant") == "Short":
        return morph.get("Gender") == "Neut"
    return morph.get("Number") == "Plur" or frame.cues[verb].sort == "text"
