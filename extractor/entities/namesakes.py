"""Bodies named after people: «Заречный медицинский институт имени И. П. Бережного» is one name, found from its person.

A tagger sees the person and often loses the body around it; a person after «имени» is nobody in the news either way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.annotations import Mention
from extractor.document import Document
from extractor.language import agrees
from extractor.lexicons import load_lexicon

__all__ = ["find_namesakes", "is_namesake"]

#: how many adjectives a body's noun may have before it
ADJECTIVES = 6
ABBREVIATION = 2


def is_namesake(document: Document, mention: Mention) -> bool:
    """Tell whether the person is one that something is named after: «имени И. П. Бережного»."""
    return _preposition(document, mention) is not None


def _preposition(document: Document, mention: Mention) -> int | None:
    """The token of «имени» or «им.» before the person."""
    token = document.tokens_in(mention)[0] - 1
    if token >= 1 and document.tokens[token].text == ".":
        token -= 1
    return token if token >= 0 and document.tokens[token].text.lower() in ("имени", "им", "им.") else None


def find_namesakes(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions and the bodies that people among them are the namesakes of, in order of the text."""
    found = list(_bodies(document, mentions))
    return sorted([*mentions, *found], key=lambda m: (m.start, -m.end)) if found else list(mentions)


def _bodies(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    for person in mentions:
        named = _preposition(document, person) if person.type == "PERSON" else None
        if named is None or any(m is not person and m.contains(person) for m in mentions):
            continue
        noun = named - 1
        word = document.tokens[noun].text if noun >= 0 else ""
        bodies = load_lexicon("speaker_nouns", ("lemma", "kind", "classes"))
        body = document.lemmas[noun] in bodies and bodies[document.lemmas[noun]]["kind"] == "body" if word else False
        if body or (word.isupper() and len(word) > ABBREVIATION):
            start = document.tokens[_first_adjective(document, noun)].start
            yield Mention(start, person.end, "ORGANIZATION", rule="namesake")


def _first_adjective(document: Document, noun: int) -> int:
    case, first = document.morphs[noun].get("Case"), noun
    floor = max(document.sentence_of(noun).first, noun - ADJECTIVES)
    while first > floor and document.morphs[first - 1].pos == "ADJ":
        if case is not None and not agrees(document.tokens[first - 1].text, case):
            break
        first -= 1
    return first
