"""The command as a person types it: what it prints, and its exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor.cli import app

RUNNER = CliRunner()
TEXT = "– Мост откроют в мае, – рассказал глава района Павел Ветров.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_extract_prints_a_summary(article: Path) -> None:
    result = RUNNER.invoke(app, ["extract", str(article)])
    assert result.exit_code == 0
    assert "Павел Ветров — глава района" in result.stdout
    assert "Павел Ветров (рассказал): «Мост откроют в мае»" in result.stdout


def test_extract_reads_standard_input() -> None:
    result = RUNNER.invoke(app, ["extract", "-", "--format", "json"], input=TEXT.encode())
    assert result.exit_code == 0
    assert json.loads(result.stdout)["article"]["text"] == TEXT


def test_extract_writes_a_file(article: Path, tmp_path: Path) -> None:
    output = tmp_path / "found.html"
    result = RUNNER.invoke(app, ["extract", str(article), "--format", "html", "--output", str(output)])
    assert result.exit_code == 0
    assert result.stdout == ""
    assert output.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_explain_prints_rules(article: Path) -> None:
    result = RUNNER.invoke(app, ["explain", str(article)])
    assert result.exit_code == 0
    assert "Цитаты" in result.stdout


def test_batch_reports_failures(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"id": "a", "text": TEXT}) + "\n" + json.dumps({"id": "b", "text": ""}) + "\n")
    output = tmp_path / "out.jsonl"
    result = RUNNER.invoke(app, ["batch", str(source), "--output", str(output)])
    assert result.exit_code == 1
    assert "1 failed" in result.stderr
    assert json.loads(output.read_text())["id"] == "a"
    assert json.loads((tmp_path / "out.errors.jsonl").read_text())["code"] == "empty-article"


def test_batch_gives_the_same_bytes_for_any_workers(tmp_path: Path, samples: Path) -> None:
    outputs = []
    for workers in ("1", "2"):
        output = tmp_path / f"out{workers}.jsonl"
        assert RUNNER.invoke(app, ["batch", str(samples), "--output", str(output), "--workers", workers]).exit_code == 0
        outputs.append(output.read_bytes())
    assert outputs[0] == outputs[1]
    assert outputs[0].count(b"\n") == len([*samples.glob("*.txt"), *samples.glob("*.html")])


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "nowhere.txt"],
        ["extract"],
        ["extract", "-", "--format", "pdf"],
        ["batch", "nowhere.jsonl", "--output", "x.jsonl"],
        ["explain", "nowhere.txt"],
        ["fly"],
    ],
)
def test_wrong_use_is_2(arguments: list[str]) -> None:
    result = RUNNER.invoke(app, arguments)
    assert result.exit_code == 2
    assert result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", ["extract", "batch", "serve", "explain"])
def test_help_has_an_example(command: str) -> None:
    result = RUNNER.invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert f"extractor {command}" in result.stdout


def test_results_do_not_depend_on_the_order_of_sets(samples: Path) -> None:
    """Python orders a set of strings anew in every process; the answer to an article must not follow it."""
    text = "В «Приозёрск-Сити» рады. Башни Приозёрск-сити растут. Из Приозёрск-Сити видно Приозёрск-сити."
    code = (
        "import sys, orjson, extractor; from pathlib import Path\n"
        f"texts = [{text!r}, *(path.read_text() for path in sorted(Path(sys.argv[1]).glob('*.txt')))]\n"
        "sys.stdout.buffer.write(b''.join(orjson.dumps(extractor.extract({'text': text})) for text in texts))"
    )
    results = {
        subprocess.run(
            [sys.executable, "-c", code, str(samples)],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "1234"
    }
    assert len(results) == 1
