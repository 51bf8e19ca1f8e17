"""What an organisation is by its name: a ministry, a court, a company, a newspaper.

>>> sorted(classes_of_body("Министерство обороны"))
['agency', 'ministry']
>>> sorted(classes_of_body("Заря.ру"))
['outlet']
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.language import lemma_of
from extractor.lexicons import load_lexicon

__all__ = ["classes_of_body"]

WORD = re.compile(r"[\w.&-]*\w")
#: addresses and words that only media have in their names
MEDIA = re.compile(
    r"\w\.(?:ru|ру|com|net|org|info|ua|by|kz|su|рф|tv|fm)\b"
    r"|\b(?:риа|иа|news|times|post|journal|zeitung|daily|gazette|herald|tribune|tv|тв|радио|radio|fm|press|пресс(?!-)|новости|газета"
    r"|правда|вестник|magazine|weekly)\b",
    re.IGNORECASE,
)
COMPANY = re.compile(r"\b(?:ООО|ОАО|ЗАО|ПАО|АО|НАК|ГК|Group|Corp|Inc|Ltd|LLC|AG|GmbH|Holding|Company|Airlines)\b")
#: «Минстрой», «Рособрнадзор»: contractions name state agencies
AGENCY = re.compile(r"^(?:мин[бвгдзиклмнпрстфхцчшэюя][а-я]{2,}|[а-я]+надзор|рос[а-я]{5,}ство)$")


@lru_cache(maxsize=20_000)
def classes_of_body(name: str) -> frozenset[str]:
    """Return the classes of `speaker_nouns.tsv` that the name shows; empty where it shows none."""
    plain = " ".join(WORD.findall(name.lower())).replace("ё", "е")
    classes: set[str] = set()
    if plain in load_lexicon("outlets", ("name",)) or MEDIA.search(name):
        classes.add("outlet")
    if COMPANY.search(name):
        classes.add("company")
    nouns = load_lexicon("speaker_nouns", ("lemma", "kind", "classes"))
    for word in plain.split():
        lemma = lemma_of(word)
        if AGENCY.match(lemma):
            classes |= {"agency", "ministry"} if lemma.startswith("мин") else {"agency"}
        entry = nouns.get(word) or nouns.get(lemma)
        if entry is not None and entry["kind"] in ("body", "outlet"):
            classes.update(entry["classes"].split())
            break
    return frozenset(classes)
