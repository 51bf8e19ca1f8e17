"""Heads against what one would compute by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.heads import find_heads


@given(st.lists(st.integers(1, 9), min_size=1, max_size=5), st.integers(0, 10_000))
def test_heads_are_the_best_candidates(lengths: list[int], seed: int) -> None:
    random = np.random.default_rng(seed)
    dependents, heads = random.normal(size=(2, sum(lengths), 4)).astype(np.float32)
    root = random.normal(size=4).astype(np.float32)
    found = find_heads(dependents, heads, root, np.array(lengths)).tolist()
    start = 0
    for length in lengths:
        candidates = np.vstack([root, heads[start : start + length]])
        scores = dependents[start : start + length] @ candidates.T
        for at, row in enumerate(scores):
            assert row[found[start + at]] >= row.max() - 1e-4
        start += length


def test_equal_candidates_the_nearest_wins() -> None:
    words = np.ones((5, 1), np.float32)
    root = np.zeros(1, np.float32)
    assert find_heads(words, words, root, np.array([5])).tolist() == [2, 1, 2, 3, 4]
    assert find_heads(words, words * 0, root, np.array([5])).tolist() == [0, 1, 2, 3, 4]
    assert find_heads(words[:1], words[:1], root, np.array([1])).tolist() == [1]


def test_a_tie_is_broken_alike_in_sentences_of_any_batch() -> None:
    words = np.array([[1], [2], [2], [2], [1]], np.float32)
    root = np.zeros(1, np.float32)
    alone = find_heads(words, words, root, np.array([5]))
    others = np.vstack([words, words[:2], words])
    twice = find_heads(others, others, root, np.array([5, 2, 5]))
    assert twice[:5].tolist() == twice[7:].tolist() == alone.tolist() == [2, 3, 2, 3, 4]
