"""The project's own pipeline, stage by stage."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FunctionType
from typing import Any

from extractor import pipeline
from extractor.schema import render_result

__all__ = ["Ours"]


class Ours:
    """The loaded pipeline: everything on, results rendered."""

    def __init__(self) -> None:
        self._pipeline = pipeline.load_pipeline()

    def run(self, texts: Sequence[str]) -> float:
        """Extract everything from articles, in one batch; return the CPU seconds."""
        start = time.process_time()
        for document in self._pipeline.pipe([{"text": text} for text in texts], batch_size=len(texts)):
            render_result(document)
        return time.process_time() - start

    @contextmanager
    def stages(self) -> Iterator[Counter[str]]:
        """Give the CPU seconds of each stage that runs inside the context."""
        seconds = Counter[str]()
        names = [
            name
            for name, value in vars(pipeline).items()
            if isinstance(value, FunctionType)
            and value.__module__ != pipeline.__name__
            and not name.startswith("load_")
        ]
        stages = {name: getattr(pipeline, name) for name in names}
        tag = self._pipeline._engine.tag
        try:
            for name, stage in stages.items():
                setattr(pipeline, name, _timed(name, stage, seconds))
            self._pipeline._engine.tag = _timed("the engine", tag, seconds)  # type: ignore[method-assign]
            yield seconds
        finally:
            for name, stage in stages.items():
                setattr(pipeline, name, stage)
            self._pipeline._engine.tag = tag  # type: ignore[method-assign]


def _timed(name: str, stage: Callable[..., Any], seconds: Counter[str]) -> Callable[..., Any]:
    def run(*args: Any, **options: Any) -> Any:
        start = time.process_time()
        try:
            return stage(*args, **options)
        finally:
            seconds[name] += time.process_time() - start

    return run
