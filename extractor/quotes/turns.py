"""Quotes that name no source: words that go on after the author's, the turns of an interview, a headline's words.

An interview's questions and answers stand in paragraphs of their own, each after a dash; whoever is spoken of around
them answers. A headline that quotes what is quoted below has the speaker of the words below.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.document import Document
from extractor.entities.referents import Referent
from extractor.language.morphology import lemma_of
from extractor.quotes.candidates import Stage
from extractor.quotes.drafts import LABELLED, Draft, Source, Speaker
from extractor.quotes.sources import CITING

__all__ = ["find_echo", "find_turn"]

DASHES = frozenset("—–-−")
#: how sure the speaker is: in the same paragraph, in the next one, of an answer, of a headline's words that are said
#: again below, and of those that are not
HERE, NEXT, ANSWER, ECHO, GUEST = 0.65, 0.55, 0.8, 0.85, 0.6
#: how an answer tells of itself
ANSWERED = "an answer in an interview"
#: share of a headline's words that must be among the words below
ALIKE = 0.6


def find_turn(stage: Stage, drafts: Sequence[Draft], at: int) -> Speaker | None:
    """Return the speaker of the draft with index `at`, which has no source; None where the text tells nothing."""
    for rule in RULES:
        speaker = rule(stage, drafts, at)
        if speaker is not None:
            return speaker
    return None


def _in_interview(stage: Stage, drafts: Sequence[Draft], at: int) -> Speaker | None:
    """«— Когда откроется музей? — В мае.», «Ответ: В мае.»: who is spoken of around answers; nobody named asks."""
    labelled = drafts[at].rule == LABELLED
    if not labelled and not (_is_bare_turn(stage, drafts[at]) and _near_question(stage.document, drafts[at])):
        return None
    if not labelled and _is_question(stage.document, drafts[at]):
        return Speaker(None, ANSWER, ("a question in an interview",))
    named = [who for who in stage.cast.of("person") if who.entity is not None]
    people = [who for who in named if _outside(stage, who)]
    guest = max(people, key=lambda who: (len(_outside(stage, who)), -who.places[0]), default=None)
    if guest is None:
        return None
    return Speaker(guest, ANSWER, (ANSWERED,))


def _is_bare_turn(stage: Stage, draft: Draft) -> bool:
    """Whether the words are a whole paragraph after a dash, without cue."""
    if draft.kind != "direct" or draft.cue is not None:
        return False
    before = stage.document.text[: draft.content[0].start].rstrip()
    return before[-1:] in tuple(DASHES) and before[:-1].rstrip(" \t\xa0")[-1:] in ("", "\n")


def _is_question(document: Document, draft: Draft) -> bool:
    return draft.content[-1].of(document.text).rstrip(' »"”').endswith("?")


def _near_question(document: Document, draft: Draft) -> bool:
    """Whether the words are a question, or one stands in the paragraph before them, or after a dash in the next.

    The page may have shown the questions by another type, and no dash: «Когда откроют? ¶ — В мае».
    """
    start, end = draft.content[0].start, draft.content[-1].end
    before = document.text[:start].rstrip(" \t\xa0" + "".join(DASHES)).rstrip().rsplit("\n", 1)[-1].strip()
    after = document.text[end:].lstrip(' \t\xa0»"”.!?…').lstrip().split("\n", 1)[0].strip()
    asked = after[:1] in tuple(DASHES) and after.endswith("?")
    return _is_question(document, draft) or before.endswith("?") or asked


def _outside(stage: Stage, who: Referent) -> list[int]:
    return [place for place in who.places if place not in stage.quoted]


def _goes_on(stage: Stage, drafts: Sequence[Draft], at: int) -> Speaker | None:
    """«…», — сказал Орлов. «…»: the one who has just spoken goes on."""
    draft, document = drafts[at], stage.document
    if draft.kind != "direct" or (draft.cue_token is not None and not _may_go_on(document, draft.cue_token)):
        return None
    first = document.tokens_in(draft.content[0]).start
    before = [turn for turn in stage.turns if turn[0] < first]
    if not before:
        return None
    place, referent = _last_of(before)
    blocks = document.sentence_of(first).block - document.sentence_of(place).block
    if blocks > 1:
        return None
    return Speaker(referent, HERE if blocks == 0 else NEXT, ("the last speaker goes on",))


def _last_of(turns: Sequence[tuple[int, Referent]]) -> tuple[int, Referent]:
    """The last turn, but for the outlet that only handed the words on: ««…», — сказал Орлов, пишет „Заря“. «…»»."""
    if len(turns) > 1 and "outlet" in turns[-1][1].classes and turns[-2][1].type == "person":
        return turns[-2]
    return turns[-1]


def _may_go_on(document: Document, cue: int) -> bool:
    """Whether the cue's subject is left out, or is who only cites («цитирует издание»)."""
    subjects = [c for c in document.children[cue] if document.arcs[c].relation.startswith("nsubj")]
    return not subjects or document.lemmas[cue] in CITING


def _is_introduced(stage: Stage, drafts: Sequence[Draft], at: int) -> Speaker | None:
    """«Мы спросили архитектора Орлова.¶«…»»: words that are a paragraph, after one that speaks of one person."""
    draft, document = drafts[at], stage.document
    tokens = document.tokens_in(draft.content[0])
    if draft.kind != "direct" or draft.cue is not None or not tokens:
        return None
    block = document.sentence_of(tokens[0]).block
    if document.text[document.article.blocks[block].start : draft.content[0].start].strip(' «"“„—–-\xa0'):
        return None
    people = [who for who in stage.cast.of("person") if who.entity is not None]
    near = [who for who in people if _stands_in(stage, who, block - 1)]
    if len(near) != 1:
        return None
    return Speaker(near[0], NEXT, ("the one person of the paragraph before",))


def _stands_in(stage: Stage, who: Referent, block: int) -> bool:
    return any(stage.document.sentence_of(place).block == block for place in _outside(stage, who))


RULES = (_in_interview, _goes_on, _is_introduced)


def find_echo(
    document: Document, drafts: Sequence[Draft], sources: Sequence[Source | None], speakers: Mapping[int, Speaker]
) -> Iterator[tuple[int, Speaker]]:
    """Yield the speakers of lines over the words, by the index of the draft: who says them below, or the guest."""
    yield from _subheadings(document, drafts, sources, speakers)
    over = [_in_headline(document, draft) for draft in drafts]
    below = [at for at, headline in enumerate(over) if not headline and speakers[at].referent is not None]
    guest = _guest(speakers)
    for at, headline in enumerate(over):
        words = _lemmas(document, drafts[at]) if headline and sources[at] is None else None
        if not words:
            continue
        echoes = (o for o in below if o > at and len(words & _lemmas(document, drafts[o])) >= ALIKE * len(words))
        echo = next(echoes, None)
        if echo is not None:
            yield at, Speaker(speakers[echo].referent, ECHO, (f"quoted again below, q{echo + 1}",))
        elif guest is not None and drafts[at].kind == "direct" and speakers[at].referent is None:
            yield at, Speaker(guest, GUEST, ("the headline of an interview",))


def _subheadings(
    document: Document, drafts: Sequence[Draft], sources: Sequence[Source | None], speakers: Mapping[int, Speaker]
) -> Iterator[tuple[int, Speaker]]:
    """«„Ждать больше нечего“¶Глава района Орлов: „…“»: a line of its own, whose words are of who speaks right below."""
    for at, (draft, below) in enumerate(pairwise(drafts)):
        if sources[at] is not None or speakers[at].referent is not None or {draft.kind, below.kind} != {"direct"}:
            continue
        blocks = [document.sentence_of(document.tokens_in(each.content[0]).start).block for each in (draft, below)]
        line = document.article.blocks[blocks[0]].of(document.text).strip(' \t\xa0«»"“”„')
        if blocks[1] - blocks[0] == 1 and line == draft.content[0].of(document.text) and line[-1] not in ".!…":
            yield at, replace(speakers[at + 1], confidence=NEXT, chain=(f"a line over q{at + 2}",))


def _guest(speakers: Mapping[int, Speaker]) -> Referent | None:
    """The one who gives all the answers: ««Лёд не терпит спешки»: разговор с заливщиком катка»."""
    answers = [speaker.referent for speaker in speakers.values() if ANSWERED in speaker.chain]
    people = [who for who in answers if who is not None]
    return people[0] if len({who.entity or who.name for who in people}) == 1 else None


def _lemmas(document: Document, draft: Draft) -> frozenset[str]:
    words = (document.tokens[at].text for span in draft.content for at in document.tokens_in(span))
    return frozenset(lemma_of(word) for word in words if len(word) > 2 and word[0].isalpha())


def _in_headline(document: Document, draft: Draft) -> bool:
    tokens = document.tokens_in(draft.content[0])
    return bool(tokens) and document.sentence_of(tokens[0]).block == document.sentences[0].block
