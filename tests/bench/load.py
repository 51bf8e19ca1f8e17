"""Load the service on loopback: is every answer the library's, how many a second, how long does each take.

`python -m tests.bench.load [--requests N] [--clients N] [--workers N …]`. Worker processes are killed on the way.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from time import perf_counter

import httpx
import orjson

from extractor.pipeline import load_pipeline
from extractor.schema import render_result
from tests.bench.texts import load_texts
from tests.service.conftest import children_of, resident, running_service

ARTICLES = 150
#: requests at once for an overload, and how many may wait then
CROWD, QUEUE = 200, 8


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.load", description=__doc__)
    parser.add_argument("--requests", type=int, default=2_000)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--kill", type=int, default=3, help="workers killed in a last round")
    options = parser.parse_args()
    texts = load_texts(1).timed[:ARTICLES]
    bodies = [orjson.dumps({"id": str(at), "text": text}) for at, text in enumerate(texts)]
    expected = [orjson.dumps(render_result(document)) for document in load_pipeline().pipe(map(orjson.loads, bodies))]
    print("| workers | clients | killed | a second | p50 ms | p99 ms | statuses | wrong | MB before | after |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for workers in options.workers:
        with running_service(EXTRACTOR_WORKERS=str(workers)) as (process, port):
            url = f"http://127.0.0.1:{port}/extract"
            asyncio.run(
                _load(url, bodies, expected, len(bodies), options.clients, Counter())
            )  # the caches are warm now
            for clients, kill in ((workers, 0), (options.clients, 0), (options.clients, options.kill)):
                before = resident(process.pid)
                statuses: Counter[int | str] = Counter()
                began = perf_counter()
                times = asyncio.run(
                    _load(url, bodies, expected, options.requests, clients, statuses, process.pid if kill else 0, kill)
                )
                rate = options.requests / (perf_counter() - began)
                times.sort()
                p50, p99 = (1000 * times[int(len(times) * share)] for share in (0.5, 0.99))
                answers = ", ".join(f"{status}: {count}" for status, count in statuses.items() if status != "wrong")
                row = (workers, clients, kill, f"{rate:.0f}", f"{p50:.0f}", f"{p99:.0f}", answers, statuses["wrong"])
                memory = (f"{before:.0f}", f"{resident(process.pid):.0f}")
                print(f"| {' | '.join(map(str, row + memory))} |", flush=True)
    with running_service(EXTRACTOR_QUEUE=str(QUEUE)) as (_, port):
        answered, recovered = asyncio.run(_overload(f"http://127.0.0.1:{port}/extract", bodies))
        told = ", ".join(f"{status}: {count}" for status, count in sorted(answered.items()))
        print(
            f"\n{CROWD} requests at once, a queue of {QUEUE}: {told}; answering again after {recovered * 1000:.0f} ms"
        )


async def _load(
    url: str,
    bodies: Sequence[bytes],
    expected: Sequence[bytes],
    requests: int,
    clients: int,
    statuses: Counter[int | str],
    parent: int = 0,
    kill: int = 0,
) -> list[float]:
    """Return the seconds of each request; count the statuses, and as "wrong" the answers that are another's."""
    order = iter(range(requests))
    times: list[float] = []
    async with httpx.AsyncClient(timeout=60, limits=httpx.Limits(max_connections=clients)) as http:
        tasks = [asyncio.create_task(_ask(http, url, bodies, expected, order, times, statuses)) for _ in range(clients)]
        for at in range(kill):
            while len(times) < requests * (at + 1) // (kill + 1):
                await asyncio.sleep(0.01)
            os.kill(children_of(parent)[0], signal.SIGKILL)
        await asyncio.gather(*tasks)
    return times


async def _overload(url: str, bodies: Sequence[bytes]) -> tuple[Counter[int], float]:
    """Ask far more at once than may wait; return the statuses, and how soon after the last one is answered again."""
    headers = {"Content-Type": "application/json"}
    async with httpx.AsyncClient(timeout=60, limits=httpx.Limits(max_connections=CROWD)) as http:
        asked = (http.post(url, content=bodies[at % len(bodies)], headers=headers) for at in range(CROWD))
        statuses = Counter(response.status_code for response in await asyncio.gather(*asked))
        began = perf_counter()
        while (await http.post(url, content=bodies[0], headers=headers)).status_code != 200:
            await asyncio.sleep(0.01)
        return statuses, perf_counter() - began


async def _ask(
    http: httpx.AsyncClient,
    url: str,
    bodies: Sequence[bytes],
    expected: Sequence[bytes],
    order: Iterator[int],
    times: list[float],
    statuses: Counter[int | str],
) -> None:
    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
    for number in order:
        at = number % len(bodies)
        began = perf_counter()
        response = await http.post(url, content=bodies[at], headers=headers)
        times.append(perf_counter() - began)
        statuses[response.status_code] += 1
        statuses["wrong"] += response.status_code == 200 and response.content != expected[at]


if __name__ == "__main__":
    main()
