"""What a tagger takes for a name of a person and is none: «Мэра», «Президент», «Побритый» that opens a sentence."""

from __future__ import annotations

from functools import lru_cache

from extractor.annotations import Mention
from extractor.document import Document
from extractor.language import parses_of
from extractor.lexicons import load_lexicon

__all__ = ["is_role_noun", "is_title"]

#: the dictionary's marks of names of people
NAMES = frozenset({"Name", "Surn", "Patr"})
#: prefixes that say when or how a post is held
PREFIXES = ("экс-", "вице-", "супер-", "обер-", "лже", "со")


@lru_cache(maxsize=20_000)
def is_role_noun(lemma: str) -> bool:
    """Tell whether the word names what a person is: a post, a trade, a rank.

    >>> [is_role_noun(word) for word in ("директор", "экс-директор", "директор-распорядитель", "завод")]
    [True, True, True, False]
    """
    roles = load_lexicon("roles", ("lemma", "kind"))
    if lemma in roles:
        return True
    return any(lemma.removeprefix(prefix) in roles for prefix in PREFIXES) or lemma.partition("-")[0] in roles


def is_title(document: Document, mention: Mention) -> bool:
    """Tell whether the mention is one common word that is nobody's name: a role's noun, an adjective, a verb.

    Nouns of other kinds may be surnames («Заяц») and stay.
    """
    tokens = document.tokens_in(mention)
    if len(tokens) != 1:
        return False
    parses = parses_of(document.tokens[tokens[0]].text)
    if any(parse.grammemes & NAMES or not parse.known for parse in parses):
        return is_role_noun(document.lemmas[tokens[0]]) and not any(p.known and p.grammemes & NAMES for p in parses)
    return is_role_noun(document.lemmas[tokens[0]]) or not any(parse.pos == "NOUN" for parse in parses)
