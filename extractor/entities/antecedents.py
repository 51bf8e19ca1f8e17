"""Which referent a word points back to: «он», «министр», «в ведомстве».

Every referent is measured by the same few features (agreement, role, distance, salience, place in its sentence), and a
learned weight for each tells how much it counts. Nothing is decided here: the caller compares the scores.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import log1p
from typing import Literal

from extractor.document import Document
from extractor.entities.phrases import POSSESSIVE
from extractor.entities.referents import OFFICES, TYPES, Referent, classes_of, key_of, lemmas_of
from extractor.language.likeness import likeness
from extractor.language.morphology import inflect, lemma_of, parses_of
from extractor.language.phrases import NounPhrase, find_noun_phrase
from extractor.lexicons import load_lexicon
from extractor.spans import Span

__all__ = [
    "POSTS",
    "Anaphor",
    "features_of",
    "features_of_nobody",
    "gender_of",
    "is_channel",
    "is_common",
    "is_indefinite",
    "is_subject",
    "noun_lemma",
    "read_anaphor",
    "relation_of_phrase",
]

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
#: predicates whose dative is who acts: «Орлову пришлось», «ему исполнилось»
OF_DATIVES = frozenset(
    {
        "прийтись", "приходиться", "удаться", "удаваться", "предстоять", "исполниться", "хотеться", "захотеться",
        "довестись", "посчастливиться", "повезти", "понадобиться", "надо", "нужно", "нужный", "необходимо", "пора",
    }
)  # fmt: skip
#: words of about one meaning, «спикер» and «председатель», and of quite another, «врач» and «депутат»
ALIKE, UNLIKE = 0.5, 0.4
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
#: nouns that stand for any paper
PAPERS = frozenset({"документ", "бумага", "текст"})
#: nouns of posts that one person holds in one body
POSTS = frozenset(
    {
        "глава", "директор", "гендиректор", "руководитель", "начальник", "представитель", "лидер", "председатель",
        "министр", "заместитель", "секретарь", "пресс-секретарь", "депутат", "член", "сотрудник", "президент",
        "премьер", "губернатор", "мэр", "посол", "прокурор", "судья", "редактор", "тренер", "адвокат", "врач",
        "заведующий",
    }
)  # fmt: skip
#: classes of ministers by what their ministries are for
MINISTRIES = frozenset(
    {
        "agriculture", "building", "culture", "defence", "economy", "education", "emergency", "energy", "finance",
        "foreign", "health", "interior", "justice", "labour", "nature", "sport", "trade", "transport",
    }
)  # fmt: skip
#: classes of what people do, which tell them apart; anybody can be a victim, and who has power is called many things
TRADES = frozenset(
    {
        "activist", "artist", "athlete", "clergy", "coach", "diplomat", "doctor", "expert", "family", "journalist",
        "judge", "lawyer", "military", "police", "pope", "prosecutor", "rescuer", "royal", "scientist", "speaker",
        "spokesman", "student", "teacher", "witness", "worker",
    }
)  # fmt: skip
#: classes that everybody has
SEXES = frozenset({"man", "woman"})
#: classes of bodies, of which a body has one or two: «школа» is no «полиция»
BODIES = frozenset(
    {
        "agency", "bank", "church", "club", "company", "country", "court", "embassy", "hospital", "institution",
        "military", "ministry", "outlet", "parliament", "party", "police", "prosecution", "science", "union",
    }
)  # fmt: skip
#: nouns that stand for a body of any kind: «кредитная организация»
ANY_BODY = frozenset({"организация", "структура", "учреждение"})
#: papers that are no single person's
FINDINGS = frozenset({"экспертиза", "статистика", "опрос", "соцопрос", "рейтинг", "анализ", "данные", "график"})
#: grammemes of names
NAMELIKE = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn"})
#: kinds of anaphors that people answer to
PERSONAL = frozenset({"pronoun", "role", "source"})


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


def features_of(document: Document, anaphor: Anaphor, referent: Referent) -> dict[str, float]:
    """Return what speaks for and against the referent; empty where it cannot be meant at all.

    Distances are to the last mention before the word; `role` and `class` tell how the referent's roles fit it.
    """
    if not _can_be(anaphor, referent):
        return {}
    before = referent.places[: bisect_left(referent.places, anaphor.head)]
    features = _agreement(anaphor, referent) | _roles(anaphor, referent)
    if anaphor.possessed and not (features.get("role") or features.get("class")):
        return {}
    if _holds_another_post(anaphor, referent) or _is_another_body(anaphor, referent):
        return {}
    if _is_of_another_trade(anaphor, referent, features):
        return {}
    features["salience"] = log1p(len(referent.places))
    features["mentions_before"] = log1p(len(before))
    if not before:
        return features | _named_later(document, anaphor, features)
    return features | _distance(document, anaphor, before[-1])


def is_indefinite(document: Document, anaphor: Anaphor) -> bool:
    """Tell whether the phrase says that it brings in somebody new: «местный житель», «мать одного из них»."""
    if anaphor.kind == "pronoun":
        return False
    phrase = anaphor.phrase
    owner = document.lemmas[phrase.head + 1] if phrase.head < phrase.last else ""
    return document.lemmas[phrase.first] in INDEFINITE or owner == "один"


def features_of_nobody(document: Document, anaphor: Anaphor) -> dict[str, float]:
    """Return what speaks for it that the word means nobody who is named: «один из экспертов», «житель Заречного»."""
    features = {"nil": 1.0, f"nil_{anaphor.kind}": 1.0}
    if anaphor.kind == "pronoun":
        return features
    span = anaphor.phrase.span(document)
    return features | {
        "nil_modified": float(bool(anaphor.modifiers)),
        "nil_qualified": float(anaphor.phrase.first < anaphor.head),
        "nil_named": float(_holds_a_name(document, anaphor, span)),
        "nil_restricted": float(_is_restricted(document, anaphor)),
        "nil_specific": float(not anaphor.generic),
    }


def _holds_a_name(document: Document, anaphor: Anaphor, span: Span) -> bool:
    """«директор „Зари“», «агентство ipn»: the phrase names a body, or something in other letters."""
    if any(m.type in TYPES and m.type != "PERSON" for m in document.mentions_over(span)):
        return True
    words = (document.tokens[at].text for at in range(anaphor.head + 1, anaphor.phrase.last + 1))
    return any(word.isascii() and word.isalpha() for word in words)


def _is_restricted(document: Document, anaphor: Anaphor) -> bool:
    """«прокурор, занимающийся делом»: words that tell who is meant."""
    comma = anaphor.phrase.last + 1
    if comma + 1 >= document.sentence_of(anaphor.head).last or document.tokens[comma].text != ",":
        return False
    return document.morphs[comma + 1].get("VerbForm") == "Part" or document.lemmas[comma + 1] == "который"


def _named_later(document: Document, anaphor: Anaphor, features: dict[str, float]) -> dict[str, float]:
    """A headline speaks of whom the text names below; elsewhere only a role that fits may point forward."""
    if document.sentence_of(anaphor.head).block == document.sentences[0].block:
        return {"title_before_name": 1.0}
    told = anaphor.classes - SEXES
    fits = features.get("role") or (told and features.get("class")) or features.get("modifiers")
    return {"only_after": 1.0, "impossible": float(not fits)}


def _can_be(anaphor: Anaphor, referent: Referent) -> bool:
    if anaphor.kind == "group":
        return referent.type == "group"
    if anaphor.plural and anaphor.kind != "pronoun":
        return referent.type == "group" or (anaphor.kind == "body" and referent.type == "organization")
    if anaphor.kind in PERSONAL and referent.type == "person" and _disagree(anaphor.gender, referent.gender):
        return False
    if anaphor.kind == "pronoun":
        return _pronoun_can_be(anaphor, referent)
    if anaphor.kind == "role":
        return referent.type == "person"
    if anaphor.kind == "source":
        if referent.type == "document" or "outlet" in referent.classes:
            return False
        return anaphor.lemma != "источник" or anaphor.lemma in referent.lemmas or _is_unnamed_person(referent)
    if anaphor.kind == "document":
        return _can_own(anaphor, referent)
    if referent.type == "document":
        return False
    if anaphor.kind in ("body", "unit", "outlet"):
        return referent.type == "organization"
    return True


def _disagree(one: str | None, other: str | None) -> bool:
    return bool(one and other and one != other)


def _is_unnamed_person(referent: Referent) -> bool:
    """«высокопоставленный чиновник» may be the источник of the next sentence; who is named is none."""
    return referent.type == "person" and referent.entity is None


def _pronoun_can_be(anaphor: Anaphor, referent: Referent) -> bool:
    """«они» are several or a body; «он» is a person, who may be unknown to be a man."""
    if anaphor.plural:
        return referent.type in ("group", "organization")
    return referent.type == "person"


def _can_own(anaphor: Anaphor, referent: Referent) -> bool:
    """Whether a document without its owner may be the referent's: an article is an outlet's, a law nobody's."""
    if referent.type == "document":
        return anaphor.lemma in PAPERS and not anaphor.plural
    if "press" in anaphor.classes:
        return "outlet" in referent.classes
    if anaphor.lemma in FINDINGS and referent.type == "person":
        return False
    return "law" not in anaphor.classes


def _agreement(anaphor: Anaphor, referent: Referent) -> dict[str, float]:
    pronoun = anaphor.kind == "pronoun"
    return {
        "gender": float(bool(anaphor.gender and referent.gender == anaphor.gender)),
        "plural_organization": float(pronoun and referent.type == "organization"),
        "plural_group": float(anaphor.plural and referent.type == "group"),
    }


def _roles(anaphor: Anaphor, referent: Referent) -> dict[str, float]:
    if anaphor.kind == "pronoun":
        return {}
    if anaphor.kind == "document":
        return {
            "statement_outlet": float("press" not in anaphor.classes and "outlet" in referent.classes),
            "document_person": float(referent.type == "person"),
            "document_document": float(referent.type == "document"),
            "document_place": float("country" in referent.classes),
            "document_group": float(referent.type == "group"),
            "modifiers": float(min(len(anaphor.modifiers & referent.lemmas), 2)),
        }
    named = anaphor.lemma in referent.lemmas
    if anaphor.kind == "source" and not named:
        return {
            "talked_body": float(referent.type in ("organization", "group")),
            "talked_person": float(referent.type == "person" and referent.entity is not None),
            "talked_unnamed": float(_is_unnamed_person(referent)),
        }
    shared = len(anaphor.modifiers & referent.lemmas)
    others = _other_modifiers(anaphor, referent)
    common = anaphor.classes & referent.classes
    known = bool(referent.classes - SEXES)
    offices = anaphor.classes & OFFICES  # any of which will do: the leader of a country is its president or premier
    fits = (
        bool(anaphor.classes) and anaphor.classes - offices <= common and not (offices and common.isdisjoint(offices))
    )
    meaning = {} if named else _likeness(anaphor, referent)
    return meaning | {
        "role": float(named),
        "class": float(fits and not named),
        "some_class": float(bool(common) and not fits and not named),
        "no_class": float(known and not common and not named),
        "no_role": float(not known and not common and not named),
        "specific_no_class": float(not anaphor.generic and known and not common and not named),
        "specific_no_role": float(not anaphor.generic and not known and not common and not named),
        "modifiers": float(min(shared, 2)),
        "other_modifiers": float(min(len(others), 2)),
        "name_shared": float(not anaphor.names.isdisjoint(referent.lemmas)),
        "other_name": float(bool(anaphor.names - referent.lemmas)),
    }


def _holds_another_post(anaphor: Anaphor, referent: Referent) -> bool:
    """«глава миссии наблюдателей» is no «глава партии»: the same noun, and each with words of its own.

    Nor is «глава Минфина» the «министр обороны», nor «премьер» any minister.
    """
    if _exclude(anaphor.classes & MINISTRIES, referent.classes & MINISTRIES):
        return True
    if _exclude(_offices_of(anaphor), referent.offices):
        return True
    if anaphor.kind != "role" or anaphor.lemma not in POSTS or not _other_modifiers(anaphor, referent):
        return False
    posts = referent.roles if referent.entity is not None else (tuple(referent.lemmas),)
    same = [set(post) - {anaphor.lemma} for post in posts if anaphor.lemma in post]
    return bool(same) and all(words and words.isdisjoint(anaphor.modifiers) for words in same)


def _is_of_another_trade(anaphor: Anaphor, referent: Referent, features: dict[str, float]) -> bool:
    """«врач» is no депутат: what they are is known, and other, and their words mean quite another thing."""
    if anaphor.kind != "role" or features["role"] or features.get("likeness", 1.0) >= UNLIKE:
        return False
    return _exclude(anaphor.classes & TRADES, referent.classes - SEXES)


def _is_another_body(anaphor: Anaphor, referent: Referent) -> bool:
    """«в школе» is not in the больница, and «компания» no министерство."""
    if anaphor.kind != "body" or anaphor.lemma in referent.lemmas or anaphor.lemma in ANY_BODY:
        return False
    if _exclude(_premises({anaphor.lemma}), _premises(referent.lemmas)):
        return True
    own = anaphor.classes & BODIES
    return _exclude(own | {"bank"} if "company" in own else own, referent.classes & BODIES)


def _premises(lemmas: Iterable[str]) -> frozenset[str]:
    """The kinds of bodies with an address that the words tell: a «лицей» is a school."""
    kinds = load_lexicon("premises", ("lemma", "kind"))
    return frozenset(kinds[lemma]["kind"] for lemma in lemmas if lemma in kinds)


def _offices_of(anaphor: Anaphor) -> frozenset[str]:
    """The offices that the word can be for: «министр» alone may be short for «премьер-министр»."""
    offices = anaphor.classes & OFFICES
    return offices | {"premier"} if anaphor.lemma == "министр" and not anaphor.classes & MINISTRIES else offices


def _exclude(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both are known and have nothing in common."""
    return bool(one and other) and one.isdisjoint(other)


def _other_modifiers(anaphor: Anaphor, referent: Referent) -> set[str]:
    """The words of the phrase that tell it apart and are no words of the referent's roles."""
    return {m for m in anaphor.modifiers if not _is_common_body(m)} - referent.lemmas


def _likeness(anaphor: Anaphor, referent: Referent) -> dict[str, float]:
    """How near the noun is in meaning to the words of the referent's roles: «дипломат» to «посол»."""
    near = max((likeness(anaphor.lemma, lemma) for lemma in referent.lemmas), default=0.0)
    return {"likeness": near, "likeness_high": float(near > ALIKE)}


def _is_common_body(lemma: str) -> bool:
    """«ведомство» in «глава ведомства» tells no more than that it is a body; «школа» is one of its kind."""
    entry = load_lexicon("speaker_nouns", ("lemma", "kind", "classes")).get(lemma)
    return entry is not None and entry["kind"] in ("body", "outlet") and not _premises({lemma})


def _distance(document: Document, anaphor: Anaphor, place: int) -> dict[str, float]:
    here, there = document.sentence_of(anaphor.head), document.sentence_of(place)
    sentences = document.sentence_number(anaphor.head) - document.sentence_number(place)
    relation = relation_of_phrase(document, place)
    return {
        "same_sentence": float(sentences == 0),
        "last_sentence": float(sentences == 1),
        "sentences": log1p(sentences),
        "tokens": log1p(anaphor.head - place),
        "same_block": float(here.block == there.block),
        "subject": float(is_subject(document, place)),
        "oblique": float(relation in ("nmod", "obl")),
    }


def relation_of_phrase(document: Document, token: int) -> str:
    """Return the relation of the whole phrase to its verb: a name hangs on its role, «министр Иван Орлов сказал»."""
    return document.arcs[_head_of_phrase(document, token)].relation


def is_subject(document: Document, token: int) -> bool:
    """Tell whether the phrase of the token is who acts: «Орлов уехал», and «Орлову пришлось уехать»."""
    token = _head_of_phrase(document, token)
    verb, relation = document.arcs[token]
    if relation.startswith("nsubj"):
        return True
    dative = document.morphs[token].get("Case") == "Dat" and relation in ("iobj", "obl", "obj", "nmod")
    if not dative or verb < 0 or document.lemmas[verb] not in OF_DATIVES:
        return False
    return not any(document.arcs[child].relation == "case" for child in document.children[token])


def _head_of_phrase(document: Document, token: int) -> int:
    for _ in range(4):
        head, relation = document.arcs[token]
        if relation not in ("appos", "flat:name", "flat:foreign") or head < 0:
            break
        token = head
    return token
