"""The texts that are timed, and the others that warm the caches up before."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

__all__ = ["Texts", "load_texts"]

ROOT = Path(__file__).parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"
WARM = ("NEREL/NEREL-v1.1/train", "factRuEval-2016/devset")


class Texts(NamedTuple):
    """Articles that no cache has seen, and articles to fill the caches with."""

    source: str
    timed: list[str]
    warm: list[str]


def load_texts(warm: int) -> Texts:
    """Return news to time, at most `warm` other articles: of the corpora beside the project, else its own samples."""
    news = _read(CORPORA / "news")
    if news:
        others = [text for folder in WARM for text in _read(CORPORA / folder)]
        return Texts("corpora/news", news, others[:: max(1, len(others) // warm)][:warm])
    samples = _read(ROOT / "samples")
    if len(samples) < 2:
        raise SystemExit("There are no texts: neither ../shared/corpora/news nor samples/*.txt.")
    return Texts("samples", samples[::2], samples[1::2])


def _read(folder: Path) -> list[str]:
    return [path.read_bytes().decode("utf-8-sig") for path in sorted(folder.rglob("*.txt"))]
