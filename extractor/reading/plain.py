"""Plain text becomes blocks: what is the article, what is its title, and what the page printed around it.

The text is somebody's paste or a scraper's dump, or a clean article; nothing says which. So every line is first read
for what it says of itself (a date, a credit, a phrase that only pages print), and then by where it stands: above the
first sentence, among the sentences, or below the last one. Lines that only their place makes furniture are furniture
only in a text that has some beyond doubt: a clean text keeps all its lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractor.annotations import Block, BlockKind
from extractor.reading.bylines import find_author, is_credit, is_name, is_spoken_of
from extractor.reading.dateline import find_dateline
from extractor.reading.dates import is_clock, is_date_line, parse_date
from extractor.reading.furniture import find_furniture, opens_list
from extractor.reading.lines import Line, read_lines, read_words
from extractor.reading.wraps import find_paragraphs

__all__ = ["Labelled", "find_blocks", "label_lines", "read_whole"]

#: a headline is no longer
_TITLE_WORDS, _TITLE_CHARS = 30, 220
#: in a clean text only a headline that the sender gives stands below another line
_CLEAN_MARGIN = 8
#: a headline is looked for in so many lines above the first sentence
_DEEPEST = 200
#: a standfirst of one or two sentences is no longer; words of so many letters tell what a title is about
_STANDFIRST, _TELLING = 250, 3
#: a closed line of more characters is no date, credit or byline
_CERTAIN = 120
_COMMENTS = re.compile(r"^\W*(?:комментарии|комментариев|обсуждение|отзывы|\d+\s+(?:комментари|отзыв))", re.IGNORECASE)
_ANSWERS = frozenset({"line: ответить", "start: оставить комментарий", "line: цитировать", "start: пожаловаться"})
#: what publishers are called; such a line without a verb is the name of the site
_OUTLET = re.compile(
    r"\W*(?:газета|журнал|портал|сайт|официальный|радио|телеканал|агентство|информационн\w+|сетевое|администрация|управление|"
    r"прокуратура|министерство|департамент|институт|университет|школа|музей)\b",
    re.IGNORECASE,
)
#: an order to the reader, or what a button does
_BUTTON = re.compile(r"^\W*[А-ЯЁа-яё]{2,}(?:ть|ться|тись|ти|йте|йтесь|ите|итесь|ьте)\b")


@dataclass(slots=True)
class Labelled:
    """A line with what it was found to be, and why."""

    line: Line
    kind: BlockKind | None = None
    rule: str | None = None


@dataclass(slots=True)
class _Text:
    """The lines of a text on their way to their kinds."""

    rows: list[Labelled]
    text: str
    title: int | None = None
    #: positions of the first and the last line that read as sentences
    first: int = 0
    last: int = -1
    #: whether something beyond doubt shows that a page was scraped
    scraped: bool = False


def read_whole(text: str) -> tuple[Block, ...]:
    """Return every paragraph as body, for a text that is known to hold nothing else."""
    paragraphs = find_paragraphs(read_lines(text), text)
    return tuple(Block(line.start, line.end, "paragraph", rule="kept whole") for line in paragraphs)


def find_blocks(text: str, title: str | None = None) -> tuple[Block, ...]:
    """Return the blocks of a plain text; `title` is its headline where the sender gives it."""
    blocks: list[Block] = []
    for row in label_lines(find_paragraphs(read_lines(text), text), text, title):
        line = row.line
        if row.kind == "paragraph" and (dateline := find_dateline(line.text)):
            cut = line.start + dateline.end
            head = line.start + len(line.text[: dateline.end].rstrip())
            blocks.append(Block(line.start, head, "dateline", rule="agency dateline"))
            blocks.append(Block(cut, line.end, "paragraph", rule=row.rule))
        else:
            blocks.append(Block(line.start, line.end, row.kind or "paragraph", rule=row.rule))
    return tuple(blocks)


def label_lines(lines: Sequence[Line], text: str, title: str | None = None) -> list[Labelled]:
    """Return the lines with their kinds, in order."""
    if len(lines) == 1:
        return [Labelled(lines[0], "paragraph", "all there is")]
    page = _Text([Labelled(line) for line in lines], text)
    for step in STEPS:
        step(page, title)
    return page.rows


def _label_alone(page: _Text, title: str | None) -> None:
    """What a line is whatever stands around it: a date, a credit, furniture."""
    for row in page.rows:
        row.kind, row.rule = _kind_alone(row.line)


def _kind_alone(line: Line) -> tuple[BlockKind | None, str | None]:
    if line.is_closed and len(line.text) > _CERTAIN:
        rule = find_furniture(line)
        return ("furniture", rule) if rule else (None, None)
    if is_clock(line.text):
        return "furniture", "clock"
    if is_date_line(line.text):
        return "dateline", "date line"
    if is_credit(line.text):
        return "caption", "credit"
    if rule := find_furniture(line):
        return "furniture", rule
    if not line.is_prose and not is_name(line.text) and find_author(line.text):
        return "byline", "byline"
    return None, None


def _find_body(page: _Text, title: str | None) -> None:
    """Where the sentences begin and end, and whether the text was scraped from a page."""
    given = read_words(title or "")
    prose = [
        at for at, row in enumerate(page.rows) if row.kind is None and row.line.is_prose and row.line.words != given
    ]
    if prose and prose[0] == 0 and len(prose) > 1 and _is_exclaimed_title(page.rows[0].line):
        prose = prose[1:]
    page.first = prose[0] if prose else len(page.rows)
    page.last = prose[-1] if prose else -1
    _label_dates(page)
    page.scraped = any(
        row.kind == "furniture" and not (row.rule or "").startswith(("label: источник", "clock")) for row in page.rows
    )


def _label_dates(page: _Text) -> None:
    """A date among the sentences is the heading of a chronicle's entry; a site's clock stands above or below."""
    for row in page.rows[page.first : page.last]:
        if row.rule in ("date line", "clock"):
            row.kind, row.rule = "heading", "date among sentences"


def _trust_headings(page: _Text, title: str | None) -> None:
    """«Подписка на газеты» among the sentences of a text that has no other furniture is a heading of its own."""
    furniture = [at for at, row in enumerate(page.rows) if row.kind == "furniture"]
    if len(furniture) == 1 and page.first < furniture[0] < page.last:
        row = page.rows[furniture[0]]
        if (row.rule or "").startswith(("line", "rubric", "start")):
            row.kind, row.rule, page.scraped = None, None, False


def _label_comments(page: _Text, title: str | None) -> None:
    """Below «Комментарии (2)», or «Комментарии» where somebody may answer, readers speak."""
    for at, row in enumerate(page.rows):
        if row.kind == "furniture" and at > page.first and _COMMENTS.match(row.line.text):
            below = page.rows[at + 1 :]
            if re.search(r"\d", row.line.text) or any(other.rule in _ANSWERS for other in below):
                for other in below:
                    other.kind, other.rule = "furniture", "comment"
                _find_body(page, title)
                return


def _label_teasers(page: _Text, title: str | None) -> None:
    """A title with a date below it, among the sentences of a scraped page, is another article's."""
    if not page.scraped:
        return
    for row, following in zip(page.rows[page.first :], page.rows[page.first + 1 :], strict=False):
        dated = following.rule == "date among sentences" and re.search(r"[^\W\d]", following.line.text)
        if dated and row.kind is None and not row.line.is_punctuated and not row.line.is_item:
            row.kind, row.rule = "furniture", "title of another article"
            following.kind, following.rule = "furniture", "date of another article"


def _is_exclaimed_title(line: Line) -> bool:
    """«Где зимуют раки?» above an article."""
    return line.text[-1] in "?!" and len(line.words) <= 14 and not line.is_speech


def _find_title(page: _Text, title: str | None) -> None:
    """The headline: the best of the open lines above the first sentence."""
    given = read_words(title or "")
    heads = range(max(0, page.first - _DEEPEST), page.first)
    candidates = [at for at in heads if _may_be_title(page.rows[at], given)]
    if not candidates:
        return
    scores = {at: _title_score(page, at, given) for at in candidates}
    first = page.rows[candidates[0]].line
    dated = any(page.rows[at].kind == "dateline" for at in heads)
    page.scraped = page.scraped or _names_outlet(first)
    margin = _margin(first) if page.scraped or dated or len(first.words) == 1 else _CLEAN_MARGIN
    best = candidates[0]
    for at in candidates[1:]:
        if scores[at] >= scores[best] + margin:
            best = at
    page.title = best
    page.rows[best].kind, page.rows[best].rule = "title", "headline"
    for at in range(best):
        if page.rows[at].kind in (None, "byline") and (page.scraped or dated):
            page.rows[at].kind, page.rows[at].rule = "furniture", "above the title"


def _margin(first: Line) -> int:
    """By how much a later line must be the better headline; less where the first is short and says nothing."""
    return 3 if first.has_verb or len(first.words) > 5 else 2


def _names_outlet(line: Line) -> bool:
    """«Газета «Звезда»», «Администрация района»: a publisher, of whom nothing is said."""
    return bool(_OUTLET.match(line.text)) and not line.has_verb


def _may_be_title(row: Labelled, given: tuple[str, ...]) -> bool:
    line = row.line
    if line.words and line.words == given:
        return True
    return (
        row.kind is None
        and 0 < len(line.words) <= _TITLE_WORDS
        and len(line.text) <= _TITLE_CHARS
        and not line.is_speech
        and line.text[-1] not in ",;:"
        and (not line.is_closed or line.text[-1] in "?!…" or line.text[-1] in '»"”')
    )


def _title_score(page: _Text, at: int, given: tuple[str, ...]) -> float:
    line = page.rows[at].line
    words = line.words
    score = 10.0 * (words == given)
    score += 3 * _is_repeated(page, at)
    score += 2 * line.has_verb
    score += 4 <= len(words) <= 16
    score -= len(words) <= 2 and not line.has_verb
    score -= 2 * ("|" in line.text) + 2 * (2 * sum(word.isdigit() for word in words) > len(words))
    following = page.rows[at + 1].kind if at + 1 < len(page.rows) else None
    previous = page.rows[at - 1].kind if at else None
    score -= 2 * _names_outlet(line)
    return score + ("dateline" in (previous, following)) + 0.5 * (at + 1 == page.first)


def _is_repeated(page: _Text, at: int) -> bool:
    """The title stands again above the article, in breadcrumbs, or with the name of the site after it."""
    words = page.rows[at].line.words
    others = [
        row.line.words
        for row in page.rows[max(0, page.first - _DEEPEST) : page.first]
        if row is not page.rows[at] and row.kind != "caption"
    ]
    ends = ((other[: len(words)], other[-len(words) :]) for other in others)
    return words in others or (len(words) > 1 and any(words in pair for pair in ends))


def _label_repeats(page: _Text, title: str | None) -> None:
    """The headline printed twice, or with the name of the site: once is enough."""
    if page.title is None:
        return
    words = page.rows[page.title].line.words
    for at, row in enumerate(page.rows):
        if at != page.title and row.line.words == words and at < page.first:
            row.kind, row.rule = "furniture" if page.scraped else "title", "the title again"


def _label_lists(page: _Text, title: str | None) -> None:
    """Lines under «Материалы по теме:» up to the next sentence are titles of other articles."""
    inside = False
    rubric: Labelled | None = None
    for row in page.rows[page.first : page.last]:
        if rubric and row.kind is None and not row.line.is_punctuated:
            row.kind, row.rule = "furniture", "title under a rubric"
        rubric = row if (row.rule or "").startswith("rubric") else None
    for row in page.rows:
        if row.kind == "furniture":
            inside = (opens_list(row.rule or "") and not _holds_more(row)) or inside
        elif row.line.is_prose or row.kind == "title":
            inside = False
        elif inside and row.kind is None:
            row.kind, row.rule = "furniture", "in a list of other articles"


def _holds_more(row: Labelled) -> bool:
    """«Читайте также: Сезон открыт»: the other article stands in the same line."""
    return bool(re.search(r":\s*\w", row.line.text))


def _label_head(page: _Text, title: str | None) -> None:
    """Open lines between the title and the first sentence: a standfirst, a name, a caption."""
    start = 0 if page.title is None else page.title + 1
    if page.title is None and page.first >= len(page.rows):
        return
    several = sum(row.kind is None and len(row.line.words) >= 6 for row in page.rows[start : page.first]) > 1
    for at in range(start, page.first):
        row = page.rows[at]
        if row.kind is not None:
            continue
        if page.title is None:
            if page.scraped and not row.line.is_punctuated:
                row.kind, row.rule = "furniture", "above the article"
        elif is_name(row.line.text):
            row.kind, row.rule = _name_kind(page, row.line)
        elif _is_date_and_name(row.line, page):
            row.kind, row.rule = "dateline", "date and name"
        elif row.line.is_item:
            row.kind, row.rule = "list", "bullet"
        elif row.line.text.endswith(":") or row.line.is_speech or (several and len(row.line.words) >= 4):
            row.kind, row.rule = "paragraph", "sentence"
        elif len(row.line.words) >= 4:
            row.kind, row.rule = "lead", "under the title"
        elif page.scraped:
            row.kind, row.rule = "furniture", "under the title"
        else:
            row.kind, row.rule = "caption", "under the title"


def _label_standfirst(page: _Text, title: str | None) -> None:
    """A short sentence under the title, where what follows begins the story anew or asks the first question."""
    if page.title is None or page.first + 1 >= len(page.rows):
        return
    row, following = page.rows[page.first], page.rows[page.first + 1].line
    under = all(other.kind is not None for other in page.rows[page.title + 1 : page.first])
    if not under or row.kind is not None or row.line.is_speech or len(row.line.text) > _STANDFIRST:
        return
    asks = following.is_speech and following.text[-1] == "?"
    if asks or (not following.is_speech and _tells_title_anew(page, page.rows[page.title].line)):
        row.kind, row.rule = "lead", "standfirst"


def _tells_title_anew(page: _Text, title: Line) -> bool:
    """The paragraph after the first says what the title says, the first does not."""
    told = {word for word in title.words if len(word) >= _TELLING}
    first, second = (len(told.intersection(page.rows[at].line.words)) for at in (page.first, page.first + 1))
    return second >= 2 and first == 0


def _is_date_and_name(line: Line, page: _Text) -> bool:
    """«12.09.2025 Клара Новик 204», «Опубликовано 1 августа 2025 автором admin»: a date and a few words."""
    moment = parse_date(line.text) if len(line.words) <= 12 and not line.is_punctuated else None
    return moment is not None and (page.scraped or moment.start == 0 or moment.time is not None)


def _name_kind(page: _Text, line: Line) -> tuple[BlockKind, str]:
    """A name alone is the author's, unless the article speaks of the person: then a picture stood there."""
    spoken = any(is_spoken_of(line.text, row.line.text) for row in page.rows if row.line.is_prose)
    return ("caption", "name of somebody in the news") if spoken else ("byline", "name alone")


def _label_tail(page: _Text, title: str | None) -> None:
    """Open lines below the last sentence: a signature, a button, or, in a scraped page, whatever the page ends with."""
    if page.last < 0:
        return
    for at in range(page.last + 1, len(page.rows)):
        row = page.rows[at]
        if row.kind is not None:
            continue
        line = row.line
        if is_name(line.text):
            row.kind, row.rule = _name_kind(page, line)
        elif line.is_closed and len(line.words) >= 3 and not line.is_item:
            row.kind, row.rule = "paragraph", "sentence"
        elif len(line.words) <= 6 and _BUTTON.match(line.text) and not (line.is_punctuated or line.is_item):
            row.kind, row.rule = "furniture", "button"
        elif not line.words:
            row.kind, row.rule = "furniture", "no words"
        elif page.scraped and not line.is_item and any(r.kind == "furniture" for r in page.rows[page.last + 1 :]):
            row.kind, row.rule = "furniture", "below the article"


def _label_body(page: _Text, title: str | None) -> None:
    """The sentences, and the open lines among them."""
    for at, row in enumerate(page.rows):
        if row.kind is not None:
            continue
        row.kind, row.rule = _body_kind(page, at)


def _body_kind(page: _Text, at: int) -> tuple[BlockKind, str]:
    line = page.rows[at].line
    if line.is_item and _is_listed(page, at):
        return "list", "bullet"
    if line.is_prose or line.is_punctuated or len(line.words) > 14:
        return "paragraph", "sentence"
    if is_name(line.text) and at > page.last:
        return _name_kind(page, line)
    if line.words and page.first <= at < page.last and not line.text[0].islower() and not line.is_item:
        return "heading", "open line between sentences"
    return "paragraph", "default"


def _is_listed(page: _Text, at: int) -> bool:
    """Items come together, or follow a colon; a dash before a sentence that ends as speech does is speech."""
    line = page.rows[at].line
    around = [page.rows[n].line for n in (at - 1, at + 1) if 0 <= n < len(page.rows)]
    dash = line.text[0] in "-—–"
    if dash and line.is_speech and (line.is_closed or re.search(r"[,!?…]\s*[—–-]\s", line.text)):
        return False
    if dash:
        return any(other.is_item and other.text[0] == line.text[0] and not other.is_closed for other in around)
    return any(other.is_item for other in around) or (at > 0 and around[0].text.endswith(":"))


#: from what a line says of itself to what its place says
STEPS: tuple[Callable[[_Text, str | None], None], ...] = (
    _label_alone,
    _find_body,
    _trust_headings,
    _label_comments,
    _find_title,
    _label_repeats,
    _label_lists,
    _label_teasers,
    _label_head,
    _label_standfirst,
    _label_tail,
    _label_body,
)
