"""Batches on a local Ray cluster: the bytes of an unbroken local run, whatever is lost on the way.

Needs the extra `distributed`; takes about a minute.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

pytest.importorskip("ray")
pytestmark = pytest.mark.ray

ROOT = Path(__file__).parents[2]
TEXT = (
    "– Каток у завода «Полёт» откроют {day} декабря, – рассказал глава района Савелий Крутов. Он вместит {day} человек."
)
LIMIT = 240


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A head that works on nothing, and two workers of one core each."""
    from ray.cluster_utils import Cluster

    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    monkeypatch.setenv("EXTRACTOR_TIMEOUT", "20")
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    yield cluster
    cluster.shutdown()


def _start(source: Path, output: Path, size: int, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from extractor.cli import main; main()", "batch", str(source)]
    command += ["--output", str(output), "--shard", str(size), *more]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def _write(path: Path, count: int) -> Path:
    lines = [
        orjson.dumps({"id": f"a{at}", "text": "" if at % 50 == 7 else TEXT.format(day=at % 28 + 1) * (at % 30 + 1)})
        for at in range(count)
    ]
    path.write_bytes(b"\n".join(lines))
    return path


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _at_work(folder: Path) -> set[str]:
    """The processes that are writing a shard; a worker of one core has one of them."""
    return {path.name.split(".")[-2] for path in folder.glob("*.partial")}


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_a_killed_machine_costs_nothing(tmp_path: Path, cluster: Any, kind: str) -> None:
    lost, _ = cluster.add_node(num_cpus=1), cluster.add_node(num_cpus=1)
    source = _write(tmp_path / "in.jsonl", 1_200)
    for folder in ("local", "ray"):
        (tmp_path / folder).mkdir()
    local = _start(source, tmp_path / "local" / f"out.{kind}", 60)
    assert local.wait(LIMIT) == 1, "the empty articles fail"

    os.environ["RAY_ADDRESS"] = cluster.address
    try:
        run = _start(source, tmp_path / "ray" / f"out.{kind}", 60, "--engine", "ray")
    finally:
        del os.environ["RAY_ADDRESS"]
    end = time.monotonic() + LIMIT
    while len(list((tmp_path / "ray").glob(f"out-*.{kind}"))) < 3 or len(_at_work(tmp_path / "ray")) < 2:
        assert run.poll() is None, run.communicate()[1]
        assert time.monotonic() < end
        time.sleep(0.02)
    cluster.remove_node(lost, allow_graceful=False)
    assert run.poll() is None, "it was over before the kill"
    _, told = run.communicate(timeout=LIMIT)
    assert run.returncode == 1, told
    assert "1200 articles" in told
    assert _contents(tmp_path / "ray") == _contents(tmp_path / "local")


def test_an_article_that_kills_its_process_is_recorded(tmp_path: Path, cluster: Any) -> None:
    cluster.add_node(num_cpus=1)
    source = _write(tmp_path / "in.jsonl", 30)
    script = tmp_path / "run.py"
    script.write_text(
        "import os\nfrom pathlib import Path\nfrom extractor.batch import Options, find_inputs, run_on_ray\n"
        "from extractor.workers import Answer\n"
        "def answer(orders):\n"
        "    if any(order.record['id'] == 'a17' for order in orders):\n        os._exit(7)\n"
        "    return [Answer(order.record['id'].encode()) for order in orders]\n"
        "def load():\n    return answer\n"
        f"report = run_on_ray(find_inputs([{str(source)!r}]), Path({str(tmp_path / 'out.jsonl')!r}), load, 10,"
        " Options(2, chunk_size=4))\n"
        "print(report.done, report.failed)\n"
    )
    environment = os.environ | {"RAY_ADDRESS": cluster.address}
    printed = subprocess.run(
        [sys.executable, str(script)], env=environment, capture_output=True, text=True, timeout=LIMIT
    )
    assert printed.stdout.split() == ["30", "1"], printed.stderr
    assert (tmp_path / "out-000001.jsonl").read_text().split() == [f"a{at}" for at in range(10, 20) if at != 17]
    error = json.loads((tmp_path / "out-000001.errors.jsonl").read_text())
    assert (error["id"], error["code"], error["index"]) == ("a17", "worker-lost", 7)
    assert error["place"] == f"{source}:18"
