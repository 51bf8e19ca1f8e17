"""Headlines that report: «Минфин: [ставку не повысят]», «[Ставку не повысят] — Минфин».

A headline is a line without a final dot, before or after whose colon or dash stands nobody but the speaker. «Итоги
недели: …» names nobody who speaks, «Тренер: «Мы старались»» is direct speech.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.document import Document
from extractor.lexicons import load_lexicon
from extractor.quotes.contents import draft_of
from extractor.quotes.drafts import Draft
from extractor.quotes.frames import Frame, Nesting
from extractor.spans import Span

__all__ = ["find_headlines"]

#: how many words the name of a speaker has in a headline, at most
LONGEST = 8
#: words that make what follows a question or a title: «Мэр: как мы строили мост»
QUESTIONS = frozenset(("что", "как", "почему", "зачем", "кто", "когда", "где", "куда", "какой", "сколько", "чем"))
NAMES = frozenset(("PERSON", "ORGANIZATION"))
#: how the name of a section ends, which says nothing: «Автоновости: …»
SECTION = "новости"


def find_headlines(document: Document, nesting: Nesting) -> Iterator[Draft]:
    """Yield the drafts of the document's headlines."""
    for frame in _lines(document, nesting):
        for rule in RULES:
            draft = rule(frame)
            if draft is not None:
                yield draft
                break


def _lines(document: Document, nesting: Nesting) -> Iterator[Frame]:
    """The blocks of one line and one sentence that no dot ends."""
    sentences = list(document.sentences)
    for at, sentence in enumerate(sentences):
        alone = (at == 0 or sentences[at - 1].block != sentence.block) and (
            at + 1 == len(sentences) or sentences[at + 1].block != sentence.block
        )
        frame = Frame(document, (sentence.first, sentence.last), nesting)
        if alone and frame.last == frame.end and "\n" not in sentence.of(document.text):
            yield frame


def _speaker_first(frame: Frame) -> Draft | None:
    """«Глава Минфина: [ставку не повысят]»."""
    colon = next((at for at in range(frame.first, frame.last) if frame.word(at) == ":" and not frame.level(at)), None)
    if colon is None or not _is_speaker(frame, frame.first, colon):
        return None
    if not frame.is_word(colon + 1) and (frame.closing_of(colon + 1) in (None, frame.last - 1)):
        return None
    return _draft(frame, (colon + 1, frame.last), (frame.first, colon), "headline")


def _speaker_last(frame: Frame) -> Draft | None:
    """«[Ставку не повысят] — глава Минфина»."""
    dashes = [at for at in range(frame.first + 1, frame.last) if frame.is_dash(at) and not frame.level(at)]
    if not dashes or not _is_speaker(frame, dashes[-1] + 1, frame.last):
        return None
    if _is_apposition(frame, dashes[-1]):
        return None
    if frame.opening_of(dashes[-1] - 1) == frame.first or not frame.predicates(frame.first, dashes[-1], 0):
        return None
    return _draft(frame, (frame.first, dashes[-1]), (dashes[-1] + 1, frame.last), "headline with the speaker last")


def _is_apposition(frame: Frame, dash: int) -> bool:
    """«Умер Иван Орлов — создатель музея»: who the person before the dash is."""
    last = frame.document.tokens[dash - 1]
    named = any(m.type == "PERSON" and m.end == last.end for m in frame.document.mentions)
    noun = next((at for at in range(dash + 1, frame.last) if frame.morph(at).pos in ("NOUN", "PROPN")), dash)
    somebody = frame.morph(noun).pos == "NOUN" and frame.morph(noun).get("Animacy") == "Anim"
    if _names_subject(frame, dash):
        return True
    return named and somebody and frame.morph(noun).get("Number") == "Sing" and frame.may_be_nominative(dash - 1)


def _names_subject(frame: Frame, dash: int) -> bool:
    """«Умер старейший житель края — Савва Громов»: the name of him who died."""
    name = frame.document.tokens[dash + 1].start
    if not any(m.type == "PERSON" and m.start == name for m in frame.document.mentions):
        return False
    verb = next(iter(frame.predicates(frame.first, dash)), dash)
    subjects = [at for at in range(verb + 1, dash) if frame.document.arcs[at].head == verb and _is_one(frame, at)]
    return bool(subjects) and frame.document.arcs[subjects[0]].relation.startswith("nsubj")


def _is_one(frame: Frame, at: int) -> bool:
    morph = frame.morph(at)
    alive = morph.pos == "NOUN" and morph.get("Animacy") == "Anim"
    return alive and morph.get("Case") == "Nom" and morph.get("Number") == "Sing"


RULES = (_speaker_first, _speaker_last)


def _is_speaker(frame: Frame, first: int, last: int) -> bool:
    """Whether the words are a phrase in the nominative whose head can speak."""
    words = [at for at in range(first, last) if frame.is_word(at)]
    if not words or len(words) > LONGEST or frame.predicates(first, last) or frame.word(last - 1) == ",":
        return False
    heads = [at for at in words if not first <= frame.document.arcs[at].head < last]
    head = heads[0] if heads else words[0]
    morph = frame.morph(head)
    if morph.pos not in ("NOUN", "PROPN", "X") or not frame.may_be_nominative(head):
        return False
    if len(words) == 1 and frame.word(head).endswith(SECTION):
        return False
    return morph.get("Animacy") == "Anim" or _is_name(frame, head) or frame.lemma(head) in _speaking_nouns()


def _is_name(frame: Frame, head: int) -> bool:
    token = frame.document.tokens[head]
    span = Span(token.start, token.end)
    return any(mention.type in NAMES for mention in frame.document.mentions_over(span))


def _speaking_nouns() -> frozenset[str]:
    return frozenset(load_lexicon("speaker_nouns", ("lemma", "kind", "classes")))


def _draft(frame: Frame, content: tuple[int, int], source: tuple[int, int], rule: str) -> Draft | None:
    if not frame.predicates(*content) or frame.word(content[0]) in QUESTIONS:
        return None
    if any(frame.word(at) == "ли" or "://" in frame.word(at) for at in range(*content)):
        return None
    return draft_of(frame, None, [content], rule, source=frame.document.span(source[0], source[1] - 1))
