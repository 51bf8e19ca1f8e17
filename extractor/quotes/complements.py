"""Clauses governed by a cue: «сообщил, что P», «говорится о том, что P», «выразил надежду, что P», «добавив, что P».

A rule takes a frame and one of its cues and answers with a draft, or None. The clause opens after «что» and ends where
`clauses` says.
"""

from __future__ import annotations

from extractor.lexicons import load_lexicon
from extractor.quotes.clauses import clause_end
from extractor.quotes.contents import draft_of
from extractor.quotes.cues import Cue, is_finite
from extractor.quotes.drafts import Draft
from extractor.quotes.frames import Frame

__all__ = [
    "ACHIEVING",
    "find_colon_clause",
    "find_complement",
    "find_fronted_complement",
    "is_achieved",
    "is_reporting",
]

#: prepositions by which a cue takes «то, что»: «сообщил о том, что», «указал на то, что», «убеждён в том, что»
GOVERNING = frozenset(("о", "об", "на", "в", "с", "от"))
#: nouns of which a verb takes the words for another's: «опроверг слухи, что», and the verbs that do not share them
HEARD = frozenset(("слух", "предположение", "информация", "сообщение", "мнение", "утверждение", "обвинение", "версия"))
REFUTING = frozenset(("опровергнуть", "опровергать", "отрицать", "отвергнуть", "отвергать", "комментировать"))
#: verbs that share what was heard: «подтвердил информацию о том, что»
CONFIRMING = frozenset(("подтвердить", "подтверждать"))
#: words that open a clause as «что» does, and doubt it
HEARSAY = frozenset(("будто", "мол", "дескать"))
#: «говорит о том, что касается дома»
CONCERNING = frozenset(("касается", "касалось", "называется"))
#: verbs that report of studies and of people only, and what else of studies: «тест показал, что»
SHOWING = frozenset(
    (
        "доказать",
        "доказывать",
        "подтвердить",
        "подтверждать",
        "показать",
        "показывать",
        "свидетельствовать",
        "указывать",
    )
)
#: nouns of time, which show but do not speak: «пять лет показали, что»
TIMES = frozenset(("время", "год", "день", "десятилетие", "месяц", "неделя"))
STUDIES = frozenset(
    (
        "вскрытие",
        "замер",
        "изучение",
        "мониторинг",
        "наблюдение",
        "опыт",
        "осмотр",
        "перепись",
        "подсчёт",
        "практика",
        "проверка",
        "разбирательство",
        "расследование",
        "расчёт",
        "ревизия",
        "результат",
        "сравнение",
        "тест",
        "эксперимент",
    )
)
#: verbs with whose infinitive something is said: «успел заявить», «вынужден признать»
ACHIEVING = frozenset(
    (
        "вынудить",
        "любить",
        "начать",
        "начинать",
        "осмелиться",
        "отважиться",
        "поспешить",
        "предпочесть",
        "прийтись",
        "приняться",
        "продолжать",
        "продолжить",
        "решиться",
        "спешить",
        "стать",
        "суметь",
        "удаться",
        "успеть",
    )
)
#: and of those that must be negated: «не устаёт повторять»
UNCEASING = frozenset(("переставать", "перестать", "уставать", "устать", "постесняться", "стесняться", "побояться"))
#: what makes «в связи с тем, что» a reason and not what was said
REASONS = frozenset(("связи", "из-за", "благодаря", "несмотря", "невзирая", "ввиду", "вследствие", "после", "за"))
#: nouns that take a clause of their own: «при условии, что», «в надежде, что», «тот факт, что»
HOLDERS = frozenset(("условие", "надежда", "факт", "расчёт", "причина"))
#: cues that report when negated: «не исключил, что»; of them, those that report only so: «не сомневается, что»
DENIALS = frozenset(
    ("исключать", "исключить", "скрывать", "скрыть", "отрицать", "сомневаться", "усомниться", "считать")
)
DOUBTS = frozenset(("сомневаться", "усомниться"))
FIRST_PERSON = frozenset(("я", "мы", "мне", "нам", "меня", "нас", "мной", "нами", "мой", "наш", "наша", "наши"))
#: passives that nobody says: «не исключено, что», «установлено, что»
REFUSING = frozenset(
    ("вычислить", "доказать", "исключать", "исключить", "раскрыть", "рассчитать", "скрыть", "установить")
)
#: verbs that need somebody who charges or guesses
CHARGING = frozenset(("обвинить", "обвинять", "предполагать", "упрекать"))
DEMONSTRATIVES = frozenset(("том", "то", "тем", "тому", "того"))
#: subordinate clauses that may stand between a cue and its «что»: «сообщил в письме, которое получила редакция, что»
RELATIVES = frozenset(("который", "где", "куда", "откуда", "когда", "чей"))


def is_reporting(frame: Frame, cue: Cue) -> bool:
    """Tell whether the form of a verb reports: not «напомним», not «сообщите», not «чтобы сообщить»."""
    morph = frame.morph(cue.token)
    if morph.get("VerbForm") == "Inf":
        return is_achieved(frame, cue)
    if morph.get("Mood") == "Imp" and not _is_past_plural(frame, cue):
        return False
    if cue.kind == "phrase" and morph.get("VerbForm") == "Part" and morph.get("Variant") is None:
        return False
    return not (morph.get("Person") in ("1", "2") and not _has_pronoun(frame, cue.token))


def is_achieved(frame: Frame, cue: Cue) -> bool:
    """Tell whether an infinitive tells of words that were said: «успел заявить», «будет говориться»."""
    before = cue.first - 1
    while before > frame.first and frame.morph(before).pos in ("ADV", "PART") and frame.word(before) != "не":
        before -= 1
    if frame.lemma(before) == "быть":
        return cue.sort == "text"
    negated = frame.word(before - 1) == "не"
    return frame.lemma(before) in (UNCEASING if negated else ACHIEVING)


def _is_past_plural(frame: Frame, cue: Cue) -> bool:
    """«Пришли к выводу», which the tagger may take for an order to send."""
    return cue.kind == "phrase" and frame.word(cue.token).endswith("ли")


def _has_pronoun(frame: Frame, verb: int) -> bool:
    return any(frame.word(at) in ("я", "мы", "ты", "вы") for at in range(max(frame.first, verb - 4), verb + 2))


def find_complement(frame: Frame, cue: Cue) -> Draft | None:
    """«Мэр заявил, что [парк откроют]»."""
    if cue.kind == "noun" or not cue.takes("that") or not is_reporting(frame, cue) or _is_negated(frame, cue):
        return None
    if _is_modal(frame, cue) or not _shows(frame, cue) or _is_nobodys(frame, cue):
        return None
    that = _complementizer(frame, cue)
    if that is None:
        return None
    if frame.word(that + 1) in CONCERNING:
        return None
    start = that + 1
    while frame.word(start) in (",", "бы") or (that < start - 1 and frame.word(start) == "что"):
        start += 1
    if start >= frame.last:
        return None
    return draft_of(frame, cue, [(start, clause_end(frame, start, cue))], "complement")


def _is_nobodys(frame: Frame, cue: Cue) -> bool:
    """«Лося обвиняют в том, что …», «предполагают, что …»: charges and guesses of nobody named."""
    morph = frame.morph(cue.token)
    if cue.lemma not in CHARGING or morph.get("Number") != "Plur" or morph.get("VerbForm") != "Fin":
        return False
    return not any(_is_doer(frame, at) for at in frame.document.children[cue.token])


def _is_doer(frame: Frame, at: int) -> bool:
    """Whether a word beside such a verb names somebody: a subject, «в полиции», and not «в прошлом году»."""
    if frame.document.arcs[at].relation.startswith(("nsubj", "conj")):
        return True
    morph = frame.morph(at)
    return morph.pos in ("NOUN", "PROPN") and morph.get("Case") == "Loc" and frame.lemma(at) not in TIMES


def _is_modal(frame: Frame, cue: Cue) -> bool:
    """«Следует отметить, что» obliges, «не исключено, что» supposes; «из отчёта следует, что» reports."""
    if cue.lemma in REFUSING and frame.morph(cue.token).get("VerbForm") == "Part":
        return True
    if cue.lemma != "следовать":
        return False
    obliges = frame.morph(cue.token + 1).get("VerbForm") == "Inf" if cue.token + 1 < frame.last else False
    return obliges or not any(frame.word(at) == "из" for at in range(frame.first, frame.last))


def _is_negated(frame: Frame, cue: Cue) -> bool:
    """«Не сообщил, что», and «сомневается, что», which says as little."""
    negated = frame.word(cue.token - 1) == "не"
    return (negated and cue.lemma not in DENIALS) or (cue.lemma in DOUBTS and not negated)


def _shows(frame: Frame, cue: Cue) -> bool:
    """«Опрос показал, что» reports; «выбор показывает, что», «всё указывает на то, что» do not."""
    subjects = [at for at in frame.document.children[cue.token] if frame.document.arcs[at].relation == "nsubj"]
    if (
        any(frame.word(at) in ("это", "всё", "все") for at in subjects)
        and frame.morph(cue.token).get("Number") == "Sing"
    ):
        return False
    if not (cue.lemma in SHOWING or _proves(frame, cue)):
        return True
    if not subjects:
        return frame.lemma(cue.first - 1) not in TIMES
    subject = subjects[0]
    if frame.morph(subject).pos == "ADJ" and frame.morph(subject).get("Gender") == "Neut":
        return False  # «последнее говорит о том, что …»
    if frame.morph(subject).pos != "NOUN" or frame.morph(subject).get("Animacy") == "Anim":
        return True
    known = load_lexicon("speaker_nouns", ("lemma", "kind", "classes"))
    return frame.lemma(subject) in known or frame.lemma(subject) in STUDIES


def _proves(frame: Frame, cue: Cue) -> bool:
    """«Находка говорит о том, что»: words by which things speak as well."""
    return cue.lemma == "говорить" and [frame.word(cue.last + step) for step in (1, 2)] == ["о", "том"]


def _complementizer(frame: Frame, cue: Cue) -> int | None:
    """The «что» that the cue governs, if there is one."""
    level = frame.level(cue.token)
    for at in range(cue.last + 1, frame.last):
        word = frame.word(at)
        if word == "что" and frame.level(at) == level:
            return at if _governs(frame, cue, at) else None
        if word in HEARSAY and frame.level(at) == level:
            return at if _hands_on(frame, cue, at) else None
        opening = frame.opening_of(at)
        if opening is not None and opening < cue.token:
            return None
        if word in (":", ";") and frame.word(at + 1) not in ("что", *HEARSAY):
            return None
    return None


def _hands_on(frame: Frame, cue: Cue, word: int) -> bool:
    """«Уверяет, будто [видел волка]», «возражают: мол, [поздно]»."""
    if not is_finite(frame.document, cue.token) and frame.morph(cue.token).get("VerbForm") != "Conv":
        return False
    parted = frame.word(word - 1) in (",", ":") or frame.is_dash(word - 1)
    return parted and not _clause_between(frame, cue.last + 1, word)


def _governs(frame: Frame, cue: Cue, that: int) -> bool:
    document = frame.document
    if not _is_conjunction(frame, that):
        return False
    if frame.word(that - 1) not in (",", ":") and not (that - 1 == cue.last and cue.kind == "phrase"):
        root = document.arcs[that].head
        return document.arcs[that].relation == "mark" and document.arcs[root].head in range(cue.first, cue.last + 1)
    if _is_relative(frame, cue, that):
        return False
    if frame.word(that - 2) in DEMONSTRATIVES and not _governed_demonstrative(frame, cue, that - 2):
        return False
    if that - 2 > cue.last and not _may_hold(frame, cue, that - 2):
        return False
    return not _clause_between(frame, cue.last + 1, that)


def _is_relative(frame: Frame, cue: Cue, that: int) -> bool:
    """«Объявил о новом имени страны, что значит «земля рек»»: what was said is in the noun, and «что» is all of it."""
    if frame.word(cue.last + 1) not in ("о", "об") or frame.word(that - 2) in DEMONSTRATIVES:
        return False
    end = frame.chunk_end(that + 1)
    level = frame.level(that)
    return not any(_may_be_subject(frame, at) for at in range(that + 1, end) if frame.level(at) == level)


def _may_be_subject(frame: Frame, at: int) -> bool:
    morph = frame.morph(at)
    return morph.pos in ("NOUN", "PROPN", "PRON", "X", "NUM") and morph.get("Case") in ("Nom", None)


def _may_hold(frame: Frame, cue: Cue, noun: int) -> bool:
    """Whether the cue's clause may follow a noun; not «при условии, что», «опроверг слухи, что»."""
    if frame.lemma(noun) in HOLDERS:
        return False
    return not (cue.lemma in REFUTING and frame.lemma(noun) in HEARD)


def _is_conjunction(frame: Frame, that: int) -> bool:
    """Not the pronoun of «объяснил, что остановит стройку»; a clause with a subject of its own has no need of one."""
    relation = frame.document.arcs[that].relation
    if frame.morph(that).pos == "SCONJ" or relation == "mark":
        return True
    verb = next(iter(frame.predicates(that + 1, frame.last, frame.level(that))), frame.last)
    return relation == "nsubj" and any(
        frame.morph(at).pos in ("NOUN", "PROPN", "PRON") and frame.morph(at).get("Case") == "Nom"
        for at in range(that + 1, verb)
    )


def _governed_demonstrative(frame: Frame, cue: Cue, at: int) -> bool:
    if frame.word(at) == "тем" and cue.takes("why"):
        return frame.word(at - 1) not in GOVERNING
    if at - 1 == cue.last:
        return frame.word(at) != "тем"
    if frame.word(at - 1) not in GOVERNING or frame.word(at) == "того" or frame.word(at - 2) in REASONS:
        return False
    if frame.word(at - 1) == "в" or cue.takes("whom"):
        return True
    if cue.lemma in CONFIRMING and frame.lemma(at - 2) in ("информация", "сообщение"):
        return True
    return not (frame.morph(at - 2).get("Case") == "Acc" and at - 2 > cue.last and frame.morph(at - 2).pos == "NOUN")


def _clause_between(frame: Frame, first: int, that: int) -> bool:
    """Whether another predicate or cue stands between, outside brackets, marks and relative clauses."""
    level = frame.level(that)
    skipping = False
    for at in range(first, that - 1):
        if frame.level(at) != level:
            continue
        if frame.word(at) == ",":
            nearby = [frame.lemma(near) for near in (at + 1, at + 2)]
            skipping = any(lemma in RELATIVES for lemma in nearby)
        elif (at in frame.cues and frame.cues[at].takes("that")) or (not skipping and frame.is_predicate(at)):
            return True
    return False


def find_fronted_complement(frame: Frame, cue: Cue) -> Draft | None:
    """«О том, что [дом снесут], мэр заявил в среду»."""
    if cue.kind == "noun" or not cue.takes("that") or not is_reporting(frame, cue) or _is_negated(frame, cue):
        return None
    at = next((at for at in range(frame.first, cue.first - 3) if _opens_fronted(frame, at)), None)
    if at is None:
        return None
    if frame.predicates(frame.first, at) or (frame.morph(at - 1).pos in ("NOUN", "PROPN") and at > frame.first):
        return None
    start = at + 4
    ends = [comma for comma in frame.breaks(start, cue.first, frame.level(start)) if frame.word(comma) == ","]
    if not ends or frame.predicates(ends[-1], cue.first) or _asks_what(frame, start, ends[-1]):
        return None
    return draft_of(frame, cue, [(start, ends[-1])], "fronted complement")


def _opens_fronted(frame: Frame, at: int) -> bool:
    return frame.word(at) in ("о", "об") and [frame.word(at + step) for step in (1, 2, 3)] == ["том", ",", "что"]


def _asks_what(frame: Frame, first: int, last: int) -> bool:
    """«О том, что [изменится в городе], рассказал мэр»: the verb has no subject but «что», which asks."""
    verbs = frame.predicates(first, last)
    subjects = (frame.morph(at) for at in range(first, last))
    if any(m.pos in ("NOUN", "PROPN", "PRON", "NUM", "X") and m.get("Case") in ("Nom", None) for m in subjects):
        return False
    return bool(verbs) and frame.morph(verbs[0]).get("Number") == "Sing"


def _is_thing(frame: Frame, at: int) -> bool:
    """«Покажет опыты: …»: the colon explains the object."""
    morph = frame.morph(at)
    return morph.pos == "NOUN" and morph.get("Case") == "Acc" and morph.get("Animacy") == "Inan"


def _opens_words(frame: Frame, colon: int) -> bool:
    """Not the colon of «в 10:00»."""
    tokens = frame.document.tokens
    return frame.is_word(colon + 1) and tokens[colon].end < tokens[colon + 1].start


def find_colon_clause(frame: Frame, cue: Cue) -> Draft | None:
    """«Оппозиционеры иронизируют: [мост достроят внуки]»; the first person would make it direct speech."""
    if cue.kind == "noun" or not (cue.takes("aside") and cue.takes("that")) or _is_negated(frame, cue):
        return None
    if not is_finite(frame.document, cue.token) or not is_reporting(frame, cue):
        return None
    level = frame.level(cue.token)
    colon = next(
        (at for at in range(cue.last + 1, frame.last) if frame.word(at) == ":" and frame.level(at) == level), None
    )
    if colon is None or not _opens_words(frame, colon) or frame.predicates(cue.last + 1, colon):
        return None
    between = range(cue.last + 1, colon)
    if any(frame.word(at) in ("о", "об", "на", "про") or _is_thing(frame, at) for at in between):
        return None
    if any(other > colon and find_complement(frame, frame.cues[other]) is not None for other in frame.cues):
        return None
    if not frame.predicates(colon, frame.last) or any(
        frame.word(at) in FIRST_PERSON for at in range(colon, frame.last)
    ):
        return None
    return draft_of(frame, cue, [(colon + 1, clause_end(frame, colon + 1, cue))], "colon clause")
