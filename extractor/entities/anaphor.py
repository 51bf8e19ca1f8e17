"""Words that may point back, with what they say of whom they mean: «он», «министр», «в ведомстве», «в отчёте»."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extractor.document import Document
from extractor.entities.phrases import POSSESSIVE
from extractor.entities.referents import TYPES, classes_of, key_of, lemmas_of
from extractor.language.morphology import inflect, lemma_of, parses_of
from extractor.language.phrases import NounPhrase, find_noun_phrase
from extractor.lexicons import load_lexicon

__all__ = ["Anaphor", "gender_of", "is_channel", "is_common", "is_indefinite", "noun_lemma", "read_anaphor"]

Kind = Literal["pronoun", "role", "body", "document", "group", "unit", "outlet", "source"]
#: pronouns of the third person and what they can stand for
PRONOUNS = {"он": "Masc", "она": "Fem", "его": "Masc", "её": "Fem", "ее": "Fem", "тот": "Masc", "та": "Fem"}
PLURAL_PRONOUNS = frozenset({"они", "их", "те"})
#: words that bring in somebody new: «один из экспертов», «некий чиновник»
INDEFINITE = frozenset(
    {
        "один",
        "некий",
        "какой-то",
        "другой",
        "многие",
        "некоторый",
        "неназванный",
        "анонимный",
        "местный",
        "ещё",
        "еще",
        "каждый",
        "любой",
    }
)
#: how a post is called that one held: «экс-министр»
FORMER = "экс-"
#: classes of relatives
KIN = frozenset({"family", "wife", "husband", "mother", "father", "son", "daughter", "brother", "sister"})
#: nouns that may be pages of a social network, the names of those, and how far behind they stand, in tokens
PAGES = frozenset({"группа", "сообщество", "паблик"})
NETWORKS = frozenset(
    {
        "вконтакте", "одноклассники", "facebook", "instagram", "telegram", "twitter", "youtube", "инстаграм", "твиттер",
        "телеграм", "фейсбук",
    }
)  # fmt: skip
PAGE = 7
#: grammemes of names
NAMELIKE = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn"})


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A word that may point back, with what it says of its referent."""

    head: int
    lemma: str
    kind: Kind
    gender: str | None
    plural: bool
    phrase: NounPhrase
    modifiers: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    possessed: bool = False

    @property
    def generic(self) -> bool:
        """Whether the noun says so little («мужчина», «политик») that it hardly ever brings somebody new."""
        return self.lemma in load_lexicon("generic_nouns", ("lemma",))


def read_anaphor(document: Document, head: int) -> Anaphor | None:
    """Return the word as an anaphor, or None where it is a name or a noun that points to nobody."""
    token, morph = document.tokens[head], document.morphs[head]
    lower = token.text.lower()
    alone = NounPhrase(head, head, head)
    if lower in PLURAL_PRONOUNS or (morph.pos == "PRON" and document.lemmas[head] in ("они", "он", "она", "тот")):
        lemma = document.lemmas[head]
        plural = lower in PLURAL_PRONOUNS or morph.get("Number") == "Plur" or lemma == "они"
        gender = None if plural else PRONOUNS.get(lower) or morph.get("Gender")
        return Anaphor(head, lower, "pronoun", gender, plural, alone)
    if lower in PRONOUNS:
        return Anaphor(head, lower, "pronoun", PRONOUNS[lower], False, alone)
    kind = _noun_kind(document, head)
    if kind is None:
        return None
    phrase = find_noun_phrase(document, head)
    lemmas = (noun_lemma(document, head), *(document.lemmas[at] for at in range(phrase.head + 1, phrase.last + 1)))
    modifiers = frozenset(
        key_of(document.lemmas[at])
        for at in range(phrase.first, phrase.last + 1)
        if at != head and _tells_apart(document, at)
    )
    names = frozenset(document.lemmas[at] for at in range(head + 1, phrase.last + 1) if _has_capital(document, at))
    classes = _classes(kind, lemmas)
    return Anaphor(
        head, lemmas[0], kind, gender_of(document, head), morph.get("Number") == "Plur", phrase, modifiers,
        classes, names & modifiers, _is_possessed(document, phrase, classes),
    )  # fmt: skip


def _is_possessed(document: Document, phrase: NounPhrase, classes: frozenset[str]) -> bool:
    """«его адвокат» is another than «он», and «племянник долгожителя» than the долгожитель."""
    if not KIN.isdisjoint(classes) and phrase.head < phrase.last:
        return True
    return any(document.tokens[at].text.lower() in POSSESSIVE for at in range(phrase.first, phrase.head))


def _has_capital(document: Document, at: int) -> bool:
    return document.tokens[at].text[0].isupper()


def _classes(kind: Kind, lemmas: tuple[str, ...]) -> frozenset[str]:
    if kind in ("role", "source", "group") and (classes := classes_of(lemmas)):
        return classes
    entry = load_lexicon("speaker_nouns", ("lemma", "kind", "classes")).get(lemmas[0])
    return frozenset(entry["classes"].split()) if entry else frozenset()


def _tells_apart(document: Document, at: int) -> bool:
    """«завода» and «украинский» tell one director from another, «нынешний» and «знаменитый» do not."""
    pos = document.morphs[at].pos
    return pos in ("NOUN", "PROPN", "X") or (pos == "ADJ" and key_of(document.lemmas[at]) != document.lemmas[at])


def _noun_kind(document: Document, head: int) -> Kind | None:
    lemma, morph = noun_lemma(document, head), document.morphs[head]
    if (lemma in PAGES and _is_page(document, head)) or is_channel(document, head):
        return "document"
    entry = load_lexicon("speaker_nouns", ("lemma", "kind", "classes")).get(lemma)
    plural = morph.get("Number") == "Plur"
    if entry is not None and entry["kind"] == "informant":
        return "source"
    if entry is not None and entry["kind"] in ("body", "outlet") and not _is_held(document, lemma):
        return entry["kind"]  # type: ignore[return-value]
    if classes_of((lemma,)) and not plural and not (entry is not None and morph.get("Animacy") == "Inan"):
        return "role"
    if entry is not None and (entry["kind"] != "group" or plural or lemma in ("власть", "сми")):
        return entry["kind"]  # type: ignore[return-value]
    if morph.pos == "NOUN" and morph.get("Animacy") == "Anim":
        return "group" if plural else "role"
    if morph.pos == "PROPN" and head == document.sentence_of(head).first and is_common(document.tokens[head].text):
        return "group" if plural else "role"
    return None


def noun_lemma(document: Document, head: int) -> str:
    """Return the lemma of a noun; of a participle that is one, «задержанный», not the verb's.

    A participle is one only where it is the name of what people are.
    """
    morph, word = document.morphs[head], document.tokens[head].text
    if word.lower().startswith(FORMER):
        return FORMER + lemma_of(word[len(FORMER) :].lower())  # a word that the tagger may not know for a noun
    if morph.pos not in ("NOUN", "VERB", "ADJ") or (morph.pos != "NOUN" and morph.get("VerbForm") != "Part"):
        return document.lemmas[head]
    noun = _participle_as_noun(word.lower())
    return noun if noun and classes_of((noun,)) else document.lemmas[head]


@lru_cache(maxsize=10_000)
def _participle_as_noun(word: str) -> str | None:
    parses = parses_of(word)
    if not parses or any(parse.pos != "PRTF" for parse in parses):
        return None
    return inflect(word, frozenset({"nomn", "sing", "masc"}), "PRTF")


def _is_page(document: Document, head: int) -> bool:
    """«группа театра «ВКонтакте»» is his page and no group of people."""
    near = range(head + 1, min(head + PAGE, document.sentence_of(head).last))
    return any(document.tokens[at].text.lower() in NETWORKS for at in near)


def is_channel(document: Document, head: int) -> bool:
    """Tell whether the noun is a page that has an owner, who speaks there.

    «в Telegram-канале губернатора», «в твиттере „Вымпела“», not «в Telegram-канале „Заречье“».
    """
    if document.lemmas[head] not in load_lexicon("channels", ("lemma",)):
        return False
    bodies = load_lexicon("speaker_nouns", ("lemma", "kind", "classes"))
    return any(
        owner > head
        and document.morphs[owner].get("Case") == "Gen"
        and (
            document.morphs[owner].get("Animacy") == "Anim"
            or document.lemmas[owner] in bodies
            or any(mention.type in TYPES for mention in document.mentions_at(owner))
        )
        for owner in document.children[head]
    )


def _is_held(document: Document, lemma: str) -> bool:
    """«Перевозчик», «разработчик», «оператор» are companies, unless the article has somebody who is one."""
    return bool(classes_of((lemma,))) and any(
        lemma in lemmas_of(role.name) for entity in document.entities for role in entity.roles
    )


def is_common(word: str) -> bool:
    """Tell a common noun with the capital of a sentence's start from a name: «Индонезиец», whatever the tagger says."""
    parses = [parse for parse in parses_of(word) if parse.known]
    return any("anim" in p.grammemes for p in parses) and not any(p.grammemes & NAMELIKE for p in parses)


def gender_of(document: Document, head: int) -> str | None:
    """Return the gender that the word shows of a person: a verb's before a noun's, since «министр заявила»."""
    arc = document.arcs[head]
    if arc.head >= 0 and arc.relation == "nsubj" and document.morphs[arc.head].pos in ("VERB", "AUX", "ADJ"):
        gender = document.morphs[arc.head].get("Gender")
        if gender in ("Masc", "Fem"):
            return gender
    return "Fem" if document.morphs[head].get("Gender") == "Fem" else None


def is_indefinite(document: Document, anaphor: Anaphor) -> bool:
    """Tell whether the phrase says that it brings in somebody new: «местный житель», «мать одного из них»."""
    if anaphor.kind == "pronoun":
        return False
    phrase = anaphor.phrase
    owner = document.lemmas[phrase.head + 1] if phrase.head < phrase.last else ""
    return document.lemmas[phrase.first] in INDEFINITE or owner == "один"
