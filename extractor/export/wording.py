"""How findings are put in Russian words, for the summary and the highlighted article."""

from __future__ import annotations

from extractor.annotations import Number, Quote
from extractor.document import Document

__all__ = ["KINDS", "QUALIFIERS", "describe_number", "figure", "words_of"]

QUALIFIERS = {
    "about": "около",
    "more_than": "больше",
    "less_than": "меньше",
    "at_least": "не меньше",
    "at_most": "не больше",
    "almost": "почти",
}
KINDS = {"direct": "прямая речь", "indirect": "косвенная речь", "mixed": "косвенная речь с цитатой"}
UNITS = {
    "RUB": "₽",
    "USD": "$",
    "EUR": "€",
    "x": "раза",
    "part": "часть целого",
    "pp": "п. п.",
    "second": "с",
    "minute": "мин",
    "hour": "ч",
    "day": "сут",
    "week": "нед",
    "month": "мес",
    "year": "лет",
}


def figure(value: float | int) -> str:
    """Return a number as Russian newspapers print it.

    >>> figure(4500), figure(1.5)
    ('4500', '1,5')
    >>> figure(2340000)
    '2\xa0340\xa0000'
    """
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.6f}".rstrip("0").rstrip(".")
    whole, _, decimals = text.partition(".")
    grouped = whole.replace(",", "\xa0" if len(whole) > 5 else "")
    return f"{grouped},{decimals}" if decimals else grouped


def describe_number(number: Number) -> str:
    """Return what a number means: the qualifier, the value or range or date, the unit, and what it counts.

    >>> describe_number(Number(0, 9, "count", value=4500, noun="школа", qualifier="more_than"))
    'больше 4500 · школа'
    """
    if number.date is not None:
        amount = number.date
    elif number.low is not None and number.high is not None:
        amount = f"{figure(number.low)}{':' if number.kind == 'score' else '–'}{figure(number.high)}"
    elif number.value is not None:
        amount = figure(number.value)
    else:
        amount = "точно не названо"
    unit = UNITS.get(number.unit or "", number.unit or "")
    qualified = " ".join(part for part in (QUALIFIERS.get(number.qualifier or ""), amount, unit) if part)
    return f"{qualified} · {number.noun}" if number.noun else qualified


def words_of(document: Document, quote: Quote) -> str:
    """Return the words of a quote, the segments joined by an ellipsis in brackets where the author's words stood."""
    return " […] ".join(" ".join(segment.of(document.text).split()) for segment in quote.content)
