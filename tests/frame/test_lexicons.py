"""The loader refuses what would be a silent mistake, and every lexicon of the project loads."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import lexicons
from extractor.errors import LexiconError
from extractor.lexicons import load_lexicon, parse_lexicon

HEADER = "lemma\tclass\tnote"
COLUMNS = ("lemma", "class")
REFUSED = {
    "stands there twice": [HEADER, "мэр\ta", "мэр\tb"],
    "keep the file sorted": [HEADER, "мэр\ta", "глава\ta"],
    "cells": [HEADER, "мэр\ta\tb\tc"],
    "has the columns": ["lemma\tkind", "мэр\ta"],
}


@pytest.mark.parametrize(("reason", "lines"), REFUSED.items())
def test_parse_lexicon_refuses(reason: str, lines: list[str]) -> None:
    with pytest.raises(LexiconError, match=reason):
        parse_lexicon("test", COLUMNS, lines)


def test_parse_lexicon_fills_what_is_missing() -> None:
    entries = parse_lexicon("test", COLUMNS, ["# why", HEADER, "глава\ta\tглава района", "мэр"])
    assert entries["мэр"] == {"lemma": "мэр", "class": "", "note": ""}
    assert entries["глава"]["note"] == "глава района"


def test_load_lexicon_names_the_missing_file() -> None:
    with pytest.raises(LexiconError, match=r"no lexicon nothing\.tsv"):
        load_lexicon("nothing", COLUMNS)


@pytest.mark.parametrize("path", sorted(Path(lexicons.__file__).parent.glob("*.tsv")), ids=lambda path: path.name)
def test_every_lexicon_loads(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    header = next(line for line in lines if line.strip() and not line.startswith("#")).split("\t")
    columns = tuple(header[:-1] if header[-1] == "note" else header)
    assert parse_lexicon(path.stem, columns, lines)
