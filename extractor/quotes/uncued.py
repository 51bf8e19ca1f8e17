"""The source of words that have no cue: «Мэр: «…»», «… — глава МИД», «Орлову не нравится, что её зовут «артисткой»»."""

from __future__ import annotations

from bisect import bisect_left

from extractor.document import Document
from extractor.quotes.apposition import name_in_phrase
from extractor.quotes.drafts import Draft, Source
from extractor.quotes.nominals import NOMINAL, is_governed, is_somebody

__all__ = ["find_uncued_source"]

DASHES = frozenset("—–-−")
#: marks between a colon and the words, and between the words and a dash
OPENERS = DASHES | frozenset("«\"“„'") | {"''"}
#: what points back at the words before, by lemmas
POINTERS = (
    ("такой", "слово"), ("этот", "слово"), ("с", "такой", "слово"), ("с", "этот", "слово"), ("такой", "фраза"),
    ("этот", "фраза"), ("с", "такой", "призыв"), ("с", "такой", "вопрос"), ("с", "такой", "заявление"),
)  # fmt: skip
#: what an answer in an interview stands under, which is nobody
ANSWER = "ответ"
CLOSERS = frozenset("»\"”“.!?…'") | {"''", "..."}


def find_uncued_source(document: Document, draft: Draft) -> Source | None:
    """«Мэр: «…»», the headline's «… — глава МИД», and words woven into what is told of somebody."""
    for rule in (_before_colon, _after_dash, _pointed_at, _of_sentence):
        head = rule(document, draft)
        if head is not None:
            sentence = document.sentence_of(head)
            zone = frozenset(range(sentence.first, sentence.last))
            return Source(name_in_phrase(document, head, zone), head, rule.__name__.strip("_"))
    return None


def _before_colon(document: Document, draft: Draft) -> int | None:
    start = min(segment.start for segment in draft.content)
    at = bisect_left(document.token_starts, start) - 1
    while at >= 0 and document.tokens[at].text in OPENERS:
        at -= 1
    if at < 1 or document.tokens[at].text != ":" or document.lemmas[at - 1] == ANSWER:
        return None
    first = at - 1
    while first >= document.sentence_of(at).first and document.tokens[first].text not in ".!?—–":
        first -= 1
    heads = [h for h in range(first + 1, at) if document.morphs[h].pos in NOMINAL and is_somebody(document, h)]
    subjects = [h for h in heads if document.arcs[h].relation == "nsubj"]
    plain = [h for h in heads if document.arcs[h].head not in heads and not is_governed(document, h)]
    return next(iter(subjects or plain), None)


def _after_dash(document: Document, draft: Draft) -> int | None:
    end = max(segment.end for segment in draft.content)
    at = bisect_left(document.token_starts, end)
    while at < len(document.tokens) and document.tokens[at].text in CLOSERS:
        at += 1
    if at + 1 >= len(document.tokens) or document.tokens[at].text not in DASHES:
        return None
    block = document.block_of(at)
    if document.block_of(at + 1) != block or document.block_of(at - 1) != block:
        return None
    if block.end - document.tokens[at].start > 120:
        return None
    heads = [h for h in range(at + 1, document.sentence_of(at + 1).last) if is_somebody(document, h)]
    return next((h for h in heads if document.morphs[h].get("Case") in (None, "Nom")), None)


def _pointed_at(document: Document, draft: Draft) -> int | None:
    """«…» Такими словами встретили гостей жильцы дома: the subject of the sentence that points back at the words."""
    end = max(segment.end for segment in draft.content)
    at = bisect_left(document.token_starts, end)
    while at < len(document.tokens) and document.tokens[at].text in CLOSERS:
        at += 1
    if draft.kind != "direct" or at + 2 >= len(document.tokens):
        return None
    sentence = document.sentence_of(at)
    words = tuple(document.lemmas[i] for i in range(at, min(at + 3, sentence.last)))
    if sentence.first != at or not any(words[: len(pointer)] == pointer for pointer in POINTERS):
        return None
    subjects = [h for h in range(at, sentence.last) if document.arcs[h].relation == "nsubj" and _is_alive(document, h)]
    return next(iter(subjects), None)


def _of_sentence(document: Document, draft: Draft) -> int | None:
    """«Орлову не нравится, что её зовут „артисткой“»: the subject of the sentence whose own words these are."""
    first = bisect_left(document.token_starts, draft.content[0].start)
    if draft.kind != "direct" or first >= len(document.tokens):
        return None
    sentence = document.sentence_of(first)
    before = [at for at in range(sentence.first, first) if document.tokens[at].text not in OPENERS]
    said = {at for span in draft.content for at in document.tokens_in(span)}
    subjects = [
        at
        for at in before
        if document.arcs[at].relation == "nsubj" and document.arcs[at].head not in said and _is_alive(document, at)
    ]
    return subjects[-1] if subjects else None


def _is_alive(document: Document, at: int) -> bool:
    person = any(m.type == "PERSON" for m in document.mentions_at(at))
    return person or document.morphs[at].get("Animacy") == "Anim" or document.lemmas[at] in ("он", "она", "власть")
