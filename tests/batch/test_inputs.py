"""What a batch reads: every kind of file, and what is no input."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import orjson
import pytest

from extractor.batch import find_inputs
from extractor.errors import ArticleTooLong, UnreadableInput, UnsupportedFormat


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


def test_a_link_to_nowhere_is_recorded(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text("x")
    (folder / "b.txt").symlink_to(tmp_path / "gone")
    items = list(find_inputs([folder]))
    assert [(item.id, item.error is None) for item in items] == [("a", True), ("b", False)]
    assert isinstance(items[1].error, UnreadableInput)


def test_a_line_without_end_does_not_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.batch.inputs.LONGEST", 1_000)
    source = tmp_path / "in.jsonl"
    texts = ["x", "y" * 5_000, "z"]
    source.write_bytes(b"".join(orjson.dumps({"id": f"a{at}", "text": text}) + b"\n" for at, text in enumerate(texts)))
    found = find_inputs([source])
    items = list(found)
    assert [item.id for item in items] == ["a0", None, "a2"]
    assert items[1].place == f"{source}:2"
    assert isinstance(items[1].error, ArticleTooLong)
    assert found.total == 3


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_of_csv(tmp_path: Path, delimiter: str) -> None:
    with (tmp_path / "t.csv").open("w", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([["id", "text"], ["c1", "мост; парк, цех\tи каток"]])
    [item] = find_inputs([tmp_path / "t.csv"])
    assert item.record == {"id": "c1", "text": "мост; парк, цех\tи каток"}
