"""Hard-wrapped lines joined into paragraphs, without touching the text.

A typewriter's habit: a line is broken where the next word would not have fitted. A text is wrapped where most of its
lines end so in the middle of a sentence; then two lines are one paragraph if the first word of the second would not
have fitted in the first.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractor.reading.lines import Line

__all__ = ["find_paragraphs"]

#: no typewriter, mail or console wraps farther
_WIDEST = 120


def find_paragraphs(lines: Sequence[Line], text: str) -> list[Line]:
    """Return the lines with those joined that were one paragraph before somebody wrapped it."""
    width = _width(lines)
    if not width:
        return list(lines)
    paragraphs: list[Line] = []
    last = None
    for line in lines:
        if last is not None and _continues(last, line, width):
            first = paragraphs[-1]
            paragraphs[-1] = Line(first.start, line.end, text[first.start : line.end], first.blank_before)
        else:
            paragraphs.append(line)
        last = line
    return paragraphs


def _width(lines: Sequence[Line]) -> int:
    """The width at which the text is wrapped, or 0 where it is not: most of its full lines end amid a sentence."""
    width = max((line.length for line in lines), default=0)
    if width > _WIDEST:
        return 0
    full = [(a, b) for a, b in itertools.pairwise(lines) if _continues(a, b, width)]
    amid = sum(not a.is_punctuated and b.text[:1].islower() for a, b in full)
    return width if amid >= 2 or (amid and amid == len(full) and 2 * len(full) >= len(lines) - 1) else 0


def _continues(line: Line, following: Line, width: int) -> bool:
    if following.blank_before or (following.is_speech and line.is_closed):
        return False
    word = following.text.split(None, 1)[0]
    return line.length + 1 + len(word) > width and line.length > width // 2
