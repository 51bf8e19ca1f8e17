"""One side in a process of its own: how long it takes to import and to load, its memory, its speed.

`python -m tests.bench.child ours|stock`: articles come as JSON on the first line of standard input,
figures go out as JSON.
A line "ready" is printed after loading and warming up, and a line is awaited before the clock starts.
"""

from __future__ import annotations

import json
import sys
import time


def main() -> None:
    """Measure the side that the first argument names."""
    warm, timed = json.loads(sys.stdin.readline())
    start = time.perf_counter()
    if sys.argv[1] == "ours":
        import extractor  # noqa: F401

        imported = time.perf_counter() - start
        from tests.bench.ours import Ours

        ours = Ours()
        loaded = time.perf_counter() - start

        def run(texts: list[str]) -> None:
            for first in range(0, len(texts), 16):
                ours.run(texts[first : first + 16])
    else:
        from tests.bench.stock import Stock

        imported = time.perf_counter() - start
        stock = Stock()
        loaded = time.perf_counter() - start

        def run(texts: list[str]) -> None:
            for text in texts:
                stock.run(text)

    run(warm)
    print("ready", flush=True)
    sys.stdin.readline()
    start = time.perf_counter()
    run(timed)
    wall = time.perf_counter() - start
    peak = _peak_memory()
    print(json.dumps({"import": imported, "load": loaded, "wall": wall, "peak": peak}), flush=True)


def _peak_memory() -> float:
    """Return the most memory this process ever held, in MB; Linux tells it, and not that of the parent with it."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


if __name__ == "__main__":
    main()
