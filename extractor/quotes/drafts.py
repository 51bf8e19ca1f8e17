"""A quote while it is being made: what was said, where its source stands, and whom that turns out to be."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.annotations import QuoteKind
from extractor.entities.referents import Referent
from extractor.spans import Span

__all__ = ["LABELLED", "Draft", "Source", "Speaker"]

#: the rule that finds the turns of an interview under labels, whose answers may name nobody: «Ответ: …»
LABELLED = "labelled turn"


@dataclass(frozen=True, slots=True)
class Draft:
    """A found quote without its speaker.

    `cue` and `source` are places in the text, None where the quote's own sentence has none. `cue_token` is the token
    that carries the cue (the verb, the noun of «по словам»), for whoever asks the syntax. `rule` names what found it.
    `confidence` is how likely these words are a quote at all; whose they are is another question.
    """

    kind: QuoteKind
    content: tuple[Span, ...]
    cue: Span | None = None
    cue_token: int | None = None
    source: Span | None = None
    rule: str | None = None
    evidence: tuple[str, ...] = ()
    confidence: float = 0.95


@dataclass(frozen=True, slots=True)
class Source:
    """The phrase that names the speaker, the token that heads it, and the rule that found it."""

    span: Span
    head: int
    rule: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks (None where nobody is named), how sure that is, and by what chain from the source."""

    referent: Referent | None
    confidence: float
    chain: tuple[str, ...] = ()
