"""Whom a word cannot mean: «она» no man, «врач» no депутат, «глава Минфина» no министр обороны, «школа» no больница.

What is known of both must be in the way: of whom nothing is told, anything may be true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extractor.entities.anaphor import Anaphor
from extractor.entities.referents import OFFICES, Referent, ReferentType
from extractor.lexicons import load_lexicon

__all__ = ["POSTS", "SEXES", "can_be", "is_another", "is_unnamed_person", "other_modifiers", "types_of"]

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
#: words that mean less alike than this mean quite another thing: «врач» and «депутат»
UNLIKE = 0.4
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
#: what each kind of anaphor can mean in the singular
KINDS: Mapping[str, tuple[ReferentType, ...]] = {
    "body": ("organization",),
    "document": ("person", "organization", "group", "document"),
    "outlet": ("organization",),
    "pronoun": ("person",),
    "role": ("person",),
    "source": ("person", "organization", "group"),
    "unit": ("organization",),
}
#: kinds of anaphors that people answer to
PERSONAL = frozenset({"pronoun", "role", "source"})


def types_of(anaphor: Anaphor) -> tuple[ReferentType, ...]:
    """Return the types of what the word can mean: «он» is a person, «они» are several or a body."""
    if anaphor.plural or anaphor.kind == "group":
        return ("organization", "group") if anaphor.kind in ("body", "pronoun") else ("group",)
    return KINDS[anaphor.kind]


def can_be(anaphor: Anaphor, referent: Referent) -> bool:
    """Tell whether the word can mean such a thing at all: «он» is a person, «в ведомстве» a body."""
    if referent.type not in types_of(anaphor):
        return False
    if anaphor.plural and anaphor.kind != "pronoun":
        return True
    if anaphor.kind in PERSONAL and referent.type == "person" and _disagree(anaphor.gender, referent.gender):
        return False
    if anaphor.kind == "source":
        if "outlet" in referent.classes:
            return False
        return anaphor.lemma != "источник" or anaphor.lemma in referent.lemmas or is_unnamed_person(referent)
    return anaphor.kind != "document" or _can_own(anaphor, referent)


def _disagree(one: str | None, other: str | None) -> bool:
    return bool(one and other and one != other)


def is_unnamed_person(referent: Referent) -> bool:
    """Tell whether it is somebody without a name: «высокопоставленный чиновник», who may be the источник later."""
    return referent.type == "person" and referent.entity is None


def _can_own(anaphor: Anaphor, referent: Referent) -> bool:
    """Whether a document without its owner may be the referent's: an article is an outlet's, a law nobody's."""
    if referent.type == "document":
        return anaphor.lemma in PAPERS and not anaphor.plural
    if "press" in anaphor.classes:
        return "outlet" in referent.classes
    if anaphor.lemma in FINDINGS and referent.type == "person":
        return False
    return "law" not in anaphor.classes


def is_another(anaphor: Anaphor, referent: Referent, features: Mapping[str, float]) -> bool:
    """Tell whether what is known of the two keeps them apart; `features` tell how alike their words are."""
    if _holds_another_post(anaphor, referent) or _is_another_body(anaphor, referent):
        return True
    return _is_of_another_trade(anaphor, referent, features)


def _holds_another_post(anaphor: Anaphor, referent: Referent) -> bool:
    """«глава миссии наблюдателей» is no «глава партии»: the same noun, and each with words of its own.

    Nor is «глава Минфина» the «министр обороны», nor «премьер» any minister.
    """
    if _exclude(anaphor.classes & MINISTRIES, referent.classes & MINISTRIES):
        return True
    if _exclude(_offices_of(anaphor), referent.offices):
        return True
    if anaphor.kind != "role" or anaphor.lemma not in POSTS or not other_modifiers(anaphor, referent):
        return False
    posts = referent.roles if referent.entity is not None else (tuple(referent.lemmas),)
    same = [set(post) - {anaphor.lemma} for post in posts if anaphor.lemma in post]
    return bool(same) and all(words and words.isdisjoint(anaphor.modifiers) for words in same)


def _is_of_another_trade(anaphor: Anaphor, referent: Referent, features: Mapping[str, float]) -> bool:
    """«врач» is no депутат: what they are is known, and other, and their words mean quite another thing.

    Of who has no name no more is known than the words: «диспетчер» is no «капитан судна».
    """
    if anaphor.kind != "role" or features["role"] or features.get("likeness", 1.0) >= UNLIKE:
        return False
    if is_unnamed_person(referent) and not anaphor.generic:
        return True
    return _exclude(anaphor.classes & TRADES, referent.classes - SEXES)


def _is_another_body(anaphor: Anaphor, referent: Referent) -> bool:
    """«в школе» is not in the больница, «компания» no министерство, and «министерство» no комитет."""
    if anaphor.kind != "body" or anaphor.lemma in referent.lemmas or anaphor.lemma in ANY_BODY:
        return False
    kinds = _premises({anaphor.lemma})
    if _exclude(kinds, _premises(referent.lemmas)) or (kinds and "outlet" in referent.classes):
        return True
    own, known = anaphor.classes & BODIES, referent.classes & BODIES
    if anaphor.lemma == "министерство":
        own = frozenset({"ministry"})
    return _exclude(own | {"bank"} if "company" in own else own, known)


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


def other_modifiers(anaphor: Anaphor, referent: Referent) -> set[str]:
    """Return the words of the phrase that tell it apart and are no words of the referent's roles."""
    return {m for m in anaphor.modifiers if not _is_common_body(m)} - referent.lemmas


def _is_common_body(lemma: str) -> bool:
    """«ведомство» in «глава ведомства» tells no more than that it is a body; «школа» is one of its kind."""
    entry = load_lexicon("speaker_nouns", ("lemma", "kind", "classes")).get(lemma)
    return entry is not None and entry["kind"] in ("body", "outlet") and not _premises({lemma})
