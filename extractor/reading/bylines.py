"""Bylines, photo credits and names that stand alone: who wrote the article, who took the picture.

>>> find_author("Автор: Лада Мирная"), find_author("Беседовала Ия Лось"), find_author("П. Ухов.")
('Лада Мирная', 'Ия Лось', 'П. Ухов')
>>> is_credit("Фото автора."), is_credit("Улица ночью / фото Льва Тополя"), is_credit("Фото украли.")
(True, True, False)
"""

from __future__ import annotations

import re

__all__ = ["find_author", "is_credit", "is_name", "is_spoken_of"]

_CAPITAL = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_NAME = (
    rf"(?:{_CAPITAL}(?:\s+[А-ЯЁ]\.)?\s+{_CAPITAL}(?:\s+{_CAPITAL})?|(?:[А-ЯЁ]\.\s?){{1,2}}(?:{_CAPITAL}|[А-ЯЁ]{{3,}})|{_CAPITAL}\s+(?:[А-ЯЁ]\.\s?){{1,2}}|"
    rf"{_CAPITAL}\s+[А-ЯЁ]{{5,}}|[А-ЯЁ]{{4,}}\s+[А-ЯЁ]{{5,}})"
)
_NAMES = rf"{_NAME}(?:\s*(?:,|\bи\b)\s*{_NAME}){{0,3}}"
_BY = re.compile(
    r"^\W*(?i:(?:авторы?|автор\s+(?:текста|статьи|материала)|текст|материал|корреспондент|корр|спецкор|"
    r"журналист|редактор|написано\s+автором|записал[аи]?|подготовил[аи]?|беседовал[аи]?|"
    r"интервью\s+(?:взял[аи]?|вел[аи]?|вёл)|материал\s+подготовил[аи]?|текст\s+подготовил[аи]?|рассказал[аи]?|от|by)\s*[.:]?)\s+"
    rf"(?P<names>{_NAMES}|\w[\w.-]+)(?:\s*[,/|·•—–-].{{0,50}}|\s*\.)?$"
)
_SENT = re.compile(rf"^\W*(?i:опубликовал[аи]?|разместил[аи]?|добавил[аи]?)\s*:?\s+(?P<names>{_NAME})\W*$")
_BARE = re.compile(rf"^\W*(?P<names>{_NAMES})\W*$")
_TITLED = re.compile(
    rf"^\W*(?P<names>{_NAMES})\s*[,|/·•—–-]\s*(?:специально\s+для|(?:специальный\s+|собственный\s+)?(?:корреспондент|корр\.|журналист|обозреватель|редактор)|"
    r"«[^»]+»\s*\.?$)",
)
_PICTURE = (
    r"(?i:фото(?:граф(?:ия|ии)?)?|снимок|снимки|кадр|скриншот|иллюстраци[яи]|изображение|коллаж|видео|инфографика|графика|рисунок|"
    r"источник\s+фото|photo)"
)
_CREDIT = re.compile(
    # Фото автора.   Фото: пресс-служба   Фото Льва Тополя
    rf"^\W*{_PICTURE}(?:\s+(?:автора|из\s|с\s+сайта|предоставлен|пресс-службы|сделан|[А-ЯЁA-Z«@])|\s*[:©/|—–-]\s*\S|\s*:)|"
    # Улица ночью / фото Льва Тополя   Мост. Фото: пресс-служба
    rf"(?:[/|(©•·]|\.\s)\s*(?i:фото|снимок|кадр|иллюстрация|видео)(?i:граф)?\b[:\s]|"
    # © Агентство / Лев Тополь   На снимке: бригада
    r"^\W*©\s*(?!\d{4}|[(])[А-ЯЁA-Z«]|\s(?i:фото|иллюстрация|коллаж)\s*:\s*[А-ЯЁA-Z«]|^\W*(?i:на\s+(?:фото|снимке))\b[:\s]"
)
#: a sentence that only begins with the word: «Фото украли из музея.»
_CREDIT_WORDS = 30
_CAPITALS = re.compile("[А-ЯЁ]{3,}")
#: whoever publishes for everybody is nobody
_NOBODY = frozenset(
    "admin administrator administrators super user редакция редактор пресс-служба администратор гость".split()
)


def find_author(line: str) -> str | None:
    """Return whom a byline names, or None where the line is none. A name alone is a byline too; see `is_name`."""
    if len(line) > 120:
        return None
    match = _BY.match(line) or _SENT.match(line) or _TITLED.match(line) or _BARE.match(line)
    if not match:
        return None
    names = _CAPITALS.sub(lambda word: word.group().capitalize(), match["names"].strip(" .,"))
    plain = names.lower().split()
    if not names[:1].isupper() and match.re is _BY and not re.match(r"\W*автор", line, re.IGNORECASE):
        return None
    return None if set(plain) <= _NOBODY else names


def is_name(line: str) -> bool:
    """Tell whether a line is a person's name and nothing else: «П. Ухов.»"""
    return len(line) < 60 and bool(_BARE.match(line))


def is_spoken_of(name: str, text: str) -> bool:
    """Tell whether a text speaks of a person, in any case: «Ухов» of «П. Ухов», «Яровую» of «Ирина Яровая».

    >>> is_spoken_of("Ирина Яровая", "Депутаты поддержали Яровую."), is_spoken_of("П. Ухов", "Слухов в селе много.")
    (True, False)
    """
    stems = (word[: max(4, len(word) - 2)] for word in re.findall(r"[^\W\d_]{3,}", name))
    return any(re.search(rf"\b{stem}", text) for stem in stems)


def is_credit(line: str) -> bool:
    """Tell whether a line says who took a picture or what it shows."""
    return len(line) <= 240 and len(line.split()) <= _CREDIT_WORDS and bool(_CREDIT.search(line))
