"""Candidates for a speaker beside each other: the nearest, the only one whose role fits, the most spoken of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p

from extractor.entities.anaphor import Anaphor
from extractor.entities.referents import Referent

__all__ = ["Candidate", "compare"]

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A referent with its features. The last of a source is the phrase itself: its words, or None for a pronoun."""

    referent: Referent | None
    features: Features


def compare(candidates: Sequence[Candidate], anaphor: Anaphor) -> list[Candidate]:
    """Return the candidates with what tells each from the others; the last of them is that nobody named is meant."""
    *rivals, nobody = candidates
    if not rivals:
        return [nobody]
    met = [_last_place(rival, anaphor.head) for rival in rivals]
    nearest = sorted(range(len(rivals)), key=lambda at: -met[at])
    features: list[Features] = [{} for _ in rivals]
    if met[nearest[0]] >= 0:
        features[nearest[0]]["nearest"] = 1.0
    if len(nearest) > 1:
        features[nearest[1]]["second"] = 1.0
    subject = next((at for at in nearest if rivals[at].features.get("subject")), None)
    if subject is not None:
        features[subject]["nearest_subject"] = 1.0
    features[max(range(len(rivals)), key=lambda at: rivals[at].features["salience"])]["top_salience"] = 1.0
    fitting = [at for at, rival in enumerate(rivals) if rival.features.get("role") or rival.features.get("class")]
    if len(fitting) == 1:
        features[fitting[0]]["only_fit"] = 1.0
    if len(rivals) == 1:
        features[0]["only"] = 1.0
    alone = {"nil_no_fit": float(not fitting), "nil_many": log1p(len(rivals))}
    compared = [Candidate(r.referent, r.features | own) for r, own in zip(rivals, features, strict=True)]
    return [*compared, Candidate(nobody.referent, nobody.features | alone)]


def _last_place(rival: Candidate, head: int) -> int:
    places = rival.referent.places if rival.referent else ()
    before = bisect_left(places, head)
    return places[before - 1] if before else -1
