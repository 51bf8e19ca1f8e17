"""Words that say what a number beside them is: «старше» an age, «колонии» a term, «градусов» the weather.

>>> says("возрасте", "age"), says("колонии", "term"), says("колонии", "age")
(True, True, False)
"""

from __future__ import annotations

from extractor.numbers.forms import load_forms

__all__ = ["says"]

SIGNALS = ("number_signals", ("lemma", "says"))


def says(low: str, sense: str) -> bool:
    """Tell whether a word, in any form, is listed with this sense."""
    row = load_forms(*SIGNALS).get(low)
    return row is not None and row["says"] == sense
