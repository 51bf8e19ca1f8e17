"""Cases of numbers as data: a text with its numbers in brackets, what each must be, and the day of publication.

    Потеряли [от пяти до семи тысяч] овец.	count 5000..7000 noun:овца
    В [среду] матч.	date @2024-05-22	2024-05-15

A line without brackets holds no number at all. The second column gives, for each bracket, the kind, the value (or
`low..high`, or `null`) and then `unit:…`, `noun:…` (spaces as `_`), `~qualifier`, `@date`; several are parted by `; `.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """A text, the numbers that it must give, and where the case stands."""

    place: str
    text: str
    numbers: tuple[dict[str, Any], ...]
    published: str | None


def load_cases(name: str) -> Iterator[Case]:
    """Yield the cases of one file."""
    for at, row in enumerate((FOLDER / name).read_text(encoding="utf-8").splitlines(), 1):
        if row.strip() and not row.startswith("#"):
            marked, described, published = (*row.split("\t"), "", "")[:3]
            yield Case(f"{name}:{at}", *_parse(marked, described), published or None)


def _parse(marked: str, described: str) -> tuple[str, tuple[dict[str, Any], ...]]:
    text, spans = "", []
    for piece in re.split(r"(\[[^\]]*\])", marked):
        if piece.startswith("["):
            spans.append((len(text), len(text) + len(piece) - 2))
            piece = piece[1:-1]
        text += piece
    facts = [part for part in described.split("; ") if part]
    assert len(facts) == len(spans), f"{marked}: {len(spans)} brackets, {len(facts)} descriptions"
    return text, tuple(_describe(span, fact) for span, fact in zip(spans, facts, strict=True))


def _describe(span: tuple[int, int], fact: str) -> dict[str, Any]:
    kind, *parts = fact.split()
    number: dict[str, Any] = {"start": span[0], "end": span[1], "kind": kind}
    number |= dict.fromkeys(("value", "low", "high", "unit", "noun", "qualifier", "date"))
    for part in parts:
        name, _, value = part.partition(":")
        if part.startswith("~"):
            number["qualifier"] = part[1:]
        elif part.startswith("@"):
            number["date"] = part[1:]
        elif name in ("unit", "noun"):
            number[name] = value.replace("_", " ")
        elif ".." in part:
            number["low"], number["high"] = (float(end) for end in part.split(".."))
        elif part != "null":
            number["value"] = float(part)
    return number


def mark(text: str, numbers: list[dict[str, Any]]) -> str:
    """Return the text with its numbers in brackets, each with what was read in it: how a failure is shown."""
    shown = text
    for number in sorted(numbers, key=lambda n: n["start"], reverse=True):
        facts = ", ".join(f"{k}={v}" for k, v in number.items() if v is not None and k not in ("start", "end"))
        shown = (
            f"{shown[: number['start']]}[{shown[number['start'] : number['end']]} | {facts}]{shown[number['end'] :]}"
        )
    return shown
