"""Titles that a tagger takes for people: «Мэра», «Президент» with a capital."""

from __future__ import annotations

from extractor.annotations import Mention
from extractor.document import Document
from extractor.language import parses_of
from extractor.lexicons import load_lexicon

__all__ = ["is_role_noun", "is_title"]


def is_role_noun(lemma: str) -> bool:
    """Tell whether the word names what a person is: a post, a trade, a rank.

    >>> is_role_noun("директор"), is_role_noun("завод")
    (True, False)
    """
    return lemma in load_lexicon("roles", ("lemma", "kind"))


def is_title(document: Document, mention: Mention) -> bool:
    """Tell whether the mention is a lone role noun that is nobody's surname («Мэра», not «Мельника»)."""
    tokens = document.tokens_in(mention)
    if len(tokens) != 1:
        return False
    word = document.tokens[tokens[0]].text
    return is_role_noun(document.lemmas[tokens[0]]) and not any(
        parse.known and parse.grammemes & {"Surn", "Name"} for parse in parses_of(word)
    )
