"""Who is speaking: from the source of a quote to somebody named in the article.

A name finds its entity; a pronoun or a common noun is compared with everybody who can be meant; a body is found by its
parts; who is not named anywhere speaks under the words that the text gives, in the nominative. Nobody is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractor.annotations import Entity, Mention, Quote, SpeakerType
from extractor.document import Document
from extractor.entities.antecedents import Anaphor, read_anaphor
from extractor.entities.phrases import nominative_phrase
from extractor.entities.referents import Referent, ReferentType, classes_of
from extractor.language.phrases import find_noun_phrase
from extractor.quotes.candidates import Candidate, Stage, find_candidates
from extractor.quotes.drafts import Draft
from extractor.quotes.scorer import load_weights, probabilities, score_of
from extractor.quotes.sources import Source, find_source
from extractor.quotes.turns import speaker_by_turn
from extractor.spans import Span

__all__ = ["resolve_speakers"]

#: how sure a speaker is whom the source names, and one that it describes and nobody names
NAMED, DESCRIBED = 0.97, 0.85
#: whose a document can be
OWNERS: tuple[tuple[str, ReferentType], ...] = (("PERSON", "person"), ("ORGANIZATION", "organization"))
#: how many candidates the evidence lists
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, how sure that is, and by what chain from the source."""

    referent: Referent | None
    confidence: float
    chain: tuple[str, ...] = ()


NOBODY = Speaker(None, 0.8)


def resolve_speakers(document: Document, drafts: Iterable[Draft]) -> tuple[Quote, ...]:
    """Return the drafts as quotes, in order of text, each with its source and speaker; ids are `q1`, `q2`, …"""
    ordered = sorted(drafts, key=lambda draft: (draft.content[0].start, -draft.content[-1].end))
    stage = Stage.set(document, ordered)
    sources = [find_source(document, draft) for draft in ordered]
    quotes: dict[int, Quote] = {}
    for at in sorted(range(len(ordered)), key=lambda at: _place(document, ordered[at], sources[at])):
        draft, source = ordered[at], sources[at]
        speaker = _resolve(stage, draft, source) if source is not None else _without_source(stage, draft)
        if speaker.referent is not None:
            stage.speaks(speaker.referent, _place(document, draft, source))
        quotes[at] = _quote(document, draft, source, speaker)
    return tuple(replace(quotes[at], id=f"q{at + 1}") for at in range(len(ordered)))


def _place(document: Document, draft: Draft, source: Source | None) -> int:
    """The token at which the quote's speaker is told: of the source, or of the words."""
    if source is not None:
        return source.head
    start = draft.cue.start if draft.cue is not None else draft.content[0].start
    return max(document.tokens_in(Span(start, start + 1)).start, 0)


def _quote(document: Document, draft: Draft, source: Source | None, speaker: Speaker) -> Quote:
    referent = speaker.referent
    cue = (f"cue «{draft.cue.of(document.text)}»",) if draft.cue else ()
    told = (f"source «{source.span.of(document.text)}» by {source.rule}",) if source else ()
    return Quote(
        id="",
        kind=draft.kind,
        content=draft.content,
        cue=draft.cue,
        source=source.span if source else None,
        speaker=referent.name if referent else None,
        speaker_type=_type(referent),
        entity=referent.entity if referent else None,
        confidence=round(speaker.confidence, 3),
        rule=draft.rule,
        evidence=(*draft.evidence, *cue, *told, *speaker.chain),
    )


def _type(referent: Referent | None) -> SpeakerType:
    return referent.type if referent else "unknown"


# --- with a source ---------------------------------------------------------------------------------------------------


def _resolve(stage: Stage, draft: Draft, source: Source) -> Speaker:
    for rule in RULES:
        speaker = rule(stage, draft, source)
        if speaker is not None:
            return speaker
    return _as_it_stands(stage, source)


def _person(stage: Stage, draft: Draft, source: Source) -> Speaker | None:
    """«Иван Орлов», «Орлов»: the person whose name is the source."""
    mention = _mention_at(stage.document, source, ("PERSON",))
    if mention is None:
        return None
    return _of_mention(stage, mention, "person")


def _mention_at(document: Document, source: Source, types: Sequence[str]) -> Mention | None:
    """The mention that the source is, or is headed by."""
    for mention in document.mentions:
        if mention.type in types and mention.overlaps(source.span):
            inside = document.tokens_in(mention)
            if mention.contains(source.span) or source.head in inside or mention.start == source.span.start:
                return mention
    return None


def _of_mention(stage: Stage, mention: Mention, type_: ReferentType) -> Speaker:
    text = mention.of(stage.document.text)
    entity = _entity_at(stage.document, mention)
    if entity is None:
        name = mention.name or nominative_phrase(stage.document, mention)
        return Speaker(Referent(name, type_), NAMED, (f"«{text}» is a name",))
    referent = next((r for r in stage.referents if r.entity == entity.id), None)
    referent = referent or Referent(entity.name, type_, entity.id)
    return Speaker(replace(referent, type=type_), NAMED, (f"«{text}» is {entity.name}",))


def _entity_at(document: Document, span: Span) -> Entity | None:
    found = [
        e for e in document.entities for m in e.mentions if m.kind in ("name", "abbreviation") and m.overlaps(span)
    ]
    return max(found, key=lambda e: len(e.mentions), default=None)


def _organization(stage: Stage, draft: Draft, source: Source) -> Speaker | None:
    """«Минобороны», «РИА "Новости"», «газета "Заря"», «пресс-служба мэрии»."""
    document = stage.document
    phrase = find_noun_phrase(document, source.head)
    anaphor = read_anaphor(document, source.head)
    inner = [m for m in document.mentions if m.overlaps(phrase.span(document)) and m.type != "PERSON"]
    own = next((m for m in inner if source.head in document.tokens_in(m)), None)
    if own is not None:
        return _of_mention(stage, own, "organization")
    if anaphor is None or anaphor.kind not in ("outlet", "body"):
        return None
    names = [m for m in inner if _in_apposition(document, source.head, m)]
    return _of_mention(stage, names[0], "organization") if names else None


def _in_apposition(document: Document, head: int, mention: Mention) -> bool:
    tokens = document.tokens_in(mention)
    first = tokens[0]
    marked = document.text[mention.start - 1 : mention.start] in tuple('«"“„') or not first - head > 1
    foreign = document.morphs[first].get("Case") in (None, "Nom") or document.morphs[first].get("Foreign") == "Yes"
    return marked and foreign and document.arcs[first].relation in ("appos", "nmod", "flat:foreign", "flat:name")


def _anaphor(stage: Stage, draft: Draft, source: Source) -> Speaker | None:
    """«он», «министр», «в ведомстве», «издание»: whoever of the candidates fits best, or the phrase itself."""
    anaphor = read_anaphor(stage.document, source.head)
    if anaphor is None or anaphor.kind in ("group", "document", "unit"):
        return None
    candidates = find_candidates(stage, draft, anaphor)
    scores = [score_of(candidate.features, load_weights()) for candidate in candidates]
    ranked = sorted(zip(probabilities(scores), range(len(scores)), candidates, strict=True), reverse=True)
    share, _, best = ranked[0]
    chain = tuple(f"candidate {_label(c)}: {p:.2f}" for p, _, c in ranked[:SHOWN])
    if best.referent is None:
        if anaphor.kind == "pronoun":
            return Speaker(None, share, chain)
        stands = _as_it_stands(stage, source)
        return replace(stands, confidence=share, chain=(*chain, *stands.chain))
    return Speaker(best.referent, share, chain)


def _label(candidate: Candidate) -> str:
    return candidate.referent.name if candidate.referent else "nobody named"


def _document(stage: Stage, draft: Draft, source: Source) -> Speaker | None:
    """«в отчёте банка», «в документе»: the body whose document it is."""
    anaphor = read_anaphor(stage.document, source.head)
    if anaphor is None or anaphor.kind != "document":
        return None
    owner = _owner(stage, source)
    if owner is not None:
        return owner
    return None


def _owner(stage: Stage, source: Source) -> Speaker | None:
    document = stage.document
    for child in document.children[source.head]:
        if document.arcs[child].relation != "nmod" or child < source.head:
            continue
        if document.morphs[child].get("Case") not in ("Gen", None) and document.morphs[child].pos != "X":
            continue
        inner = Source(find_noun_phrase(document, child).span(document), child, "owner")
        for name_type, type_ in OWNERS:
            mention = _mention_at(document, inner, (name_type,))
            if mention is not None:
                found = _of_mention(stage, mention, type_)
                return replace(found, chain=("the document's owner", *found.chain))
    return None


def _unit(stage: Stage, draft: Draft, source: Source) -> Speaker | None:
    """«пресс-служба» alone: the one that the article named in full."""
    anaphor = read_anaphor(stage.document, source.head)
    if anaphor is None or anaphor.kind not in ("unit", "group", "document"):
        return None
    return _fuller(stage, anaphor)


def _fuller(stage: Stage, anaphor: Anaphor) -> Speaker | None:
    for _, referent in reversed(stage.turns):
        if referent.entity is None and anaphor.lemma in referent.lemmas and anaphor.modifiers <= referent.lemmas:
            return Speaker(referent, DESCRIBED, (f"named before as {referent.name}",))
    return None


def _as_it_stands(stage: Stage, source: Source) -> Speaker:
    """The source's own words in the nominative."""
    document = stage.document
    phrase = find_noun_phrase(document, source.head)
    span = phrase.span(document) if phrase.span(document).contains(source.span) else source.span
    name = nominative_phrase(document, span)
    if document.morphs[source.head].pos == "NOUN" and not document.tokens[source.head].text.isupper():
        name = name[:1].lower() + name[1:]
    anaphor = read_anaphor(document, source.head)
    lemmas = frozenset(document.lemmas[at] for at in document.tokens_in(span))
    referent = Referent(
        name,
        _type_of(anaphor),
        gender=anaphor.gender if anaphor else None,
        plural=bool(anaphor and anaphor.plural),
        lemmas=lemmas,
        classes=classes_of(tuple(document.lemmas[at] for at in range(phrase.head, phrase.last + 1))),
    )
    return Speaker(referent, DESCRIBED, (f"described as «{name}»",))


def _type_of(anaphor: Anaphor | None) -> ReferentType:
    if anaphor is None:
        return "organization"
    if anaphor.kind == "document":
        return "document"
    if anaphor.kind in ("unit", "body", "outlet"):
        return "group" if anaphor.plural else "organization"
    return "group" if anaphor.plural or anaphor.kind == "group" else "person"


#: asked in this order; the first that answers is believed
RULES = (_person, _organization, _anaphor, _document, _unit)


# --- without one -----------------------------------------------------------------------------------------------------


def _without_source(stage: Stage, draft: Draft) -> Speaker:
    found = speaker_by_turn(stage, draft)
    if found is None:
        return NOBODY
    referent, confidence, why = found
    return Speaker(referent, confidence, (why,))
