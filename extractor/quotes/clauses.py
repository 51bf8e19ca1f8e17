"""Where a reported clause ends: punctuation and syntax together.

«Мэр заявил, что [парк откроют в мае], и поблагодарил строителей»: the clause ends before «и поблагодарил», since a
comma parts that verb from it and the verb has the form of the cue.
"""

from __future__ import annotations

from extractor.quotes.attributions import is_attribution
from extractor.quotes.cues import Cue, is_finite, is_gerund
from extractor.quotes.frames import Frame
from extractor.quotes.marks import DASHES
from extractor.quotes.predicates import governs_words, is_mute

__all__ = ["clause_end"]

#: conjunctions by which the author's own sentence may go on after a reported clause
COORDINATORS = frozenset(("и", "а", "но", "однако", "зато", "да"))
RELATIVES = frozenset(("который", "где", "куда", "откуда", "чей"))
#: adverbs that stand between such a conjunction and its verb
INSERTED = frozenset(
    (
        "также",
        "тоже",
        "затем",
        "потом",
        "при",
        "этом",
        "даже",
        "ещё",
        "еще",
        "сразу",
        "тут",
        "же",
        "позже",
        "позднее",
        "вскоре",
        "поэтому",
        "потому",
        "тогда",
    )
)
#: links by which the author tells what the speaker did then: «, после чего ушёл»
SEQUELS = (("после", "чего"), ("вслед", "за"), ("в", "связи"), ("в", "результате"))
#: conjunctions that oppose the author's words to those reported
CONTRASTS = frozenset(("но", "однако"))
#: conjunctions before another source, the prepositions of it, and how far behind its noun may stand, in tokens
OPPOSING, SOURCED, NEAR_NOUN = frozenset(("а", "но", "однако")), frozenset(("по", "согласно")), 3
#: verbs that tell what became of the words: «…, но это опровергли», «…, но слух не подтвердился»
REFUTING = frozenset(("опровергать", "опровергнуть", "оспорить", "подтвердиться"))
OTHERS = frozenset(("другой", "третий", "остальной"))
#: conjunctions by which a sentence may open with its subordinate clause: «Поскольку мэр заявил, что …, суд …»
SUBORDINATORS = frozenset(("когда", "поскольку", "если", "хотя", "пока", "раз", "едва", "так", "после", "несмотря"))
#: verbs that, negated, leave words unsaid: «говорить о деталях не стал»
KEEPING = frozenset(("стать", "отказаться", "пожелать", "захотеть"))
#: classes of cues that tell of words and not of feelings or names
OF_WORDS = frozenset(("say", "claim", "answer", "text", "write"))
#: features in which a second verb of the author's agrees with the cue
AGREEMENT = ("Tense", "Number", "Gender", "VerbForm")


def clause_end(frame: Frame, start: int, cue: Cue) -> int:
    """Return where the reported clause ends that starts at a token: the first token that no longer belongs to it."""
    level = frame.level(start) - frame.opens(start)
    for at in range(start + 1, _end_of_relative(frame, start, cue)):
        opening = frame.opening_of(at)
        if opening is not None and opening < start:
            return at
        if _can_end(frame, at) and frame.level(at) == level and any(rule(frame, start, at, cue) for rule in ENDS):
            return at
    return _end_of_relative(frame, start, cue)


def _end_of_relative(frame: Frame, start: int, cue: Cue) -> int:
    """Where the clause around the cue ends: «мэр, заявивший, что [парк закроют], ушёл»; `last` for a main clause."""
    arcs = frame.document.arcs
    noun, relation = arcs[cue.token]
    if cue.kind == "noun" or not relation.startswith("acl") or not frame.first <= noun < cue.token:
        return frame.last
    verb = arcs[noun].head
    if verb <= start or verb >= frame.last:
        return frame.last
    commas = [comma for comma in frame.breaks(start, verb, frame.level(cue.token)) if frame.word(comma) == ","]
    return commas[-1] if commas else frame.last


def _can_end(frame: Frame, at: int) -> bool:
    """Whether a clause can end before the token at all: every rule begins with a mark or with «и», «а», «но»."""
    word = frame.word(at)
    return word == ":" or word in COORDINATORS or word in (",", ";") or word in DASHES


def _is_break(frame: Frame, at: int) -> bool:
    return frame.word(at) in (",", ";") or frame.is_dash(at)


def _before_attribution(frame: Frame, start: int, at: int, cue: Cue) -> bool:
    """«…, сообщает агентство», «… — об этом заявил мэр»: the words of somebody who reports the whole."""
    if not _is_break(frame, at):
        return False
    verb = frame.next_word(at)
    if frame.word(verb) == "об" and frame.word(verb + 1) == "этом":
        verb += 2
    other = frame.cues.get(verb)
    return other is not None and other.kind != "noun" and is_attribution(frame, verb)


def _before_gerund_cue(frame: Frame, start: int, at: int, cue: Cue) -> bool:
    """«…, добавив, что …»: the author goes on about the same speaker; after «по данным полиции» it is another's."""
    if frame.word(at) != ",":
        return False
    verb = frame.next_word(at)
    while frame.word(verb) in INSERTED:
        verb += 1
    other = frame.cues.get(verb)
    if other is None or frame.morph(verb).get("VerbForm") != "Conv" or not other.takes("that"):
        return False
    if not _follows_that(frame, start) and frame.word(start - 1) != ":":
        return False
    comma = frame.chunk_end(verb)
    leads = any(frame.word(colon) == ":" for colon in range(verb, comma + 1))
    return leads or (frame.word(comma) == "," and frame.word(comma + 1) == "что")


def _before_second_verb(frame: Frame, start: int, at: int, cue: Cue) -> bool:
    """«…, и поблагодарил строителей», «…, но выразил надежду, что …», «… и добавил, что …»."""
    after = at + 1 if _is_break(frame, at) else at
    conjunction = frame.word(after)
    if conjunction not in COORDINATORS or (after == at and _is_break(frame, at - 1)):
        return False
    verb = after + 1
    while frame.word(verb) in INSERTED:
        verb += 1
    if verb >= frame.last or not _follows_that(frame, start):
        return False
    if frame.morph(verb).get("VerbForm") == "Conv" and is_gerund(frame.document, cue.token):
        return True
    if not is_finite(frame.document, verb):
        return False
    reports = verb in frame.cues and any(frame.word(that) == "что" for that in range(verb, frame.chunk_end(verb) + 2))
    if not _agrees(frame, verb, cue.token):
        return reports and frame.morph(cue.token).get("VerbForm") == "Conv"
    if not reports and any(_agrees(frame, verb, own) for own in frame.predicates(start, at)):
        return after > at and conjunction == "и" and not _closes_inner_clause(frame, start, at)
    return reports or after > at or not _has_doer(frame, start, at, verb)


def _has_doer(frame: Frame, start: int, at: int, verb: int) -> bool:
    """Whether the clause has a subject that the verb suits: «заявил, что [он доволен и действовал один]»."""
    return any(_suits(frame, subject, verb) for subject in range(start, at))


def _suits(frame: Frame, subject: int, verb: int) -> bool:
    """Whether a word in the nominative has the number and the gender of a verb."""
    noun, finite = frame.morph(subject), frame.morph(verb)
    if noun.pos not in ("NOUN", "PROPN", "PRON") or noun.get("Case") != "Nom":
        return False
    alike = noun.get("Gender") in (None, finite.get("Gender")) or finite.get("Gender") is None
    return noun.get("Number") == finite.get("Number") and alike


def _before_listed_verb(frame: Frame, start: int, at: int, cue: Cue) -> bool:
    """«…, призвал не платить и ушёл»: a verb of the speaker's that nothing but a comma ties to the cue."""
    verb = at + 1
    if frame.word(at) != "," or verb not in frame.cues or not _follows_that(frame, start):
        return False
    if (
        frame.morph(verb).get("Tense") != "Past"
        or not is_finite(frame.document, verb)
        or not _agrees_alone(frame, start, at, verb, cue)
    ):
        return False
    return not _has_subject(frame, verb + 1, frame.chunk_end(verb))


def _agrees_alone(frame: Frame, start: int, at: int, verb: int, cue: Cue) -> bool:
    """Whether a verb has the form of the cue, and no predicate of the clause before has it."""
    own = frame.predicates(start, at)
    return bool(own) and _agrees(frame, verb, cue.token) and not any(_agrees(frame, verb, other) for other in own)


def _before_sequel(frame: Frame, start: int, at: int, cue: Cue) -> bool:
    """«…, после чего ушёл»: what the speaker did then."""
    if frame.word(at) != "," or (frame.word(at + 1), frame.word(at + 2)) not in SEQUELS:
        return False
    end = frame.chunk_end(at + 1)
    verb = next(iter(frame.predicates(at + 1, end)), None)
    if verb is None or not _agrees_alone(frame, start, at, verb, cue):
        return False
    return not _has_subject(frame, at + 1, end)


def _follows_that(frame: Frame, start: int) -> bool:
    """Whether the cue governs the clause: after «как сообщил мэр» a second verb is not the mayor's own."""
    return any(frame.word(at) == "что" for at in (start - 1, start - 2))


def _closes_inner_clause(frame: Frame, start: int, at: int) -> bool:
    """Whether the comma closes a clause or a participle inside the reported one: «…, который уехал, и вернулся»."""
    opened = [comma for comma in frame.breaks(start, at, frame.level(at)) if frame.word(comma) == ","]
    if not opened:
        return False
    first = opened[-1] + 1
    morphs = [frame.morph(word) for word in range(first, min(first + 3, at))]
    return any(
        morph.pos == "SCONJ" or morph.get("VerbForm") in ("Part", "Conv") or frame.lemma(word) in RELATIVES
        for word, morph in enumerate(morphs, first)
    )


def _agrees(frame: Frame, verb: int, cue: int) -> bool:
    first, second = frame.morph(verb), frame.morph(cue)
    return all(first.get(name) == second.get(name) for name in AGREEMENT)


def _before_other_reporter(frame: Frame, start: int, at: int, cue: Cue) -> bool:
    """«…, министр ответил, что …», «…, а 20 % — что …»: somebody else's words follow."""
    if not _is_break(frame, at):
        return False
    comma = frame.chunk_end(at + 1)
    if frame.word(comma + 1) != "что" or comma + 1 >= frame.last:
        return False
    if frame.is_dash(comma):
        return frame.word(at + 1) == "а"
    first = frame.next_word(at)
    if frame.lemma(first) in RELATIVES or frame.lemma(first + 1) in RELATIVES:
        return False
    if frame.morph(first).pos in ("SCONJ", "ADP") and frame.word(first) not in COORDINATORS | {"в"}:
        return False
    if frame.is_dash(at) and not frame.predicates(start, at):
        return False
    cues = [other for other in range(first, comma) if other in frame.cues and is_finite(frame.document, other)]
    return (
        len(cues) == 1 and cues[0] > first and frame.cues[cues[0]].takes("that") and _has_subject(frame, first, cues[0])
    )


def _before_other_source(frame: Frame, start: int, at: int, cue: Cue) -> bool:
    """«…, а по данным профсоюза, уже в апреле»: another source is set against this one."""
    if frame.word(at) not in (",", ";") or frame.word(at + 1) not in OPPOSING or frame.word(at + 2) not in SOURCED:
        return False
    near = (frame.cues.get(other) for other in range(at + 3, min(at + 3 + NEAR_NOUN, frame.last)))
    return any(other is not None and other.kind == "noun" for other in near)


def _has_subject(frame: Frame, first: int, verb: int) -> bool:
    return any(
        frame.morph(at).get("Case") in ("Nom", None) and frame.morph(at).pos in ("NOUN", "PROPN", "PRON", "X")
        for at in range(first, verb)
    )


def _before_contrast(frame: Frame, start: int, at: int, cue: Cue) -> bool:
    """«…, но позже это опровергли»: the author sets other words against those reported, which tell of none."""
    if frame.word(at) != "," or frame.word(at + 1) not in CONTRASTS:
        return False
    if any(verb in frame.cues and frame.cues[verb].takes("that") for verb in range(start, at)):
        return False
    verbs = frame.predicates(at + 1, frame.chunk_end(at + 1))
    if verbs and frame.lemma(verbs[0]) in KEEPING:
        verbs = [verb for verb in range(at + 1, frame.chunk_end(at + 1)) if frame.morph(verb).get("VerbForm") == "Inf"]
    if any(frame.lemma(verb) in REFUTING for verb in verbs):
        return True
    other = frame.cues.get(verbs[0]) if verbs else None
    return other is not None and other.kind == "verb" and other.sort in OF_WORDS and other.takes("that")


def _before_coda(frame: Frame, start: int, at: int, cue: Cue) -> bool:
    """«…, что мост качало, — в тот день дул ветер»: a comma closes the clause before the author's dash."""
    if frame.word(at) != "," or not frame.is_dash(at + 1) or not _follows_that(frame, start):
        return False
    closed = any(frame.is_dash(dash) for dash in frame.breaks(at + 2, frame.last, frame.level(at)))
    return not closed and bool(frame.predicates(start, at)) and bool(frame.predicates(at + 2, frame.last))


def _before_others(frame: Frame, start: int, at: int, cue: Cue) -> bool:
    """«Одни считают, что …, другие возражают»."""
    if frame.word(at) != "," or frame.lemma(at + 1) not in OTHERS:
        return False
    verbs = frame.predicates(at + 1, frame.chunk_end(at + 1))
    return bool(verbs) and verbs[0] in frame.cues


def _after_participle(frame: Frame, start: int, at: int, cue: Cue) -> bool:
    """«мэр, утверждавший, что …, ушёл»: the verb of the noun that the reporting participle describes."""
    participle = frame.morph(cue.token)
    if frame.word(at) != "," or participle.get("VerbForm") != "Part" or participle.get("Case") != "Nom":
        return False
    first = at + 1
    verb = next(iter(frame.predicates(first, frame.chunk_end(first))), None)
    if verb is None or frame.morph(first).pos in ("SCONJ", "CCONJ") or not frame.predicates(start, at):
        return False
    if (
        frame.morph(first).pos == "PRON"
        or frame.word(first + 1) == "что"
        or frame.lemma(first + 1) in RELATIVES
        or _has_subject(frame, first, verb)
    ):
        return False
    return frame.morph(verb).get("Gender") in (None, participle.get("Gender"))


def _before_main_clause(frame: Frame, start: int, at: int, cue: Cue) -> bool:
    """«Поскольку мэр заявил, что …, суд …», «Мэр, заявив, что …, ушёл»: the reporting clause depends on this one."""
    if frame.word(at) != "," or not _opens_sentence(frame, cue):
        return False
    first = at + 1
    if not frame.is_word(first) or frame.morph(first).pos in ("SCONJ", "CCONJ") or frame.word(first) in COORDINATORS:
        return False
    if frame.lemma(first) in RELATIVES or frame.lemma(first + 1) in RELATIVES or not frame.predicates(start, at):
        return False
    verb = next(iter(frame.predicates(first, frame.chunk_end(first))), None)
    if verb is None or frame.morph(start).pos == "SCONJ":
        return False
    if is_gerund(frame.document, cue.token) and any(_suits(frame, at, verb) for at in range(frame.first, cue.first)):
        return True
    return cue.kind == "noun" or _has_subject(frame, first, verb)


def _before_more_words(frame: Frame, start: int, at: int, cue: Cue) -> bool:
    """«заявление мэра о том, что …, а также призывы министра»: a noun that holds a clause is one of several."""
    if cue.kind != "noun" or not cue.takes("that"):
        return False
    return [frame.word(at + step) for step in range(3)] == [",", "а", "также"] and not frame.predicates(
        at, frame.chunk_end(at + 1)
    )


def _opens_sentence(frame: Frame, cue: Cue) -> bool:
    """Whether nothing but a conjunction and a subject, or nothing, stands before the cue, a gerund or a verb."""
    if frame.predicates(frame.first, cue.first):
        return False
    if is_gerund(frame.document, cue.token) or (cue.kind == "noun" and cue.takes("that")):
        return True
    return any(
        frame.word(at) in SUBORDINATORS and frame.morph(at).pos == "SCONJ" for at in range(frame.first, cue.first)
    )


def _before_own_words(frame: Frame, start: int, at: int, cue: Cue) -> bool:
    """«…: «Я рад»»: a quote of its own follows, unless the clause itself introduces it."""
    if frame.word(at) != ":" or (frame.word(at + 1) not in ("'", "''") and not frame.opens(at + 1)):
        return False
    verbs = frame.predicates(start, at)
    other = frame.cues.get(verbs[-1]) if verbs else None
    if other is None or other.sort in ("name", "thought") or is_mute(frame.document, other.token):
        return True
    return not governs_words(frame.document, other)


def _after_quoted_clause(frame: Frame, start: int, at: int, cue: Cue) -> bool:
    """«…, что «победа близка», имея в виду…»: a clause that stands in marks ends with them."""
    if frame.word(at) != "," or not frame.opens(start) or frame.opening_of(at - 1) != start:
        return False
    goes_on = frame.morph(at + 1).get("VerbForm") == "Conv" or frame.word(at + 1) == "тем"
    return goes_on and bool(frame.predicates(start, at))


ENDS = (
    _after_quoted_clause,
    _before_attribution,
    _before_gerund_cue,
    _before_second_verb,
    _before_listed_verb,
    _before_sequel,
    _before_other_reporter,
    _before_other_source,
    _before_contrast,
    _before_coda,
    _before_others,
    _after_participle,
    _before_more_words,
    _before_main_clause,
    _before_own_words,
)
