"""Where names begin and end: without hanging signs and titles, and two where the tagger takes two people for one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extractor.annotations import Mention
from extractor.document import Document
from extractor.entities.given_names import is_given_name
from extractor.entities.titles import is_title
from extractor.entities.types import THINGS
from extractor.language import parses_of
from extractor.language.addressees import addressee_start
from extractor.lexicons import load_lexicon
from extractor.spans import Span, trim

__all__ = ["INITIALS", "tidied"]

#: signs that a tagger leaves hanging at the ends of a name
EDGES = ",.;:•|()[]/—–-*"
#: an abbreviation whose last dot is its own: «Ланта Б.В.»
DOTTED = re.compile(r"\b[A-ZА-Я]\.\s?[A-ZА-Я]$")
#: letters at the end of a name in marks, which are nobody's initials: «„Ланта Инвест Б.В.“»
LEGAL_FORM = re.compile(r"(?:[A-ZА-Я]\.?\s?){1,3}[\"»”]")
#: letters alone, which name nobody: «Л. Б.»
INITIALS = re.compile(r"(?:[A-ZА-ЯЁ]\.\s?){1,3}|[A-ZА-ЯЁ]")
PAIRS = {"«": "»", "“": "”", "„": "“", "(": ")"}


def tidied(document: Document, mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions within their right bounds, in order; titles taken for people are left out."""
    names = (_tidy(document, m) for m in mentions if m.type != "PERSON" or _is_name(document, m))
    return [part for mention in names for part in _parted(document, mention)]


def _is_name(document: Document, mention: Mention) -> bool:
    """Letters are no name; common words are one where a fuller name holds them («Нина Белая … сказала Белая»)."""
    if LEGAL_FORM.match(document.text, mention.start) or INITIALS.fullmatch(document.text, mention.start, mention.end):
        return False
    if not is_title(document, mention):
        return True
    stem = mention.of(document.text)[:4].lower()
    words = (word for m in document.mentions if m.type == "PERSON" for word in m.of(document.text).lower().split()[1:])
    return any(word.startswith(stem) for word in words)


def _tidy(document: Document, mention: Mention) -> Mention:
    """Take the mention without hanging punctuation, and with the closing mark of a name it opens."""
    text = document.text
    span = trim(text, mention, EDGES) if mention.type in THINGS else mention
    if span.start >= span.end:
        return mention
    if mention.type == "PERSON":
        span = _without_title(document, span)
    if mention.type == "ORGANIZATION":
        span = _without_channel(document, span)
    inside = span.of(text)
    if mention.type in THINGS and DOTTED.search(inside) and text[span.end : span.end + 1] == ".":
        span = Span(span.start, span.end + 1)
    for opening, closing in PAIRS.items():
        if inside.count(opening) > inside.count(closing) and text[span.end : span.end + 1] == closing:
            span = Span(span.start, span.end + 1)
    same = span.start == mention.start and span.end == mention.end
    return mention if same else replace(mention, start=span.start, end=span.end)


def _without_title(document: Document, span: Span) -> Span:
    """«Императора Михаила» is Михаил: a title written with a capital before a name is no part of it."""
    tokens = document.tokens_in(span)
    if len(tokens) < 2 or not is_title(document, Mention(*document.tokens[tokens[0]][:2], "PERSON")):
        return span
    return Span(document.tokens[tokens[1]].start, span.end)


def _without_channel(document: Document, span: Span) -> Span:
    """«Telegram-канал мэрии» is a page of the «мэрия»."""
    channel, *rest = document.tokens_in(span)
    if not rest or document.lemmas[channel] not in load_lexicon("channels", ("lemma",)):
        return span
    owned = document.morphs[rest[0]].get("Case") == "Gen"
    return Span(document.tokens[rest[0]].start, span.end) if owned else span


def _parted(document: Document, mention: Mention) -> list[Mention]:
    if mention.type == "PERSON":
        return _two_people(document, mention)
    return _body_and_addressee(document, mention) if mention.type == "ORGANIZATION" else [mention]


def _body_and_addressee(document: Document, mention: Mention) -> list[Mention]:
    """«в мэрии ТАСС подтвердили»: a body and the outlet that is told."""
    tokens = document.tokens_in(mention)
    outlet = addressee_start(document, tokens[0], tokens[-1])
    if outlet is None:
        return [mention]
    spans = document.span(tokens[0], outlet - 1), document.span(outlet, tokens[-1])
    return [replace(mention, start=span.start, end=span.end) for span in spans]


def _two_people(document: Document, mention: Mention) -> list[Mention]:
    """«вдова Марата Котова Дина Котова»: two people, each of a given name and a surname."""
    tokens = document.tokens_in(mention)
    if len(tokens) != 4:
        return [mention]
    given = [_is_only_given_name(document.tokens[at].text) for at in tokens]
    if given != [True, False, True, False]:
        return [mention]
    first, second = document.span(tokens[0], tokens[1]), document.span(tokens[2], tokens[3])
    return [replace(mention, start=span.start, end=span.end) for span in (first, second)]


def _is_only_given_name(word: str) -> bool:
    surname = any(parse.known and "Surn" in parse.grammemes for parse in parses_of(word))
    return word[0].isupper() and is_given_name(word) and not surname
