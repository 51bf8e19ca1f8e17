"""What a line says of itself: dates, datelines, bylines, credits, furniture. The cases are tables."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extractor.reading.bylines import find_author, is_credit
from extractor.reading.dateline import find_dateline
from extractor.reading.dates import is_clock, is_date_line, parse_date
from extractor.reading.furniture import find_furniture
from extractor.reading.lines import read_lines


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table; a cell that is not there is empty."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as lines:
        return [
            {key: cell or "" for key, cell in row.items()}
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


@pytest.mark.parametrize("row", rows("dates.tsv"), ids=lambda row: row["text"])
def test_date(row: dict[str, str]) -> None:
    moment = parse_date(row["text"], row["today"] or None)
    assert (moment.iso if moment else "-") == row["iso"]


@pytest.mark.parametrize("row", rows("date_lines.tsv"), ids=lambda row: row["line"])
def test_date_line(row: dict[str, str]) -> None:
    line = row["line"]
    assert ("clock" if is_clock(line) else "date" if is_date_line(line) else "-") == row["kind"]


@pytest.mark.parametrize("row", rows("datelines.tsv"), ids=lambda row: row["paragraph"])
def test_dateline(row: dict[str, str]) -> None:
    paragraph = row["paragraph"]
    dateline = find_dateline(paragraph)
    if row["place"] == "-":
        assert dateline is None
        return
    assert dateline is not None
    assert (dateline.place or "", dateline.agency or "") == (row["place"], row["agency"])
    assert paragraph[dateline.end :].split()[0] == row["news"]


@pytest.mark.parametrize("row", rows("furniture_lines.tsv"), ids=lambda row: row["line"])
def test_furniture(row: dict[str, str]) -> None:
    (line,) = read_lines(row["line"])
    assert (find_furniture(line) or "-").split(":")[0] == row["verdict"]


@pytest.mark.parametrize("row", rows("bylines.tsv"), ids=lambda row: row["line"])
def test_byline(row: dict[str, str]) -> None:
    assert (find_author(row["line"]) or "-") == row["author"]
    assert is_credit(row["line"]) == (row["credit"] == "yes")
