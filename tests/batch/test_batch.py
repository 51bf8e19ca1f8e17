"""Batches: order, bytes, bad records, lost workers, and runs that are cut short."""

from __future__ import annotations

import csv
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import orjson
import pytest

from extractor.batch import Options, errors_path, find_inputs, run_batch
from extractor.errors import InvalidArticle, UnsupportedFormat
from extractor.workers import Answer, Order, describe_failure


def echo(orders: Sequence[Order]) -> list[Answer]:
    """Answer with the text; some texts make a worker fail, die or hang."""
    answers = []
    for order in orders:
        text = order.record.get("text", "")
        if text == "die":
            os._exit(7)
        if text == "hang":
            time.sleep(60)
        if text == "slow":
            time.sleep(0.05)
        failure = describe_failure(InvalidArticle("Bad.")) if text == "bad" else None
        body = None if failure else orjson.dumps({"id": order.record["id"], "text": text})
        answers.append(Answer(body, failure))
    return answers


def _write(path: Path, texts: Sequence[str]) -> Path:
    path.write_bytes(b"".join(orjson.dumps({"id": f"a{at}", "text": text}) + b"\n" for at, text in enumerate(texts)))
    return path


def _ids(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_text().splitlines()]


def test_results_keep_the_order_whatever_the_workers(tmp_path: Path) -> None:
    texts = [random.Random(4).choice(["slow", "quick"]) for _ in range(60)]
    source = find_inputs([_write(tmp_path / "in.jsonl", texts)])
    outputs = []
    for workers in (1, 3):
        output = tmp_path / f"out{workers}.jsonl"
        report = run_batch(source, output, echo, Options(workers, chunk_size=4))
        assert (report.done, report.failed) == (60, 0)
        assert not errors_path(output).exists()
        outputs.append(output.read_bytes())
    assert outputs[0] == outputs[1]
    assert _ids(tmp_path / "out1.jsonl") == [f"a{at}" for at in range(60)]


def test_bad_records_go_to_the_errors_file(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(
        '{"id": "a", "text": "x"}\nnot json\n[1]\n\n{"id": "b", "text": "bad"}\n{"id": "c", "text": "y"}\n'
    )
    output = tmp_path / "out.jsonl"
    report = run_batch(find_inputs([source]), output, echo)
    assert (report.done, report.failed) == (5, 3)
    assert _ids(output) == ["a", "c"]
    errors = [json.loads(line) for line in errors_path(output).read_text().splitlines()]
    assert [error["place"] for error in errors] == [f"{source}:2", f"{source}:3", f"{source}:5"]
    assert [error["id"] for error in errors] == [None, None, "b"]
    assert all(error["code"] == "invalid-article" and error["detail"] for error in errors)


@pytest.mark.parametrize(("fate", "reason"), [("die", "exit code 7"), ("hang", "longer than 1 s")])
def test_lost_worker_costs_one_article(tmp_path: Path, fate: str, reason: str) -> None:
    source = find_inputs([_write(tmp_path / "in.jsonl", ["x"] * 5 + [fate] + ["y"] * 5)])
    output = tmp_path / "out.jsonl"
    report = run_batch(source, output, echo, Options(2, timeout=1, chunk_size=4))
    assert (report.done, report.failed) == (11, 1)
    assert report.restarts >= 1
    assert _ids(output) == [f"a{at}" for at in range(11) if at != 5]
    assert reason in json.loads(errors_path(output).read_text())["detail"]


def test_internal_error_tells_no_text() -> None:
    try:
        int("тайна редакции")
    except ValueError as error:
        failure = describe_failure(error)
    assert failure.code == "internal-error"
    assert "тайна" not in failure.detail
    assert "ValueError" in failure.detail


def test_every_kind_of_input(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    (folder / "2024").mkdir(parents=True)
    (folder / "2024" / "one.txt").write_text("первая")
    (folder / "two.html").write_text("<p>вторая</p>")
    (folder / "notes.pdf").write_text("не статья")
    with (tmp_path / "t.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["id", "text", "other"], ["c1", "третья\nс переносом", "z"]])
    with gzip.open(tmp_path / "t.jsonl.gz", "wt") as file:
        file.write('{"id": "g1", "text": "четвёртая"}\n')
    items = list(find_inputs([folder, tmp_path / "t.csv", tmp_path / "t.jsonl.gz"]))
    assert [item.id for item in items] == ["2024/one", "two.html", "c1", "g1"]
    assert items[0].record == {"id": "2024/one", "text": "первая".encode()}
    assert items[1].record is not None
    assert "html" in items[1].record
    assert items[2].record == {"id": "c1", "text": "третья\nс переносом"}


def test_parquet_and_zst(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    zstandard = pytest.importorskip("zstandard")
    parquet.write_table(pa.table({"id": [1, 2], "text": ["а", "б"]}), tmp_path / "t.parquet")
    (tmp_path / "t.jsonl.zst").write_bytes(zstandard.ZstdCompressor().compress(b'{"id": "z", "text": "x"}\n'))
    items = list(find_inputs([tmp_path / "t.parquet", tmp_path / "t.jsonl.zst"]))
    assert [item.id for item in items] == ["1", "2", "z"]


@pytest.mark.parametrize("name", ["missing.jsonl", "notes.pdf", "empty"])
def test_unknown_inputs_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "notes.pdf").write_text("x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnsupportedFormat):
        find_inputs([tmp_path / name])


def test_resume_after_a_cut_is_an_unbroken_run(tmp_path: Path) -> None:
    texts = ["bad" if at % 7 == 3 else "x" * (at % 50) for at in range(80)]
    source = find_inputs([_write(tmp_path / "in.jsonl", texts)])
    whole = tmp_path / "whole.jsonl"
    run_batch(source, whole, echo, Options(chunk_size=4))
    lines, errors = whole.read_bytes(), errors_path(whole).read_bytes()
    cut = random.Random(1)
    output = tmp_path / "cut.jsonl"
    for _ in range(25):
        # what a kill can leave: a prefix of the results, and at least the errors before it
        output.write_bytes(lines[: cut.randrange(len(lines))])
        errors_path(output).write_bytes(errors)
        run_batch(source, output, echo, Options(chunk_size=4), resume=True)
        assert output.read_bytes() == lines
        assert errors_path(output).read_bytes() == errors


def test_resume_after_kills(tmp_path: Path) -> None:
    texts = ["bad" if at % 9 == 2 else "slow" for at in range(120)]
    source = _write(tmp_path / "in.jsonl", texts)
    whole = tmp_path / "whole.jsonl"
    run_batch(find_inputs([source]), whole, echo, Options(2, chunk_size=3))
    script = tmp_path / "run.py"
    script.write_text(
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from pathlib import Path\nfrom test_batch import echo\n"
        "from extractor.batch import Options, find_inputs, run_batch\n"
        f"run_batch(find_inputs([{str(source)!r}]), Path({str(tmp_path / 'cut.jsonl')!r}), echo, "
        "Options(2, chunk_size=3), resume=True)\n"
    )
    moments = random.Random(2)
    for _ in range(40):
        process = subprocess.Popen([sys.executable, str(script)])
        try:
            process.wait(moments.uniform(0.4, 1.2))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        else:
            assert process.returncode == 0
            break
    else:
        pytest.fail("the run never came to its end")
    assert (tmp_path / "cut.jsonl").read_bytes() == whole.read_bytes()
    assert errors_path(tmp_path / "cut.jsonl").read_bytes() == errors_path(whole).read_bytes()


def test_resume_refuses_other_inputs(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    run_batch(find_inputs([_write(tmp_path / "long.jsonl", ["x"] * 5)]), output, echo)
    with pytest.raises(InvalidArticle, match="other inputs"):
        run_batch(find_inputs([_write(tmp_path / "short.jsonl", ["x"])]), output, echo, resume=True)
