"""Batches: order, bytes, bad records, lost workers, and runs that are cut short."""

from __future__ import annotations

import gzip
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import orjson
import pytest

from extractor.batch import Options, errors_path, find_inputs, run_batch, run_shards
from extractor.batch.journal import Journal
from extractor.batch.tables import COLUMNS
from extractor.errors import (
    BadSetting,
    InvalidArticle,
    OutputFailed,
    UnsupportedFormat,
)
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


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


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


@pytest.mark.parametrize(("kind", "shard"), [("jsonl", None), ("parquet", None), ("jsonl", 25), ("parquet", 25)])
def test_resume_after_kills(tmp_path: Path, kind: str, shard: int | None) -> None:
    if kind == "parquet":
        pytest.importorskip("pyarrow")
    texts = ["bad" if at % 9 == 2 else "slow" for at in range(120)]
    source = _write(tmp_path / "in.jsonl", texts)
    for folder in ("whole", "cut"):
        (tmp_path / folder).mkdir()
    run = f"run_shards, size={shard}" if shard else "run_batch"
    script = tmp_path / "run.py"
    script.write_text(
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from functools import partial\nfrom pathlib import Path\nfrom test_batch import echo\n"
        "from extractor.batch import Options, find_inputs, run_batch, run_shards\n"
        f"run = partial({run})\n"
        f"run(inputs=find_inputs([{str(source)!r}]), output=Path(sys.argv[1]), task=echo,"
        " options=Options(2, chunk_size=3), resume=True)\n"
    )
    subprocess.run([sys.executable, str(script), str(tmp_path / "whole" / f"o.{kind}")], check=True)
    moments = random.Random(2)
    for _ in range(40):
        process = subprocess.Popen([sys.executable, str(script), str(tmp_path / "cut" / f"o.{kind}")])
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
    whole, cut = (_contents(tmp_path / folder) for folder in ("whole", "cut"))
    assert len(whole) == (10 if shard else 2)
    assert cut == whole


def test_resume_refuses_other_inputs(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    run_batch(find_inputs([_write(tmp_path / "long.jsonl", ["x"] * 5)]), output, echo)
    with pytest.raises(InvalidArticle, match="other inputs"):
        run_batch(find_inputs([_write(tmp_path / "short.jsonl", ["x"])]), output, echo, resume=True)
    run_batch(find_inputs([_write(tmp_path / "other.jsonl", ["x"] * 3)]), output, echo)
    renamed = tmp_path / "renamed.jsonl"
    renamed.write_bytes((tmp_path / "other.jsonl").read_bytes().replace(b'"a', b'"b'))
    with pytest.raises(InvalidArticle, match="id a2"):
        run_batch(find_inputs([renamed]), output, echo, resume=True)


def test_a_finished_table_grows_with_its_inputs(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    texts = ["bad" if at == 2 else f"text {at}" for at in range(8)]
    whole, grown = tmp_path / "whole.parquet", tmp_path / "grown.parquet"
    run_batch(find_inputs([_write(tmp_path / "in.jsonl", texts)]), whole, echo)
    run_batch(find_inputs([_write(tmp_path / "in.jsonl", texts[:5])]), grown, echo)
    report = run_batch(find_inputs([_write(tmp_path / "in.jsonl", texts)]), grown, echo, resume=True)
    assert (report.done, report.resumed, report.failed) == (8, 5, 1)
    assert grown.read_bytes() == whole.read_bytes()
    assert not list(tmp_path.glob("*.partial"))


def test_columns_of_a_table(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    result = {
        "schema": "1",
        "id": "a",
        "article": {"title": "Мост", "published": "2026-03-02", "text": "Мост открыт."},
        "entities": [{"id": "e1", "type": "PERSON", "name": "Пётр Сомов", "salience": 0.5, "mentions": []}],
        "quotes": [{"id": "q1", "kind": "direct", "speaker": "Пётр Сомов", "entity": "e1", "confidence": 0.9}],
        "tags": [],
    }
    line = orjson.dumps(result)
    output = tmp_path / "out.parquet"
    run_batch(find_inputs([_write(tmp_path / "in.jsonl", ["x"])]), output, lambda orders: [Answer(line)])
    [row] = parquet.read_table(output).to_pylist()
    assert list(row) == list(COLUMNS)
    assert (row["id"], row["title"], row["published"], row["characters"]) == ("a", "Мост", "2026-03-02", 12)
    assert row["entities"] == [{"id": "e1", "type": "PERSON", "name": "Пётр Сомов", "salience": 0.5}]
    assert row["quotes"] == [{"kind": "direct", "speaker": "Пётр Сомов", "entity": "e1", "confidence": 0.9}]
    assert row["tags"] == []
    assert row["result"] == line.decode()


def test_shards_together_are_the_whole(tmp_path: Path) -> None:
    source = find_inputs([_write(tmp_path / "in.jsonl", ["bad" if at == 11 else f"text {at}" for at in range(23)])])
    (tmp_path / "o").mkdir()
    run_batch(source, tmp_path / "whole.jsonl", echo)
    report = run_shards(source, tmp_path / "o" / "out.jsonl", echo, 10, Options(2, chunk_size=3))
    assert (report.done, report.failed) == (23, 1)
    shards = [tmp_path / "o" / f"out-00000{at}.jsonl" for at in range(3)]
    assert sorted((tmp_path / "o").iterdir()) == sorted([*shards, tmp_path / "o" / "out-000001.errors.jsonl"])
    assert b"".join(shard.read_bytes() for shard in shards) == (tmp_path / "whole.jsonl").read_bytes()
    with pytest.raises(InvalidArticle, match="10 records each, not 5"):
        run_shards(source, tmp_path / "o" / "out.jsonl", echo, 5, Options(), resume=True)
    run_shards(source, tmp_path / "o" / "out.jsonl", echo, 20, Options())
    assert len(list((tmp_path / "o").glob("out-*.jsonl"))) == 3, "shards of the earlier run are gone"


def test_a_worker_that_grows_too_large_is_replaced(tmp_path: Path) -> None:
    texts = ["small"] * 5 + ["large"] + ["small"] * 5
    output = tmp_path / "out.jsonl"
    bound = Options(1, chunk_size=4, memory=_held() + (150 << 20))
    report = run_batch(find_inputs([_write(tmp_path / "in.jsonl", texts)]), output, hoard, bound)
    assert (report.done, report.failed, report.restarts) == (11, 1, 2)
    assert _ids(output) == [f"a{at}" for at in range(11) if at != 5]
    assert "MB of memory" in json.loads(errors_path(output).read_text())["detail"]


def test_a_bound_below_the_models_is_refused(tmp_path: Path) -> None:
    source = find_inputs([_write(tmp_path / "in.jsonl", ["x"])])
    with pytest.raises(BadSetting, match="EXTRACTOR_WORKER_MEMORY"):
        run_batch(source, tmp_path / "out.jsonl", echo, Options(memory=1 << 20))


def hoard(orders: Sequence[Order]) -> list[Answer]:
    """Answer with the id; a large article fills the memory for a moment."""
    for order in orders:
        if order.record["text"] == "large":
            bytearray(300 << 20)[:: 1 << 12] = b"x" * (300 << 8)
    return [Answer(orjson.dumps({"id": order.record["id"]})) for order in orders]


def _held() -> int:
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) << 10 for line in status.splitlines() if line.startswith("VmRSS:"))


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    source = find_inputs([_write(tmp_path / "in.jsonl", ["bad" if at % 9 == 2 else "x" * 500 for at in range(60)])])
    whole, output = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    run_batch(source, whole, echo, Options(chunk_size=4))
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    refused = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (9_999, hard))
    try:
        with pytest.raises(OutputFailed, match="--resume"):
            run_batch(source, output, echo, Options(chunk_size=4))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        signal.signal(signal.SIGXFSZ, refused)
    assert output.stat().st_size == 9_999
    report = run_batch(source, output, echo, Options(chunk_size=4), resume=True)
    assert report.resumed > 4
    assert output.read_bytes() == whole.read_bytes()
    assert errors_path(output).read_bytes() == errors_path(whole).read_bytes()


def test_two_runs_do_not_write_to_one_file(tmp_path: Path) -> None:
    source = find_inputs([_write(tmp_path / "in.jsonl", ["x"] * 5)])
    output = tmp_path / "out.jsonl"
    run_batch(source, output, echo)
    before = output.read_bytes()
    with (
        Journal(output, errors_path(output), resume=True),
        pytest.raises(OutputFailed, match="Another run"),
    ):
        run_batch(source, output, echo)
    assert output.read_bytes() == before


@pytest.mark.parametrize("name", ["in.jsonl", "out.csv", "out.jsonl.gz", "no/out.jsonl", "folder"])
def test_an_output_that_cannot_be_meant_is_refused(tmp_path: Path, name: str) -> None:
    source = _write(tmp_path / "in.jsonl", ["x"])
    before = source.read_bytes()
    (tmp_path / "folder").mkdir()
    with pytest.raises((UnsupportedFormat, OutputFailed)):
        run_batch(find_inputs([source]), tmp_path / name, echo)
    assert source.read_bytes() == before


GOOD = b'{"id": "a", "text": "x"}\n'


@pytest.mark.parametrize(
    ("name", "content", "before", "reason"),
    [
        ("cut.jsonl.gz", gzip.compress(GOOD * 9)[:-9], 9, "ended before"),
        ("no.jsonl.gz", b"no gzip", 0, "Not a gzipped file"),
        ("bad.csv", "id,text\n1,мост\n".encode("cp1251"), 0, "cp1251"),
        ("columns.csv", b"a,b\n1,2\n", 0, "no column"),
        ("no.parquet", b"PAR1 no parquet", 0, "cannot be read"),
        ("cut.jsonl.zst", None, 9, "cut off"),
        ("no.jsonl.zst", b"no zstandard" * 9, 0, "cannot be read"),
    ],
)
def test_a_broken_file_is_recorded_and_the_next_is_read(
    tmp_path: Path, name: str, content: bytes | None, before: int, reason: str
) -> None:
    if name.endswith(("zst", "parquet")):
        pytest.importorskip("pyarrow")
        zstandard = pytest.importorskip("zstandard")
    if content is None:  # the end of the second frame is lost
        content = zstandard.compress(GOOD * 9) + zstandard.compress(GOOD * 9)[:-5]
    (tmp_path / name).write_bytes(content)
    output = tmp_path / "out.jsonl"
    last = _write(tmp_path / "z.jsonl", ["y"])
    report = run_batch(find_inputs([tmp_path / name, last]), output, echo)
    assert (report.done, report.failed) == (before + 2, 1)
    assert _ids(output) == ["a"] * before + ["a0"]
    error = json.loads(errors_path(output).read_text())
    assert (error["index"], error["place"]) == (before, str(tmp_path / name))
    assert reason in error["detail"]
