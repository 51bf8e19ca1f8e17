"""Attributions beside the reported clause: «по словам мэра, P», «как сообщил мэр, P», «P, сообщает агентство».

An aside may open its clause, part it or close it; `continuations` says where it ends, `remainders` what is left.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.document import Document
from extractor.entities.phrases import POSSESSIVE
from extractor.quotes.attributions import has_source, is_attribution, is_date
from extractor.quotes.complements import ACHIEVING, find_complement, is_achieved, is_reporting
from extractor.quotes.continuations import aside_end
from extractor.quotes.cues import Cue, cue_noun_at, is_finite
from extractor.quotes.drafts import Draft
from extractor.quotes.frames import Frame
from extractor.quotes.marks import DASHES
from extractor.quotes.remainders import OPENERS, Aside, connectives, draft_beside, phrase

__all__ = [
    "find_as_aside",
    "find_closing_attribution",
    "find_noun_aside",
    "find_preposition_cues",
    "find_such_cues",
]

RELATIVES = frozenset(("который", "где", "куда", "откуда", "чей"))
#: pronouns that stand for a source, however vague: «по некоторым данным», «по другой версии»
VAGUE = frozenset(("некоторый", "один", "другой", "третий", "разный", "различный", "этот", "который", "такой"))
#: classes of nouns by which a verb names the words before it
SUCH = frozenset(("data", "opinion", "word"))
#: words that attribute together with the one before them: «если верить газете», «со слов соседки»
PREPOSITIONS = {"верить": ("если",), "слов": ("со", "с")}
#: and words that do with «по» before and a dash behind
OTHER_DATA = frozenset(("другим", "иным", "третьим", "четвёртым"))
#: all the words that carry a cue by a preposition
CARRYING = frozenset(("согласно", *PREPOSITIONS)) | OTHER_DATA
#: nouns that tell by what one lives, and not by whose words something is so
CUSTOMS = frozenset(("обычай", "логика", "традиция", "устой"))
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
#: how many words at the head of a sentence may tell when or where, before «по данным»
OPENING = 4
#: words that ask, or open a clause that the attribution stands in
QUESTIONS = frozenset(("зачем", "как", "какой", "когда", "кто", "почему", "сколько", "что"))
#: those that open a clause as well: «когда, по словам соседей, погас свет»
SUBORDINATORS = frozenset(("как", "когда", "что"))
#: when it was that others said what is denied now
FORMERLY = frozenset(("изначально", "первоначально", "прежде", "раньше", "ранее", "сначала", "сперва"))
#: «после того, как»: time, not attribution
BEFORE_THAT = frozenset(("после", "до", "с", "перед", "вместо", "накануне", "момента", "прежде"))


def find_preposition_cues(document: Document) -> Iterator[Cue]:
    """Yield the cues that are prepositions: «согласно договору», «со слов соседки», «если верить газете»."""
    for token in range(len(document.tokens)):
        word = document.tokens[token].text.lower()
        if word not in CARRYING:
            continue
        first = token if word == "согласно" else _preposition(document, token, PREPOSITIONS.get(word, ()))
        if first is not None:
            last = token + (word == "верить" and _leads_to_words(document, token + 1))
            yield Cue(last, first, last, "noun", word, "word", frozenset({"aside"}), document.span(first, last))
        elif word in OTHER_DATA and _stands_for_data(document, token):
            span = document.span(token - 1, token)
            yield Cue(token, token - 1, token, "noun", word, "data", frozenset({"aside"}), span)


def _stands_for_data(document: Document, token: int) -> bool:
    """«По одним данным, он уехал. По другим — спрятался»: the noun is left out."""
    if token == 0 or document.tokens[token - 1].text.lower() != "по" or token + 1 >= len(document.tokens):
        return False
    return document.tokens[token + 1].text in DASHES


def _leads_to_words(document: Document, token: int) -> bool:
    """«Если верить словам соседки»: the noun carries the cue."""
    return token < len(document.tokens) and cue_noun_at(document, token) is not None


def _preposition(document: Document, token: int, words: tuple[str, ...]) -> int | None:
    """Where «со» of «со слов» stands, or «с» of «с его слов»."""
    first = token - 1 - (token > 0 and document.tokens[token - 1].text.lower() in POSSESSIVE)
    return first if first >= 0 and document.tokens[first].text.lower() in words else None


def find_such_cues(document: Document) -> Iterator[Cue]:
    """Yield the verbs that name the words before them: «[Рубль укрепится], такой прогноз дал банкир»."""
    for token in range(1, len(document.tokens) - 3):
        if not document.tokens[token].text.startswith(("так", "Так")) or document.lemmas[token] != "такой":
            continue
        noun = next((at for at in (token + 1, token + 2) if cue_noun_at(document, at) is not None), None)
        entry = cue_noun_at(document, noun) if noun is not None else None
        if noun is None or entry is None or entry["class"] not in SUCH or not is_finite(document, noun + 1):
            continue
        government = frozenset({"aside", "that"})
        span = document.span(token, noun + 1)
        yield Cue(noun + 1, token, noun + 1, "phrase", document.lemmas[noun + 1], "opinion", government, span)


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
    if _asks(frame, cue):
        return None
    if "или" in (frame.word(cue.first - 1), frame.word(cue.first - 2)):
        return None
    own = any(frame.word(at) in POSSESSIVE for at in range(cue.first + 1, cue.token))
    aside = Aside(cue.first, aside_end(frame, cue.first, cue.token), cue)
    return draft_beside(frame, aside, "own noun aside" if own else "noun aside")


def _asks(frame: Frame, cue: Cue) -> bool:
    """«Спросил, что, по его мнению, важнее»: what follows is a question."""
    what = cue.first - 1 - (frame.word(cue.first - 1) == ",")
    if frame.lemma(what) not in QUESTIONS:
        return False
    if frame.word(what) == "что" and frame.document.arcs[what].relation not in ("mark", "obj"):
        return True
    if frame.word(what) not in SUBORDINATORS:
        return True
    verbs = frame.predicates(frame.first, what)
    if any(verb in frame.cues and frame.cues[verb].sort == "ask" for verb in verbs):
        return True
    parted = frame.word(what - 1) == "," and frame.word(what - 2) not in ("того", "тем")
    return frame.word(what) != "что" and parted and bool(verbs) and verbs[-1] in frame.cues


def _is_open(frame: Frame, cue: Cue) -> bool:
    """Whether the aside is the author's: outside marks, and outside brackets but for those that it opens."""
    return not frame.level(cue.token) or (frame.word(cue.first - 1) == "(" and frame.level(cue.token) == 1)


def _names_somebody(frame: Frame, cue: Cue) -> bool:
    """«По данным полиции», «по его словам», «по некоторым данным»; not «по предварительным данным»."""
    if any(frame.word(at) in POSSESSIVE or frame.lemma(at) in VAGUE for at in range(cue.first + 1, cue.token)):
        return True
    after = cue.token + 1
    if frame.word(cue.first) == "согласно" and cue.token > cue.first:
        return True
    if after >= frame.last or frame.word(after) in ("(", ")"):
        return False
    if cue.sort == "data" and frame.word(after) in ("из", "от", "с", "со"):
        return True
    if "aside" in cue.government:
        return frame.morph(after).pos != "ADP" and frame.lemma(after) not in CUSTOMS
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
    if cue.first - frame.first <= OPENING and all(_is_circumstance(frame, at) for at in range(frame.first, cue.first)):
        return True
    if frame.lemma(before) in RELATIVES and frame.word(before - 1) == ",":
        return True
    return phrase(frame, frame.first, cue.first) in connectives() or frame.morph(before).pos in (
        "SCONJ",
        "CCONJ",
        "PART",
    )


def _is_circumstance(frame: Frame, at: int) -> bool:
    """«В настоящий момент по данным скорой помощи известно о трёх раненых»: when or where it is so."""
    morph = frame.morph(at)
    if morph.pos in ("ADP", "ADV"):
        return True
    return morph.pos in ("ADJ", "DET", "NOUN", "PROPN", "NUM") and morph.get("Case") in ("Acc", "Loc")


def find_as_aside(frame: Frame, cue: Cue) -> Draft | None:
    """«Как сообщил мэр, [парк откроют]», «[Парк], как пояснили в мэрии, [закрыт]»."""
    if cue.kind == "noun" or not cue.takes("that"):
        return None
    finite = is_finite(frame.document, cue.token) and is_reporting(frame, cue)
    if not finite and not is_achieved(frame, cue):
        return None
    first = _as_before(frame, cue)
    if first is None or not (first == frame.first or _has_speaker(frame, first, cue)) or _is_denied(frame, first, cue):
        return None
    return draft_beside(frame, Aside(first, aside_end(frame, first, cue.token), cue), "as aside")


def _is_denied(frame: Frame, first: int, cue: Cue) -> bool:
    """«Она не умерла, как сообщалось ранее»: what was said is not so."""
    if not any(frame.word(at) in FORMERLY for at in range(first, frame.chunk_end(cue.token))):
        return False
    before = next((at for at in range(first - 2, frame.first, -1) if frame.word(at) == ","), frame.first)
    return any(frame.word(at) == "не" for at in range(before, first))


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
    first = cue.first - (frame.word(cue.first - 1) == "и")
    if frame.word(first - 2) in ("об", "о", "в", "на") and frame.word(first - 1) in ("этом", "чём", "чем"):
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
    if _is_aside_alone(frame, before):
        return None
    aside = Aside(first, aside_end(frame, first, cue.token), cue)
    dated = any(is_date(frame, at) for at in range(frame.first, before))
    if not frame.predicates(frame.first, before) and (dated or _subordinate(frame, aside.last)):
        return None
    return draft_beside(frame, aside, "closing attribution")


def _is_aside_alone(frame: Frame, end: int) -> bool:
    """«Как передаёт газета, об этом заявил мэр»: what stands before is only who hands it on."""
    if frame.word(frame.first) != "как" or any(frame.word(at) == "," for at in range(frame.first, end)):
        return False
    return any(at in frame.cues for at in frame.predicates(frame.first, end))


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
