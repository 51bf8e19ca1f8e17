"""Furniture: the lines that a page prints around its article, told by their words alone.

>>> from extractor.reading.lines import read_lines
>>> [find_furniture(line) for line in read_lines("Читайте также: Каток залили\\n15 комментариев\\nКаток залили.")]
['head: читайте также', 'line: комментариев', None]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from extractor.lexicons import load_lexicon
from extractor.reading.lines import Line, read_words

__all__ = ["find_furniture", "is_furniture", "opens_list"]

_COLUMNS = ("phrase", "match")
#: a longer line is no «Поделиться»; a longer one yet is no legal notice either
_SHORT, _PROMO_WORDS, _LONG = 14, 30, 40
#: in characters: no furniture is longer; a closed line of more is a sentence, and only some furniture is
_LONGEST, _SENTENCE = 400, 120
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|https?://\S+|\bwww\.\S+|(?<![\w@])@\w{3,}|\+?[78][\s(-]+\d{3}[\s)-]+[\d\s-]{7,}"
)
#: «Подписывайтесь на наш канал», «Больше новостей — в наших соцсетях»
_CALL = re.compile(
    r"\b(?:подпис|подпиш|присоединя|следите|читайте|читать|смотрите|присылайте|пишите|делитесь|вступайте|заходите|узнавайте|больше|самые?\s|"
    r"главн|оперативн|свежие|новости|подробност|ещё|еще|ищите)",
    re.IGNORECASE,
)
_CHANNEL = re.compile(
    r"\b(?:telegram|телеграм|тг\b|канал|вконтакте|вк\b|дзен|max\b|макс\b|whatsapp|вотсап|viber|вайбер|одноклассник|соцсет|социальн\w+\s+сет|"
    r"мессенджер|рассылк|мобильн\w+\s+приложен|youtube|rutube|групп[еу]\b|чат|бот)",
    re.IGNORECASE,
)
_OURS = frozenset(
    "наш наша наше наши нашу наших нашем нашей нашим нас нам мы подписывайтесь подпишитесь подписывайся".split()
)
#: «Читайте «Газету» в мессенджере»: an order at the head of the line needs no «нас»
_ORDER = re.compile(
    r"\W*(?:читайте|смотрите|слушайте|подписывайтесь|следите|ищите|вступайте|присоединяйтесь)\b", re.IGNORECASE
)
_SAID = re.compile(r"[,»\"]\s*[—–-]\s|^\s*[—–-]\s")
_LABEL = re.compile(r"^[\W_]*[\w\s./-]{0,40}?:")
_TAGS = re.compile(r"^\W*(?:#[\w-]+[\s,]*)+$")
#: «👍 88 🤬 240», «3,4K», «1K 2 мин. ...»: every character is read in one way, lest a row of digits take forever
_COUNTER = re.compile(r"^(?=.*\d)(?:[^\w]|\d|(?<=[\d\s])[KКMМkкmм](?!\w))+$|^[\d.,]+\s?[KКMМkк]?\s+\d+\s+мин\b\W*$")
_CRUMBS = re.compile(
    r"\S\s(?:»|›|→|/|>|::)\s\S.*\s(?:»|›|→|/|>|::)\s\S|^\W*(?:главная|домой)\s*(?:»|›|→|/|>|::|—|-|\|)", re.IGNORECASE
)
_COPYRIGHT = re.compile(
    r"^\W*(?:©|\(c\)|\(с\)|copyright)\s*(?:«?[А-ЯЁA-Z][\w .«»-]{2,40}?,?\s*)?(?:19|20)\d\d|"
    r"^\W*[\w .«»-]+,\s*(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d\s*$",
    re.IGNORECASE,
)
_AGE = re.compile(r"^\W*(?:0|6|12|16|18)\s?\+\W*$")
_ISSUE = re.compile(r"^\W*(?:№|номер|выпуск)\s*\d+|:\s*№\s*\d+\s*\(\d+\)\s*$", re.IGNORECASE)


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The phrases by their first word, the longest first; those to be met anywhere by any of theirs."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, row in load_lexicon("furniture", _COLUMNS).items():
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append((words, row["match"]))
    return {word: sorted(rows, key=lambda row: -len(row[0])) for word, rows in found.items()}


def find_furniture(line: Line) -> str | None:
    """Return the rule by which a line is furniture whatever stands around it, or None."""
    if len(line.text) > _LONGEST or len(line.words) > _LONG:
        return None
    rules = OF_SENTENCES if line.is_closed and len(line.text) > _SENTENCE else RULES
    found = next((name for rule in rules if (name := rule(line))), None)
    if found and line.is_closed and _SAID.search(line.text):
        return None  # «Подписывайтесь на наш канал», — призвал он зрителей.
    return found


def is_furniture(text: str) -> bool:
    """Tell whether a text alone on its line would be furniture: «новости», «Главная страница»."""
    return find_furniture(Line(0, len(text), text)) is not None


def opens_list(rule: str) -> bool:
    """Tell whether the rule says that a list of other articles follows."""
    return rule.startswith("head")


def _phrase_at(words: tuple[str, ...], at: int, *matches: str) -> Iterator[tuple[tuple[str, ...], str]]:
    for phrase, match in _phrases().get(words[at], ()):
        if match in matches and words[at : at + len(phrase)] == phrase:
            yield phrase, match


def _line(line: Line) -> str | None:
    """«15 комментариев»: the phrase is all there is, numbers aside."""
    words = tuple(word for word in line.words if not word.isdigit())
    if not words or len(words) > 6:
        return None
    return next(
        (
            f"{match}: {' '.join(p)}"
            for p, match in _phrase_at(words, 0, "line", "rubric", "head", "label", "start", "call")
            if p == words
        ),
        None,
    )


def _start(line: Line) -> str | None:
    """«Поделиться в социальных сетях»: a short line begins so; a sentence does only to call the reader."""
    if not line.words or len(line.words) > 3 * _SHORT:
        return None
    for phrase, match in _phrase_at(line.words, 0, "start", "label", "head", "call"):
        if match == "call" or (match == "start" and len(line.words) <= _SHORT and not line.is_closed):
            return f"{match}: {' '.join(phrase)}"
        if match in ("label", "head") and _colon_after(line, phrase):
            return f"{match}: {' '.join(phrase)}"
    return None


def _colon_after(line: Line, phrase: tuple[str, ...]) -> bool:
    label = _LABEL.match(line.text)
    return bool(label and read_words(label.group()) == phrase)


def _anywhere(line: Line) -> str | None:
    """«© Газета. Все права защищены»: the phrase stands somewhere in the line."""
    starts = _anywhere_starts()
    for at, word in enumerate(line.words):
        if word in starts:
            for phrase, _ in _phrase_at(line.words, at, "anywhere"):
                return f"anywhere: {' '.join(phrase)}"
    return None


@cache
def _anywhere_starts() -> frozenset[str]:
    return frozenset(word for word, rows in _phrases().items() if any(match == "anywhere" for _, match in rows))


def _promo(line: Line) -> str | None:
    """«Больше новостей — в нашем телеграм-канале»: a call to a channel of ours that nobody in the news utters."""
    text = line.text
    if len(line.words) > _PROMO_WORDS or (_OURS.isdisjoint(line.words) and not _ORDER.match(text)):
        return None
    return "promo" if _CHANNEL.search(text) and _CALL.search(text) else None


def _menu(line: Line) -> str | None:
    """«Войти Создать блог Топ категорий»: names of sections, one after another."""
    if line.is_closed or len(line.words) > 12:
        return None
    at = covered = count = 0
    while at < len(line.words):
        phrase = next((p for p, _ in _phrase_at(line.words, at, "line", "rubric", "start", "head")), None)
        count += phrase is not None
        covered += len(phrase or ())
        at += len(phrase or (0,))
    return "menu" if count >= 2 and 2 * covered > len(line.words) else None


def _pattern(name: str, pattern: re.Pattern[str], limit: int = _SHORT) -> Callable[[Line], str | None]:
    def rule(line: Line) -> str | None:
        return name if len(line.words) <= limit and pattern.search(line.text) else None

    return rule


def _contact(line: Line) -> str | None:
    """«Пресс-служба: press@пример», «+7 900 000-00-00»: an address or a telephone with a word or two."""
    if not any(mark in line.text for mark in ("@", "://", "www.", "-")):
        return None
    match = _CONTACT.search(line.text)
    rest = read_words(_CONTACT.sub(" ", line.text)) if match else ()
    return "contact" if match and len(rest) <= 4 and line.text[-1] not in ".,:;" else None


#: the first that answers wins
RULES: tuple[Callable[[Line], str | None], ...] = (
    _line,
    _start,
    _anywhere,
    _promo,
    _menu,
    _pattern("hashtags", _TAGS, 30),
    _pattern("age mark", _AGE),
    _pattern("counter", _COUNTER),
    _pattern("breadcrumbs", _CRUMBS, 40),
    _pattern("copyright", _COPYRIGHT, 40),
    _pattern("issue", _ISSUE, 8),
    _contact,
)

#: those that a whole sentence may answer to
OF_SENTENCES: tuple[Callable[[Line], str | None], ...] = (_start, _anywhere, _promo)
