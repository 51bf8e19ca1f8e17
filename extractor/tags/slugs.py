"""Slugs: names as parts of addresses, in Latin letters.

>>> slug_of("Объединённый институт «Заря-2»")
'obedinennyy-institut-zarya-2'
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["slug_of"]

#: the letters of Russian, and of its neighbours, as the addresses of newspapers write them
LETTERS = {
    "а": "a",
    "б": "b",
    "в": "v",
    "г": "g",
    "д": "d",
    "е": "e",
    "ж": "zh",
    "з": "z",
    "и": "i",
    "й": "y",
    "к": "k",
    "л": "l",
    "м": "m",
    "н": "n",
    "о": "o",
    "п": "p",
    "р": "r",
    "с": "s",
    "т": "t",
    "у": "u",
    "ф": "f",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ы": "y",
    "ь": "",
    "э": "e",
    "ю": "yu",
    "я": "ya",
    "ґ": "g",
    "є": "ye",
    "і": "i",
    "ў": "u",
    "ђ": "dj",
    "ј": "j",
    "љ": "lj",
    "њ": "nj",
    "ћ": "c",
    "џ": "dz",
}
OTHER = re.compile(r"[^a-z0-9]+")


def slug_of(name: str) -> str:
    """Return the name in lower-case Latin letters, digits and single hyphens.

    Where no letter of the name is known, the slug is `x` and the code points.
    """
    latin = name.translate(TABLE)
    plain = "".join(char for char in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(char))
    slug = OTHER.sub("-", plain.lower().translate(TABLE)).strip("-")
    return slug or "x" + "-".join(f"{ord(char):x}" for char in name)


TABLE = str.maketrans(
    LETTERS | {letter.upper(): latin.capitalize() for letter, latin in LETTERS.items()} | {"ё": "e", "Ё": "E"}
)
