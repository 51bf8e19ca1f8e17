"""Where an attribution beside a clause ends: «по словам Белова, директора завода, …» goes on past its first comma.

A rule takes a comma behind the attribution and tells whether what follows is still part of it.
"""

from __future__ import annotations

from extractor.language.phrases import find_noun_phrase
from extractor.quotes.attributions import is_date
from extractor.quotes.frames import Frame
from extractor.quotes.nominals import is_one_of

__all__ = ["aside_end"]

RELATIVES = frozenset(("который", "где", "куда", "откуда", "чей"))
#: what ties a phrase after a comma to the source: «Ивана Белова, директора завода,»
ATTACHED = frozenset(("acl", "acl:relcl", "advcl", "amod", "appos", "conj", "flat", "flat:name", "list", "nmod"))


def aside_end(frame: Frame, first: int, key: int) -> int:
    """Return the comma or dash that closes the aside, or its end without one: `frame.last` with the sentence."""
    if frame.lemma(key + 1) == "который":
        return key + 2
    level = frame.level(key)
    commas = list(frame.breaks(key + 1, frame.last, level))
    end = commas[0] if commas else frame.last
    if frame.predicates(key + 1, end, level) or _has_subject(frame, key, end):
        return _phrase_end(frame, key)
    for at, comma in enumerate(commas):
        following = commas[at + 1] if at + 1 < len(commas) else frame.last
        if not any(rule(frame, first, comma, following) for rule in CONTINUATIONS):
            return comma
    return commas[0] if commas and not frame.predicates(frame.first, first) else frame.last


def _has_subject(frame: Frame, key: int, end: int) -> bool:
    """«По данным следствия утром Лось, выпив лишнего, ушёл»: a clause has begun before the first comma."""
    arcs = frame.document.arcs
    if frame.morph(key).pos != "NOUN":
        return False
    return any(
        frame.level(at) == frame.level(key)
        and frame.morph(at).get("Case") == "Nom"
        and arcs[at].relation.startswith("nsubj")
        and end < arcs[at].head < frame.last
        for at in range(key + 2, end)
    )


def _phrase_end(frame: Frame, key: int) -> int:
    """Where the phrase of the key ends that no comma closes: «по данным газет | в городе», «как сообщается | он»."""
    if frame.lemma(key).endswith("ся") and frame.morph(key).pos == "VERB":
        return key + 1
    head = key if frame.morph(key).pos == "NOUN" else _governed(frame, key)
    last = find_noun_phrase(frame.document, head).last if head is not None else frame.last - 1
    inside = set(range(key, last + 1)) if head is not None else set(frame.document.subtree(key))
    at = key + 1
    while at <= last and at in inside and not frame.is_predicate(at) and not _is_time(frame, at):
        at += 1
    return at


def _governed(frame: Frame, key: int) -> int | None:
    """The noun of a preposition: «отчёту» in «согласно годовому отчёту | прибыль выросла»."""
    head = frame.document.arcs[key].head
    return head if frame.morph(key).pos == "ADP" and key < head < frame.last else None


def _is_time(frame: Frame, at: int) -> bool:
    """«По словам соседей | ночью в доме пели»: an instrumental without a preposition."""
    return frame.morph(at).pos == "NOUN" and frame.morph(at).get("Case") == "Ins" and frame.morph(at - 1).pos != "ADP"


def _relative(frame: Frame, first: int, comma: int, following: int) -> bool:
    """«…, который вёл дело,»."""
    nearby = (frame.lemma(comma + 1), frame.lemma(comma + 2))
    return any(lemma in RELATIVES for lemma in nearby) and _goes_on(frame, first, following)


def _goes_on(frame: Frame, first: int, following: int) -> bool:
    """Whether the clause stands on either side of the aside, whose own last phrase ends at `following`."""
    return following < frame.last or bool(frame.predicates(frame.first, first))


def _participial(frame: Frame, first: int, comma: int, following: int) -> bool:
    """«По словам врача, лечившего больных, …»; «Как пишет газета, ссылаясь на источник, …»."""
    if comma + 1 >= frame.last:
        return False
    morph = frame.morph(comma + 1)
    if morph.get("VerbForm") == "Part" and morph.get("Variant") is None:
        if not _goes_on(frame, first, following) or frame.predicates(comma + 1, following):
            return False
        return morph.get("Case") not in ("Nom", None) or first <= frame.document.arcs[comma + 1].head < comma
    if morph.get("VerbForm") != "Conv":
        return False
    return comma + 1 in frame.cues or first <= frame.document.arcs[comma + 1].head < comma


def _apposition(frame: Frame, first: int, comma: int, following: int) -> bool:
    """«По словам Белова, директора завода, …», «Как сообщил директор департамента финансов, долга и активов, …»."""
    if frame.is_dash(comma) or frame.predicates(comma + 1, following, frame.level(comma)):
        return False
    arcs = frame.document.arcs
    words = range(comma + 1, following)
    head = next((at for at in words if frame.is_word(at) and not comma < arcs[at].head < following), None)
    return head is not None and first <= arcs[head].head < comma and arcs[head].relation in ATTACHED


def _named(frame: Frame, first: int, comma: int, following: int) -> bool:
    """«…, пояснил автор поправок, зампред комитета Андрей Лось»: the name of somebody called by his role before."""
    if following < frame.last or frame.is_dash(comma) or not frame.predicates(frame.first, first):
        return False
    if frame.predicates(comma + 1, following) or not any(_is_human(frame, at) for at in range(first, comma)):
        return False
    people = [m for m in frame.document.mentions if m.type == "PERSON"]
    tokens = frame.document.tokens
    if any(tokens[first].start <= person.start < tokens[comma].start for person in people):
        return False
    return any(tokens[comma].start < person.start < tokens[following - 1].end for person in people)


def _is_human(frame: Frame, at: int) -> bool:
    morph = frame.morph(at)
    named = morph.pos == "NOUN" and morph.get("Animacy") == "Anim" and morph.get("Case") == "Nom"
    return named and at < frame.last


def _date(frame: Frame, first: int, comma: int, following: int) -> bool:
    """«Сообщили в субботу, 8 июля, представители полиции»."""
    before = next((at for at in range(comma - 1, first, -1) if frame.word(at) == ","), comma)
    return (is_date(frame, comma) or is_date(frame, before)) and not frame.predicates(comma + 1, following)


def _called(frame: Frame, first: int, comma: int, following: int) -> bool:
    """«…, считает Таня Мар — профессор университета»: who the person is whose name stands before."""
    if following < frame.last or not frame.predicates(frame.first, first):
        return False
    if frame.predicates(comma + 1, following) or not any(_is_human(frame, at) for at in range(comma + 1, comma + 4)):
        return False
    end = frame.document.tokens[comma - 1].end
    return any(m.type == "PERSON" and m.end == end for m in frame.document.mentions)


def _one_named(frame: Frame, first: int, comma: int, following: int) -> bool:
    """«Как вспоминает один из соседей, столяр Фома Грач, …»: the name of who was called one of many."""
    if following >= frame.last or frame.is_dash(comma) or frame.predicates(comma + 1, following):
        return False
    one = next((at for at in range(first, comma) if is_one_of(frame.document, at)), None)
    name = next((m for m in frame.document.mentions_at(following - 1) if m.type == "PERSON"), None)
    if one is None or name is None:
        return False
    start = frame.document.tokens_in(name).start
    return start > comma and frame.morph(start).get("Case") == frame.morph(one).get("Case")


CONTINUATIONS = (_date, _relative, _participial, _apposition, _named, _called, _one_named)
