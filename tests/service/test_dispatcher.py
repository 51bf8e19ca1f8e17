"""The queue and the workers behind it: full queues, lost workers, answers that stay with their requests."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import time
from collections.abc import Callable, Sequence

import pytest
import uvloop

from extractor.service.dispatcher import Dispatcher, StartFailed
from extractor.service.problems import Overloaded
from extractor.workers import Answer, Failure, Order


def echo(orders: Sequence[Order]) -> list[Answer]:
    for order in orders:
        if order.record["text"] == "die":
            os._exit(3)
        if order.record["text"] == "hang":
            time.sleep(30)
        if order.record["text"] == "slow":
            time.sleep(0.2)
        if order.record["text"] == "fail":
            return [Answer(None, Failure("internal-error", "No", "KeyError in x, line 1.")) for _ in orders]
    return [Answer(str(order.record["text"]).encode()) for order in orders]


def _run(
    texts: Sequence[str],
    loop_factory: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop,
    **options: int,
) -> list[Answer | BaseException]:
    async def run() -> list[Answer | BaseException]:
        settings = {"workers": 2, "timeout": 1, "queue": 64, "batch_size": 4} | options
        dispatcher = Dispatcher(echo, **settings)  # type: ignore[arg-type]
        await dispatcher.start(Order({"text": "проба"}))
        try:
            return await asyncio.gather(*(dispatcher.submit(Order({"text": t})) for t in texts), return_exceptions=True)
        finally:
            await dispatcher.stop()

    with asyncio.Runner(loop_factory=loop_factory) as runner:
        return runner.run(run())


@pytest.mark.parametrize("loop_factory", [asyncio.new_event_loop, uvloop.new_event_loop])
def test_long_articles_pass_through_the_pipes(loop_factory: Callable[[], asyncio.AbstractEventLoop]) -> None:
    texts = ["а" * 3_000_000, "б" * 2_000_000, "в"]
    answers = _run(texts, loop_factory)
    assert [answer.body for answer in answers if isinstance(answer, Answer)] == [text.encode() for text in texts]


def test_answers_stay_with_their_requests() -> None:
    texts = [str(at) for at in range(60)]
    answers = _run(texts)
    assert [answer.body for answer in answers if isinstance(answer, Answer)] == [text.encode() for text in texts]


@pytest.mark.parametrize(("fate", "code"), [("die", "worker-lost"), ("hang", "timeout")])
def test_lost_worker_costs_one_request(fate: str, code: str) -> None:
    answers = _run(["a", fate, "b", "c"])
    assert [answer.body for answer in answers if isinstance(answer, Answer)] == [b"a", None, b"b", b"c"]
    assert isinstance(answers[1], Answer)
    assert answers[1].failure is not None
    assert answers[1].failure.code == code


def test_full_queue_turns_away() -> None:
    answers = _run(["slow"] * 12, queue=4, workers=1, batch_size=1)
    assert sum(isinstance(answer, Overloaded) for answer in answers) == 8
    assert sum(isinstance(answer, Answer) for answer in answers) == 4


def test_queue_too_slow_turns_away() -> None:
    answers = _run(["hang", "a"], workers=1, batch_size=1)
    assert isinstance(answers[0], Answer)
    assert answers[0].failure is not None
    assert isinstance(answers[1], Overloaded)


def test_batches_are_shared_out() -> None:
    """Two workers need two rounds for what waits while each is at work; one that took it all would need four."""
    began = time.monotonic()
    _run(["slow"] * 6, batch_size=4)
    assert time.monotonic() - began < 0.9


@pytest.mark.parametrize("probe", ["die", "hang", "fail"])
def test_start_fails_where_workers_do_not_extract(probe: str) -> None:
    async def start() -> None:
        dispatcher = Dispatcher(echo, 2, 1, 8, 1)
        try:
            await dispatcher.start(Order({"text": probe}))
        finally:
            assert not dispatcher.ready
            await dispatcher.stop()

    with pytest.raises(StartFailed, match="first article"):
        asyncio.run(start())


def test_worker_that_ended_while_idle_costs_nothing() -> None:
    async def run() -> None:
        dispatcher = Dispatcher(echo, 1, 1, 8, 1)
        await dispatcher.start(Order({"text": "проба"}))
        try:
            assert dispatcher.ready
            (child,) = multiprocessing.active_children()
            child.kill()
            child.join()
            assert not dispatcher.ready
            assert (await dispatcher.submit(Order({"text": "a"}))).body == b"a"
            assert dispatcher.ready
        finally:
            await dispatcher.stop()

    asyncio.run(run())
