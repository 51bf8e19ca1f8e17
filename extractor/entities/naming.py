"""The nominative of every name in an article, by all its mentions together.

A person who is «Залесского» in one sentence and «Залесский» in another is Залесский in both: the nominative that the
text shows outweighs the one that only grammar suggests. «Мэра», written with a capital, is a title and no name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from extractor.annotations import Mention, Morph
from extractor.document import Document
from extractor.entities.attested import attest_names
from extractor.entities.edges import tidied
from extractor.entities.given_names import gender_in_nominative, is_in_nominative
from extractor.entities.missed import find_missed
from extractor.entities.namesakes import find_namesakes
from extractor.entities.persons import PersonName, Reading, choose_reading, is_initial, keys_of, name_of, read_name
from extractor.entities.phrases import nominative_phrase
from extractor.entities.places import is_place_adjective, place_name
from extractor.entities.titles import is_acting, role_kind
from extractor.entities.types import NAMED, THINGS, is_place
from extractor.spans import Span

__all__ = ["name_mentions", "person_names"]

#: words of a person's name: «И.» and «Дж.» with their dot, «О'Нил», «Салтыков-Щедрин»
WORD = re.compile(r"[A-ZА-ЯЁ][a-zа-яё]?\.(?=\s*[A-ZА-ЯЁ])|[^\W\d_](?:[^\W\d_]|['’`ʼ-](?=[^\W\d_]))*")
#: how far before a name its titles are looked for, in words
FARTHEST = 8
#: last letters of men's names in the nominative that decline
ENDLESS = frozenset("бвгджзйклмнпрстфхцчшщь")
#: endings of women's surnames in the nominative
FEMALE = ("ова", "ева", "ёва", "ина", "ына", "ская", "цкая")
#: how much a mention in another case speaks for a nominative, beside one in the nominative
GUESSED = 0.6


class Said(NamedTuple):
    """What a sentence says of the name in it: words, case and gender."""

    words: tuple[str, ...]
    case: str | None
    gender: str | None


def name_mentions(document: Document) -> list[Mention]:
    """Return the mentions with the nominatives of names, in order; titles taken for people are left out."""
    mentions = find_namesakes(document, tidied(document, find_missed(document, document.mentions)))
    people = person_names(document, mentions)
    return attest_names(document, [_named(m, _name(document, m, people)) for m in mentions])


def _named(mention: Mention, name: str | None) -> Mention:
    return mention if name == mention.name else replace(mention, name=name)


def _name(document: Document, mention: Mention, people: dict[Span, PersonName]) -> str | None:
    if mention.type == "PERSON":
        name = people.get(Span(mention.start, mention.end))
        return _in_place(mention.of(document.text), name) if name else mention.of(document.text)
    if is_place(mention.type) and is_place_adjective(document, mention):
        return place_name(document.lemmas[document.tokens_in(mention)[0]])
    if mention.type in THINGS or mention.type in NAMED:
        return nominative_phrase(document, mention, prefer="Geox" if is_place(mention.type) else "Orgn")
    return None


def _in_place(text: str, name: PersonName) -> str:
    """The text of the mention with its words in the nominative, spaces and signs as they stand."""
    pieces, at = [], 0
    for match, word in zip(WORD.finditer(text), name.words, strict=True):
        pieces += [text[at : match.start()], word]
        at = match.end()
    return " ".join("".join([*pieces, text[at:]]).split())


def person_names(document: Document, mentions: Iterable[Mention]) -> dict[Span, PersonName]:
    """Return the name of each person's mention, by its place."""
    readings = {
        Span(m.start, m.end): read_name(*said)
        for m in mentions
        if m.type == "PERSON" and (said := _said(document, m)) is not None
    }
    support: Counter[str] = Counter()
    for each in readings.values():
        support.update(_shares(each))
    return {span: name_of(choose_reading(each, _others(support, _shares(each)))) for span, each in readings.items()}


@lru_cache(maxsize=10_000)
def _shares(readings: tuple[Reading, ...]) -> Mapping[str, float]:
    """How much a mention speaks for each nominative and gender of its words: one for the likeliest, less for others.

    It shows a nominative in which it stands itself; of another («Копца» of «Копец») it is a guess, and counts less.
    """
    shares: dict[str, float] = {}
    for reading in readings:
        share = 2.0 ** (reading.weight - readings[0].weight) * (1.0 if reading.case == "Nom" else GUESSED)
        for key in keys_of(reading):
            shares[key] = max(shares.get(key, 0.0), share)
    return shares


def _others(support: Mapping[str, float], own: Mapping[str, float]) -> dict[str, float]:
    """The support by the other mentions, at most one for a word."""
    return {word: min(1.0, support[word] - share) for word, share in own.items()}


def _said(document: Document, mention: Mention) -> Said | None:
    words = tuple(WORD.findall(mention.of(document.text)))
    if not words:
        return None
    tokens = [i for i in document.tokens_in(mention) if document.tokens[i].text[0].isalpha()]
    full = [i for i in tokens if not is_initial(document.tokens[i].text)] or tokens
    if not full:
        return Said(words, None, None)
    titles, gender = set(_title_cases(document, tokens[0])), gender_in_nominative(document.tokens[full[0]].text)
    if gender is not None and "Nom" in titles and len(titles) > 1:
        return Said(words, "Nom", gender)  # «жена шахтёра Марина Орлова»
    cases = Counter(_cases(document, full))
    genders = Counter(gender for i in full if (gender := document.morphs[i].get("Gender")) in ("Masc", "Fem"))
    genders.update(dict.fromkeys(_verb_genders(document, full), len(full) + 1))
    if (adjective := _adjective_before(document, tokens[0])) is not None:
        cases[adjective.get("Case") or ""] += len(full) + 1
        genders[adjective.get("Gender") or ""] += len(full) + 1
    return Said(words, _first(cases), _first(genders))


def _adjective_before(document: Document, name: int) -> Morph | None:
    """«32-летняя Амина Юсупова»: the adjective right before a name, in whose gender and case the name stands."""
    if name == document.sentence_of(name).first:
        return None
    morph = document.morphs[name - 1]
    shows = morph.get("Gender") in ("Masc", "Fem") and morph.get("Case") is not None
    return morph if morph.pos == "ADJ" and shows and document.arcs[name - 1].head == name else None


def _cases(document: Document, tokens: Sequence[int]) -> Iterator[str]:
    """The cases that the sentence shows; no nominative after a preposition or a title in another case."""
    after_preposition = any(document.morphs[c].pos == "ADP" for t in tokens for c in document.children[t])
    # the title before may be another's: «оставивший кресло начальника депо Рашид Галей закрыл»
    nominative = any(_is_man_subject(document, t) or is_in_nominative(document.tokens[t].text) for t in tokens)
    titles = [] if nominative else _title_cases(document, tokens[0])
    if len(set(titles)) == 1 and "Nom" not in titles:
        yield titles[0]
    for token in tokens:
        case = document.morphs[token].get("Case")
        if case is not None and _is_woman_subject(document, token):
            yield from ("Nom", "Nom")  # the verb knows better than the ending
        elif case == "Nom" and titles and "Nom" not in titles:
            yield titles[-1]
        elif case is not None and not (case == "Nom" and after_preposition):
            yield case


def _title_cases(document: Document, name: int) -> list[str]:
    """The cases of the roles right before a name, the nearest first: «с главой управы Петром Майером»."""
    cases = []
    first = document.sentence_of(name).first
    for token in range(name - 1, max(first, name - FARTHEST) - 1, -1):
        morph = document.morphs[token]
        acting = token - 3 if document.tokens[token].text == "." else token  # «и. о. министра Анна Зуева»
        if acting >= first and is_acting(document, acting):
            cases.append(morph.get("Case") or "Nom")
            break
        described = morph.pos in ("NOUN", "PROPN", "ADJ", "ADP", "X") or morph.get("VerbForm") == "Part"
        if not described and document.tokens[token].text not in '«»"“”':
            break
        if morph.pos == "NOUN" and (case := morph.get("Case")) and role_kind(document.lemmas[token]):
            cases.append(case)
    return cases


def _verb_genders(document: Document, tokens: Sequence[int]) -> Iterator[str]:
    """«сказала Залесская»: the verb tells the gender of its subject."""
    for token in tokens:
        verb = _verb_of(document, token)
        gender = document.morphs[verb].get("Gender") if verb is not None else None
        if gender in ("Masc", "Fem"):
            yield gender
        elif _is_woman_subject(document, token):
            yield "Fem"


def _is_woman_subject(document: Document, token: int) -> bool:
    """«выиграла Есения Котова», «Котова молчит»: a woman in the nominative, though a man's genitive looks the same."""
    verb = _verb_of(document, token)
    if verb is None:
        return False
    gender = document.morphs[verb].get("Gender")
    return gender == "Fem" or (gender is None and document.tokens[token].text.lower().endswith(FEMALE))


def _is_man_subject(document: Document, token: int) -> bool:
    """«Рашид Галей закрыл»: a man's name that no other case could leave without an ending."""
    verb = _verb_of(document, token)
    masculine = verb is not None and document.morphs[verb].get("Gender") == "Masc"
    return masculine and document.tokens[token].text[-1].lower() in ENDLESS


def _verb_of(document: Document, token: int) -> int | None:
    """The verb that has the token for its subject, and agrees with it in number."""
    head, relation = document.arcs[token]
    if head < 0 or not relation.startswith("nsubj") or document.morphs[head].pos != "VERB":
        return None
    numbers = {document.morphs[at].get("Number") for at in (token, head)} - {None}
    return head if len(numbers) < 2 else None


def _first(counts: Counter[str]) -> str | None:
    return counts.most_common(1)[0][0] if counts else None
