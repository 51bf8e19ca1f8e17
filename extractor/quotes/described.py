"""Speakers whom the source does not name: «он», «министр», «в ведомстве», «в отчёте банка», «пресс-служба».

A pronoun or a common noun is compared with everybody whom it can mean; a document speaks for its owner; who is named
nowhere speaks under the words that the text gives, in the nominative.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extractor.document import Document
from extractor.entities.antecedents import Anaphor, is_indefinite, read_anaphor
from extractor.entities.referents import Referent, ReferentType, classes_of
from extractor.entities.scorer import confidence_of
from extractor.language.phrases import find_noun_phrase
from extractor.quotes.candidates import Candidate, Stage, common_name, find_candidates
from extractor.quotes.drafts import Draft
from extractor.quotes.named import Speaker, is_named
from extractor.quotes.sources import Source, name_in_phrase

__all__ = ["as_it_stands", "find_antecedent", "find_owner", "find_unit"]

#: how sure a speaker is whom the source only describes, and a press service that was named in full before
DESCRIBED, FULLER = 0.72, 0.85
#: how many candidates the evidence lists
SHOWN = 4
#: how far behind a document its owner may stand, in tokens
REACH = 12

Resolve = Callable[[Stage, Draft, Source], Speaker]


def find_antecedent(stage: Stage, draft: Draft, source: Source) -> Speaker | None:
    """«он», «министр», «в ведомстве», «издание»: whoever of the candidates fits best, or the phrase itself."""
    anaphor = read_anaphor(stage.document, source.head)
    if anaphor is None or anaphor.kind == "unit" or is_indefinite(stage.document, anaphor):
        return None
    itself = None if anaphor.kind == "pronoun" else _phrase_itself(stage.document, source)
    candidates = find_candidates(stage, draft, anaphor, itself)
    shares = stage.rank(draft, candidates)
    ranked = sorted(zip(shares, range(len(shares)), candidates, strict=True), key=lambda item: (-item[0], item[1]))
    share, _, best = ranked[0]
    return Speaker(
        best.referent, confidence_of(share), tuple(f"candidate {_label(c)}: {p:.2f}" for p, _, c in ranked[:SHOWN])
    )


def _label(candidate: Candidate) -> str:
    return candidate.referent.name if candidate.referent else "nobody named"


def find_owner(stage: Stage, draft: Draft, source: Source, resolve: Resolve) -> Speaker | None:
    """«в отчёте банка», «в письме министра»: whose document it is."""
    anaphor = read_anaphor(stage.document, source.head)
    if anaphor is None or anaphor.kind != "document" or "law" in anaphor.classes - {"press"}:
        return None
    owner = _owner(stage.document, source.head)
    if owner is None:
        return None
    found = resolve(stage, draft, owner)
    return replace(found, chain=(f"the document of «{owner.span.of(stage.document.text)}»", *found.chain))


def _owner(document: Document, head: int) -> Source | None:
    """The genitive of the document, through «текст», «страница сайта» and their like."""
    for child in document.children[head]:
        if child < head or not _is_attribute(document, child):
            continue
        anaphor = read_anaphor(document, child)
        if anaphor is not None and anaphor.kind == "document" and not is_named(document, child):
            return _owner(document, child)
        if document.morphs[child].get("Animacy") == "Anim" or anaphor is not None or is_named(document, child):
            return Source(name_in_phrase(document, child, frozenset(range(head, child + REACH))), child, "owner")
    return None


def _is_attribute(document: Document, token: int) -> bool:
    if document.arcs[token].relation not in ("nmod", "flat:foreign", "appos"):
        return False
    if any(document.arcs[child].relation == "case" for child in document.children[token]):
        return False
    return document.morphs[token].pos in ("NOUN", "PROPN", "X")


def find_unit(stage: Stage, draft: Draft, source: Source) -> Speaker | None:
    """«пресс-служба» alone: the one that the article named in full."""
    anaphor = read_anaphor(stage.document, source.head)
    if anaphor is None or anaphor.kind != "unit":
        return None
    for _, referent in reversed(stage.turns):
        if anaphor.lemma in referent.lemmas and anaphor.modifiers <= referent.lemmas:
            return Speaker(referent, FULLER, (f"named before as {referent.name}",))
    return None


def as_it_stands(stage: Stage, source: Source) -> Speaker:
    """Return the speaker under the source's own words, in the nominative."""
    referent = _phrase_itself(stage.document, source)
    return Speaker(referent, DESCRIBED, (f"described as «{referent.name}»",))


def _phrase_itself(document: Document, source: Source) -> Referent:
    phrase = find_noun_phrase(document, source.head)
    span = phrase.span(document) if phrase.span(document).contains(source.span) else source.span
    anaphor = read_anaphor(document, source.head)
    return Referent(
        common_name(document, span),
        _type_of(anaphor),
        gender=anaphor.gender if anaphor else None,
        plural=bool(anaphor and anaphor.plural),
        lemmas=frozenset(document.lemmas[at] for at in document.tokens_in(span)),
        classes=classes_of(tuple(document.lemmas[at] for at in range(phrase.head, phrase.last + 1))),
    )


def _type_of(anaphor: Anaphor | None) -> ReferentType:
    if anaphor is None:
        return "organization"
    if anaphor.kind == "document":
        return "document"
    if anaphor.kind in ("unit", "body", "outlet"):
        return "group" if anaphor.plural else "organization"
    return "group" if anaphor.plural or anaphor.kind == "group" else "person"
