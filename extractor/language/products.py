"""Matrix products whose rows do not depend on the rows they are computed with, not even in the last bit.

OpenBLAS rounds the outermost columns of a product in another way than the rest, and splits products that are wider than
so many columns. Here rows become columns, with empty ones at either edge, and no more at a time than are not split.
"""

from __future__ import annotations

import numpy as np

from extractor.language.weights import Floats

__all__ = ["multiply"]

EDGE, TOGETHER = 8, 304


def multiply(rows: Floats, weight: Floats) -> Floats:
    """Return `rows @ weight.T`.

    >>> rows = np.random.default_rng(1).normal(size=(20, 50)).astype(np.float32)
    >>> weight = np.random.default_rng(2).normal(size=(30, 50)).astype(np.float32)
    >>> bool((multiply(rows, weight)[7:9] == multiply(rows[7:9], weight)).all())
    True
    """
    products = np.empty((len(rows), len(weight)), np.float32)
    for start in range(0, len(rows), TOGETHER):
        some = rows[start : start + TOGETHER]
        columns = np.zeros((rows.shape[1], 2 * EDGE + -(-len(some) // EDGE) * EDGE), np.float32)
        columns[:, EDGE : EDGE + len(some)] = some.T
        products[start : start + len(some)] = (weight @ columns)[:, EDGE : EDGE + len(some)].T
    return products
