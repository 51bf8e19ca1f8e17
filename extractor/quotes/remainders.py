"""What an attribution leaves of the clause around it: the words that were said, before it, after it or on both sides.

Connectives («кроме того», «при этом») that stand before an attribution belong to the author.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.lexicons import load_lexicon
from extractor.quotes.attributions import is_attribution
from extractor.quotes.clauses import clause_end
from extractor.quotes.contents import draft_of
from extractor.quotes.cues import Cue, is_finite
from extractor.quotes.drafts import Draft
from extractor.quotes.frames import Frame
from extractor.quotes.marks import DASHES

__all__ = ["OPENERS", "Aside", "connectives", "draft_beside", "phrase"]

#: words by which a clause opens that is not the one before: what stands left of them was not said
OPENERS = frozenset(("и", "а", "но", "однако", "зато", "что", "то", "поэтому", "причём", "причем", "хотя", "ибо"))
#: links behind a comma that open a clause as well
SEQUELS = (("после", "чего"), ("в", "результате", "чего"), ("в", "связи", "с", "чем"))
RELATIVES = frozenset(("который", "где", "куда", "откуда", "чей"))
#: how far «что» may stand from the verb by which an author reminds: «напомним читателям, что P, сообщает газета»
REMINDING = 3
#: how many words make a clause without a verb: «по данным полиции, в зале сто человек»
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Aside:
    """An attribution beside the clause: its tokens `first` to `last` (exclusive), without the commas, and its cue."""

    first: int
    last: int
    cue: Cue


def draft_beside(frame: Frame, aside: Aside, rule: str) -> Draft | None:
    """Return the draft of what the aside attributes, or None where no clause is left.

    Who hands the words on is no part of them: «[мост закрыт], сообщил мэр, передаёт агентство».
    """
    before = _left(frame, aside)
    after = aside.last
    while after < frame.last and (frame.word(after) == "," or frame.is_dash(after)):
        after += 1
    ranges = [before] if before else []
    handed_on = before is not None and after in frame.cues and is_attribution(frame, after)
    if after < frame.last and not handed_on and not _is_closed(frame, aside, after):
        relative = (before and _is_relative(frame, before[0])) or frame.lemma(aside.cue.token + 1) == "который"
        end = _relative_end(frame, after) if relative else frame.last
        ranges.append((after, min(end, clause_end(frame, after, aside.cue))))
    if ranges and _in_participle(frame, aside):
        return None
    if ranges and rule != "as aside" and _is_attribution_itself(frame, aside, ranges):
        return None
    words = sum(frame.is_word(at) for first, last in ranges for at in range(first, last))
    if not any(_makes_clause(frame, first, last) for first, last in ranges) and (before or words < SHORTEST):
        return None
    return draft_of(frame, aside.cue, ranges, rule)


def _in_participle(frame: Frame, aside: Aside) -> bool:
    """«Фильм, основанный, по мнению критиков, на слухах, провалился»: the aside is of no clause."""
    if aside.cue.kind != "noun" or aside.last >= frame.last:
        return False
    level = frame.level(aside.first)
    commas = [at for at in frame.breaks(frame.first, aside.first, level) if frame.word(at) == ","]
    if len(commas) < 2 or commas[-1] != aside.first - 1:
        return False
    first, end = commas[-2] + 1, next(frame.breaks(aside.last + 1, frame.last, level), frame.last)
    morph = frame.morph(first)
    if morph.get("VerbForm") != "Part" or morph.get("Variant") == "Short":
        return False
    return not frame.predicates(first, aside.first) and not frame.predicates(aside.last, end)


def _is_closed(frame: Frame, aside: Aside, after: int) -> bool:
    """Whether nothing of the clause can follow: «…, считает мэр: «Пора»», «…, заявил он и добавил, что …».

    Nor does a verb whose subject is lost: «…, сообщает мэрия, передаёт».
    """
    if after in frame.cues and not any(frame.is_word(at) for at in range(after + 1, frame.last)):
        return True
    level = frame.level(aside.cue.token)
    if aside.cue.kind == "noun":
        return False
    colons = (at for at in range(aside.cue.token, aside.last) if frame.word(at) == ":" and frame.level(at) == level)
    if any(frame.opens(at + 1) for at in colons):
        return True
    verb, own = after + 1, frame.morph(aside.cue.token)
    if frame.word(after) not in ("и", "а", "но") or verb not in frame.cues or not is_finite(frame.document, verb):
        return False
    return all(frame.morph(verb).get(name) == own.get(name) for name in ("Tense", "Number", "Gender"))


def _is_attribution_itself(frame: Frame, aside: Aside, ranges: Sequence[tuple[int, int]]) -> bool:
    """«Об этом, по данным газеты, заявил мэр»: what was said stands in another sentence."""
    start = min(ranges[0][0], _clause_start(frame, aside))
    if [frame.word(start + step) for step in range(3)] != ["об", "этом", ","]:
        return False
    verbs = [verb for first, last in ranges for verb in frame.predicates(first, last)]
    return all(verb in frame.cues for verb in verbs)


def _is_relative(frame: Frame, start: int) -> bool:
    return frame.lemma(start) in RELATIVES or frame.lemma(start + 1) in RELATIVES


def _relative_end(frame: Frame, start: int) -> int:
    """Where a relative clause ends: at the first comma after its predicate that another predicate follows."""
    for comma in frame.breaks(start, frame.last, frame.level(start)):
        following = next(frame.breaks(comma + 1, frame.last, frame.level(start)), frame.last)
        if frame.predicates(start, comma) and frame.predicates(comma, following):
            return comma
    return frame.last


def _makes_clause(frame: Frame, first: int, last: int) -> bool:
    """Whether the words hold a predicate, or what stands for one: a dash, an infinitive, «вопрос сложный»."""
    return any(
        frame.is_predicate(at)
        or frame.is_dash(at)
        or frame.morph(at).get("VerbForm") == "Inf"
        or frame.word(at) == "это"
        or (at > first and _tells(frame, at))
        for at in range(first, last)
    )


def _tells(frame: Frame, at: int) -> bool:
    """Whether the word is an adjective behind its noun, both in the nominative: «вопрос сложный»."""
    adjective, noun = frame.morph(at), frame.morph(at - 1)
    return (adjective.pos, noun.pos) == ("ADJ", "NOUN") and adjective.get("Case") == noun.get("Case") == "Nom"


def _left(frame: Frame, aside: Aside) -> tuple[int, int] | None:
    """The part of the clause that stands before the aside, or None."""
    if frame.lemma(aside.cue.token + 1) == "который" or frame.word(aside.first - 1) == "(":
        return None
    start = _clause_start(frame, aside)
    words = phrase(frame, start, aside.first)
    if not words or (words in connectives() and aside.last < frame.last):
        return None
    if words == "об этом" or (aside.cue.kind != "noun" and words.startswith("о том ")):
        return None
    return start, aside.first


def phrase(frame: Frame, first: int, last: int) -> str:
    """Return the words of a stretch of tokens, in lower case and without marks."""
    return " ".join(frame.word(at) for at in range(first, last) if frame.is_word(at))


def _clause_start(frame: Frame, aside: Aside) -> int:
    level = frame.level(aside.first)
    closing = aside.last >= frame.last
    for at in range(aside.first - 1, frame.first - 1, -1):
        if frame.level(at) != level:
            continue
        word = frame.word(at)
        if word in (";", ":") and not closing:
            return at + 1
        if word in DASHES and not closing and at >= aside.first - 2 and frame.predicates(frame.first, at, level):
            return at + 1
        if word in OPENERS and _opens_clause(frame, at, aside, closing):
            return at + 1
        if word == "," and not closing and (link := _sequel(frame, at)):
            return at + link
        if word == "," and not closing and _parts_sentences(frame, at, aside):
            return at + 1
        if word == "когда" and not closing and not frame.predicates(at, aside.first):
            return at + 1
        if not closing and frame.lemma(at) in RELATIVES and not frame.predicates(at, aside.first):
            return at - (frame.morph(at - 1).pos == "ADP")
    return frame.first


def _sequel(frame: Frame, comma: int) -> int:
    """How far behind a comma «после чего» ends, and the words begin; 0 where something else follows."""
    for link in SEQUELS:
        if all(frame.word(comma + 1 + step) == word for step, word in enumerate(link)):
            return len(link) + 1
    return 0


def _parts_sentences(frame: Frame, comma: int, aside: Aside) -> bool:
    """«Гости пришли, хозяин, по его словам, спал»: a comma parts two sentences, and the aside is the second's."""
    level = frame.level(comma)
    if aside.cue.kind != "noun":
        return False
    if frame.predicates(comma, aside.first, level) or not frame.predicates(frame.first, comma, level):
        return False
    if any(frame.morph(at).pos == "SCONJ" or frame.lemma(at) in RELATIVES for at in range(frame.first, comma)):
        return False
    end = next(frame.breaks(aside.last + 1, frame.last, level), frame.last)
    verb = next(iter(frame.predicates(aside.last, end, level)), None)
    return verb is not None and any(
        frame.morph(at).get("Case") == "Nom" and frame.morph(at).pos in ("NOUN", "PROPN", "PRON")
        for at in (*range(comma, aside.first), *range(aside.last, verb))
    )


def _opens_clause(frame: Frame, at: int, aside: Aside, closing: bool) -> bool:
    level = frame.level(at)
    if closing:
        predicates = frame.predicates(frame.first, at, level)
        first_person = len(predicates) == 1 and frame.morph(predicates[0]).get("Person") == "1"
        return frame.word(at) == "что" and first_person and at - predicates[0] <= REMINDING
    if at >= aside.first - 2 and not frame.is_word(aside.first - 1) and frame.predicates(frame.first, at, level):
        return True
    if at > frame.first and frame.is_word(at - 1):
        return False
    if frame.word(at) == "что" and any(verb in frame.cues for verb in frame.predicates(frame.first, at, level)):
        return True
    return not frame.predicates(at + 1, aside.first, level)


def connectives() -> frozenset[str]:
    """Return the phrases that tie a sentence to the one before: «кроме того»."""
    return frozenset(load_lexicon("connectives", ("phrase",)))
