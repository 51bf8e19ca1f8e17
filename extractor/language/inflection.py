"""The nominative of a word in its sentence: of all readings of the form, the one that the tagger's features agree with.

>>> from extractor.annotations import Morph
>>> nominative_of("Нидерландах", Morph.parse("PROPN|Case=Loc|Number=Plur"))
'Нидерланды'
>>> nominative_of("заместителем", Morph.parse("NOUN|Case=Ins|Gender=Masc|Number=Sing"))
'заместитель'
>>> nominative_of("Высшей", Morph.parse("ADJ|Case=Gen|Gender=Fem|Number=Sing"))
'Высшая'
"""

from __future__ import annotations

from functools import lru_cache

from pymorphy3.analyzer import Parse as Analysis

from extractor.annotations import Morph
from extractor.language.morphology import CACHE, POS, analyses_of, inflected_analysis

__all__ = ["agrees", "like", "nominative_of"]

CASES = {
    "Nom": ("nomn",),
    "Gen": ("gent", "gen2"),
    "Dat": ("datv",),
    "Acc": ("accs", "acc2"),
    "Ins": ("ablt",),
    "Loc": ("loct", "loc2"),
    "Par": ("gen2", "gent"),
    "Voc": ("voct", "nomn"),
}
NUMBERS = {"Sing": "sing", "Plur": "plur"}
GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}


@lru_cache(maxsize=CACHE)
def nominative_of(form: str, morph: Morph, prefer: str = "") -> str | None:
    """Return the nominative of the form, number kept, or None where no reading of it is a noun, adjective or numeral.

    `prefer` is an OpenCorpora grammeme (`Geox`, `Orgn`, …) whose readings come first where features do not decide. The
    word keeps the capitals of the form. An adjective takes the gender of the form.
    """
    ranked = [
        (_fit(analysis, morph, prefer), -at, analysis)
        for at, analysis in enumerate(analyses_of(form))
        if analysis.tag.POS in ("NOUN", "ADJF", "PRTF", "NUMR", "NPRO")
    ]
    for _, _, analysis in sorted(ranked, key=lambda item: item[:2], reverse=True):
        wanted = {"nomn", "plur" if "plur" in analysis.tag else "sing"}
        if analysis.tag.POS in ("ADJF", "PRTF") and analysis.tag.gender:
            wanted.add(analysis.tag.gender)
        inflected = inflected_analysis(analysis, form, wanted)
        if inflected is not None:
            return like(inflected, form)
    return None


def agrees(form: str, case: str, number: str | None = None, gender: str | None = None) -> bool:
    """Tell whether the form can stand in that case (and number, and gender), by the dictionary.

    >>> agrees("главе", "Dat"), agrees("главе", "Nom")
    (True, False)
    """
    for analysis in analyses_of(form):
        tag = analysis.tag
        if (
            tag.case in CASES.get(case, ())
            and (number is None or tag.number in (None, NUMBERS.get(number)))
            and (gender is None or tag.gender in (None, GENDERS.get(gender)))
        ):
            return True
    return False


def like(word: str, form: str) -> str:
    """Return the word with the capitals of a form of it.

    >>> like("нью-йорк", "Нью-Йорка"), like("сша", "США")
    ('Нью-Йорк', 'США')
    """
    if form.isupper() and len(form) > 1:
        return word.upper()
    parts, models = word.split("-"), form.split("-")
    if len(parts) == len(models):
        return "-".join(_capitals(part, model) for part, model in zip(parts, models, strict=True))
    return _capitals(word, form)


def _capitals(word: str, form: str) -> str:
    kept = "".join(
        a if a.lower() == b or a.lower() == b.replace("ё", "е") else b for a, b in zip(form, word, strict=False)
    )
    result = kept + word[len(kept) :]
    return result[:1].upper() + result[1:] if form[:1].isupper() else result


def _fit(analysis: Analysis, morph: Morph, prefer: str) -> float:
    tag = analysis.tag
    fit = analysis.score
    fit += 4 * (tag.case in CASES.get(morph.get("Case") or "", ()))
    fit += 2 * (tag.number == NUMBERS.get(morph.get("Number") or ""))
    fit += 2 * (tag.gender == GENDERS.get(morph.get("Gender") or ""))
    fit += 2 * (tag.POS in POS.get(morph.pos, ()))
    fit += 3 * (bool(prefer) and prefer in tag.grammemes)
    return float(fit + analysis.is_known)
