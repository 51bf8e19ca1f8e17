"""What a plain text says of itself: its title, the day it came out, who published and who wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.annotations import Block
from extractor.reading.bylines import find_author
from extractor.reading.dateline import Dateline, find_dateline
from extractor.reading.dates import parse_date
from extractor.reading.facts import Facts
from extractor.reading.furniture import is_furniture
from extractor.reading.lines import read_words

__all__ = ["find_facts"]

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\(с\)|copyright)\s*(?:(?:19|20)\d\d\s*(?:г\.)?\s*(?:[-–—]\s*(?:(?:19|20)\d\d|н\.\s?в\.))?)?,?\s*"
    r"(?P<name>[«\"]?[А-ЯЁA-Z][^|\n©]*?)\s*(?:[.|,]|\s[-–—]\s|(?:19|20)\d\d|$)",
    re.IGNORECASE,
)
_SITE_AFTER = re.compile(r"\s+[|–—»·-]\s+(?P<name>[^|]{2,60})$")
#: a date of change is no date of publication
_CHANGED = re.compile(r"обновл|измен", re.IGNORECASE)
_LEGAL = frozenset("все права защищены".split())
_ISSUE = re.compile(r"^\W*(?:№|номер|выпуск)\s*\d+", re.IGNORECASE)


def find_facts(text: str, blocks: Sequence[Block], crawled: str | None = None) -> Facts:
    """Return what the blocks of a text say of the article; «вчера» counts from the day when it was taken."""
    title = next((block for block in blocks if block.kind == "title"), None)
    dateline = _first_dateline(text, blocks)
    return Facts(
        title=_headline(title.of(text)) if title else None,
        published=_published(text, blocks, crawled) or (dateline.day if dateline else None),
        outlet=(dateline.agency if dateline else None) or _outlet(text, blocks, title),
        author=_author(text, blocks),
    )


def _headline(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _first_dateline(text: str, blocks: Sequence[Block]) -> Dateline | None:
    """The agency's dateline at the head of the first paragraph."""
    for block, following in pairwise(blocks):
        if block.rule == "agency dateline":
            return find_dateline(text[block.start : following.end])
    return None


def _published(text: str, blocks: Sequence[Block], crawled: str | None) -> str | None:
    """The date that stands by the title; then that of a newspaper's issue; then the clock of the copied page."""
    lines = [block.of(text) for block in blocks if block.rule in ("date line", "date and name")]
    clocks = [block.of(text) for block in blocks if block.rule == "clock"]
    clock = next((day for line in clocks if (day := parse_date(line))), None)
    shown = clock.day if clock else None
    for line in lines:
        if (moment := parse_date(line, crawled or shown)) and not _CHANGED.search(line[: moment.start]):
            return moment.iso
    for block in blocks:
        if block.kind == "furniture" and _ISSUE.match(block.of(text)) and (moment := parse_date(block.of(text))):
            return moment.day
    return shown


def _outlet(text: str, blocks: Sequence[Block], title: Block | None) -> str | None:
    """The owner of the copyright; the name after the title; the name that a page begins with."""
    furniture = [block.of(text) for block in blocks if block.kind == "furniture"]
    for line in furniture:
        if (match := _COPYRIGHT.search(line)) and not set(read_words(match["name"])) & _LEGAL:
            return match["name"].strip(' «»"') if match["name"].count("«") == 0 else match["name"].strip()
    if title is None:
        return None
    head = title.of(text)
    for line in furniture:
        if line.startswith(head) and (match := _SITE_AFTER.search(line[len(head) :])):
            return match["name"].strip()
    first = blocks[0].of(text)
    if blocks[0].rule == "above the title" and not is_furniture(first) and len(first.split()) >= 2:
        return first if len(first.split()) <= 6 else None
    return None


def _author(text: str, blocks: Sequence[Block]) -> str | None:
    names: list[str] = []
    for block in blocks:
        if block.kind == "byline" and (name := find_author(block.of(text))) and name not in names:
            names.append(name)
    return ", ".join(names) or None
