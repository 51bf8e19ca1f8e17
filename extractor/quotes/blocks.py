"""Speech with neither marks nor a dash: labelled turns («Ефремов: Да.»), and a block of its own after «X сказал:»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.document import Document
from extractor.entities.edges import INITIALS
from extractor.entities.referents import classes_of
from extractor.language.morphology import lemma_of
from extractor.quotes.drafts import LABELLED, Draft
from extractor.quotes.leads import read_lead
from extractor.quotes.marks import MARK, dash_start
from extractor.spans import Span, trim

__all__ = ["find_block_speech"]

#: «Ефремов: », «И. Орлов: », «Вопрос: », ««Заря»: »
LABEL = re.compile(r"(?P<label>[А-ЯЁA-Z][\w.-]*(?:\s[А-ЯЁA-Z][\w.-]*){0,3}|«[^«»\n]{2,30}»)\s?:\s+(?=\S)")
#: who asks: a word for it, or the outlet in marks
ASKING = re.compile(r"(?:вопрос|корр\w*\.?|журналист|интервьюер|ведущ\w+|«.+»)$", re.IGNORECASE)
ANSWERING = re.compile(r"ответ$", re.IGNORECASE)
#: a question of an interview is no longer than this, in characters
QUESTION = 400
#: fewer answers make no interview
ANSWERS = 3
#: whom an interview asks, and who answers
YOU = frozenset(
    {"вы", "вас", "вам", "вами", "ваш", "ваша", "ваше", "ваши", "вашей", "вашего", "вашу", "ты", "тебя", "тебе"}
)
ME = frozenset({"я", "меня", "мне", "мной", "мы", "нас", "нам", "наш", "наша", "наше", "наши"})
#: how a block ends, and how one begins that begins with a number
ENDS = ".!?…»"
DATE = re.compile(r"\d{1,4} [а-яё]{3}")
#: what goes on in a block that has begun: numbered points
POINT = re.compile(r"\d{1,2}[.)]\s")
#: how many words a block has: after a cue, and where a line break parts it from the cue or it says «I»
LONG, SHORT = 6, 3
#: more line breaks than this after the colon tell that the block itself is lost, and the author goes on
GAP = 2
ITALICS = "''"
#: a clause that opens between the cue and the colon takes the colon away from the cue; but «сообщил, что P:» goes on
#: to tell P in his own words
SUBORDINATE = re.compile(r"[,—–-]\s*(?:чтобы|как|какие|какой|где|когда|кто|сколько|почему|котор\w+)\b")


def find_block_speech(document: Document, paragraphs: Sequence[Span]) -> list[Draft]:
    """Return the direct speech of labelled turns and of unmarked blocks, in order of text."""
    turns = _labelled(document, paragraphs) or _questioned(document, paragraphs)
    taken = {span for draft in turns for span in draft.content}
    blocks = (draft for draft in _after_colons(document, paragraphs) if taken.isdisjoint(draft.content))
    return [*turns, *blocks]


def _labelled(document: Document, paragraphs: Sequence[Span]) -> list[Draft]:
    """Turns under labels: at least two in the article, one of them asking or both somebody's names.

    A turn goes on until the next label; the last one is its own paragraph.
    """
    text = document.text
    turns = [
        (at, m) for at, p in enumerate(paragraphs) if (m := LABEL.match(text, p.start, p.end)) and _is_turn(text, p, m)
    ]
    asked = any(ASKING.match(m["label"]) for _, m in turns)
    speaking = [m for _, m in turns if _answers(document, m, asked)]
    if not speaking or len(speaking) + asked < 2:
        return []
    ends = [at for at, _ in turns[1:]] + [turns[-1][0] + 1]
    drafts = []
    for (at, match), end in zip(turns, ends, strict=True):
        if match not in speaking or MARK.match(text, match.end()):
            continue
        words = trim(text, Span(match.end(), paragraphs[at].end))
        source = None if ANSWERING.match(match["label"]) else Span(match.start("label"), match.end("label"))
        drafts.append(Draft("direct", (words, *paragraphs[at + 1 : end]), source=source, rule=LABELLED))
    return drafts


def _is_turn(text: str, paragraph: Span, label: re.Match[str]) -> bool:
    """A turn says something: «Орлова: Да.» does, «Орлова: 12,5 балла» does not."""
    return label.end() < paragraph.end and text[paragraph.end - 1] in '.!?…»"' and not text[label.end()].isdigit()


def _answers(document: Document, match: re.Match[str], asked: bool) -> bool:
    """Whether the label is of who says something: a name, initials, «Ответ»; where somebody asks, a role: «Министр»."""
    label = match["label"]
    if ASKING.match(label):
        return False
    if ANSWERING.match(label) or INITIALS.fullmatch(label) or (asked and classes_of((lemma_of(label.lower()),))):
        return True
    span = Span(match.start("label"), match.end("label"))
    return any(m.type == "PERSON" for m in document.mentions_over(span))


def _questioned(document: Document, paragraphs: Sequence[Span]) -> list[Draft]:
    """An interview without dashes or labels: paragraphs that ask «you», and paragraphs between them that answer as «I».

    Explainers ask too («Кому положена выплата?»), but nobody there says «I».
    """
    text = document.text
    asking = [at for at, p in enumerate(paragraphs) if p.length <= QUESTION and text[p.end - 1] == "?"]
    if len(asking) < ANSWERS:
        return []
    ends = [*asking[1:], min(asking[-1] + 2, len(paragraphs))]
    answers = [paragraphs[at + 1 : end] for at, end in zip(asking, ends, strict=True)]
    answers = [answer for answer in answers if answer and dash_start(text, answer[0]) is None]
    asked = sum(_has(document, paragraphs[at], YOU) for at in asking)
    answered = sum(_has(document, Span(answer[0].start, answer[-1].end), ME) for answer in answers)
    if len(answers) < ANSWERS or asked < 2 or answered * 2 < len(answers):
        return []
    return [Draft("direct", tuple(answer), rule="interview answer", confidence=0.7) for answer in answers]


def _has(document: Document, span: Span, words: frozenset[str]) -> bool:
    return any(document.tokens[token].text.lower() in words for token in document.tokens_in(span))


def _after_colons(document: Document, paragraphs: Sequence[Span]) -> Iterator[Draft]:
    """A block after a paragraph that ends with a colon, and the paragraphs that continue it.

    The paragraph before it has a cue, or the block says «I»: «Певица прервала молчание:⏎Я не уеду».
    """
    text = document.text
    for at, paragraph in enumerate(paragraphs[:-1]):
        block = paragraphs[at + 1]
        gap = text.count("\n", paragraph.end, block.start)
        if text[paragraph.end - 1] != ":" or gap > GAP or _is_marked(text, block) or _leads_on(document, block):
            continue
        lead = read_lead(document, _clause_start(text, paragraph), paragraph.end - 1)
        led = lead is not None and lead.cue is not None and not SUBORDINATE.search(text, lead.cue.end, paragraph.end)
        own = _is_own(document, block)
        if not (own or led) or not _is_block(text, _without_italics(text, block), SHORT if own or gap == 1 else LONG):
            continue
        last = _last_of_block(document, paragraphs, at + 1, own)
        content = tuple(_without_italics(text, each) for each in paragraphs[at + 1 : last + 1])
        cue, token = (lead.cue, lead.token) if lead is not None and led else (None, None)
        yield Draft("direct", content, cue, token, rule="block after a colon")


def _is_marked(text: str, block: Span) -> bool:
    return MARK.match(text, block.start) is not None or dash_start(text, block) is not None


def _leads_on(document: Document, block: Span) -> bool:
    """«В заявлении клуба говорится:» is no speech, but leads to it."""
    if document.text[block.end - 1] != ":":
        return False
    lead = read_lead(document, _clause_start(document.text, block), block.end - 1)
    return lead is not None and lead.cue is not None


def _is_own(document: Document, block: Span) -> bool:
    """Whether a block speaks as «I» or «we»."""
    return _has(document, block, ME) or any(
        document.morphs[token].get("Person") == "1" for token in document.tokens_in(block)
    )


def _last_of_block(document: Document, paragraphs: Sequence[Span], first: int, own: bool) -> int:
    """The last paragraph that goes on: numbered points, or one that says «I» after one that did."""
    text, last = document.text, first
    while last + 1 < len(paragraphs):
        following = paragraphs[last + 1]
        goes_on = own and not _is_marked(text, following) and text[following.end - 1] != ":"
        if not POINT.match(text, following.start) and not (goes_on and _has(document, following, ME)):
            break
        last += 1
    return last


def _without_italics(text: str, block: Span) -> Span:
    """The words between the wiki's marks of italics: «''Дорога открыта.''»."""
    start = block.start + len(ITALICS) if text.startswith(ITALICS, block.start) else block.start
    end = block.end - len(ITALICS) if text.endswith(ITALICS, start, block.end) else block.end
    return Span(start, end) if start < end else block


def _clause_start(text: str, paragraph: Span) -> int:
    stops = [m.end() for m in re.finditer(r"[.!?…]\s+(?=[А-ЯЁA-Z«\"])", paragraph.of(text))]
    return paragraph.start + (stops[-1] if stops else 0)


def _is_block(text: str, block: Span, length: int) -> bool:
    """Words of some length that begin as a sentence does, or as a cut one («…каким-то чудом»); few must end as one."""
    words = len(block.of(text).split())
    begins = text[block.start].isupper() or text[block.start] in "…." or _is_date(text, block)
    return begins and words >= length and (text[block.end - 1] in ENDS or words >= LONG)


def _is_date(text: str, block: Span) -> bool:
    """«5 августа я уезжаю.», and no point of a list or score."""
    return DATE.match(text, block.start, block.end) is not None and text[block.end - 1] in ENDS
