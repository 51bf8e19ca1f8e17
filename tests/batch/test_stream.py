"""The pipeline as a stream: no more is read ahead than a batch, whatever the length of the input."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from extractor.errors import ArticleTooLong
from extractor.pipeline import load_pipeline

TEXT = "– Каток откроют в декабре, – рассказал глава района Савелий Крутов."


def test_pipe_reads_no_further_than_a_batch() -> None:
    read = 0

    def endless() -> Iterator[dict[str, str]]:
        nonlocal read
        while True:
            read += 1
            yield {"id": f"a{read}", "text": TEXT}

    documents = load_pipeline().pipe(endless(), batch_size=4)
    for at in range(1, 13):
        assert next(documents).article.id == f"a{at}"
        assert read <= at + 3


def test_pipe_refuses_a_giant_before_it_costs_anything() -> None:
    documents = load_pipeline().pipe([{"text": TEXT}, {"text": TEXT * 1_000}], batch_size=1, max_chars=10_000)
    assert next(documents).text == TEXT
    with pytest.raises(ArticleTooLong, match="10000 characters"):
        next(documents)
