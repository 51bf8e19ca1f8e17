"""What a tagger takes for a name of a person and is none: «Мэра», «Президент», «Побритый» that opens a sentence."""

from __future__ import annotations

from functools import lru_cache

from extractor.annotations import Mention
from extractor.document import Document
from extractor.language import parses_of
from extractor.lexicons import load_lexicon

__all__ = ["ACTING", "is_acting", "is_role_noun", "is_title", "role_kind"]

#: the dictionary's marks of names of people
NAMES = frozenset({"Name", "Surn", "Patr"})
#: «и. о.» and «врио» stand for the participle: «врио главы»
ACTING = frozenset({"врио", "врид"})
#: prefixes that say when or how a post is held
PREFIXES = ("экс-", "вице-", "супер-", "обер-", "лже", "со")


def is_role_noun(lemma: str) -> bool:
    """Tell whether the word names what a person is: a post, a trade, a rank.

    >>> [is_role_noun(word) for word in ("директор", "экс-директор", "директор-распорядитель", "завод")]
    [True, True, True, False]
    """
    return role_kind(lemma) in ("post", "trade")


@lru_cache(maxsize=20_000)
def role_kind(lemma: str) -> str | None:
    """Return the kind of role that the word names, as roles.tsv has it, or None where it names no person.

    >>> [role_kind(word) for word in ("директор", "химик", "сын")]
    ['post', 'trade', 'relative']
    """
    roles = load_lexicon("roles", ("lemma", "kind"))
    for word in (lemma, *(lemma.removeprefix(prefix) for prefix in PREFIXES), *lemma.split("-")):
        if word in roles:
            return roles[word]["kind"]
    return None


def is_acting(document: Document, token: int) -> bool:
    """Tell whether «врио», «и. о.» or «исполняющий обязанности» begins at the token."""
    lemma = document.tokens[token].text.lower()
    after = "".join(t.text.lower() for t in document.tokens[token + 1 : token + 4])
    if lemma in ACTING or (lemma == "и" and after == ".о."):
        return True
    return lemma.startswith("исполня") and after.startswith("обязанност")


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
