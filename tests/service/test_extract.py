"""`POST /extract`: what it answers, and the one shape of everything that goes wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import orjson
import pytest
from fastapi.testclient import TestClient

from extractor.pipeline import Pipeline
from extractor.schema import render_result

TEXT = "– Мост откроют в мае, – рассказал глава района Павел Ветров."
PROBLEM = {"type", "title", "status", "detail", "code"}


def _check_problem(response: Any, status: int, code: str) -> None:
    """The shape of RFC 9457, with a detail that says what to do."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert set(problem) == PROBLEM
    assert problem["code"] == code
    assert problem["status"] == status
    assert problem["type"] == f"urn:extractor:problem:{code}"
    assert len(problem["detail"]) > 15


def test_extract_gives_what_the_library_gives(client: TestClient, pipeline: Pipeline) -> None:
    record = {"id": "a1", "text": TEXT, "published": "2026-03-01"}
    response = client.post("/extract", json=record)
    assert response.status_code == 200
    assert response.content == orjson.dumps(render_result(pipeline(record)))


def test_extract_of_every_sample_equals_the_command(client: TestClient, pipeline: Pipeline, samples: Path) -> None:
    for path in sorted(samples.glob("*.txt")):
        record = {"id": path.stem, "text": path.read_text(encoding="utf-8")}
        assert client.post("/extract", json=record).content == orjson.dumps(render_result(pipeline(record)))


def test_extract_honours_the_record(client: TestClient) -> None:
    text = f"🙂 в Заречном\n\n{TEXT}"
    record = {"text": text, "include": ["tokens", "rules"], "offset_encoding": "utf-16"}
    plain = client.post("/extract", json={"text": text}).json()
    result = client.post("/extract", json=record).json()
    assert result["tokens"][1]["start"] == 3
    assert all("rule" in entity for entity in result["entities"])
    assert result["quotes"][0]["content"][0]["start"] == plain["quotes"][0]["content"][0]["start"] + 1


@pytest.mark.parametrize(("kind", "body"), [("text/plain", TEXT), ("text/html; charset=utf-8", f"<p>{TEXT}</p>" * 3)])
def test_extract_reads_bare_articles(client: TestClient, kind: str, body: str) -> None:
    response = client.post("/extract", content=body.encode(), headers={"content-type": kind})
    assert response.status_code == 200, response.text
    assert "Павел Ветров" in {entity["name"] for entity in response.json()["entities"]}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "bad-request"),
        (b"{", 400, "bad-request"),
        (b'{"text": "\xd0"}', 400, "bad-request"),
        (b"[]", 422, "invalid-article"),
        (b'"text"', 422, "invalid-article"),
        (b"{}", 422, "invalid-article"),
        (b'{"text": 5}', 422, "invalid-article"),
        (b'{"text": "x", "html": "<p>x"}', 422, "invalid-article"),
        (b'{"text": "x", "include": ["everything"]}', 422, "invalid-article"),
        (b'{"text": "x", "offset_encoding": "bytes"}', 422, "invalid-article"),
        (b'{"text": "x", "published": "yesterday"}', 422, "invalid-article"),
        (b'{"text": " \\n "}', 422, "empty-article"),
        (b'{"html": "<html><body></body></html>"}', 422, "empty-article"),
        (orjson.dumps({"text": "я" * 20_001}), 413, "article-too-long"),
        (b'{"text": "' + b"x" * 200_001 + b'"}', 413, "body-too-large"),
    ],
)
def test_wrong_input_is_a_problem(client: TestClient, body: bytes, status: int, code: str) -> None:
    response = client.post("/extract", content=body, headers={"content-type": "application/json"})
    _check_problem(response, status, code)


def test_wrong_addresses_are_problems(client: TestClient) -> None:
    _check_problem(client.get("/nothing"), 404, "http-404")
    _check_problem(client.get("/extract"), 405, "http-405")
    _check_problem(client.post("/extract?format=pdf", json={"text": TEXT}), 422, "bad-request")


def test_problems_never_hold_the_article(client: TestClient) -> None:
    secret = "Неопубликованная новость"
    for body in ({"text": secret, "published": secret}, {"text": [secret]}, {"text": secret, "id": [secret]}):
        assert secret not in client.post("/extract", json=body).text


def test_batch_streams_in_order(client: TestClient) -> None:
    lines = [
        json.dumps({"id": f"a{at}", "text": TEXT}) if at % 3 else ("{bad" if at % 2 else '{"text": ""}')
        for at in range(12)
    ]
    response = client.post("/extract/batch", content="\n".join(lines).encode())
    assert response.status_code == 200
    results = [json.loads(line) for line in response.text.splitlines()]
    assert len(results) == 12
    for at, result in enumerate(results):
        if at % 3:
            assert result["id"] == f"a{at}"
        else:
            assert set(result["error"]) == PROBLEM


def _counts(client: TestClient, *names: str) -> list[float]:
    lines = client.get("/metrics").text.splitlines()
    return [float(line.split()[-1]) for name in names for line in lines if line.startswith(f"extractor_{name} ")]


def test_metrics_count_articles_characters_and_quotes(client: TestClient) -> None:
    names = ("articles_total", "characters_total", "quotes_total", "worker_restarts_total", "batch_size_count")
    before = _counts(client, *names)
    client.post("/extract", json={"text": TEXT})
    client.post("/extract?format=html", json={"text": TEXT})
    client.post("/extract", json={"text": ""})
    difference = [now - then for now, then in zip(_counts(client, *names), before, strict=True)]
    assert difference[:4] == [2, 2 * len(TEXT), 2, 0]
    assert difference[4] == 3


def test_metrics_name_no_address_but_ours(client: TestClient) -> None:
    client.get("/секрет")
    metrics = client.get("/metrics").text
    assert 'path="other",status="404"' in metrics
    assert "секрет" not in metrics


@pytest.mark.parametrize("format_", ["html", "jsonld", "annotations", "brat", "summary"])
def test_formats(client: TestClient, format_: str) -> None:
    response = client.post(f"/extract?format={format_}", json={"text": TEXT})
    assert response.status_code == 200
    assert "Павел Ветров" in response.text


def test_health_metrics_and_docs(client: TestClient) -> None:
    assert client.get("/health/live").json() == {"status": "live"}
    assert client.get("/health/ready").json() == {"status": "ready"}
    schema = client.get("/openapi.json").json()
    extract = schema["paths"]["/extract"]["post"]
    (sent, *_) = extract["requestBody"]["content"]["application/json"]["schema"]["examples"]
    example = extract["responses"]["200"]["content"]["application/json"]["example"]
    assert example["article"]["text"] == sent["text"]
    assert example["quotes"][0]["speaker"] == "Анна Лебедь"
    docs = client.get("/docs")
    assert docs.status_code == 200
    assert "https://" not in docs.text
    assert client.get("/swagger/swagger-ui-bundle.js").status_code == 200
    assert "unsafe" not in docs.headers["content-security-policy"]


def test_the_page_leads_to_no_archive_where_there_is_none(client: TestClient) -> None:
    assert '<a href="/archive" hidden>' in client.get("/").text
    assert client.get("/archive").status_code == 404


def test_headers_keep_the_page_to_itself(client: TestClient) -> None:
    headers = client.get("/").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-request-id"]
