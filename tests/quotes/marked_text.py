"""The notation of the cases: a text with its quotes between ⟦ and ⟧, read and written."""

from __future__ import annotations

from pathlib import Path

OPEN, GOES_ON, CLOSE = "⟦", "⟦+", "⟧"

Contents = set[tuple[tuple[int, int], ...]]


def read_cases(path: Path) -> list[tuple[str, str]]:
    """The classes and the marked-up texts of a file of cases; ¶ parts paragraphs."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(label, marked.replace("¶", "\n\n")) for label, marked in rows]


def parse_marked(marked: str) -> tuple[str, Contents]:
    """The text without the brackets, and the segments of each quote between them."""
    text, open_quotes, quotes = "", [], []
    at = 0
    while at < len(marked):
        if marked.startswith(GOES_ON, at):
            open_quotes.append((len(text), quotes.pop()))
            at += len(GOES_ON)
        elif marked[at] == OPEN:
            open_quotes.append((len(text), []))
            at += 1
        elif marked[at] == CLOSE:
            start, segments = open_quotes.pop()
            quotes.append([*segments, (start, len(text))])
            at += 1
        else:
            text += marked[at]
            at += 1
    return text, {tuple(segments) for segments in quotes}


def render_marked(text: str, contents: Contents) -> str:
    """The text with the quotes between brackets, as the cases have them."""
    brackets = [
        mark
        for segments in contents
        for number, (start, end) in enumerate(segments)
        for mark in ((start, 1, -end, GOES_ON if number else OPEN), (end, 0, -start, CLOSE))
    ]
    for at, _, _, bracket in sorted(brackets, reverse=True):
        text = text[:at] + bracket + text[at:]
    return text.replace("\n\n", "¶")
