"""Candidates for a speaker ranked by the weights that were learned for them."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.entities.anaphor import Anaphor
from extractor.entities.scorer import load_weights, probabilities, score_of
from extractor.quotes.candidates import Candidate
from extractor.quotes.drafts import Draft

__all__ = ["rank_candidates"]


def rank_candidates(draft: Draft, anaphor: Anaphor, candidates: Sequence[Candidate]) -> list[float]:
    """Return the probability of each candidate to be meant by the anaphor, by the learned weights."""
    weights = load_weights(anaphor.kind)
    return probabilities([score_of(candidate.features, weights) for candidate in candidates])
