"""Load the service on loopback: is every answer the library's, how many a second, how long does each take.

`python -m tests.bench.load [--requests N] [--clients N] [--workers N …]`. Of the rounds, one asks only four fifths of
what the service can do, for that is when waiting tells of it; in the last one worker processes are killed.
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
#: which part of what it can do is asked of the service where the times are looked at
LOAD = 0.8
#: how often each worker meets each article before the memory is looked at, so that its caches are full
WARMING = 3


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
    print("| workers | clients | killed | asked a second | a second | p50 ms | p99 ms | p99 / p50 | statuses | wrong |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    memory = []
    for workers in options.workers:
        with running_service(EXTRACTOR_WORKERS=str(workers)) as (process, port):
            url = f"http://127.0.0.1:{port}/extract"
            asyncio.run(_load(url, bodies, expected, WARMING * workers * len(bodies), options.clients))
            before = resident(process.pid)
            _round(url, bodies, expected, options.requests, workers, workers)
            rate = _round(url, bodies, expected, options.requests, workers, options.clients)
            _round(url, bodies, expected, options.requests, workers, options.clients, pace=LOAD * rate)
            _round(
                url, bodies, expected, options.requests, workers, options.clients, parent=process.pid, kill=options.kill
            )
            memory.append(f"{workers} workers: {before:.0f} MB before, {resident(process.pid):.0f} after")
    print(f"\nMemory: {'; '.join(memory)}")
    with running_service(EXTRACTOR_QUEUE=str(QUEUE)) as (_, port):
        answered, recovered = asyncio.run(_overload(f"http://127.0.0.1:{port}/extract", bodies))
        told = ", ".join(f"{status}: {count}" for status, count in sorted(answered.items()))
        print(
            f"\n{CROWD} requests at once, a queue of {QUEUE}: {told}; answering again after {recovered * 1000:.0f} ms"
        )


def _round(
    url: str,
    bodies: Sequence[bytes],
    expected: Sequence[bytes],
    requests: int,
    workers: int,
    clients: int,
    pace: float = 0,
    parent: int = 0,
    kill: int = 0,
) -> float:
    """Load the service, print a row of the table and return the answers a second."""
    began = perf_counter()
    times, statuses = asyncio.run(_load(url, bodies, expected, requests, clients, pace, parent, kill))
    rate = requests / (perf_counter() - began)
    times.sort()
    p50, p99 = (1000 * times[int(len(times) * share)] for share in (0.5, 0.99))
    answers = ", ".join(f"{status}: {count}" for status, count in statuses.items() if status != "wrong")
    asked = f"{pace:.0f}" if pace else "all it can"
    row = (workers, clients, kill, asked, f"{rate:.0f}", f"{p50:.0f}", f"{p99:.0f}", f"{p99 / p50:.1f}", answers)
    print(f"| {' | '.join(map(str, row))} | {statuses['wrong']} |", flush=True)
    return rate


async def _load(
    url: str,
    bodies: Sequence[bytes],
    expected: Sequence[bytes],
    requests: int,
    clients: int,
    pace: float = 0,
    parent: int = 0,
    kill: int = 0,
) -> tuple[list[float], Counter[int | str]]:
    """Return the seconds of each request and the count of each status; "wrong" are answers that are another's.

    With `pace` the clients together ask that many times a second, each at its own even beat.
    """
    order = iter(range(requests))
    times: list[float] = []
    statuses: Counter[int | str] = Counter()
    async with httpx.AsyncClient(timeout=60, limits=httpx.Limits(max_connections=clients)) as http:
        beat = clients / pace if pace else 0
        tasks = [
            asyncio.create_task(_ask(http, url, bodies, expected, order, times, statuses, beat, beat * at / clients))
            for at in range(clients)
        ]
        for at in range(kill):
            while len(times) < requests * (at + 1) // (kill + 1):
                await asyncio.sleep(0.01)
            os.kill(children_of(parent)[0], signal.SIGKILL)
        await asyncio.gather(*tasks)
    return times, statuses


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
    beat: float,
    delay: float,
) -> None:
    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
    due = perf_counter() + delay
    for number in order:
        await asyncio.sleep(max(0, due - perf_counter()))
        due += beat
        at = number % len(bodies)
        began = perf_counter()
        response = await http.post(url, content=bodies[at], headers=headers)
        times.append(perf_counter() - began)
        statuses[response.status_code] += 1
        statuses["wrong"] += response.status_code == 200 and response.content != expected[at]


if __name__ == "__main__":
    main()
