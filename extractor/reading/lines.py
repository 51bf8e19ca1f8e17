"""The lines of a text, and what a line tells of itself: its words, how it ends, whether it looks like speech or a list.

>>> [line.words for line in read_lines("Ёлку зажгли\\n\\n– Ура!")]
[('елку', 'зажгли'), ('ура',)]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from extractor.spans import Span

__all__ = ["Line", "read_lines", "read_words"]

#: a line ends where an editor or a terminal starts a new one
_LINE = re.compile("[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_WORD = re.compile(r"[^\W_]+")
_INVISIBLE = re.compile("[\u00ad\u0301\u200b-\u200f\u2060\ufe0f\ufeff]")
#: the end of a sentence, with closing marks and a note after it
_SENTENCE_END = re.compile(r"[.!?…;:][»“”\")\]]*\W*$")
_FULL_END = re.compile(r"[.!?…][»“”\")\]]*\W*$")
_SPEECH = re.compile(r"\s*[—–―-]\s*(?=[«\"„“A-ZА-ЯЁ…\d])")
_BULLET = re.compile(r"\s*(?:[•·●▪■◦‣⁃►▶✓✔✅☑➤➡*+]|[-—–](?=\s)|\d{1,2}[.)](?=\s)|[a-zа-яё]\)(?=\s))\W*")
#: words and ends that only a headline or a sentence has: a verb that says what happened
_VERB = re.compile(
    r"\b[а-яё]{2,}(?:ал|ял|ил|ел|ёл|ул|ыл|ла|ло|ли|лся|лась|лось|лись|ает|яет|ует|еет|ёт|ает|ит|ят|ат|ут|ют|"
    r"ется|ится|утся|ются|атся|ятся|нет|дет|йдет|оет|жет|шет|щет|ьет|ьёт|ены|ено|ена|аны|ано|ана|ыты|ыто|ыта)\b"
)
#: nouns that end like verbs
_NOUNS = frozenset(
    "портал канал журнал вокзал филиал арсенал капитал материал сериал финал сигнал потенциал отдел раздел персонал "
    "кредит лимит визит зона школа скала сила дело село число тело весло институт маршрут статут салют дебют сенат "
    "дебат комбинат депутат стена цена страна сцена жена вена охрана".split()
)


def read_words(text: str) -> tuple[str, ...]:
    """Return the words of a text for comparing: lower case, ё as е, nothing invisible, no punctuation."""
    return tuple(_WORD.findall(_INVISIBLE.sub("", text).lower().replace("ё", "е")))


@dataclass(frozen=True)
class Line(Span):
    """A line of a text without the white space around it; `blank_before` where an empty line stands above it."""

    text: str
    blank_before: bool = False

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words for comparing; see `read_words`."""
        return read_words(self.text)

    @property
    def is_closed(self) -> bool:
        """Whether the line ends as a sentence does."""
        last = self.text[-1:]
        return last in ".!?…" or (not last.isalnum() and bool(_FULL_END.search(self.text[-12:])))

    @property
    def is_punctuated(self) -> bool:
        """Whether the line ends as a sentence or its part does: a full stop, a colon, a semicolon."""
        return bool(_SENTENCE_END.search(self.text[-12:]))

    @property
    def is_speech(self) -> bool:
        """Whether the line starts with a dash and a capital: somebody speaks."""
        return bool(_SPEECH.match(self.text))

    @property
    def is_item(self) -> bool:
        """Whether the line starts with a bullet, a dash or a number as items of a list do."""
        return bool(_BULLET.match(self.text))

    @cached_property
    def has_verb(self) -> bool:
        """Whether a word of the line ends as a finite verb does. A hint, no dictionary; names have capitals."""
        text = self.text[:1].lower() + self.text[1:]
        return any(match.group() not in _NOUNS for match in _VERB.finditer(text))

    @property
    def is_prose(self) -> bool:
        """Whether the line reads as a sentence: long and closed, or speech after a dash that ends as speech does."""
        return (
            (self.is_closed and (len(self.text) > 60 or len(self.words) >= 4))
            or (self.is_speech and self.is_punctuated)
            or len(self.text) > 240
        )


def read_lines(text: str) -> list[Line]:
    """Return the lines that are not blank, in order."""
    lines: list[Line] = []
    end = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        bare = raw.strip()
        if not bare:
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        blank = text.count("\n", end, start) > 1 or text.count("\r", end, start) > 1
        lines.append(Line(start, start + len(bare), bare, blank))
        end = start + len(bare)
    return lines
