"""Time the project against stock natasha on the same unseen texts, taking turns; print a Markdown report.

`python -m tests.bench [--warm N] [--articles N] [--no-stock]`. natasha must import (it needs pymorphy2 and
setuptools < 82); where it does not, the report says so and gives the project's own figures.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from extractor.workers.process import GARBAGE
from tests.bench.ours import Ours
from tests.bench.stock import CORE, FULL, MONEY, Stock
from tests.bench.texts import Texts, load_texts

BATCH = 16
#: articles up to so many characters are timed together
LENGTHS = (1_000, 2_500, 5_000, sys.maxsize)


class Timing(NamedTuple):
    """CPU seconds of both sides on the same articles, together and then each alone."""

    chars: int
    ours: float
    ours_stages: Counter[str]
    stock: Counter[str]
    alone: list[tuple[int, float, float]]  # characters, ours, stock without money


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--warm", type=int, default=300, help="articles that fill the caches first")
    parser.add_argument("--articles", type=int, default=1_000, help="articles that are timed, at most")
    parser.add_argument("--no-stock", action="store_true", help="leave natasha out")
    options = parser.parse_args()
    texts = load_texts(options.warm)
    texts = texts._replace(timed=texts.timed[: options.articles])
    stock = None if options.no_stock else _load_stock()
    sides = ["ours"] + ["stock"] * (stock is not None)
    ours = Ours()
    gc.freeze()  # as the workers do it, for both sides
    gc.set_threshold(GARBAGE, 20, 100)
    timing = _measure(texts, ours, stock)
    print("\n".join(_report(texts, timing, {side: _child(side, texts) for side in sides})))


def _load_stock() -> Stock | None:
    try:
        return Stock()
    except ImportError as error:
        print(f"natasha does not import here ({error}); its columns are left out.", file=sys.stderr)
        print("It needs: pip install natasha 'setuptools<82'", file=sys.stderr)
        return None


def _measure(texts: Texts, ours: Ours, stock: Stock | None) -> Timing:
    for first in range(0, len(texts.warm), BATCH):
        ours.run(texts.warm[first : first + BATCH])
    for text in texts.warm if stock else ():
        stock.run(text)
    together, alone = texts.timed[::2], texts.timed[1::2]
    seconds, stock_seconds = 0.0, Counter[str]()
    with ours.stages() as stages:
        for first in range(0, len(together), BATCH):
            batch = together[first : first + BATCH]
            seconds += ours.run(batch)
            for text in batch if stock else ():
                stock_seconds += stock.run(text)
    return Timing(
        sum(map(len, together)), seconds, stages, stock_seconds, [_time_alone(text, ours, stock) for text in alone]
    )


def _time_alone(text: str, ours: Ours, stock: Stock | None) -> tuple[int, float, float]:
    seconds = stock.run(text) if stock else Counter[str]()
    return len(text), ours.run([text]), sum(seconds[name] for name in FULL)


def _child(side: str, texts: Texts, copies: int = 1) -> dict[str, float]:
    """Run one side in so many processes at once; return the figures of the slowest."""
    command = [sys.executable, "-m", "tests.bench.child", side]
    root = Path(__file__).parents[2]
    children = [
        subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        for _ in range(copies)
    ]
    for child in children:
        print(json.dumps([texts.warm[:50], texts.timed]), file=child.stdin, flush=True)
    for child in children:
        child.stdout.readline()
    for child in children:
        print("go", file=child.stdin, flush=True)
    figures = [json.loads(child.stdout.readline()) for child in children]
    for child in children:
        child.communicate()
    return max(figures, key=lambda figure: figure["wall"])


def _report(texts: Texts, timing: Timing, children: dict[str, dict[str, float]]) -> list[str]:
    lines = [
        f"{_machine()}. {len(texts.timed)} articles of {texts.source}, caches warm from {len(texts.warm)} others, "
        "one BLAS thread, CPU time.",
        "",
        *_speed(timing),
        "",
        *_shares("the project", timing.ours_stages, timing.ours),
        "",
        *(_shares("stock natasha", timing.stock, sum(timing.stock.values())) if timing.stock else ()),
        "",
        *_latency(timing.alone, ["p50, ms", "p99, ms"] + ["natasha p50, ms", "natasha p99, ms"] * bool(timing.stock)),
        "",
    ]
    table = [("import, s", "import"), ("load, s", "load"), ("peak memory, MB", "peak")]
    lines += [_row("", *children), _row("---", *("---:" for _ in children))]
    lines += [_row(name, *(f"{figures[key]:.2f}" for figures in children.values())) for name, key in table]
    pair = _child("ours", texts, copies=2)
    lines += ["", f"Two processes do {2 * children['ours']['wall'] / pair['wall']:.2f} times the work of one."]
    return lines


def _speed(timing: Timing) -> list[str]:
    lines = [_row("", "characters/s/core", "ratio"), _row("---", "---:", "---:")]
    lines.append(_row("the project, everything on", f"{timing.chars / timing.ours:,.0f}", "1"))
    sides = (("core", CORE), ("core, lemmas, parts of names, dates", FULL), ("the same and money", MONEY))
    for name, stages in sides if timing.stock else ():
        seconds = sum(timing.stock[stage] for stage in stages)
        lines.append(_row(f"natasha: {name}", f"{timing.chars / seconds:,.0f}", f"{seconds / timing.ours:.1f}×"))
    return lines


def _shares(name: str, stages: Counter[str], total: float) -> list[str]:
    lines = [_row(f"stage of {name}", "share"), _row("---", "---:")]
    return lines + [_row(stage, f"{seconds / total:.1%}") for stage, seconds in stages.most_common()]


def _latency(alone: Sequence[tuple[int, float, float]], columns: Sequence[str]) -> list[str]:
    head = ("one article, characters", "articles", *columns)
    lines = [_row(*head), _row("---", *("---:" for _ in head[1:]))]
    for low, high in zip((0, *LENGTHS[:-1]), LENGTHS, strict=True):
        chosen = [times for chars, *times in alone if low < chars <= high]
        if chosen:
            figures = [f"{_quantile(side, q) * 1000:.1f}" for side in zip(*chosen, strict=True) for q in (0.5, 0.99)]
            label = f"{low:,}-{high:,}" if high < sys.maxsize else f"over {low:,}"
            lines.append(_row(label, str(len(chosen)), *figures[: len(columns)]))
    return lines


def _quantile(values: Sequence[float], share: float) -> float:
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, round(share * (len(ranked) - 1)))]


def _machine() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.processor())
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    main()
