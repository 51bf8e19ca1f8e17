"""Which phrase of the sentence is the source of a cue: «Иван Орлов» in «— сказал заместитель мэра Иван Орлов».

A rule takes one cue and returns the token that heads the source, or None. Syntax is asked first and position where
syntax is silent; what stands inside the quoted words is never asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from extractor.annotations import Mention, Morph
from extractor.document import Document
from extractor.entities.anaphor import is_channel
from extractor.entities.phrases import POSSESSIVE
from extractor.entities.referents import TYPES
from extractor.entities.types import is_place
from extractor.language.inflection import agrees
from extractor.language.morphology import parses_of
from extractor.language.phrases import find_noun_phrase
from extractor.lexicons import load_lexicon
from extractor.quotes.apposition import NAMES, appositive_name, name_in_phrase
from extractor.quotes.citations import citation_at
from extractor.quotes.drafts import Draft, Source
from extractor.quotes.nominals import (
    NOMINAL,
    agent_of,
    can_be,
    head_of,
    is_governed,
    is_one_of,
    is_somebody,
    names_body,
)
from extractor.quotes.uncued import find_uncued_source
from extractor.spans import Span

__all__ = ["CITING", "find_source", "is_impersonal"]

#: relations that lead from a verb to the verb whose subject it shares
SHARED = frozenset({"conj", "xcomp", "advcl", "parataxis"})
#: cue verbs that hand on somebody else's words: «цитирует министра», «приводит слова министра»
HANDING_ON = frozenset(
    {"цитировать", "процитировать", "приводить", "приводиться", "привести", "передавать", "передать"}
)
#: of them, those that never make the words one's own
CITING = frozenset({"цитировать", "процитировать"})
#: how far from its cue a source may stand in the longest of sentences, in tokens
ZONE = 300
#: a pronoun farther from its verb than this is left as the parser has it, in tokens
FAR = 60
#: how far before «который» its noun is looked for, in tokens
RELATIVE_REACH = 14
#: how far from such a verb its object is looked for, in tokens
CITED = 8
#: nouns through which they are handed on
WORDS = frozenset(
    {
        "слово", "комментарий", "цитата", "мнение", "высказывание", "заявление", "фраза", "реплика", "рассказ",
        "признание", "речь",
    }
)  # fmt: skip
#: reflexive verbs that report without a subject, or whose subject is what is reported: «в газете появилась информация»
IMPERSONAL = frozenset(
    {
        "говориться", "сообщаться", "отмечаться", "указываться", "утверждаться", "подчёркиваться", "подчеркиваться",
        "рассказываться", "уточняться", "поясняться", "объясняться", "добавляться", "напоминаться", "передаваться",
        "предписываться", "заявляться", "приводиться", "констатироваться", "упоминаться", "предполагаться", "ожидаться",
        "появиться", "появляться",
    }
)  # fmt: skip
#: verbs whose dative is who does it: «удалось выяснить археологам»
MANAGING = frozenset({"удаться", "удаваться"})
#: relations of what belongs to the words before it, or is given something
DEPENDENT = frozenset({"nmod", "fixed", "flat:name", "flat:foreign", "appos", "iobj"})
#: pronouns that are subjects and nobody: «Это добавил…»
NOBODY = frozenset({"это", "то", "что", "всё", "все"})
#: how far such a place may stand where the parser sees no link, in tokens
PLACE_REACH = 14
#: relations of such a place to the verb
PLACED = ("obl", "nmod", "obj", "parataxis", "root", "conj", "orphan")
#: pronouns that the tagger may not know by their «ё»: «в нём говорится»
THIRD_PERSON = frozenset({"он", "она", "они"})
#: the adverb that stands for a body
POINTER = "там"
#: papers in which something is called so, by nobody in particular: «в документе это называют провалом»
CALLING_PAPERS = frozenset({"документ", "доклад", "отчёт", "резолюция", "законопроект", "заключение", "пресс-релиз"})
#: what only looks like a paper in a place: «в результате проверки установлено»
NO_PLACES = frozenset({"результате"})
#: prepositions before what data is taken from: «по данным с сайта»
FROM = frozenset({"с", "со", "из", "от"})
#: prepositions before the place that speaks: «в министерстве», «на заводе»
PLACE = frozenset({"в", "во", "на"})


@dataclass(frozen=True)
class Clause:
    """A cue with the words that its source may stand in: those of its sentences outside the quoted words."""

    document: Document
    draft: Draft
    cue: int
    quoted: frozenset[int] = frozenset()

    @cached_property
    def zone(self) -> frozenset[int]:
        """The tokens that belong to the author, of the sentences of the cue."""
        return self._author_tokens(self.cue_tokens)

    @property
    def author_zone(self) -> frozenset[int]:
        """The tokens that belong to the author, of the sentence of the main word alone."""
        return self._author_tokens([self.cue])

    def _author_tokens(self, tokens: Iterable[int]) -> frozenset[int]:
        document = self.document
        said = {at for segment in self.draft.content for at in document.tokens_in(segment)}
        quoted = self.quoted if self.cue not in self.quoted else frozenset()
        near = {document.sentence_of(at) for at in tokens}
        around = [(max(s.first, self.cue - ZONE), min(s.last, self.cue + ZONE)) for s in near]
        own = (at for first, last in around for at in range(first, last))
        return frozenset(at for at in own if at not in said and at not in quoted)

    @cached_property
    def cue_tokens(self) -> range:
        """The tokens of the cue."""
        if self.draft.cue is None:
            return range(self.cue, self.cue + 1)
        return self.document.tokens_in(self.draft.cue) or range(self.cue, self.cue + 1)

    @property
    def morph(self) -> Morph:
        """The morph of the cue's main word."""
        return self.document.morphs[self.cue]

    def children(self, at: int, *relations: str) -> list[int]:
        """The dependents of a token with one of the relations, outside the quoted words."""
        arcs = self.document.arcs
        return [c for c in self.document.children[at] if c in self.zone and arcs[c].relation in relations]

    def prepositions(self, at: int) -> list[str]:
        """The prepositions of a noun, lower case."""
        return [self.document.tokens[c].text.lower() for c in self.children(at, "case")]


def find_source(document: Document, draft: Draft, quoted: frozenset[int] = frozenset()) -> Source | None:
    """Return the source of the draft's cue, or None where none is attached; a source that the draft names is kept.

    `quoted` are the tokens of all that is quoted word by word: a source of the author's is none of them.
    """
    if draft.source is not None:
        return _given(document, draft, draft.source)
    if draft.cue_token is None:
        return find_uncued_source(document, draft)
    clause = Clause(document, draft, draft.cue_token, quoted)
    for rule in RULES:
        head = rule(clause)
        if head is not None:
            head = _antecedent(clause, document.arcs[head].head, head)
            return Source(name_in_phrase(document, head, clause.zone), head, rule.__name__.strip("_"))
    return None


def _given(document: Document, draft: Draft, span: Span) -> Source | None:
    """The source that the draft names; the person whom its phrase names, where the draft saw only the role."""
    head = head_of(document, span)
    if head is None:
        return None
    if any(m.type == "PERSON" for m in document.mentions_over(span)):
        return Source(span, head, "given")
    zone = Clause(document, draft, head).author_zone
    name = appositive_name(document, find_noun_phrase(document, head), zone)
    return Source(Span(name.start, name.end) if name else span, head, "given")


# --- rules -----------------------------------------------------------------------------------------------------------


def _possessive(clause: Clause) -> int | None:
    """«по его словам», «по её мнению», «по их данным»."""
    tokens, cue = clause.document.tokens, clause.cue_tokens
    for at in range(max(0, cue.start - 1), min(len(tokens), cue.stop + 1)):
        owned = clause.document.arcs[at].head
        # «по словам её руководителя Орлова», but «согласно его письму»
        of_another = at >= cue.stop and owned > at and clause.document.morphs[owned].get("Animacy") == "Anim"
        if tokens[at].text.lower() in POSSESSIVE and clause.morph.pos in ("NOUN", "ADP") and not of_another:
            return at
    return None


def _handed_on(clause: Clause) -> int | None:
    """«цитирует агентство министра», «приводит газета слова Орлова», «его рассказ»: who is quoted, not who quotes."""
    document = clause.document
    if document.lemmas[clause.cue] not in HANDING_ON:
        return None
    near = range(clause.cue + 1, clause.cue + 8)
    words = [at for at in near if at in clause.zone and document.lemmas[at] in WORDS and not clause.prepositions(at)]
    for at in words:
        owners = [c for c in document.children[at] if _can_own_words(document, at, c)]
        if owners:
            return owners[0]
    if clause.draft.kind != "direct" or words:
        return None
    quoted = [c for c in clause.children(clause.cue, "obj", "nsubj") if document.morphs[c].get("Animacy") == "Anim"]
    objects = [c for c in quoted if document.arcs[c].relation == "obj" or document.morphs[c].get("Case") == "Acc"]
    people = [c for c in objects if not any(m.type == "ORGANIZATION" for m in document.mentions_at(c))]
    return next(iter(people), _cited_beside(clause) or _taken_for_genitive(clause))


def _cited_beside(clause: Clause) -> int | None:
    """«цитирует „Заря“ главу министерства»: a living object where the parser hangs it elsewhere."""
    document = clause.document
    if document.lemmas[clause.cue] not in CITING:
        return None
    return next(
        (
            at
            for at in range(clause.cue + 1, clause.cue + CITED)
            if at in clause.zone
            and document.morphs[at].get("Animacy") == "Anim"
            and (document.morphs[at].get("Case") == "Acc" or document.arcs[at].head in (clause.cue, at))
            and agrees(document.tokens[at].text, "Acc")
            and not clause.prepositions(at)
            and not any(m.type == "ORGANIZATION" for m in document.mentions_at(at))
        ),
        None,
    )


def _taken_for_genitive(clause: Clause) -> int | None:
    """«цитирует пресс-служба тренера Орлова»: an object that looks like the genitive of the subject."""
    document = clause.document
    if document.lemmas[clause.cue] not in CITING:
        return None
    after = [c for subject in clause.children(clause.cue, "nsubj") for c in document.children[subject] if c > subject]
    return next(
        (
            c
            for c in after
            if c in clause.zone
            and document.arcs[c].relation == "nmod"
            and document.morphs[c].get("Animacy") == "Anim"
            and agrees(document.tokens[c].text, "Acc")
        ),
        None,
    )


def _can_own_words(document: Document, words: int, at: int) -> bool:
    if document.tokens[at].text.lower() in POSSESSIVE:
        return True
    return at > words and document.arcs[at].relation == "nmod" and document.morphs[at].get("Case") in ("Gen", None)


def _owner_of_words(clause: Clause) -> int | None:
    """«по словам министра», «по данным полиции», «комментарий директора»: the genitive of a cue that is a noun."""
    nouns = [at for at in clause.cue_tokens if clause.document.morphs[at].pos == "NOUN"]
    if clause.morph.pos != "NOUN" and not any(clause.document.lemmas[at] in WORDS for at in nouns):
        return None
    owners = [c for n in nouns for c in clause.children(n, "nmod", "appos", "flat:name") if _can_own(clause, c)]
    if owners:
        return owners[0]
    after = clause.cue_tokens.stop
    if after in clause.zone and is_one_of(clause.document, after):
        return after  # «по словам одного из участников»
    return next((at for at in _nouns_from(clause, after, 5)), _page(clause))


def _page(clause: Clause) -> int | None:
    """«по информации с сайта министерства»: where the data is taken from."""
    after = clause.cue_tokens.stop
    if after >= len(clause.document.tokens) or clause.document.tokens[after].text.lower() not in FROM:
        return None
    noun = next(_nouns_from(clause, after + 1, 3), None)
    return noun if noun is not None and is_somebody(clause.document, noun) else None


def _can_own(clause: Clause, at: int) -> bool:
    return at >= clause.cue_tokens.stop and not clause.prepositions(at) and clause.document.morphs[at].pos in NOMINAL


def _nouns_from(clause: Clause, start: int, reach: int) -> Iterator[int]:
    """The nouns that follow at once, over adjectives and marks."""
    document = clause.document
    for at in range(start, min(start + reach, len(document.tokens))):
        text, pos = document.tokens[at].text, document.morphs[at].pos
        if at not in clause.zone or text in ",:;—–" or (text == "." and pos == "PUNCT" and at > start + 3):
            return
        if (pos in NOMINAL and len(text) > 1) or _begins_name(document, at):
            yield at
        elif pos not in ("ADJ", "DET", "NUM", "PUNCT", "X", "ADV", "VERB", "CCONJ", "INTJ"):
            return


def _closes_clause(document: Document, at: int) -> bool:
    """Whether a name begins with the word and ends its clause: not «сказала CNN Анна Котова», «сказала CNN, что …»."""
    if not _begins_name(document, at):
        return False
    end = max(document.tokens_in(m).stop for m in document.mentions_at(at) if m.type in TYPES)
    after = [token.text for token in document.tokens[end : end + 2]]
    return not after or (document.morphs[end].pos == "PUNCT" and after != [",", "что"])


def _begins_name(document: Document, at: int) -> bool:
    """«comScore», «NBC News»: a name in other letters, of whose part of speech the tagger is not sure."""
    start = document.tokens[at].start
    return any(m.start == start for m in document.mentions_at(at) if m.type in TYPES)


def _according_to(clause: Clause) -> int | None:
    """«согласно отчёту»: what the preposition governs."""
    if clause.morph.pos != "ADP" and clause.document.lemmas[clause.cue] != "согласно":
        return None
    head = clause.document.arcs[clause.cue].head
    if head in clause.zone and head > clause.cue and clause.document.morphs[head].pos in (*NOMINAL, "X"):
        return head
    return next(_nouns_from(clause, clause.cue_tokens.stop, 5), None)


def _paper_of_cue(clause: Clause) -> int | None:
    """«согласно статистике», «согласно документу»: a paper that nobody owns speaks for itself."""
    document, cue = clause.document, clause.cue_tokens
    if document.tokens[cue.start].text.lower() != "согласно":
        return None
    nouns = [at for at in cue if document.morphs[at].pos == "NOUN"]
    return nouns[-1] if nouns else None


def _succeeding(clause: Clause) -> int | None:
    """«удалось выяснить археологам», «археологам удалось узнать»: the dative of who manages to know."""
    document, verb = clause.document, clause.document.arcs[clause.cue].head
    if clause.morph.get("VerbForm") != "Inf" or verb < 0 or document.lemmas[verb] not in MANAGING:
        return None
    near = (*clause.children(verb, "iobj", "obl", "nmod"), *clause.children(clause.cue, "iobj", "obl", "nmod"))
    datives = (at for at in near if document.morphs[at].get("Case") == "Dat" and not clause.prepositions(at))
    return next((at for at in datives if is_somebody(document, at)), None)


def _modified_noun(clause: Clause) -> int | None:
    """«премьером Орловым, объявившим, что…»: the noun that the participle modifies."""
    arc = clause.document.arcs[clause.cue]
    if clause.morph.get("VerbForm") != "Part" or clause.morph.get("Voice") == "Pass" or arc.relation != "acl":
        return None
    return arc.head if arc.head in clause.zone else None


def _subject(clause: Clause) -> int | None:
    """«Орлов заявил», «заявил Орлов»: the subject of the verb, or of the verb that it shares its subject with."""
    if _is_impersonal(clause):
        return None
    seen: set[int] = set()
    verb = clause.cue if clause.morph.pos != "NOUN" else _governor(clause)
    while verb not in seen:
        seen.add(verb)
        subject = _own_subject(clause, verb)
        if subject is not None and verb == clause.cue:
            subject = _nearer(clause, subject) or subject
        if subject is not None and not _is_amount(clause.document, subject):
            return None if _is_only_told(clause, subject, verb) else _antecedent(clause, verb, subject)
        arc = clause.document.arcs[verb]
        if arc.relation not in SHARED or arc.head not in clause.zone:
            return None
        verb = arc.head
    return None


def _nearer(clause: Clause, subject: int) -> int | None:
    """«Она молчит, и Фомин сообщил»: the name that the parser gave to the other verb, and a pronoun to the cue."""
    document = clause.document
    if document.morphs[subject].pos != "PRON" or not 0 < clause.cue - subject < FAR:
        return None
    joints = [at for at in range(subject + 1, clause.cue) if document.morphs[at].pos == "CCONJ"]
    if not joints or document.tokens[joints[-1] - 1].text != ",":
        return None
    between = range(joints[-1] + 1, clause.cue)
    return next((at for at in between if _in_name(clause, at) and _could_be_subject(clause, at)), None)


def _is_only_told(clause: Clause, subject: int, verb: int) -> bool:
    """The subject that is none: «заявили ТАСС в министерстве», and who only cites: «„…“, — цитирует издание».

    The verb is the cue or shares its subject with it: «причиной стал ветер, пояснили в порту, что…» does not.
    """
    document = clause.document
    several = any(document.morphs[at].get("Number") == "Plur" for at in (verb, clause.cue))
    alone = document.morphs[subject].get("Number") == "Sing"
    if several and alone and not any(document.arcs[c].relation == "conj" for c in document.children[subject]):
        return _place(clause) is not None
    if document.lemmas[clause.cue] not in CITING or clause.draft.kind != "direct":
        return False
    return _kind_of(document, subject) == "outlet"


def _governor(clause: Clause) -> int:
    """The verb that a cue noun hangs on: «закончил речь словами: «…»»; the noun itself after «по» and «согласно»."""
    at = clause.cue
    if clause.prepositions(at) and {"по", "согласно"}.intersection(clause.prepositions(at)):
        return at
    for _ in range(4):
        head = clause.document.arcs[at].head
        if head not in clause.zone or clause.document.morphs[at].pos == "VERB":
            break
        at = head
    return at


def _is_impersonal(clause: Clause) -> bool:
    return is_impersonal(clause.document, clause.cue)


def is_impersonal(document: Document, verb: int) -> bool:
    """Tell whether the verb has no subject: «говорится», «сообщалось», «указано», «сказано»."""
    morph = document.morphs[verb]
    if morph.get("Variant") == "Short" and morph.get("VerbForm") == "Part":
        return morph.get("Gender") == "Neut"
    return document.lemmas[verb] in IMPERSONAL


def _own_subject(clause: Clause, verb: int) -> int | None:
    found = [
        c
        for c in clause.children(verb, "nsubj", "nsubj:pass")
        if clause.document.morphs[c].get("VerbForm") != "Inf" and c not in clause.cue_tokens
    ]
    found = [c for c in found if clause.document.lemmas[c] not in NOBODY and not _is_object(clause.document, c)]
    found = [c for c in found if not _are_too_many(clause.document, c, verb)]
    found = [c for c in found if clause.document.morphs[c].pos != "ADJ"] or found  # «мать говорит обратное»
    fitting = [c for c in found if _agrees(clause.document, c, verb)] or found
    return min(fitting, key=lambda at: (clause.document.morphs[at].get("Case") == "Gen", abs(at - verb)), default=None)


def _is_amount(document: Document, at: int) -> bool:
    """«в размере 28 млн евро выразил надежду»: money that the parser took for the subject; not «11 % опрошенных»."""
    counted = any(document.arcs[c].relation.startswith("nummod") for c in document.children[at])
    thing = document.morphs[at].pos == "NOUN" and document.morphs[at].get("Animacy") == "Inan"
    return counted and thing and document.lemmas[at] != "процент" and not is_somebody(document, at)


def _is_object(document: Document, at: int) -> bool:
    """«процитировал Орлова собеседник»: a name that the parser took for the subject, though it has another case."""
    name = _person_from(document, at)
    if name is None or document.morphs[at].get("Case") in (None, "Nom"):
        return False
    return not any("nomn" in parse.grammemes for parse in parses_of(document.tokens[at].text))


def _are_too_many(document: Document, noun: int, verb: int) -> bool:
    """«И показал расчёты, добавив, что…»: a noun in the plural that the parser gave to a verb in the singular."""
    one, other = document.morphs[noun], document.morphs[verb]
    if one.pos != "NOUN" or one.get("Number") != "Plur" or other.get("Number") != "Sing" or is_somebody(document, noun):
        return False
    return all("plur" in parse.grammemes for parse in parses_of(document.tokens[noun].text))


def _person_from(document: Document, at: int) -> Mention | None:
    """The name of a person that begins with the token."""
    here = (m for m in document.mentions_at(at) if m.type == "PERSON")
    return next((m for m in here if document.tokens_in(m).start == at), None)


def _antecedent(clause: Clause, verb: int, subject: int) -> int:
    """The noun that «который» stands for."""
    document = clause.document
    if document.lemmas[subject] != "который":
        return subject
    before = document.tokens[subject - 1].text.lower()
    if before in ("в", "во") and document.tokens[subject - 2].text.lower() == "и":
        return _antecedent_before(clause, subject)
    if before == "согласно":
        papers = (at for at in _before_relative(document, subject) if _is_paper(document, at))
        if (paper := next(papers, None)) is not None:
            return paper
    seen: set[int] = set()
    while verb not in seen and verb >= 0:
        seen.add(verb)
        arc = document.arcs[verb]
        if arc.relation.startswith("acl") and 0 <= arc.head < subject and _stands_for(document, subject, arc.head):
            return arc.head
        verb = arc.head
    return next(_before_relative(document, subject), subject)


def _antecedent_before(clause: Clause, subject: int) -> int:
    """«записка, которую он передал при встрече и в которой сказано»: two clauses of one noun."""
    document = clause.document
    near = range(subject - 1, document.sentence_of(subject).first, -1)
    other = next((at for at in near if document.lemmas[at] == "который"), None)
    return next(_before_relative(document, subject if other is None else other), subject)


def _before_relative(document: Document, pronoun: int) -> Iterator[int]:
    """The nouns before «который» that it can stand for, the nearest first."""
    near = range(pronoun - 1, max(-1, pronoun - RELATIVE_REACH), -1)
    return (at for at in near if _stands_for(document, pronoun, at))


def _is_paper(document: Document, noun: int) -> bool:
    """«закон о лесе», «результаты опроса»: what words stand in."""
    return _kind_of(document, noun) == "document"


def _kind_of(document: Document, noun: int) -> str | None:
    """The kind of a noun that speaks, if it is one; «ст. 5 устава» is a paper."""
    if citation_at(document, noun) is not None:
        return "document"
    return load_lexicon("speaker_nouns", ("lemma", "kind", "classes")).get(document.lemmas[noun], {}).get("kind")


def _stands_for(document: Document, pronoun: int, noun: int) -> bool:
    one, other = document.morphs[pronoun], document.morphs[noun]
    return other.pos in ("NOUN", "PROPN") and all(
        one.get(name) in (None, other.get(name)) or other.get(name) is None for name in ("Gender", "Number")
    )


def _agrees(document: Document, noun: int, verb: int) -> bool:
    """Tell whether the noun can be the verb's subject by number, and by gender in the past."""
    one, other = document.morphs[noun], document.morphs[verb]
    number = one.get("Number")
    if number and other.get("Number") and number != other.get("Number"):
        return False
    gender = one.get("Gender")
    return not (gender and other.get("Gender") and gender != other.get("Gender") and one.get("Animacy") == "Anim")


def _place(clause: Clause) -> int | None:
    """«в министерстве сообщили», «на заводе рассказали», «говорится в отчёте»: the body, or the document."""
    impersonal = _is_impersonal(clause)
    told = clause.morph.pos != "NOUN" and (
        clause.morph.get("Number") == "Plur" or clause.morph.get("VerbForm") == "Conv"
    )
    if not told and not impersonal:
        return None
    seen: set[int] = set()
    verb = clause.cue
    while verb not in seen and verb >= 0:
        seen.add(verb)
        places = [c for c in clause.children(verb, *PLACED) if _can_speak(clause, c, impersonal)]
        if places:
            return min(places, key=lambda at: abs(at - clause.cue))
        arc = clause.document.arcs[verb]
        if arc.relation not in SHARED or arc.head not in clause.zone:
            break
        verb = arc.head
    near = [at for at in clause.zone if abs(at - clause.cue) < PLACE_REACH and not _is_in_participle(clause, at)]
    near = [at for at in near if _can_speak(clause, at, impersonal)]
    return min(near, key=lambda at: abs(at - clause.cue), default=_pointed(clause, impersonal))


def _is_in_participle(clause: Clause, at: int) -> bool:
    """«после проведённой в столице экспертизы установлено»: the place of what was done."""
    verb = clause.document.morphs[clause.document.arcs[at].head]
    return (
        verb.get("VerbForm") == "Part"
        and verb.get("Variant") != "Short"
        and clause.document.arcs[at].head != clause.cue
    )


def _pointed(clause: Clause, impersonal: bool) -> int | None:
    """«Там рассказали, что…»: the place that was named before."""
    if impersonal or clause.morph.get("Number") != "Plur":
        return None
    near = (at for at in range(clause.cue + 2, clause.cue - 4, -1) if at in clause.zone)
    return next((at for at in near if clause.document.tokens[at].text.lower() == POINTER), None)


def _can_speak(clause: Clause, at: int, impersonal: bool) -> bool:
    """Tell whether «в …» is somebody: «в полиции», not «в понедельник» or «в интервью»."""
    document = clause.document
    text = document.tokens[at].text
    if not PLACE.intersection(clause.prepositions(at)) or not _can_be_located(text) or text.lower() in NO_PLACES:
        return False
    if is_channel(document, at):
        return True
    kind = _kind_of(document, at)
    if kind in ("body", "unit", "outlet", "document", "group"):
        return kind != "document" or impersonal or document.lemmas[at] in CALLING_PAPERS
    if document.morphs[at].pos == "PRON" or document.lemmas[at] in THIRD_PERSON:
        return impersonal
    if len(text) > 1 and (text.isupper() or (text.isascii() and text[0].isupper())):
        return True  # «заявили в НИЦКБ»: an abbreviation that nobody has explained
    named = [m for m in document.mentions_at(at) if m.type in TYPES and m.type != "PERSON"]
    if impersonal and named and all(is_place(m.type) for m in named):
        return False  # «объявлено на съезде в Риге»
    return names_body(document, at) or bool(named)


def _can_be_located(text: str) -> bool:
    """Tell whether the word may stand in the locative: «полиции», and what is not declined, «СБУ», «NASA»."""
    return text.isascii() or text.isupper() or agrees(text, "Loc")


def _agent(clause: Clause) -> int | None:
    """«было заявлено министром», «сказанное Орловым», «среди требований, выдвинутых врачами»: the instrumental."""
    verbs = (clause.cue, *clause.children(clause.cue, "acl", "amod"))
    agents = (agent_of(clause.document, verb) for verb in verbs)
    return next((at for at in agents if at is not None and at in clause.zone), None)


def _origin(clause: Clause) -> int | None:
    """«следует из отчёта», «стало известно от врачей», «слышно от соседей»."""
    near = [at for at in range(clause.cue + 1, clause.cue + 5) if at in clause.zone]
    for at in [*clause.children(clause.cue, "obl", "nmod"), *near]:
        if {"из", "от"}.intersection(clause.prepositions(at)) and is_somebody(clause.document, at):
            return at
    return None


def _near(clause: Clause) -> int | None:
    """The nearest noun that can be the subject by its form, after the cue first: where the parser saw another."""
    if clause.morph.pos not in ("VERB", "ADJ", "AUX") or _is_impersonal(clause):
        return None
    runs = (range(clause.cue + 1, clause.cue + 12), range(clause.cue - 1, max(-1, clause.cue - 25), -1))
    found = [at for run in runs for at in _subjects_along(clause, run)]
    named = [at for at in found if _in_name(clause, at)]
    likely = next(iter(named or found), None)
    return None if likely is None or _is_only_told(clause, likely, clause.cue) else likely


def _subjects_along(clause: Clause, run: range) -> Iterator[int]:
    for at in run:
        text = clause.document.tokens[at].text if at < len(clause.document.tokens) else "."
        if at not in clause.zone or text in ":;.!?":
            return
        if _could_be_subject(clause, at):
            yield _antecedent(clause, clause.cue, at)


def _in_name(clause: Clause, at: int) -> bool:
    return any(m.type in NAMES for m in clause.document.mentions_at(at))


def _is_thing(clause: Clause, at: int) -> bool:
    parses = parses_of(clause.document.tokens[at].text)
    return not _in_name(clause, at) and all("anim" not in parse.grammemes for parse in parses)


def _could_be_subject(clause: Clause, at: int) -> bool:
    document = clause.document
    morph, arc = document.morphs[at], document.arcs[at]
    if _is_one_of(document, at):
        return not clause.prepositions(at) and _agrees(document, at, clause.cue)
    if morph.pos == "X" and at == clause.cue + 1 and _closes_clause(document, at):
        return True  # «передаёт Fox News.»
    person = _person_from(document, at)
    # «заявил после матча Семён Орлов»: by its form the name is no part of the phrase before it
    nominative = person is not None and can_be(document, person, "nomn") and not can_be(document, person, "gent")
    if morph.pos not in NOMINAL or (_in_prepositional(clause, at) and not nominative):
        return False
    if _is_counted(document, at):
        return is_somebody(document, at)
    if person is not None and can_be(document, person, "nomn"):
        plural = document.morphs[clause.cue].get("Number") == "Plur" and morph.get("Number") == "Sing"
        return not plural and (morph.get("Case") != "Nom" or _agrees(document, at, clause.cue))
    if person is not None or not _agrees(document, at, clause.cue):
        return False
    of_cue = arc.head in clause.cue_tokens
    # «передаёт „Заречье“»: beside a verb an apposition is none
    if arc.relation in DEPENDENT and not (of_cue and arc.relation == "appos"):
        return False
    if arc.relation == "obj" and arc.head < at and not of_cue and _is_thing(clause, at):
        return False  # «показал расчёты, добавив»: what another verb has for its object
    return (
        morph.get("Case") in ("Nom", "Acc", None)
        and any("nomn" in p.grammemes or not p.known for p in parses_of(document.tokens[at].text))
        and is_somebody(document, at)
    )


def _is_counted(document: Document, at: int) -> bool:
    """«пишут несколько изданий»"""
    counting = [c for c in document.children[at] if document.arcs[c].relation == "nummod:gov" and c < at]
    return document.morphs[at].get("Case") == "Gen" and any(
        document.morphs[c].get("Case") in ("Nom", "Acc", None) for c in counting
    )


def _is_one_of(document: Document, at: int) -> bool:
    """«один из пассажиров»"""
    return is_one_of(document, at) and document.morphs[at].get("Case") == "Nom"


def _in_prepositional(clause: Clause, at: int) -> bool:
    return bool(clause.prepositions(at)) or is_governed(clause.document, at)


#: asked in this order; the first that answers is believed
RULES = (
    _possessive,
    _handed_on,
    _owner_of_words,
    _according_to,
    _paper_of_cue,
    _modified_noun,
    _succeeding,
    _subject,
    _place,
    _agent,
    _origin,
    _near,
)
