"""The client against a service on a real port."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import orjson
import pytest

from extractor.client import AsyncClient, Client, Problem
from extractor.pipeline import Pipeline
from extractor.schema import render_result

TEXT = "– Мост откроют в мае, – рассказал глава района Павел Ветров."


def test_client_gives_what_the_library_gives(address: str, pipeline: Pipeline, samples: Path) -> None:
    with Client(address) as client:
        for path in sorted(samples.glob("*.txt")):
            record = {"id": path.stem, "text": path.read_text(encoding="utf-8")}
            assert client.extract(record) == orjson.loads(orjson.dumps(render_result(pipeline(record))))


def test_client_renders(address: str) -> None:
    with Client(address) as client:
        assert client.render({"text": TEXT}, "html").startswith("<!doctype html>")


def test_batch_keeps_order_and_problems_in_place(address: str) -> None:
    records = [{"id": f"a{at}", "text": f"{TEXT}\u2028{at}" if at % 5 else ""} for at in range(40)]

    async def gather() -> list[object]:
        async with AsyncClient(address) as client:
            return [answer async for answer in client.extract_batch(records)]

    with Client(address) as client:
        answers = list(client.extract_batch(records))
    assert len(answers) == 40
    for at, answer in enumerate(answers):
        if at % 5:
            assert not isinstance(answer, Problem)
            assert (answer["id"], answer["article"]["text"]) == (f"a{at}", f"{TEXT}\u2028{at}")
        else:
            assert isinstance(answer, Problem)
            assert answer.code == "empty-article"
    assert [answer for answer in asyncio.run(gather()) if not isinstance(answer, Problem)] == [
        answer for answer in answers if not isinstance(answer, Problem)
    ]


def test_problems_are_raised(address: str) -> None:
    with Client(address) as client, pytest.raises(Problem, match="empty") as caught:
        client.extract({"text": " "})
    assert (caught.value.code, caught.value.status) == ("empty-article", 422)
    assert "Send the text" in caught.value.detail


def test_overloaded_service_is_asked_again() -> None:
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers["authorization"])
        if len(asked) < 3:
            return httpx.Response(503, headers={"Retry-After": "0"})
        return httpx.Response(200, json={"id": "a"})

    client = Client("http://service", key="abc")
    client._http = httpx.Client(
        base_url="http://service", transport=httpx.MockTransport(answer), headers=client._http.headers
    )
    assert client.extract({"text": TEXT})["id"] == "a"
    assert len(asked) == 3


def test_what_a_proxy_answers_is_a_problem_too() -> None:
    client = Client("http://service")
    client._http = httpx.Client(
        base_url="http://service", transport=httpx.MockTransport(lambda _: httpx.Response(502, text="<html>"))
    )
    with pytest.raises(Problem, match="HTTP 502"):
        client.extract({"text": TEXT})
