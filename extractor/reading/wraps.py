"""Hard-wrapped lines joined into paragraphs, without touching the text.

A typewriter's habit: a line is broken where the next word would not have fitted. A text is wrapped where many lines end
amid a sentence and the next begins with a small letter. In such a text two lines are one paragraph if the first plainly
breaks off, or if the first word of the second would not have fitted in the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractor.reading.lines import Line

__all__ = ["find_paragraphs"]

#: no typewriter, mail or console wraps nearer or farther
_NARROWEST, _WIDEST = 24, 120
#: how many lines must break off plainly, and what share of those that another follows
_FEWEST, _SHARE = 2, 0.3
#: an open line may end so much earlier than the widest of its paragraph
_SLACK = 3


def find_paragraphs(lines: Sequence[Line], text: str) -> list[Line]:
    """Return the lines with those joined that were one paragraph before somebody wrapped it."""
    usual = _usual_width(lines)
    if not usual:
        return list(lines)
    paragraphs: list[Line] = []
    for group in _groups(lines):
        width = max((line.length for line in group[:-1]), default=0) if len(group) > 2 else usual
        paragraphs.append(group[0])
        for line, following in pairwise(group):
            if _continues(line, following, width):
                first = paragraphs[-1]
                paragraphs[-1] = Line(first.start, following.end, text[first.start : following.end], first.blank_before)
            else:
                paragraphs.append(following)
    return paragraphs


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines that no blank line parts."""
    groups: list[list[Line]] = []
    for line in lines:
        if line.blank_before or not groups:
            groups.append([])
        groups[-1].append(line)
    return groups


def _usual_width(lines: Sequence[Line]) -> float:
    """How long the lines are that plainly break off, or 0 where these are too few for a wrapped text."""
    pairs = [(line, following) for line, following in pairwise(lines) if not following.blank_before]
    broken = [line.length for line, following in pairs if _breaks_off(line, following)]
    return median(broken) if len(broken) >= _FEWEST and len(broken) >= _SHARE * len(pairs) else 0


def _breaks_off(line: Line, following: Line) -> bool:
    return (
        _NARROWEST <= line.length <= _WIDEST
        and not line.is_punctuated
        and following.text[0].islower()
        and not following.is_item
        and (line.is_speech or not line.is_item)
    )


def _continues(line: Line, following: Line, width: float) -> bool:
    if _breaks_off(line, following):
        return True
    if following.is_item or line.length > _WIDEST or following.length > 1.2 * width:
        return False
    if following.is_speech and line.is_closed:
        return False
    word = following.text.split(None, 1)[0]
    slack = 0 if line.is_closed else _SLACK
    return line.length + 1 + len(word) > width - slack and line.length > width / 2
