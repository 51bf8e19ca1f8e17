"""Attributions beside the reported clause: «по словам мэра, P», «как сообщил мэр, P», «P, сообщает агентство».

An aside may open its clause, part it or close it; what is left of the clause, on either side, is what was said.
Connectives («кроме того», «при этом») that stand before an aside belong to the author.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.document import Document
from extractor.language.phrases import find_noun_phrase
from extractor.lexicons import load_lexicon
from extractor.quotes.clauses import clause_end, has_source, is_attribution, is_date
from extractor.quotes.complements import ACHIEVING, find_complement, is_achieved, is_reporting
from extractor.quotes.contents import draft_of
from extractor.quotes.cues import Cue, cue_noun_at, is_finite
from extractor.quotes.drafts import Draft
from extractor.quotes.frames import Frame

__all__ = ["find_as_aside", "find_closing_attribution", "find_noun_aside", "find_preposition_cues"]

#: words by which a clause opens that is not the one before: what stands left of them was not said
OPENERS = frozenset(("и", "а", "но", "однако", "зато", "что", "то", "поэтому", "причём", "причем", "хотя", "ибо"))
RELATIVES = frozenset(("который", "где", "куда", "откуда", "чей"))
#: what ties a phrase after a comma to the source: «Ивана Белова, директора завода,»
ATTACHED = frozenset(("acl", "acl:relcl", "advcl", "amod", "appos", "conj", "flat", "flat:name", "list", "nmod"))
#: how many words make a clause without a verb: «по данным полиции, в зале сто человек»
SHORTEST = 3
POSSESSIVES = frozenset(("его", "её", "ее", "их"))
#: pronouns that stand for a source, however vague: «по некоторым данным», «по другой версии»
VAGUE = frozenset(
    ("некоторый", "один", "другой", "третий", "разный", "различный", "этот", "который", "такой", "последний")
)
#: words that attribute together with the one before them: «если верить газете», «со слов соседки»
PREPOSITIONS = {"верить": ("если",), "слов": ("со", "с")}
#: how far before its verb «как» may stand: «как ранее в четверг сообщил»
REACH = 14
#: words that «как» answers: «так же быстро, как», «такой, как»
CORRELATES = frozenset(("так", "такой", "такая", "такое", "такие", "столь", "также"))
#: verbs that hand on the words of others without «что»: «приводит газета мнение адвоката»
HANDING_ON = frozenset(
    (
        "иронизировать",
        "пошутить",
        "привести",
        "приводить",
        "продолжать",
        "продолжить",
        "процитировать",
        "цитировать",
        "шутить",
    )
)
#: «после того, как»: time, not attribution
BEFORE_THAT = frozenset(("после", "до", "с", "перед", "вместо", "накануне", "момента", "прежде"))


@dataclass(frozen=True, slots=True)
class Aside:
    """An attribution beside the clause: its tokens `first` to `last` (exclusive), without the commas, and its cue."""

    first: int
    last: int
    cue: Cue


def find_preposition_cues(document: Document) -> Iterator[Cue]:
    """Yield the cues that are prepositions: «согласно договору», «со слов соседки», «если верить газете»."""
    for token in range(len(document.tokens)):
        word = document.tokens[token].text.lower()
        first = token if word == "согласно" else _preposition(document, token, PREPOSITIONS.get(word, ()))
        if first is not None:
            last = token + (word == "верить" and _leads_to_words(document, token + 1))
            yield Cue(last, first, last, "noun", word, "word", frozenset({"aside"}), document.span(first, last))


def _leads_to_words(document: Document, token: int) -> bool:
    """«Если верить словам соседки»: the noun carries the cue."""
    return token < len(document.tokens) and cue_noun_at(document, token) is not None


def _preposition(document: Document, token: int, words: tuple[str, ...]) -> int | None:
    """Where «со» of «со слов» stands, or «с» of «с его слов»."""
    first = token - 1 - (token > 0 and document.tokens[token - 1].text.lower() in POSSESSIVES)
    return first if first >= 0 and document.tokens[first].text.lower() in words else None


def find_noun_aside(frame: Frame, cue: Cue) -> Draft | None:
    """«По словам мэра, [парк откроют]», «[Парк], по данным мэрии, [закрыт]»."""
    if (
        cue.kind != "noun"
        or cue.takes("that")
        or not _is_open(frame, cue)
        or not _names_somebody(frame, cue)
        or not _stands_apart(frame, cue)
    ):
        return None
    if "или" in (frame.word(cue.first - 1), frame.word(cue.first - 2)):
        return None
    own = any(frame.word(at) in POSSESSIVES for at in range(cue.first + 1, cue.token))
    aside = Aside(cue.first, _aside_end(frame, cue.first, cue.token), cue)
    return _draft(frame, aside, "own noun aside" if own else "noun aside")


def _is_open(frame: Frame, cue: Cue) -> bool:
    """Whether the aside is the author's: outside marks, and outside brackets but for those that it opens."""
    return not frame.level(cue.token) or (frame.word(cue.first - 1) == "(" and frame.level(cue.token) == 1)


def _names_somebody(frame: Frame, cue: Cue) -> bool:
    """«По данным полиции», «по его словам», «по некоторым данным»; not «по предварительным данным»."""
    if any(frame.word(at) in POSSESSIVES or frame.lemma(at) in VAGUE for at in range(cue.first + 1, cue.token)):
        return True
    after = cue.token + 1
    if frame.word(cue.first) == "согласно" and cue.token > cue.first:
        return True
    if after >= frame.last or frame.word(after) in ("(", ")"):
        return False
    if cue.sort == "data" and frame.word(after) in ("из", "от"):
        return True
    if "aside" in cue.government:
        return frame.morph(after).pos != "ADP"
    if frame.is_mark(after):
        return True
    return frame.is_word(after) and _is_genitive(frame, cue, after)


def _is_genitive(frame: Frame, cue: Cue, at: int) -> bool:
    case = frame.morph(at).get("Case")
    return (
        case == "Gen"
        or (case is None and frame.morph(at).pos in ("X", "PROPN", "NUM", "NOUN"))
        or (frame.document.arcs[at].head == cue.token and frame.document.arcs[at].relation in ("nmod", "appos", "flat"))
    )


def _stands_apart(frame: Frame, cue: Cue) -> bool:
    """Whether the phrase is set off: it opens a clause, or follows a comma; not «число заболевших по данным врачей»."""
    before = cue.first - 1
    if before < frame.first or not frame.is_word(before) or frame.word(before) in OPENERS:
        return True
    if frame.lemma(before) in RELATIVES and frame.word(before - 1) == ",":
        return True
    return _phrase(frame, frame.first, cue.first) in _connectives() or frame.morph(before).pos in (
        "SCONJ",
        "CCONJ",
        "PART",
    )


def find_as_aside(frame: Frame, cue: Cue) -> Draft | None:
    """«Как сообщил мэр, [парк откроют]», «[Парк], как пояснили в мэрии, [закрыт]»."""
    if cue.kind == "noun" or not cue.takes("that"):
        return None
    finite = is_finite(frame.document, cue.token) and is_reporting(frame, cue)
    if not finite and not is_achieved(frame, cue):
        return None
    first = _as_before(frame, cue)
    if first is None or not (first == frame.first or _has_speaker(frame, first, cue)):
        return None
    return _draft(frame, Aside(first, _aside_end(frame, first, cue.token), cue), "as aside")


def _has_speaker(frame: Frame, first: int, cue: Cue) -> bool:
    """Whether somebody speaks, or is left out («как сообщалось»); not «никто не заметил, как объявили рейс»."""
    subject = any(frame.document.arcs[at].relation == "nsubj" for at in range(first, cue.first))
    return subject or cue.lemma.endswith("ся") or has_source(frame, cue.token)


def _as_before(frame: Frame, cue: Cue) -> int | None:
    level = frame.level(cue.token)
    for at in range(cue.first - 1, max(frame.first, cue.first - REACH) - 1, -1):
        if frame.level(at) != level:
            continue
        if frame.word(at) == "как":
            return at if _opens_aside(frame, at) else None
        if frame.word(at) in (",", ";", ":") or (frame.is_predicate(at) and frame.lemma(at) not in ACHIEVING):
            return None
    return None


def _opens_aside(frame: Frame, at: int) -> bool:
    """Not «после того, как», «так же как», «в то время как»."""
    before = frame.word(at - 1)
    if before == "вот":
        return False
    if before == ",":
        if frame.lemma(at - 2) == "вопрос":
            return False
        if frame.word(at - 2) in ("того", "тем"):
            return frame.word(at - 3) not in BEFORE_THAT
        return not any(frame.word(near) in CORRELATES for near in range(max(frame.first + 1, at - 5), at - 1))
    return not frame.is_word(at - 1) or before in OPENERS or frame.morph(at - 1).pos in ("CCONJ", "SCONJ", "PART")


def find_closing_attribution(frame: Frame, cue: Cue) -> Draft | None:
    """«[Парк откроют], сообщает агентство», «[Парк откроют] — об этом заявил мэр», «[Мост], пишет газета, [закрыт]»."""
    if cue.kind == "noun" or not is_finite(frame.document, cue.token) or not is_reporting(frame, cue):
        return None
    if not cue.takes("that") and cue.lemma not in HANDING_ON:
        return None
    first = cue.first
    if frame.word(first - 2) in ("об", "о") and frame.word(first - 1) in ("этом", "чём", "чем"):
        first -= 2
    if frame.word(first - 1) == "так" and ":" not in frame.words[cue.last - frame.first :]:
        first -= 1
    while frame.is_link(first - 1):
        first -= 1
    before = first - 1
    if before <= frame.first or not (frame.word(before) == "," or frame.is_dash(before)):
        return None
    if not is_attribution(frame, cue.token) or _is_spoken(frame, before) or find_complement(frame, cue) is not None:
        return None
    aside = Aside(first, _aside_end(frame, first, cue.token), cue)
    dated = any(is_date(frame, at) for at in range(frame.first, before))
    if not frame.predicates(frame.first, before) and (dated or _subordinate(frame, aside.last)):
        return None
    return _draft(frame, aside, "closing attribution")


def _subordinate(frame: Frame, comma: int) -> bool:
    """«Актёр написал письмо, в котором …», «— сказал он, улыбнувшись»: what follows is no sentence of its own."""
    first = comma + 1
    if first >= frame.last:
        return False
    opens = frame.morph(first).get("VerbForm") in ("Conv", "Part") and frame.morph(first).get("Variant") is None
    return opens or frame.word(first) == "что" or frame.lemma(first) in RELATIVES or frame.lemma(first + 1) in RELATIVES


def _is_spoken(frame: Frame, before: int) -> bool:
    """Whether what stands before the attribution is direct speech: wholly in marks, or after a dash."""
    if frame.is_dash(frame.first):
        return True
    at = before
    while at > frame.first and (frame.word(at) in (",", "!", "?", "…", "...") or frame.is_dash(at)):
        at -= 1
    opening = frame.opening_of(at)
    if opening is None or frame.word(at) in (")", "]"):
        return False
    return opening <= frame.first or frame.word(opening - 1) == ":"


def _aside_end(frame: Frame, first: int, key: int) -> int:
    """The comma or dash that closes the aside, or its end without one; `frame.last` where it ends the sentence."""
    level = frame.level(key)
    commas = list(frame.breaks(key + 1, frame.last, level))
    if frame.predicates(key + 1, commas[0] if commas else frame.last, level):
        return _phrase_end(frame, key)
    for at, comma in enumerate(commas):
        following = commas[at + 1] if at + 1 < len(commas) else frame.last
        if not any(rule(frame, first, comma, following) for rule in CONTINUATIONS):
            return comma
    return commas[0] if commas and not frame.predicates(frame.first, first) else frame.last


def _phrase_end(frame: Frame, key: int) -> int:
    """Where the phrase of the key ends that no comma closes: «по сообщениям газет | в городе спокойно»."""
    noun = frame.morph(key).pos == "NOUN"
    last = find_noun_phrase(frame.document, key).last if noun else frame.last - 1
    inside = set(range(key, last + 1)) if noun else set(frame.document.subtree(key))
    at = key + 1
    while at <= last and at in inside and not frame.is_predicate(at) and not _is_time(frame, at):
        at += 1
    return at


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


def _date(frame: Frame, first: int, comma: int, following: int) -> bool:
    """«Сообщили в субботу, 8 июля, представители полиции»."""
    before = next((at for at in range(comma - 1, first, -1) if frame.word(at) == ","), comma)
    return (is_date(frame, comma) or is_date(frame, before)) and not frame.predicates(comma + 1, following)


CONTINUATIONS = (_date, _relative, _participial, _apposition)


def _draft(frame: Frame, aside: Aside, rule: str) -> Draft | None:
    before = _left(frame, aside)
    after = aside.last
    while after < frame.last and (frame.word(after) == "," or frame.is_dash(after)):
        after += 1
    ranges = [before] if before else []
    if after < frame.last:
        relative = (before and _is_relative(frame, before[0])) or frame.lemma(aside.cue.token + 1) == "который"
        end = _relative_end(frame, after) if relative else frame.last
        ranges.append((after, min(end, clause_end(frame, after, aside.cue))))
    if ranges and _is_attribution_itself(frame, aside, ranges):
        return None
    words = sum(frame.is_word(at) for first, last in ranges for at in range(first, last))
    if not any(_makes_clause(frame, first, last) for first, last in ranges) and (before or words < SHORTEST):
        return None
    return draft_of(frame, aside.cue, ranges, rule)


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
    """Whether the words hold a predicate, or a dash or infinitive that stands for one."""
    return any(
        frame.is_predicate(at)
        or frame.is_dash(at)
        or frame.morph(at).get("VerbForm") == "Inf"
        or frame.word(at) == "это"
        for at in range(first, last)
    )


def _left(frame: Frame, aside: Aside) -> tuple[int, int] | None:
    """The part of the clause that stands before the aside, or None."""
    if frame.lemma(aside.cue.token + 1) == "который" or frame.word(aside.first - 1) == "(":
        return None
    start = _clause_start(frame, aside)
    words = _phrase(frame, start, aside.first)
    if not words or (words in _connectives() and aside.last < frame.last):
        return None
    if words == "об этом" or (aside.cue.kind != "noun" and words.startswith("о том ")):
        return None
    return start, aside.first


def _phrase(frame: Frame, first: int, last: int) -> str:
    return " ".join(frame.word(at) for at in range(first, last) if frame.is_word(at))


def _clause_start(frame: Frame, aside: Aside) -> int:
    level = frame.level(aside.first)
    closing = aside.last >= frame.last
    for at in range(aside.first - 1, frame.first - 1, -1):
        if frame.level(at) != level:
            continue
        if frame.word(at) in (";", ":") and not closing:
            return at + 1
        if frame.is_dash(at) and not closing and at >= aside.first - 2 and frame.predicates(frame.first, at, level):
            return at + 1
        if frame.word(at) in OPENERS and _opens_clause(frame, at, aside, closing):
            return at + 1
        if frame.word(at) == "," and not closing and _parts_sentences(frame, at, aside):
            return at + 1
        if frame.lemma(at) in RELATIVES and not closing and not frame.predicates(at, aside.first):
            return at - (frame.morph(at - 1).pos == "ADP")
    return frame.first


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
        return frame.word(at) == "что" and len(predicates) == 1 and frame.morph(predicates[0]).get("Person") == "1"
    if at >= aside.first - 2 and not frame.is_word(aside.first - 1) and frame.predicates(frame.first, at, level):
        return True
    if at > frame.first and frame.is_word(at - 1):
        return False
    return not frame.predicates(at + 1, aside.first, level)


def _connectives() -> frozenset[str]:
    return frozenset(load_lexicon("connectives", ("phrase",)))
