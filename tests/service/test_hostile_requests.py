"""Hostile inputs: each gets a right answer or a 4xx, never a 500, and no worker is lost over them."""

from __future__ import annotations

import json
import random

import orjson
import pytest
from fastapi.testclient import TestClient
from prometheus_client import REGISTRY

SAID = "«Мост готов», — доложил Пётр Сомов. "
INPUTS: dict[str, bytes] = {
    "deep array": b"[" * 100_000,
    "deep closed array": b"[" * 90_000 + b"]" * 90_000,
    "deep beside the text": b'{"text": "x", "meta": ' + b"[" * 40 + b"]" * 40 + b"}",
    "deep objects": b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
    "lone surrogate": b'{"text": "\\ud800 \xd0\x9c\xd0\xbe\xd1\x81\xd1\x82"}',
    "surrogate bytes": b'{"text": "\xed\xa0\x80"}',
    "overlong": b'{"text": "\xc0\xaf"}',
    "invalid UTF-8": b'{"text": "\xff\xfe"}',
    "UTF-16": '{"text": "Мост"}'.encode("utf-16"),
    "BOM": b"\xef\xbb\xbf" + b'{"text": "x"}',
    "NaN": b'{"text": NaN}',
    "huge exponent": b'{"text": "x", "id": 1e999}',
    "huge integer": b'{"text": "x", "id": ' + b"9" * 5000 + b"}",
    "doubled keys": b'{"text": "a", "text": "' + SAID.encode() + b'"}',
    "NUL": orjson.dumps({"text": f"Мост\0 готов. {SAID}\0"}),
    "controls": orjson.dumps({"text": "".join(map(chr, range(32))) + SAID}),
    "right to left": orjson.dumps({"text": f"\u202e{SAID}\u202c\u2067{SAID}\u2069\u200f"}),
    "combining marks": orjson.dumps({"text": "М" + "\u0301" * 5000 + "ост готов."}),
    "emoji": orjson.dumps({"text": "👩‍👩‍👧‍👦" * 1000 + SAID, "offset_encoding": "utf-16"}),
    "opening marks": orjson.dumps({"text": "«" * 19_000}),
    "closing marks": orjson.dumps({"text": "»" * 19_000}),
    "straight marks": orjson.dumps({"text": '"' * 19_000}),
    "unbalanced marks": orjson.dumps({"text": "«Да „нет “ \"может» '" * 900}),
    "dashes": orjson.dumps({"text": "– " * 9_000}),
    "digits": orjson.dumps({"text": "7" * 19_000}),
    "digits in groups": orjson.dumps({"text": "1 000 " * 3_000}),
    "many quotes": orjson.dumps({"text": SAID * 500}),
    "one long word": orjson.dumps({"text": "а" * 19_000}),
    "one long name": orjson.dumps({"text": "Иванов-" * 2_500}),
    "capitals": orjson.dumps({"text": "МОСТ ГОТОВ " * 1_700}),
    "line breaks": orjson.dumps({"text": "\r\n" * 9_000 + SAID}),
    "entities": orjson.dumps(
        {"html": '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><p>&b;&b;&b; Мост готов.</p>'}
    ),
    "outside entity": orjson.dumps(
        {"html": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><article><p>&e; Мост готов.</p></article>'}
    ),
    "deep HTML": orjson.dumps({"html": "<div>" * 3_000 + "Мост готов." + "</div>" * 1_000}),
    "broken HTML": orjson.dumps({"html": "<p <b <<< Мост готов. <!-- <script>"}),
    "bytes in HTML": orjson.dumps({"html": f"<p>{SAID}\0</p>" * 50}),
}
TYPES = ("application/json", "text/plain", "text/html; charset=utf-8", "text/html; charset=nothing", "application/xml")


def _changed_bodies(count: int) -> list[bytes]:
    """Return valid requests in which a few bytes were put in or left out."""
    chance = random.Random(20)
    bodies = []
    for _ in range(count):
        body = bytearray(orjson.dumps({"text": SAID * 3, "published": "2026-03-01", "include": ["rules"]}))
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(body))
            if chance.random() < 0.5:
                body.insert(at, chance.randrange(256))
            else:
                del body[at : at + 9]
        bodies.append(bytes(body))
    return bodies


def _restarts() -> float:
    return REGISTRY.get_sample_value("extractor_worker_restarts_total") or 0.0


@pytest.mark.parametrize("name", INPUTS)
def test_hostile_input(client: TestClient, name: str) -> None:
    before = _restarts()
    response = client.post("/extract", content=INPUTS[name], headers={"Content-Type": "application/json"})
    assert response.status_code == 200 or 400 <= response.status_code < 500, response.text
    if response.status_code == 200:
        sent = orjson.loads(INPUTS[name])
        assert "text" not in sent or response.json()["article"]["text"] == sent["text"]
        assert "root:" not in response.text
    assert _restarts() == before


@pytest.mark.parametrize("kind", TYPES)
def test_changed_bytes(client: TestClient, kind: str) -> None:
    for body in _changed_bodies(40):
        response = client.post("/extract", content=body, headers={"Content-Type": kind})
        assert response.status_code in (200, 400, 413, 422), (body, response.text)


def test_hostile_lines_cost_only_themselves(client: TestClient) -> None:
    good = orjson.dumps({"id": "good", "text": SAID})
    lines = [line for body in INPUTS.values() if b"\n" not in body for line in (body, good)]
    answered = client.post("/extract/batch", content=b"\n".join(lines)).content
    answers = [json.loads(line) for line in answered.split(b"\n")[:-1]]
    assert len(answers) == len(lines)
    assert [answer["id"] for answer in answers[1::2]] == ["good"] * (len(lines) // 2)
    assert all(error["status"] < 500 for answer in answers if (error := answer.get("error")))
