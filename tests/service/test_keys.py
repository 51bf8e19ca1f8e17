"""API keys: what opens, what does not, and that two open while clients move from one to the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

import pytest
from fastapi.testclient import TestClient

from extractor.service import create_app
from extractor.settings import Settings
from extractor.workers import Answer, Order

OLD, NEW = "старый-ключ", "новый-ключ"


def answer(orders: Sequence[Order]) -> list[Answer]:
    return [Answer(b"{}") for _ in orders]


@pytest.fixture(scope="module")
def locked() -> Iterator[TestClient]:
    hashes = ",".join(sha256(key.encode()).hexdigest() for key in (OLD, NEW))
    with TestClient(create_app(Settings(api_keys=hashes), lambda: answer)) as client:
        yield client


def _bearer(key: str) -> dict[str, bytes]:
    return {"Authorization": b"Bearer " + key.encode()}


@pytest.mark.parametrize("path", ["/", "/docs", "/openapi.json", "/metrics", "/page/page.js", "/nothing"])
def test_everything_is_behind_the_key(locked: TestClient, path: str) -> None:
    refused = locked.get(path)
    assert refused.status_code == 401
    assert refused.json()["code"] == "unauthorized"
    assert "Basic" in refused.headers["www-authenticate"]
    assert refused.headers["x-request-id"]
    assert locked.get(path, headers=_bearer(OLD)).status_code == (404 if path == "/nothing" else 200)


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_probes_need_no_key(locked: TestClient, path: str) -> None:
    assert locked.get(path).status_code == 200


@pytest.mark.parametrize("key", [OLD, NEW])
def test_either_key_opens(locked: TestClient, key: str) -> None:
    assert locked.post("/extract", json={"text": "x"}, headers=_bearer(key)).status_code == 200
    assert locked.post("/extract", json={"text": "x"}, auth=("редактор", key)).status_code == 200


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"Bearer",
        b"Bearer ",
        b"Bearer wrong",
        b"Basic",
        b"Basic ????",
        b"Basic cmVkYWt0b3I=",
        f"Digest {OLD}".encode(),
        f"Bearer {sha256(OLD.encode()).hexdigest()}".encode(),
        b"Bearer \xff\xfe",
    ],
)
def test_nothing_else_opens(locked: TestClient, header: bytes) -> None:
    response = locked.post("/extract", json={"text": "x"}, headers={"Authorization": header})
    assert response.status_code == 401
    assert locked.post("/extract/batch", content=b"{}", headers={"Authorization": header}).status_code == 401
