"""Clauses that follow a cue without «что»: «Врачи уверены, [вирус отступит]», «Пресса убеждена — [спор окончен]»."""

from __future__ import annotations

from extractor.quotes.clauses import clause_end
from extractor.quotes.contents import draft_of
from extractor.quotes.cues import Cue, is_finite
from extractor.quotes.drafts import Draft
from extractor.quotes.frames import Frame

__all__ = ["find_bare_clause"]

#: verbs that tell of words so plainly that a comma or a dash is enough
PLAIN = frozenset(
    (
        "добавить",
        "заявить",
        "заявлять",
        "настаивать",
        "отметить",
        "отмечать",
        "подчеркнуть",
        "подчёркивать",
        "полагать",
        "пояснить",
        "предположить",
        "признать",
        "признаться",
        "сказать",
        "сообщить",
        "считать",
        "убедить",
        "убеждённый",
        "уверенный",
        "уверить",
        "утверждать",
    )
)
#: words by which a clause of another kind begins
OTHERWISE = frozenset(
    ("как", "какой", "когда", "который", "кто", "куда", "где", "откуда", "почему", "зачем", "сколько", "что", "чтобы")
)


def find_bare_clause(frame: Frame, cue: Cue) -> Draft | None:
    """Return the draft of a whole sentence after a comma or a dash, where somebody stands before the cue."""
    parting, start = cue.last + 1, cue.last + 2
    if cue.kind != "verb" or cue.lemma not in PLAIN or not is_finite(frame.document, cue.token):
        return None
    if not (frame.word(parting) == "," or frame.is_dash(parting)) or not frame.is_word(start):
        return None
    if not _has_speaker(frame, cue) or not _opens_sentence(frame, start):
        return None
    end = clause_end(frame, start, cue)
    words = range(start, end)
    if any(frame.word(at) in ("что", "ли") or frame.word(at) == ":" for at in words):
        return None
    if not any(frame.is_predicate(at) or frame.word(at) == "это" for at in words):
        return None
    if not (frame.is_dash(parting) or any(_may_be_subject(frame, at) for at in words)):
        return None
    return draft_of(frame, cue, [(start, end)], "bare clause")


def _has_speaker(frame: Frame, cue: Cue) -> bool:
    """Whether somebody is the subject of the cue, whose clause is no subordinate one."""
    commas = [at for at in frame.breaks(frame.first, cue.first, frame.level(cue.token)) if frame.word(at) == ","]
    before = range(commas[-1] + 1 if commas else frame.first, cue.first)
    if any(frame.lemma(at) in OTHERWISE or frame.morph(at).pos == "SCONJ" for at in before):
        return False
    if frame.predicates(before.start, cue.first) or frame.word(cue.token - 1) == "не":
        return False
    return any(_is_subject(frame, at) for at in before)


def _is_subject(frame: Frame, at: int) -> bool:
    morph = frame.morph(at)
    return morph.pos in ("NOUN", "PROPN", "PRON", "X") and morph.get("Case") in ("Nom", None)


def _may_be_subject(frame: Frame, at: int) -> bool:
    """A subject, though the tagger may take it for an object: «считают, рубль укрепится»."""
    if _is_subject(frame, at):
        return True
    return frame.document.arcs[at].relation == "nsubj" and frame.may_be_nominative(at)


def _opens_sentence(frame: Frame, start: int) -> bool:
    """Whether the words behind the comma begin a sentence, and no subordinate clause, gerund or participle."""
    morph = frame.morph(start)
    if morph.pos in ("SCONJ", "CCONJ") or morph.get("VerbForm") in ("Conv", "Part") or is_finite(frame.document, start):
        return False
    return frame.lemma(start) not in OTHERWISE and frame.lemma(start + 1) not in OTHERWISE
