"""Pages with what reading must make of them, written into the page itself.

A page begins with a comment that gives its facts; in the page `{{t|…}}` is the headline, `{{lead|…}}`, `{{p|…}}`,
`{{h|…}}` and `{{li|…}}` are the body, `{{cap|…}}` a caption, `{{f|…}}` what must stay out; `{{o|…}}` and `{{p?|…}}` may
be in the body or not, and so may a dateline, `{{d}}…{{/d}}`. `article: no` is a page whose body must be empty.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path

from extractor.annotations import Block
from extractor.document import Article
from extractor.reading.lines import read_words

__all__ = ["PageCase", "differences", "read_page_cases"]

_MARK = re.compile(r"\{\{(t|lead|p\?|p|h|li|cap|f|o)\|(.*?)\}\}", re.DOTALL)
_DATELINE = re.compile(r"\{\{d\}\}(.*?)\{\{/d\}\}")
_BODY = {"lead", "paragraph", "heading", "list"}
_FACTS = ("title", "published", "author", "outlet")


@dataclass(frozen=True)
class PageCase:
    """A page as a server would send it, and what is marked in it."""

    name: str
    data: bytes
    facts: dict[str, str | None]
    marks: list[tuple[str, str]]
    dateline: str


def read_page_cases(folder: Path) -> list[PageCase]:
    """Return the pages of a folder, in order of their names."""
    return [_parse(path) for path in sorted(folder.glob("*.html"))]


def _parse(path: Path) -> PageCase:
    head, page = path.read_text(encoding="utf-8").split("-->\n", 1)
    facts = {key: value.strip() or None for line in head.splitlines()[1:] for key, value in [line.split(":", 1)]}
    dateline = next((match[1] for match in _DATELINE.finditer(page)), "")
    page = re.sub(r"\{\{/?d\}\}", "", page)
    marks = [(match[1], _shown(match[2])) for match in _MARK.finditer(page)]
    data = _MARK.sub(lambda match: match[2], page).encode(facts.get("encoding") or "utf-8", "xmlcharrefreplace")
    return PageCase(path.stem, data, facts, marks, dateline)


def _shown(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())


def differences(case: PageCase, article: Article) -> list[str]:
    """Return what of the case the article does not say, and what it says besides, a line each."""
    wrong = [
        f"{name}: {case.facts.get(name)!r}, got {getattr(article, name)!r}"
        for name in _FACTS
        if "article" not in case.facts and not _same(name, case.facts.get(name), getattr(article, name))
    ]
    body = [block for block in article.blocks if block.kind in _BODY]
    left = _words(article, body, case)
    for mark, text in case.marks:
        words = read_words(text.removeprefix(case.dateline))
        if mark in ("lead", "p", "h", "li"):
            wrong += [f"{{{{{mark}|{text}}}}} is not a block of the body"] * (words not in left)
        elif mark == "cap":
            captions = [block for block in article.blocks if block.kind == "caption"]
            wrong += [f"{{{{cap|{text}}}}} is no caption"] * (not _is_inside(words, article, captions))
        elif mark == "f":
            wrong += [f"{{{{f|{text}}}}} is in the body"] * _is_inside(words, article, body)
    known = {read_words(text.removeprefix(case.dateline)) for _, text in case.marks}
    optional = tuple(word for mark, text in case.marks if mark in ("o", "p?") for word in read_words(text))
    for words in left:
        if words not in known and not set(words) <= set(optional):
            wrong.append(f"the body has besides: {' '.join(words)}")
    return wrong


def _words(article: Article, blocks: list[Block], case: PageCase) -> list[tuple[str, ...]]:
    return [read_words(block.of(article.text)) for block in blocks]


def _is_inside(words: tuple[str, ...], article: Article, blocks: list[Block]) -> bool:
    return any(f" {' '.join(words)} " in f" {' '.join(read_words(b.of(article.text)))} " for b in blocks)


def _same(name: str, gold: str | None, got: str | None) -> bool:
    if name in ("title", "outlet"):
        return read_words(gold or "") == read_words(got or "")
    return gold == got
