"""The archive over HTTP: what the command finds, the service finds; errors in the one shape."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from extractor.pipeline import load_pipeline
from extractor.service import create_app
from extractor.settings import Settings
from extractor.store import Archive, Incoming, open_archive, put_results
from extractor.workers import ExtractTask
from tests.store.articles import ARTICLES, results


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder: Path = tmp_path_factory.mktemp("archive")
    opened = open_archive(f"sqlite:///{folder / 'archive.db'}", create=True)
    put_results(opened, [Incoming(result) for result in results()])
    return opened


@pytest.fixture(scope="module")
def client(archive: Archive) -> Iterator[TestClient]:
    app = create_app(Settings(), lambda: ExtractTask(load_pipeline()), archive)
    with TestClient(app) as opened:
        yield opened


def test_quotes_are_found_page_by_page(client: TestClient) -> None:
    first = client.get("/quotes", params={"speaker": "Рябов", "limit": 1}).json()
    rest = client.get("/quotes", params={"speaker": "Рябов", "limit": 50, "cursor": first["cursor"]}).json()
    assert rest["cursor"] is None
    found = [*first["quotes"], *rest["quotes"]]
    assert {quote["id"] for quote in found} == {"bridge", "bridge-wire"}
    assert len({(quote["id"], quote["quote"]) for quote in found}) == len(found)


@pytest.mark.parametrize(
    ("address", "ids"),
    [
        ("/articles?entity=Котов", ["hockey"]),
        ("/articles?tag=vera-kulik", ["school"]),
        ("/articles?words=мост&since=2026-03-05", ["bridge-later"]),
        ("/articles?words=мост&until=2025-01-01", []),
    ],
)
def test_articles_are_found(client: TestClient, address: str, ids: list[str]) -> None:
    assert [article["id"] for article in client.get(address).json()["articles"]] == ids


def test_counts(client: TestClient) -> None:
    assert client.get("/speakers").json()["speakers"][0]["speaker"] == "Олег Рябов"
    assert client.get("/months", params={"speaker": "Рябов"}).json()["months"][0]["month"] == "2026-03"


def test_related_articles_of_a_stored_one_and_of_a_draft(client: TestClient) -> None:
    stored = client.get("/articles/bridge-later/related").json()["related"]
    text = ARTICLES["bridge-later"][1]
    draft = client.post("/related", json={"id": "draft", "text": text, "published": "2026-03-09"}).json()["related"]
    assert {stored[0]["id"], *stored[0]["copies"]} == {"bridge", "bridge-wire"}
    assert draft[0]["id"] == "bridge-later"
    assert stored[0]["reasons"]


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/quotes?speaker=Кузякин", 404, "not-in-archive"),
        ("/articles/nobody/related", 404, "not-in-archive"),
        ("/quotes?kind=loud", 422, "invalid-query"),
        ("/quotes?cursor=zzz", 422, "invalid-query"),
        ("/articles?words=—", 422, "invalid-query"),
        ("/articles?limit=0", 422, "bad-request"),
        ("/articles?since=вчера", 422, "bad-request"),
    ],
)
def test_errors_have_the_one_shape(client: TestClient, address: str, status: int, code: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


def test_without_an_archive_there_are_no_such_routes() -> None:
    with TestClient(create_app(Settings(), lambda: ExtractTask(load_pipeline()))) as plain:
        assert plain.get("/quotes").status_code == 404
        assert "/quotes" not in plain.get("/openapi.json").json()["paths"]


def test_records_are_merged_split_and_it_is_undone(archive: Archive) -> None:
    app = create_app(Settings(), lambda: ExtractTask(load_pipeline()), archive)
    with TestClient(app) as client:
        (mayor,) = client.get("/records", params={"name": "Рябова"}).json()["records"]
        assert (mayor["name"], mayor["articles"], mayor["roles"]) == ("Олег Рябов", 3, ["мэр Заречья"])
        split = client.post(f"/records/{mayor['record']}/split", json={"articles": ["bridge-later"]}).json()
        assert client.get(f"/records/{split['other']}").json()["articles"] == 1
        assert [a["id"] for a in client.get(f"/articles?record={split['other']}").json()["articles"]] == [
            "bridge-later"
        ]
        merged = client.post(
            f"/records/{mayor['record']}/merge", json={"other": split["other"], "editor": "Анна Лебедь"}
        ).json()
        refused = client.post(f"/decisions/{split['number']}/undo")
        assert (refused.status_code, refused.json()["code"]) == (409, "decision-refused")
        for decision in (merged, split):
            assert client.post(f"/decisions/{decision['number']}/undo").json()["undone"]
        assert [one["kind"] for one in client.get("/decisions").json()["decisions"]] == ["merge", "split"]
        assert client.get(f"/records/{mayor['record']}").json()["articles"] == 3


@pytest.mark.parametrize(
    ("address", "body", "status", "code"),
    [
        ("/records/1/merge", "{}", 400, "bad-request"),
        ("/records/1/merge", '{"other": "нет"}', 400, "bad-request"),
        ("/records/1/merge", "[1]", 400, "bad-request"),
        ("/records/1/merge", '{"other": 1}', 409, "decision-refused"),
        ("/records/99999999999/merge", '{"other": 1}', 422, "bad-request"),
        ("/records/9999/split", '{"articles": ["bridge"]}', 404, "not-in-archive"),
        ("/records/1/split", '{"articles": []}', 400, "bad-request"),
        ("/decisions/99/undo", "", 404, "not-in-archive"),
    ],
)
def test_decisions_that_cannot_be_read_or_carried_out(
    client: TestClient, address: str, body: str, status: int, code: str
) -> None:
    answer = client.post(address, content=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
