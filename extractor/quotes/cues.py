"""Words that report words: verbs («сказал»), nouns after «по» («по её словам»), phrases («выразил надежду»).

A cue is what the lexicons know and morphology finds: participles and gerunds come under their verb. Whether it reports
anything in its sentence is for `direct` and `indirect` to say.

>>> from extractor.pipeline import load_pipeline
>>> document = load_pipeline()({"text": "По его словам, мост готов. Он не скрывает, что рад."})
>>> [cue.span.of(document.text) for cue in find_cues(document)]
['По его словам', 'не скрывает']
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from extractor.annotations import Morph
from extractor.document import Document
from extractor.language.morphology import lemma_of, parses_of
from extractor.lexicons import load_lexicon
from extractor.spans import Span

__all__ = ["Cue", "cue_at", "cue_noun_at", "find_cues", "is_finite", "is_gerund"]

CueKind = Literal["verb", "phrase", "noun"]

#: how many tokens may stand between «по» and its noun («по словам», «по самым последним данным»)
PO_REACH = 4
#: how many tokens may stand between the two words of a phrase («обратил на это внимание»)
PHRASE_REACH = 4
#: how many forms with their labels are kept: what the lexicons have of them, and whether they are predicates
FORMS, PREDICATES = 32_768, 8_192
#: endings of finite verbs in the third person and the past
ENDINGS = ("л", "ла", "ло", "ли", "лся", "лась", "лось", "лись", "ет", "ёт", "ит", "ут", "ют", "ат", "ят", "тся")
#: endings of gerunds
GERUNDS = ("в", "вши", "вшись", "я", "ясь", "а", "ась")
#: parts of speech that no cue is, to answer soon
NEVER = frozenset({"PUNCT", "ADP", "PRON", "CCONJ", "SCONJ", "NUM", "DET", "PART", "SYM", "AUX"})
#: what the tagger calls a verb that it does not know
MISTAKEN = frozenset({"NOUN", "PROPN", "ADJ", "ADV"})


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that report speech: tokens `first` to `last`, carried by `token`. `sort` is the lexicon's class of meaning.

    `government` says what it may govern: direct, that, aside, name, thought, whom, why (verbs and phrases); po (nouns).
    """

    token: int
    first: int
    last: int
    kind: CueKind
    lemma: str
    sort: str
    government: frozenset[str]
    span: Span

    def takes(self, what: str) -> bool:
        """Tell whether the lexicon lets the cue govern `what`."""
        return what in self.government


def find_cues(document: Document) -> list[Cue]:
    """Return the cues of the document in order of text, one a carrying token; none inside a phrase («дали понять»)."""
    cues: list[Cue] = []
    for token, (form, morph) in enumerate(zip(document.tokens, document.morphs, strict=True)):
        known = None if morph.pos in NEVER else _known(form.text, morph.label)
        if known is None or (cues and token <= cues[-1].last and cues[-1].first <= token):
            continue
        cue = _cue_by(document, token, known)
        if cue is not None:
            cues.append(cue)
    return cues


def cue_at(document: Document, token: int) -> Cue | None:
    """Return the cue that the token carries, or None: a verb, a phrase (by its verb), a noun after «по»."""
    morph = document.morphs[token]
    known = None if morph.pos in NEVER else _known(document.tokens[token].text, morph.label)
    return None if known is None else _cue_by(document, token, known)


def _cue_by(document: Document, token: int, known: _Known) -> Cue | None:
    cue = _phrase(document, token, known.seconds) if known.seconds else None
    if cue is None and known.verb:
        cue = _cue(document, token, (_negated(document, token), token), "verb", known.verb)
    if cue is None and known.noun:
        cue = _after_po(document, token, known.noun)
    return cue


def is_finite(document: Document, token: int) -> bool:
    """Tell whether the token is a predicate: a finite verb, or a short form («указано», «уверен»).

    The tagger's word is not taken where the form can be nothing but finite («передаёт» as a participle).
    """
    return _is_finite(document.tokens[token].text, document.morphs[token].label)


@lru_cache(maxsize=PREDICATES)
def _is_finite(form: str, label: str) -> bool:
    morph = Morph.parse(label)
    if morph.get("VerbForm") == "Fin" or morph.get("Variant") == "Short" or _is_mistagged_verb(form, morph):
        return True
    return morph.pos == "VERB" and all(parse.pos == "VERB" for parse in parses_of(form))


class _Known(NamedTuple):
    """What the lexicons have of a form: what makes a phrase with it, its entry as a verb, as a noun after «по»."""

    seconds: Mapping[str, Mapping[str, str]] | None
    verb: Mapping[str, str] | None
    noun: Mapping[str, str] | None


@lru_cache(maxsize=FORMS)
def _known(form: str, label: str) -> _Known | None:
    """Return what the lexicons have of a form with the tagger's label; None for the most words."""
    morph = Morph.parse(label)
    noun = _cue_nouns().get(lemma_of(form, morph.pos)) if morph.pos == "NOUN" and morph.get("Case") == "Dat" else None
    known = _Known(
        _seconds(form, lemma_of(form, morph.pos)) if morph.pos == "VERB" else None,
        _verb(form, morph),
        noun if noun and "po" in noun["frame"].split() else None,
    )
    return known if any(known) else None


def _phrase(document: Document, token: int, seconds: Mapping[str, Mapping[str, str]]) -> Cue | None:
    """«выразил надежду», «пришёл к выводу», «обращает на это внимание»."""
    last = document.sentence_of(token).last
    for other in range(token + 1, min(token + 2 + PHRASE_REACH, last)):
        if document.lemmas[other] in seconds:
            return _cue(document, token, (token, other), "phrase", seconds[document.lemmas[other]])
        if document.tokens[other].text in ',.:;«"':
            break
    return None


def _seconds(form: str, lemma: str) -> Mapping[str, Mapping[str, str]] | None:
    """What may follow the verb in a phrase; «пришли» is of «прийти» as well as of «прислать»."""
    verbs = _phrase_verbs()
    if lemma in verbs:
        return verbs[lemma]
    return next((verbs[p.lemma] for p in parses_of(form) if p.lemma in verbs), None)


def _verb(form: str, morph: Morph) -> Mapping[str, str] | None:
    """«сказал», «заявивший», «отметив», «уверена», «указано»."""
    known = morph.pos == "VERB" or morph.get("Variant") == "Short"
    if not (known or _is_mistagged_verb(form, morph) or _is_gerund(form, morph)):
        return None
    entries = load_lexicon("cue_verbs", ("lemma", "class", "government"))
    return entries.get(lemma_of(form, morph.pos)) or _other_reading(form, entries)


def _is_mistagged_verb(form: str, morph: Morph) -> bool:
    """A form that the dictionary knows as a finite verb only, whatever the tagger says: «допытывалась», «смеётся»."""
    if morph.pos not in MISTAKEN or not form.endswith(ENDINGS) or not form[0].islower():
        return False
    return all(parse.known and parse.pos == "VERB" for parse in parses_of(form))


def is_gerund(document: Document, token: int) -> bool:
    """Tell whether the token is a gerund; the tagger takes one that opens a sentence for a name: «Заявив, что …»."""
    return _is_gerund(document.tokens[token].text, document.morphs[token])


def _is_gerund(form: str, morph: Morph) -> bool:
    if morph.get("VerbForm") == "Conv":
        return True
    if morph.pos not in MISTAKEN or not form.endswith(GERUNDS):
        return False
    return all(parse.known and parse.pos == "GRND" for parse in parses_of(form))


def _after_po(document: Document, token: int, entry: Mapping[str, str]) -> Cue | None:
    """«по словам», «по её мнению», «по предварительным данным», «согласно отчёту»."""
    first = document.sentence_of(token).first
    for other in range(token - 1, max(token - 2 - PO_REACH, first - 1), -1):
        if document.tokens[other].text.lower() in {"по", "согласно"}:
            return _cue(document, token, (other, token), "noun", entry)
        if document.morphs[other].pos not in {"ADJ", "DET", "PART", "PRON", "ADV", "VERB", "NUM"}:
            return None
    return None


def cue_noun_at(document: Document, token: int) -> Mapping[str, str] | None:
    """Return the lexicon entry of a noun that names words said or written («слово», «отчёт», «ответ»), or None."""
    if document.morphs[token].pos != "NOUN":
        return None
    return _cue_nouns().get(document.lemmas[token])


def _cue_nouns() -> Mapping[str, Mapping[str, str]]:
    return load_lexicon("cue_nouns", ("lemma", "class", "frame"))


def _other_reading(form: str, entries: Mapping[str, Mapping[str, str]]) -> Mapping[str, str] | None:
    """A verb whose likeliest lemma is another word's: «передает» (передавать, передать), «пишет»."""
    for parse in parses_of(form):
        if parse.lemma in entries and parse.pos in {"VERB", "GRND", "PRTF", "PRTS", "ADJS"}:
            return entries[parse.lemma]
    return None


def _negated(document: Document, token: int) -> int:
    return token - 1 if token and document.tokens[token - 1].text.lower() == "не" else token


@cache
def _phrase_verbs() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    verbs: dict[str, dict[str, Mapping[str, str]]] = {}
    for key, entry in load_lexicon("cue_phrases", ("lemma", "class", "government")).items():
        verb, second = key.split()
        verbs.setdefault(verb, {})[second] = entry
    return verbs


def _cue(document: Document, token: int, ends: tuple[int, int], kind: CueKind, entry: Mapping[str, str]) -> Cue:
    first, last = ends
    government = _words_of(entry.get("government") or entry.get("frame") or "")
    return Cue(token, first, last, kind, entry["lemma"], entry["class"], government, document.span(first, last))


@cache
def _words_of(government: str) -> frozenset[str]:
    return frozenset(government.split())
