"""Figures with points and commas: the one parser of decimals and of thousands.

>>> parse_figures("4,5").value
Fraction(9, 2)
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

__all__ = ["Figures", "parse_figures"]


class Figures(NamedTuple):
    """What a group of figures may mean: a decimal number, or thousands parted by points."""

    value: Fraction
    grouped: Fraction | None


def parse_figures(text: str) -> Figures | None:
    """Return the value of figures with points and commas, or None where they are no number (a date, a list).

    >>> parse_figures("4,5").value, parse_figures("1.250.000").value, parse_figures("20.000").grouped
    (Fraction(9, 2), Fraction(1250000, 1), Fraction(20000, 1))
    """
    if re.fullmatch(r"\d+", text):
        return Figures(Fraction(int(text)), None) if len(text) <= 30 else None
    if match := re.fullmatch(r"(\d+)[.,](\d+)", text):
        value = Fraction(int(match[1] + match[2]), 10 ** len(match[2])) if len(text) <= 30 else None
        thousands = re.fullmatch(r"[1-9]\d{0,2}", match[1]) and len(match[2]) == 3
        return Figures(value, Fraction(int(match[1] + match[2])) if thousands else None) if value is not None else None
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3}){2,6}(?:,\d+)?|[1-9]\d{0,2}(?:,\d{3}){2,6}(?:\.\d+)?", text):
        return Figures(_grouped(text), None)
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3}),\d{1,2}|[1-9]\d{0,2}(?:,\d{3})\.\d{1,2}", text):
        return Figures(_grouped(text), None)
    return None


def _grouped(text: str) -> Fraction:
    """«1.250.000,5»: the separator that comes more than once, or first, parts thousands."""
    separator = "." if text.index(".") < (text + ",").index(",") else "," if "," in text else "."
    digits = text.replace(separator, "")
    whole, _, part = digits.replace(",", ".").partition(".")
    return Fraction(int(whole + part), 10 ** len(part))
