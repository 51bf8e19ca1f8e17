"""Pasted texts with the kind of every line: `kind| line`, `kind+| line` where it goes on with the one above.

Two kinds with a slash between are both right. Lines that begin with `#` give the facts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from extractor.document import Article

__all__ = ["PasteCase", "differences", "read_paste_cases"]

_FACTS = ("title", "published", "author", "outlet")


@dataclass(frozen=True)
class PasteCase:
    """A text as it was pasted; `kinds` by the number of the line, `joined` the lines that go on with the one above."""

    name: str
    text: str
    newline: str
    facts: dict[str, str | None]
    kinds: dict[int, list[str]]
    joined: frozenset[int]


def read_paste_cases(folder: Path) -> list[PasteCase]:
    """Return the texts of a folder, in order of their names."""
    return [_parse(path) for path in sorted(folder.glob("*.txt"))]


def _parse(path: Path) -> PasteCase:
    facts: dict[str, str | None] = {}
    lines: list[str] = []
    kinds: dict[int, list[str]] = {}
    joined = set()
    for row in path.read_text(encoding="utf-8").rstrip("\n").split("\n"):
        if row.startswith("# "):
            key, value = row[2:].split(":", 1)
            facts[key] = value.strip() or None
            continue
        kind, bar, line = row.partition("|")
        if bar:
            kinds[len(lines)] = kind.rstrip("+").split("/")
            if kind.endswith("+"):
                joined.add(len(lines))
        lines.append(line.removeprefix(" "))
    newline = "\r\n" if facts.pop("newline", None) else "\n"
    return PasteCase(path.stem, newline.join(lines), newline, facts, kinds, frozenset(joined))


def differences(case: PasteCase, article: Article) -> list[str]:
    """Return the lines that got another kind, the joints that are missing, the facts that differ."""
    wrong = [] if article.text == case.text else ["the text was changed"]
    at = 0
    for number, line in enumerate(case.text.split(case.newline)):
        blocks = [block for block in article.blocks if block.start < at + len(line) and at < block.end]
        cover = Counter({b.kind: min(b.end, at + len(line)) - max(b.start, at) for b in blocks})
        got = cover.most_common(1)[0][0] if cover else None
        if number in case.kinds and got not in case.kinds[number]:
            wrong.append(f"{'/'.join(case.kinds[number])}| {line}    got {got}")
        if number in case.kinds and any(b.start < at for b in blocks) != (number in case.joined):
            wrong.append(f"{line}    is {'not ' if number in case.joined else ''}joined with the line above")
        at += len(line) + len(case.newline)
    return wrong + [
        f"{name}: {case.facts.get(name)!r}, got {getattr(article, name)!r}"
        for name in _FACTS
        if case.facts.get(name) != getattr(article, name)
    ]
