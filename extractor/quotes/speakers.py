"""Who is speaking: from the source of a quote to somebody named in the article.

A name finds its entity; a pronoun or a common noun is compared with everybody who can be meant; a body is found by its
parts; who is not named anywhere speaks under the words that the text gives, in the nominative. Nobody is guessed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extractor.annotations import Quote
from extractor.document import Document
from extractor.entities.referents import Referent
from extractor.quotes.candidates import Ranker, Stage
from extractor.quotes.described import (
    as_it_stands,
    find_antecedent,
    find_elided,
    find_joint,
    find_owner,
    find_paper,
    find_place,
    find_reporter,
    find_unit,
)
from extractor.quotes.drafts import Draft, Source, Speaker
from extractor.quotes.named import find_organization, find_person, find_several
from extractor.quotes.nameless import is_informant
from extractor.quotes.nominals import is_one_of
from extractor.quotes.scorer import rank_candidates
from extractor.quotes.sources import find_source
from extractor.quotes.tellings import find_tellings
from extractor.quotes.turns import find_echo, find_turn
from extractor.spans import Span

__all__ = ["resolve_speakers"]

#: who says so inside a quote is its speaker
FIRST_PERSON = frozenset({"я", "мы"})
#: how sure it is that nobody is named: of a cue without a source («сообщается, что…»), and of words without a cue
UNSAID, UNTOLD = Speaker(None, 0.8), Speaker(None, 0.3)


def resolve_speakers(document: Document, drafts: Iterable[Draft], rank: Ranker = rank_candidates) -> tuple[Quote, ...]:
    """Return the drafts as quotes, in order of text, each with its source and speaker; ids are `q1`, `q2`, …

    `rank` decides between candidates where more than one can be meant.
    """
    ordered = sorted(drafts, key=lambda draft: (draft.content[0].start, -draft.content[-1].end))
    stage = Stage.set(document, ordered, rank)
    sources = [find_source(document, draft, stage.quoted) for draft in ordered]
    places = [_place(document, draft, source) for draft, source in zip(ordered, sources, strict=True)]
    for draft, source, place in zip(ordered, sources, places, strict=True):
        named = _named(stage, draft, source) if source else None
        if named is not None and named.referent is not None:
            stage.named.append((place, named.referent))
    speakers: dict[int, Speaker] = {}
    tellings = deque(_tellings(stage, ordered))
    for at in sorted(range(len(ordered)), key=places.__getitem__):
        while tellings and tellings[0][1].head < places[at]:
            _tell(stage, *tellings.popleft())
        source = sources[at]
        speaker = _resolve(stage, ordered[at], source) if source else _unsourced(stage, ordered, at)
        if speaker.referent is not None and not _is_first_person(document, source):
            stage.speaks(speaker.referent, places[at])
        speakers[at] = speaker
    speakers.update(find_echo(document, ordered, sources, speakers))
    speakers.update(_first_persons(document, ordered, sources, speakers))
    return tuple(
        _quote(document, draft, source, speakers[at], f"q{at + 1}")
        for at, (draft, source) in enumerate(zip(ordered, sources, strict=True))
    )


def _is_first_person(document: Document, source: Source | None) -> bool:
    return source is not None and document.lemmas[source.head] in FIRST_PERSON


def _first_persons(
    document: Document, drafts: Sequence[Draft], sources: Sequence[Source | None], speakers: Mapping[int, Speaker]
) -> Iterator[tuple[int, Speaker]]:
    """««Я уверен, что …», — сказал Орлов»: who says «я» inside a quote is its speaker."""
    around: int | None = None  # the last quote that began before
    for at, draft in enumerate(drafts):
        start = draft.content[0].start
        if _is_first_person(document, sources[at]) and around is not None:
            if any(span.start <= start < span.end for span in drafts[around].content):
                yield at, speakers[around]
        elif draft.kind == "direct":
            around = at


def _tellings(stage: Stage, drafts: Sequence[Draft]) -> Iterator[tuple[Draft, Source]]:
    for draft in find_tellings(stage.document, drafts, stage.quoted):
        source = find_source(stage.document, draft, stage.quoted)
        if source is not None:
            yield draft, source


def _tell(stage: Stage, draft: Draft, source: Source) -> None:
    """Note who speaks without words, where a name tells it, or «источник», «один из участников»."""
    speaker = _named(stage, draft, source)
    if speaker is None and (is_informant(stage.document, source.head) or is_one_of(stage.document, source.head)):
        speaker = as_it_stands(stage, source)
    if speaker is not None and speaker.referent is not None:
        stage.speaks(speaker.referent, source.head)


def _resolve(stage: Stage, draft: Draft, source: Source) -> Speaker:
    return (
        _ask((find_several,), stage, draft, source)
        or _named(stage, draft, source)
        or _ask(DESCRIBING, stage, draft, source)
        or as_it_stands(stage, source)
    )


def _named(stage: Stage, draft: Draft, source: Source) -> Speaker | None:
    """Who speaks under a name of their own; asked for all quotes before the first is resolved."""
    if source not in stage.told:
        stage.told[source] = _ask(NAMING, stage, draft, source)
    return stage.told[source]


def _ask(rules: Iterable[Rule], stage: Stage, draft: Draft, source: Source) -> Speaker | None:
    for rule in rules:
        speaker = rule(stage, draft, source)
        if speaker is not None:
            return replace(speaker, chain=(f"by {rule.__name__.removeprefix('find_').strip('_')}", *speaker.chain))
    return None


def _unsourced(stage: Stage, drafts: Sequence[Draft], at: int) -> Speaker:
    speaker = find_turn(stage, drafts, at) or find_elided(stage, drafts[at])
    return speaker or (UNTOLD if drafts[at].cue is None else UNSAID)


def _owner(stage: Stage, draft: Draft, source: Source) -> Speaker | None:
    return find_owner(stage, draft, source, _resolve)


def _paper(stage: Stage, draft: Draft, source: Source) -> Speaker | None:
    return find_paper(stage, draft, source, _resolve)


Rule = Callable[[Stage, Draft, Source], Speaker | None]
#: asked in this order, after the names that stand together; the first that answers is believed
NAMING: tuple[Rule, ...] = (find_person, find_organization)
DESCRIBING: tuple[Rule, ...] = (
    find_place,
    _owner,
    _paper,
    find_joint,
    find_reporter,
    find_antecedent,
    find_unit,
)


def _place(document: Document, draft: Draft, source: Source | None) -> int:
    """The token at which the quote's speaker is told: of the source, or of the words."""
    if source is not None:
        return source.head
    start = draft.cue.start if draft.cue is not None else draft.content[0].start
    return max(document.tokens_in(Span(start, start + 1)).start, 0)


def _entity_called(document: Document, referent: Referent) -> Referent:
    """The body that a phrase names, where the article has an entity of that name: «пресс-служба правительства»."""
    if referent.entity is not None or referent.type != "organization":
        return referent
    name = referent.name.lower()
    bodies = (entity for entity in document.entities if entity.type == "ORGANIZATION")
    known = next((body for body in bodies if name in {known.lower() for known in (body.name, *body.aliases)}), None)
    return referent if known is None else replace(referent, called=known.name, entity=known.id)


def _quote(document: Document, draft: Draft, source: Source | None, speaker: Speaker, name: str) -> Quote:
    referent = _entity_called(document, speaker.referent) if speaker.referent else None
    cue = (f"cue «{draft.cue.of(document.text)}»",) if draft.cue else ()
    told = (f"source «{source.span.of(document.text)}» by {source.rule}",) if source else ()
    return Quote(
        id=name,
        kind=draft.kind,
        content=draft.content,
        cue=draft.cue,
        source=source.span if source else None,
        speaker=referent.name if referent else None,
        speaker_type=referent.type if referent else "unknown",
        entity=referent.entity if referent else None,
        confidence=round(speaker.confidence, 3),
        rule=draft.rule,
        evidence=(*draft.evidence, *cue, *told, *speaker.chain),
    )
