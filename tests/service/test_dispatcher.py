"""The queue and the workers behind it: full queues, lost workers, answers that stay with their requests."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence

import pytest

from extractor.service.dispatcher import Dispatcher
from extractor.service.problems import Overloaded
from extractor.workers import Answer, Order


def echo(orders: Sequence[Order]) -> list[Answer]:
    for order in orders:
        if order.record["text"] == "die":
            os._exit(3)
        if order.record["text"] == "hang":
            time.sleep(30)
        if order.record["text"] == "slow":
            time.sleep(0.2)
    return [Answer(str(order.record["text"]).encode()) for order in orders]


def _run(texts: Sequence[str], **options: int) -> list[Answer | BaseException]:
    async def run() -> list[Answer | BaseException]:
        settings = {"workers": 2, "timeout": 1, "queue": 64, "batch_size": 4} | options
        dispatcher = Dispatcher(echo, **settings)  # type: ignore[arg-type]
        await dispatcher.start(Order({"text": "проба"}))
        try:
            return await asyncio.gather(*(dispatcher.submit(Order({"text": t})) for t in texts), return_exceptions=True)
        finally:
            await dispatcher.stop()

    return asyncio.run(run())


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
