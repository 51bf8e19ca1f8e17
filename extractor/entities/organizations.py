"""The forms of an organisation's name: whole, the part in marks, abbreviations.

>>> acronyms("Фонд развития дворов")
{'ФРД'}
>>> is_syllabic("Горсвет", ["городской", "свет"])
True
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations

from extractor.annotations import Mention
from extractor.document import Document
from extractor.language import lemma_of, parses_of
from extractor.lexicons import load_lexicon

__all__ = ["OrganizationForms", "acronyms", "heads_family", "is_syllabic", "read_forms", "short_form_of", "widened"]

QUOTED = re.compile(r"[«“„\"]([^«»“”„\"]{2,})[»”“\"]?")
#: the kind of a body before its name in marks: «НИУ «», «ОЭЗ "»
KIND_BEFORE = re.compile(r"(?<![\w-])[А-ЯЁ]{2,6}\s[«\"]$")
CLOSING = ("»", '"')
BRACKETED = re.compile(r"\(([^()]{2,40})\)")
WORD = re.compile(r"\w+")
DASHED = re.compile(r"\w+(?:-\w+)*")
#: bodies that are always somebody's, beside the lexicon's units: «фан-клуб „Волны“»
OFFSHOOTS = frozenset(
    {
        "штаб", "руководство", "дирекция", "фан-клуб", "редакция", "филиал", "представительство", "подразделение",
        "дочка",
    }
)  # fmt: skip
#: and those that are, where a body's name follows: «управление МВД», «отдел завода „Вектор“»
PARTS = frozenset(
    {
        "управление", "отдел", "отделение", "департамент", "комитет", "комиссия", "совет", "служба", "академия", "бюро",
        "профсоюз", "профком", "институт", "центр", "госпиталь", "поликлиника", "колония", "суд", "миссия", "фракция",
    }
)  # fmt: skip
#: first parts of compounds, whose second part has a letter of its own in the abbreviation: «Еврокомиссия», ЕК
FIRST_PARTS = ("авто", "газ", "ген", "гидро", "глав", "гор", "гос", "евро", "нац", "обл", "сов", "центр", "электро")
#: first parts of adjectives that always have one: «Дальневосточный институт рыбы», ДВИР
DIRECTIONS = ("восточно", "дальне", "западно", "северо", "южно", "юго")
#: the vowel that may join them, and how short the second part may be
JOINT, SECOND = "о", 4
#: words that abbreviations may pass over
SMALL = frozenset({"и", "по", "в", "на", "для", "при", "о", "об", "с", "от", "им", "имени"})


@dataclass(frozen=True, slots=True)
class OrganizationForms:
    """What a mention calls the body: `keys` are equal for equal names, in any case; `abbreviation` is «МЧС», «ЦБ»."""

    keys: frozenset[str]
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    abbreviation: str | None
    acronyms: frozenset[str]


def read_forms(document: Document, mention: Mention) -> OrganizationForms:
    """Return the forms of the name that a mention gives."""
    name = mention.name or mention.of(document.text)
    whole = BRACKETED.sub(" ", name)
    keys = {_key(name), _key(whole)}
    keys.update(_key(match.group(1)) for match in BRACKETED.finditer(name))
    keys.update(_bracketed_after(document, mention))
    if not _is_part(name):
        keys.update(_key(match.group(1)) for match in QUOTED.finditer(name))
        keys.update(_key(word) for word in WORD.findall(whole)[1:] if word.isupper() and len(word) > 2)
    synonyms = load_lexicon("body_synonyms", ("synonym", "body"))
    words = tuple(WORD.findall(whole))
    lemmas = tuple(document.lemmas[i] for i in document.tokens_in(mention) if document.tokens[i].text[0].isalpha())
    abbreviation = words[0] if len(words) == 1 and _is_abbreviation(words[0]) else None
    quoted = [match.group(1) for match in QUOTED.finditer(name)]
    short = {a for text in (whole, *quoted) for a in acronyms(text)}
    keys.update(synonym["body"] for key in tuple(keys) if (synonym := synonyms.get(key)))
    return OrganizationForms(frozenset(keys - {""}), words, lemmas, abbreviation, frozenset(short))


def _is_part(name: str) -> bool:
    """«Пресс-служба ДВФУ», «фан-клуб „Волны“» are other bodies than the one whose name they bear."""
    words = [word.lower() for word in DASHED.findall(name.partition("«")[0].partition('"')[0])]
    first, last = (_kind_of(words[at]) if words else None for at in (0, -1))
    head = lemma_of(words[0]) if words else ""
    if first == "unit" or head in OFFSHOOTS:
        return True
    # «управление МВД» and «отдел завода „Вектор“», but «центр искусства „Родник“»
    return head in PARTS and (QUOTED.search(name) is None or (len(words) > 1 and last == "body"))


def _kind_of(word: str) -> str | None:
    entry = load_lexicon("speaker_nouns", ("lemma", "kind", "classes")).get(lemma_of(word))
    return entry["kind"] if entry else None


def short_form_of(short: OrganizationForms, full: OrganizationForms) -> bool:
    """Tell whether one is a short form of the other: its acronym, its syllables, or its beginning («Институт»)."""
    if short.abbreviation is not None and short.abbreviation in full.acronyms:
        return True
    if len(full.words) <= len(short.words):
        return False
    if len(short.words) == 1 and is_syllabic(short.words[0], [word.lower() for word in full.words]):
        return True
    return bool(short.lemmas) and short.lemmas == full.lemmas[: len(short.lemmas)] and _is_proper(short)


def heads_family(short: OrganizationForms, full: Iterable[OrganizationForms]) -> bool:
    """Tell whether several bodies are called after one, as «Заря Медиа» and «Заря Финанс» are after «Заря».

    Such a name is of none of them; an «Институт» is the one that was named last.
    """
    if short.abbreviation is not None or _kind_of(short.words[0]) is not None:
        return False
    return any(
        one.lemmas != other.lemmas[: len(one.lemmas)] and other.lemmas != one.lemmas[: len(other.lemmas)]
        for one, other in combinations(full, 2)
    )


def acronyms(name: str) -> set[str]:
    """Return the abbreviations of a name's words, with and without its small words; of a single word, by its parts.

    >>> acronyms("Еврокомиссия"), acronyms("Дальневосточный банк"), acronyms("Завод")
    ({'ЕК'}, {'ДВБ'}, set())
    """
    words = [part for word in WORD.findall(name) for part in _directed(word)]
    if len(words) == 1:
        words = _parts_of(words[0])
    large = [word for word in words if word.lower() not in SMALL]
    found = {"".join(word[0] for word in group).upper() for group in (words, large) if len(group) > 1}
    return {short for short in found if len(short) > 1}


def _directed(word: str) -> list[str]:
    """«Северо-Западный» as «Северо», «Западный», «Дальневосточный» as «Дальне», «восточный»; another as itself."""
    first = next((part for part in DIRECTIONS if word.lower().startswith(part) and len(word) > len(part)), "")
    return [word[: len(first)], word[len(first) :].lstrip("-")] if first else word.split("-")


def _parts_of(word: str) -> list[str]:
    """«Центробанк» as «Центр», «банк»; another word as itself."""
    first = next((part for part in FIRST_PARTS if word.lower().startswith(part)), "")
    rest = word[len(first) :].removeprefix(JOINT) if first else ""
    known = len(rest) >= SECOND and any(parse.known and parse.pos == "NOUN" for parse in parses_of(rest))
    return [first, rest] if known else [word]


def is_syllabic(word: str, words: list[str]) -> bool:
    """Tell whether the word is made of beginnings of the words in their order, two letters at least each («Минфин»)."""
    rest = word.lower()
    used = 0
    for each in words:
        if not rest:
            break
        size = _common(rest, each)
        if size >= 2:
            rest = rest[size:]
            used += 1
    return used > 1 and len(rest) <= 2 and (not rest or rest in ("а", "у", "ом", "е", "ы", "и", "ой", "я"))


def _common(one: str, other: str) -> int:
    size = 0
    while size < min(len(one), len(other)) and one[size] == other[size]:
        size += 1
    return size


def _is_abbreviation(word: str) -> bool:
    return sum(char.isupper() for char in word) >= 2


def _is_proper(forms: OrganizationForms) -> bool:
    return forms.words[0][:1].isupper()


def _bracketed_after(document: Document, mention: Mention) -> list[str]:
    """«Фонд развития дворов (ФРД)», «Фонд развития дворов (далее — Фонд)»: what the brackets after the name call it."""
    rest = document.text[mention.end : mention.end + 40]
    match = re.match(r"[»”\"]?\s*\(([A-ZА-ЯЁ][\w-]{1,12})\)", rest)
    return [_key(match.group(1))] if match and _is_abbreviation(match.group(1)) else []


def _key(name: str) -> str:
    return " ".join(WORD.findall(name.lower().replace("ё", "е")))


def widened(document: Document, mention: Mention) -> Mention:
    """Return the mention with the abbreviation before its marks: «НИУ «Заречный институт света»» is one name."""
    text = document.text
    if mention.type != "ORGANIZATION" or text[mention.end : mention.end + 1] not in CLOSING:
        return mention
    before = KIND_BEFORE.search(text, max(0, mention.start - 12), mention.start)
    if before is None:
        return mention
    kind = text[before.start() : mention.start]
    name = f"{kind}{mention.name or mention.of(text)}{text[mention.end]}"
    return replace(mention, start=before.start(), end=mention.end + 1, name=name)
