"""`extractor index`: the same command again goes on, bad records are told, and no kill leaves half an article."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from extractor.cli import app
from extractor.store import open_archive
from extractor.store.tables import article_words, articles, entities, quotes, versions
from tests.store.articles import ARTICLES

#: how many runs are killed; more where there is time
KILLS = int(os.environ.get("EXTRACTOR_TEST_KILLS", "3"))
RECORDS = 60


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    lines = []
    for at in range(RECORDS):
        name, (published, text) = list(ARTICLES.items())[at % len(ARTICLES)]
        lines.append(
            {
                "id": f"{name}-{at}",
                "text": text.replace("Рябов", f"Рябов{'ский' * (at % 3 == 0)}"),
                "published": published,
            }
        )
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, list(arguments))


def contents(address: str) -> Any:
    """All that an archive says, without its own keys and times."""
    with open_archive(address).reading() as connection:
        result = select(articles.c.id, versions.c.version, versions.c.digest, article_words.c.lemmas)
        result = result.join(versions, versions.c.article == articles.c.key)
        result = result.join(article_words, article_words.c.article == articles.c.key)
        said = select(articles.c.id, quotes.c.quote, quotes.c.speaker, quotes.c.content)
        met = select(articles.c.id, entities.c.entity, entities.c.name)
        return [
            sorted(map(tuple, connection.execute(query)))
            for query in (
                result,
                said.join(quotes, quotes.c.article == articles.c.key),
                met.join(entities, entities.c.article == articles.c.key),
            )
        ]


def test_articles_go_in_once_and_are_found(source: Path, address: str, tmp_path: Path) -> None:
    errors = ("--errors", str(tmp_path / "errors.jsonl"))
    first = run("index", str(source), "--store", address, *errors)
    assert (first.exit_code, f"{RECORDS} articles;" in first.output) == (0, True), first.output
    before = contents(address)
    again = run("index", str(source), "--store", address, *errors)
    assert f"{RECORDS} of them were there already" in again.output
    assert contents(address) == before
    found = run("search", "quotes", "--speaker", "Кулик", "--store", address, "--limit", "1", "--format", "json")
    (quote,) = json.loads(found.stdout)["quotes"]
    assert (quote["speaker"], quote["content"]) == ("Вера Кулик", "Рады видеть детей")
    related = run("related", "bridge-0", "--store", address, "--limit", "3", "--format", "json")
    assert {"id", "score", "reasons"} <= set(json.loads(related.stdout)["related"][0])
    assert not (tmp_path / "errors.jsonl").exists()


def test_a_changed_record_is_the_next_version(source: Path, address: str, tmp_path: Path) -> None:
    errors = ("--errors", str(tmp_path / "errors.jsonl"))
    run("index", str(source), "--store", address, *errors)
    lines = source.read_text(encoding="utf-8").splitlines()
    lines[0] = lines[0].replace("мост достроят", "мост закроют")
    source.write_text("\n".join(lines), encoding="utf-8")
    told = run("index", str(source), "--store", address, *errors)
    assert f"{RECORDS - 1} of them were there already" in told.output
    assert [row[1] for row in contents(address)[0] if row[0] == "bridge-0"] == [1, 2]


def test_bad_records_are_told_and_the_others_stored(address: str, tmp_path: Path) -> None:
    source, errors = tmp_path / "bad.jsonl", tmp_path / "errors.jsonl"
    source.write_text('{"id": "a", "text": "Мост открыт."}\nmost\n{"text": "Мост закрыт."}\n{"id": "d", "text": ""}\n')
    told = run("index", str(source), "--store", address, "--errors", str(errors))
    assert told.exit_code == 1
    assert "3 failed" in told.output
    lines = [json.loads(line) for line in errors.read_text().splitlines()]
    assert [line["index"] for line in lines] == [1, 2, 3]
    assert 'needs an "id"' in lines[1]["detail"]
    assert [row[0] for row in contents(address)[0]] == ["a"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("search", "quotes", "--store", "sqlite:///nowhere/none.db"), "no archive"),
        (("related", "x", "--store", "mysql://root@localhost/news"), "sqlite:///FILE"),
        (("search", "quotes", "--since", "вчера", "--store", "archive.db"), "2026-03-02"),
    ],
)
def test_wrong_use_is_told_in_words(arguments: tuple[str, ...], told: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in result.output


def test_a_killed_run_leaves_whole_articles_and_goes_on(source: Path, address: str, tmp_path: Path) -> None:
    command = [
        sys.executable, "-c", "from extractor.cli import main; main()", "index", str(source),
        "--store", address, "--errors", str(tmp_path / "errors.jsonl"),
    ]  # fmt: skip
    environment = os.environ | {"EXTRACTOR_BATCH_SIZE": "2"}
    luck = random.Random(17)
    open_archive(address, create=True).close()
    for _ in range(KILLS):
        process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(luck.uniform(0.3, 1.6))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        stored, said, _ = contents(address)
        assert len({row[0] for row in stored}) == len(stored)
        assert {row[0] for row in said} <= {row[0] for row in stored}
    subprocess.run(command, env=environment, check=True, capture_output=True)
    unbroken = f"sqlite:///{tmp_path / 'unbroken.db'}"
    subprocess.run([*command[:-3], unbroken, *command[-2:]], env=environment, check=True, capture_output=True)
    assert contents(address) == contents(unbroken)


def test_an_editor_decides_from_the_command_line(source: Path, tmp_path: Path) -> None:
    store = f"--store=sqlite:///{tmp_path / 'archive.db'}"
    assert run("index", str(source), store, "--errors", str(tmp_path / "errors.jsonl")).exit_code == 0
    listed = json.loads(run("records", "list", "Котов", store, "--format", "json").stdout)
    coach = listed[0]["record"]
    assert listed[0]["roles"] == ["тренер «Волны»"]
    told = run("records", "split", str(coach), "hockey-4", store, "--editor", "Анна Лебедь")
    assert "Анна Лебедь" in told.stdout
    found = run("search", "quotes", store, "--record", str(coach), "--format", "jsonl").stdout
    assert "hockey-4" not in {json.loads(line)["id"] for line in found.splitlines()}
    assert run("records", "undo", "1", store).exit_code == 0
    assert "отменено" in run("records", "decisions", store).stdout
    refused = run("records", "undo", "1", store)
    assert (refused.exit_code, "undone already" in refused.stderr) == (2, True)
    assert "17" in run("records", "merge", "17171717", str(coach), store).stderr
