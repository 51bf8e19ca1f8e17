"""Speakers whom the source names: «Иван Орлов», «Минобороны», «газета "Заря"», «Литва и Латвия»."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher

from extractor.annotations import Entity, Mention
from extractor.document import Document
from extractor.entities.anaphor import is_channel, read_anaphor
from extractor.entities.edges import INITIALS
from extractor.entities.phrases import nominative_phrase
from extractor.entities.referents import Referent, ReferentType, classes_of
from extractor.language.morphology import parses_of
from extractor.language.phrases import find_noun_phrase
from extractor.lexicons import load_lexicon
from extractor.quotes.candidates import Stage
from extractor.quotes.drafts import Draft, Source, Speaker
from extractor.quotes.nominals import marked_name_after, names_body
from extractor.quotes.proper import OPENING, bodies_over, entity_at, heads, is_in_marks, is_proper
from extractor.quotes.together import names_together

__all__ = ["find_organization", "find_person", "find_several"]

#: how sure a speaker is whom the source names; measured on folds, as are the figures of `described` and `turns`
PERSON, ORGANIZATION, SEVERAL = 0.98, 0.93, 0.9
#: shortest surname that may be spelled in two ways, and how alike the spellings must be
SPELLED, ALIKE = 5, 0.82
#: and how alike where one is hardly longer than the other: «Кабейо», «Кабельо»
NEARLY = 0.76
SURNAMES = frozenset({"Name", "Surn", "Patr"})
#: parts of speech that tell of a name: «довольный „Газмаш“»
ADJECTIVES = frozenset({"ADJF", "PRTF"})
#: how names follow the noun that says what they are: «газета "Заря"», «регулятор FCA»
APPOSED = frozenset({"appos", "nmod", "flat:foreign", "flat:name"})


def find_person(stage: Stage, draft: Draft, source: Source) -> Speaker | None:
    """«Иван Орлов», «Орлов»: the person whose name the source is."""
    document = stage.document
    if INITIALS.fullmatch(source.span.of(document.text)):
        return _of_initials(stage, source.span.of(document.text))
    for mention in document.mentions_over(source.span):
        if mention.type != "PERSON" or _is_role(document, mention):
            continue
        if mention.contains(source.span) or source.head in document.tokens_in(mention):
            return _of_mention(stage, mention, "person")
        if mention.start == source.span.start:
            return _of_mention(stage, mention, "person")
    return None


def _of_initials(stage: Stage, initials: str) -> Speaker | None:
    """«Л. Б.: …» in an interview with Лука Бурый: the one person with these initials, in either order."""
    letters = sorted(letter for letter in initials if letter.isalpha())
    known = [who for who in stage.cast.named("person") if sorted(word[0] for word in who.name.split()) == letters]
    return Speaker(known[0], PERSON, (f"the initials of {known[0].name}",)) if len(known) == 1 else None


def _is_role(document: Document, mention: Mention) -> bool:
    """«Оратор» with a capital is what somebody is, not a name."""
    tokens = document.tokens_in(mention)
    if len(tokens) > 1 or not classes_of((document.lemmas[tokens[0]],)):
        return False
    return not any(p.grammemes & SURNAMES for p in parses_of(document.tokens[tokens[0]].text))


def find_organization(stage: Stage, draft: Draft, source: Source) -> Speaker | None:
    """«Минобороны», «РИА "Новости"», «газета "Заря"», «в Вашингтоне»."""
    document = stage.document
    anaphor = read_anaphor(document, source.head)
    if is_channel(document, source.head) or (anaphor and anaphor.kind == "document" and is_body(anaphor.lemma)):
        return None  # «группа музея «ВКонтакте»»: a page, whose owner speaks
    here = document.span(source.head, source.head)
    own = [m for m in bodies_over(document, here) if heads(document, m, source.head)]
    proper = [m for m in own if is_proper(document, m) and not _is_short_for(stage, m)]
    if anaphor is not None and anaphor.kind in ("role", "source", "group") and not is_body(anaphor.lemma):
        proper = [m for m in proper if is_in_marks(document, m)]
    if proper:
        return _of_mention(stage, max(proper, key=lambda m: m.length), "organization")
    if not (anaphor is not None and is_body(anaphor.lemma)) and not names_body(document, source.head):
        return _told_of(stage, source.head)
    phrase = find_noun_phrase(document, source.head).span(document)
    names = [m for m in bodies_over(document, phrase) if _in_apposition(document, source.head, m)]
    return _of_mention(stage, names[0], "organization") if names else _in_marks_after(stage, source.head)


def _told_of(stage: Stage, head: int) -> Speaker | None:
    """«довольный „Газмаш“»: the name in the nominative of which the adjective tells, not «рабочий „Газмаша“»."""
    document = stage.document
    found = marked_name_after(document, head)
    if found is None or not _is_adjective(document.tokens[head].text):
        return None
    known = (m for m in bodies_over(document, found) if m.contains(found) and found.of(document.text) == m.name)
    return next((_of_mention(stage, mention, "organization") for mention in known), None)


def _is_adjective(word: str) -> bool:
    """«обиженный», «казанская», which may be a surname, but no common noun, as «рабочий» is."""
    common = [parse for parse in parses_of(word) if not parse.grammemes & SURNAMES]
    return bool(common) and all(parse.pos in ADJECTIVES for parse in common)


def _in_marks_after(stage: Stage, head: int) -> Speaker | None:
    """«газета „Заря“»: the name between the marks that follow the noun, whatever the tagger and the parser saw."""
    document = stage.document
    found = marked_name_after(document, head)
    if found is None:
        return None
    known = next((m for m in bodies_over(document, found) if m.contains(found)), None)
    if known is not None and _is_addressed(document, known):
        return None
    if known is not None:
        return _of_mention(stage, known, "organization")
    name = found.of(document.text)
    return Speaker(
        Referent(name, "organization", lemmas=frozenset({document.lemmas[head]})), ORGANIZATION, (f"named «{name}»",)
    )


def _is_addressed(document: Document, name: Mention) -> bool:
    """«в аэропорту „Интерфаксу“ сказали»: a name in the dative is of who was told, in apposition it would not bend."""
    text = name.of(document.text)
    return name.name not in (None, text) and document.morphs[document.tokens_in(name)[0]].get("Case") == "Dat"


def find_several(stage: Stage, draft: Draft, source: Source) -> Speaker | None:
    """«Иван Орлов и Пётр Зуев», «Литва и Латвия»: names that share a verb in the plural."""
    name = names_together(stage.document, source.head)
    if name is None:
        return None
    return Speaker(Referent(name, "group", plural=True), SEVERAL, (f"named together: {name}",))


def _is_short_for(stage: Stage, mention: Mention) -> bool:
    """«Совет» at the start of a sentence, where the text has named a «Совет ветеранов»."""
    document = stage.document
    tokens = document.tokens_in(mention)
    if len(tokens) > 1 or tokens[0] != document.sentence_of(tokens[0]).first:
        return False
    lemma = document.lemmas[tokens[0]]
    return is_body(lemma) and any(lemma in who.lemmas and " " in who.name for who in stage.cast.of("organization"))


def is_body(lemma: str) -> bool:
    """Tell whether the noun is of a body or an outlet: «совет», «газета»."""
    entry = load_lexicon("speaker_nouns", ("lemma", "kind", "classes")).get(lemma)
    return entry is not None and entry["kind"] in ("body", "outlet")


def _in_apposition(document: Document, head: int, mention: Mention) -> bool:
    first = document.tokens_in(mention)[0]
    if first - head == 1 and _is_undeclined(document, first):
        return True
    if first <= head or document.arcs[first].relation not in APPOSED:
        return False
    marked = document.text[mention.start - 1 : mention.start] in tuple(OPENING) or first - head == 1
    latin = document.tokens[first].text[0].isascii()
    nominative = document.morphs[first].get("Case") in (None, "Nom") or document.morphs[first].get("Foreign") == "Yes"
    return (marked and nominative) or latin


def _is_undeclined(document: Document, at: int) -> bool:
    """«сведения агентства ТАСС»: an abbreviation after its noun, to which the parser may give the noun's case."""
    text = document.tokens[at].text
    stands = document.morphs[at].get("Case") in (None, "Nom") or document.arcs[at].relation == "appos"
    return text.isupper() and len(text) > 1 and stands


def _of_mention(stage: Stage, mention: Mention, type_: ReferentType) -> Speaker:
    text = mention.of(stage.document.text)
    sure = PERSON if type_ == "person" else ORGANIZATION
    entity = entity_at(stage.document, mention)
    if entity is not None and type_ == "person":
        entity = _spelled_in_full(stage.document, entity)
    if entity is None:
        name = mention.name or nominative_phrase(stage.document, mention)
        return Speaker(Referent(name, type_), sure, (f"«{text}» is a name",))
    referent = stage.cast.entity(entity.id) or Referent(entity.name, type_, entity.id)
    return Speaker(replace(referent, type=type_), sure, (f"«{text}» is {entity.name}",))


def _spelled_in_full(document: Document, entity: Entity) -> Entity:
    """The person with a longer name, whose surname is spelled otherwise here: «Шварцнегер», «Арнольд Шварценеггер»."""
    if " " in entity.name or len(entity.name) < SPELLED:
        return entity
    for other in document.entities:
        last = other.name.rsplit(" ", 1)[-1]
        if other.type == "PERSON" and " " in other.name and last[0] == entity.name[0]:
            alike = SequenceMatcher(None, last.lower(), entity.name.lower(), autojunk=False).ratio()
            if alike >= (NEARLY if abs(len(last) - len(entity.name)) < 2 else ALIKE):
                return other
    return entity
