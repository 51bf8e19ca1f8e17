"""The one engine of a process."""

from __future__ import annotations

from functools import lru_cache

from extractor.language.engine import Engine

__all__ = ["load_engine"]


@lru_cache(maxsize=1)
def load_engine() -> Engine:
    """Return the engine with its weights loaded; the same one at every call."""
    from extractor.language.slovnet import SlovnetEngine

    return SlovnetEngine.load()
