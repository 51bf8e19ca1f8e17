"""Speakers whom the source does not name: «он», «министр», «в ведомстве», «в отчёте банка», «пресс-служба».

A pronoun or a common noun is compared with everybody whom it can mean; a document speaks for its owner; who is named
nowhere speaks under the words that the text gives, in the nominative.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from extractor.document import Document
from extractor.entities.anaphor import Anaphor, is_indefinite, read_anaphor
from extractor.entities.phrases import POSSESSIVE
from extractor.entities.referents import Referent
from extractor.entities.scorer import confidence_of
from extractor.language.phrases import NounPhrase, find_noun_phrase
from extractor.quotes.apposition import name_in_phrase
from extractor.quotes.candidates import Candidate, Stage, find_candidates
from extractor.quotes.cues import is_finite
from extractor.quotes.drafts import Draft, Source, Speaker
from extractor.quotes.named import find_organization, is_body
from extractor.quotes.nameless import common_name, referent_of_phrase
from extractor.quotes.nominals import agent_of, agree, names_body
from extractor.quotes.proper import is_named
from extractor.quotes.sources import is_impersonal

__all__ = [
    "as_it_stands",
    "find_antecedent",
    "find_elided",
    "find_joint",
    "find_owner",
    "find_paper",
    "find_place",
    "find_reporter",
    "find_unit",
]

#: how sure a speaker is whom the source only describes, a press service named in full before, a body that «она» means
DESCRIBED, FULLER, BODY = 0.72, 0.85, 0.75
#: how many candidates the evidence lists, and how likely they are at least
SHOWN, LEAST = 4, 0.01
#: verbs by which a paper comes from its owner
ISSUES = frozenset(
    {
        "опубликовать", "публиковать", "обнародовать", "распространить", "выпустить", "издать", "написать", "разослать",
        "направить", "отправить", "представить", "подготовить", "разместить", "сделать", "передать", "предъявить",
    }
)  # fmt: skip
#: pronouns by which a paper is meant
PAPER_PRONOUNS = frozenset({"нём", "нем", "ней", "них", "котором", "которой", "которых"})
DATIVE_PRONOUNS = frozenset({"ей", "ему", "им"})
#: nouns of talks, whose words are of whoever is asked
TALKS = frozenset({"интервью", "беседа", "разговор"})
#: nouns of what bodies report: «по её данным»
DATA = frozenset({"данные", "информация", "сведение", "подсчёт", "подсчет"})
#: nouns that stand for a paper named before, how many sentences before, and the papers they stand for
ANY_PAPER, PAPER_REACH = frozenset({"документ", "бумага"}), 3
OFFICIAL = frozenset(
    {
        "указ", "закон", "законопроект", "постановление", "приказ", "распоряжение", "проект", "договор", "соглашение",
        "меморандум", "резолюция", "декларация", "директива", "регламент", "устав", "протокол", "заявление",
        "заключение", "письмо", "обращение", "иск", "жалоба", "доклад", "отчёт", "нота", "концепция", "стратегия",
        "кодекс", "контракт", "конвенция", "приговор", "определение", "вердикт", "петиция", "ходатайство", "релиз",
        "пресс-релиз", "коммюнике", "рапорт", "представление", "предписание", "уведомление", "циркуляр",
    }
)  # fmt: skip
DRAFTS = frozenset({"проект", "поправка"})
#: how many sentences before the same noun may tell whose paper it is
SAME_REACH = 6
#: how far before the word its paper is looked for, in tokens
FARTHEST = 300
#: how far apart two nouns that speak together may stand, in tokens
JOINED = 7
#: how far behind a document its owner may stand, in tokens
REACH = 12

Resolve = Callable[[Stage, Draft, Source], Speaker]


def find_antecedent(stage: Stage, draft: Draft, source: Source) -> Speaker | None:
    """«он», «министр», «в ведомстве», «издание»: whoever of the candidates fits best, or the phrase itself."""
    anaphor = read_anaphor(stage.document, source.head)
    if anaphor is None or anaphor.kind == "unit" or is_indefinite(stage.document, anaphor):
        return None
    itself = None if anaphor.kind == "pronoun" else referent_of_phrase(stage.document, source.head, source.span)
    speaker = _likeliest(stage, draft, anaphor, itself)
    if anaphor.kind == "pronoun" and not anaphor.plural and speaker.referent is None:
        return _body_before(stage, anaphor) or speaker
    return speaker


def _body_before(stage: Stage, anaphor: Anaphor) -> Speaker | None:
    """«Ассоциация проверила лавки. Она заявила, …», «Прокуратура ищет лодку. Считает, …»: nobody else is there."""
    document = stage.document
    for at in _before(document, anaphor.head, 1):
        subject = document.arcs[at].relation == "nsubj" and document.morphs[at].get("Number") == "Sing"
        agreeing = anaphor.gender in (None, document.morphs[at].get("Gender"))
        if subject and agreeing and at not in stage.quoted and _is_of_body(document, at):
            found = find_organization(stage, Draft("indirect", ()), Source(document.span(at, at), at, "subject"))
            who = found.referent if found else referent_of_phrase(document, at, document.span(at, at))
            return Speaker(who, BODY, ("the body that the sentence before is about",))
    return None


def _is_of_body(document: Document, at: int) -> bool:
    named = any(mention.type == "ORGANIZATION" for mention in document.mentions_at(at))
    return named or is_body(document.lemmas[at]) or names_body(document, at)


def find_reporter(stage: Stage, draft: Draft, source: Source) -> Speaker | None:
    """«Об этом пишет газета „Заря“. По её данным, …»: the body that has just reported."""
    document = stage.document
    pronoun = document.tokens[source.head].text.lower()
    cue = document.tokens_in(draft.cue) if draft.cue is not None else ()
    if pronoun not in POSSESSIVE or not any(document.lemmas[at] in DATA for at in cue):
        return None
    last = stage.last_turn(source.head)
    if last is None or last[1].type != "organization":
        return None
    at, who = last
    near = document.sentence_number(source.head) - document.sentence_number(at) <= 1
    agreeing = {"Fem": ("её", "ее"), "Masc": ("его",), "Neut": ("его",)}.get(_gender_of_noun(document, at) or "")
    if not near or (agreeing is not None and pronoun not in agreeing):
        return None
    return Speaker(who, FULLER, (f"has just reported: {who.name}",))


def _gender_of_noun(document: Document, name: int) -> str | None:
    """The gender of the noun that says what a name is of: «газета „Заря“», or of the name's own noun."""
    before = [at for at in range(max(0, name - 2), name) if document.morphs[at].pos == "NOUN"]
    at = before[-1] if before else name
    return document.morphs[at].get("Gender") if document.morphs[at].pos == "NOUN" else None


def find_place(stage: Stage, draft: Draft, source: Source) -> Speaker | None:
    """«Там рассказали, что…»: the body of which the talk was."""
    if stage.document.tokens[source.head].text.lower() != "там":
        return None
    last = stage.last_turn(source.head)
    if last is not None and last[1].type == "organization":
        return Speaker(last[1], FULLER, (f"named before as {last[1].name}",))
    anaphor = Anaphor(source.head, "там", "body", None, False, NounPhrase(source.head, source.head, source.head))
    return _likeliest(stage, draft, anaphor, None)


def _likeliest(stage: Stage, draft: Draft, anaphor: Anaphor, itself: Referent | None) -> Speaker:
    candidates = find_candidates(stage, draft, anaphor, itself)
    if len(candidates) > 1 and not anaphor.plural and stage.document.lemmas[anaphor.phrase.first] == "сам":
        candidates = candidates[:-1]  # «сам юбиляр» is somebody who was named
    shares = stage.rank(draft, anaphor, candidates)
    ranked = sorted(zip(shares, range(len(shares)), candidates, strict=True), key=lambda item: (-item[0], item[1]))
    share, _, best = ranked[0]
    shown = [(candidate, share) for share, _, candidate in ranked[:SHOWN] if share >= LEAST or candidate is best]
    return Speaker(best.referent, confidence_of(share), tuple(f"candidate {_label(c)}: {p:.2f}" for c, p in shown))


def _label(candidate: Candidate) -> str:
    return candidate.referent.name if candidate.referent else "nobody named"


def find_owner(stage: Stage, draft: Draft, source: Source, resolve: Resolve) -> Speaker | None:
    """«в отчёте банка», «в письме министра»: whose document it is."""
    anaphor = read_anaphor(stage.document, source.head)
    if anaphor is None or anaphor.kind != "document" or "law" in anaphor.classes - {"press"}:
        return None
    owner = next((told for rule in OWNERS if (told := rule(stage.document, source.head))), None)
    if owner is None:
        return None
    found = resolve(stage, draft, owner)
    return replace(found, chain=(f"the document of «{owner.span.of(stage.document.text)}»", *found.chain))


def _owner(document: Document, head: int) -> Source | None:
    """The genitive of the document, through «текст», «страница сайта» and their like; or «её» in «в её письме»."""
    for child in document.children[head]:
        if document.tokens[child].text.lower() in POSSESSIVE and child < head:
            return Source(document.span(child, child), child, "owner")
        if child < head or not _is_attribute(document, child):
            continue
        anaphor = read_anaphor(document, child)
        if anaphor is not None and anaphor.kind == "document" and not is_named(document, child):
            return _owner(document, child)
        if document.morphs[child].get("Animacy") == "Anim" or anaphor is not None or is_named(document, child):
            return Source(name_in_phrase(document, child, frozenset(range(head, child + REACH))), child, "owner")
    return None


def _issuer(document: Document, paper: int) -> Source | None:
    """«Банк опубликовал отчёт, в котором…»: whoever issues the paper owns it."""
    verb = document.arcs[paper].head
    if document.arcs[paper].relation != "obj" or verb < 0 or document.lemmas[verb] not in ISSUES:
        return None
    return _subject_of(document, verb)


def _issuer_in_relative(document: Document, paper: int) -> Source | None:
    """«в видео, которое блогер опубликовал»: whoever issues it in the clause that tells of it."""
    for verb in document.children[paper]:
        if document.arcs[verb].relation == "acl:relcl" and document.lemmas[verb] in ISSUES:
            objects = [c for c in document.children[verb] if document.arcs[c].relation == "obj"]
            if any(document.lemmas[at] == "который" for at in objects):
                return _subject_of(document, verb)
    return None


def _author(document: Document, paper: int) -> Source | None:
    """«в письме, направленном врачами»: who has made the paper."""
    participles = [c for c in document.children[paper] if document.arcs[c].relation in ("acl", "amod")]
    at = next((agent for verb in participles if (agent := agent_of(document, verb)) is not None), None)
    if at is None:
        return None
    sentence = document.sentence_of(at)
    return Source(name_in_phrase(document, at, frozenset(range(sentence.first, sentence.last))), at, "author")


def _interviewed(document: Document, talk: int) -> Source | None:
    """«дала интервью», «в интервью журналу рассказал»: whose the words of an interview are."""
    verb, relation = document.arcs[talk]
    if document.lemmas[talk] not in TALKS or verb < 0 or relation not in ("obj", "obl"):
        return None
    return _subject_of(document, verb)


def _subject_of(document: Document, verb: int) -> Source | None:
    subjects = [at for at in document.children[verb] if document.arcs[at].relation == "nsubj"]
    if not subjects:
        return None
    zone = frozenset(range(document.sentence_of(verb).first, document.sentence_of(verb).last))
    return Source(name_in_phrase(document, subjects[0], zone), subjects[0], "issuer")


#: how a paper's owner is told, in the order in which they are asked
OWNERS = (_owner, _author, _issuer, _issuer_in_relative, _interviewed)


def find_paper(stage: Stage, draft: Draft, source: Source, resolve: Resolve) -> Speaker | None:
    """«Банк выпустил отчёт. В нём говорится…», «В документе…»: the paper meant, and so its owner; a law is itself."""
    document = stage.document
    at = _paper_meant(document, source.head)
    if at is None:
        return None
    paper = Source(find_noun_phrase(document, at).span(document), at, "paper")
    anaphor = read_anaphor(document, at)
    law = anaphor is not None and "law" in anaphor.classes
    found = _itself(document, at) if law else resolve(stage, draft, paper)
    return replace(found, chain=(f"the paper is «{paper.span.of(document.text)}»", *found.chain))


def _itself(document: Document, paper: int) -> Speaker:
    """The law under its name, or its noun with what stands before it: «рамочный законопроект»."""
    first = find_noun_phrase(document, paper).first
    laws = (m for m in document.mentions_at(paper) if m.type == "LAW")
    law = next((law for law in laws if not any(is_finite(document, at) for at in document.tokens_in(law))), None)
    name = common_name(document, law or document.span(first, paper))
    return Speaker(Referent(name, "document", lemmas=frozenset({document.lemmas[paper]})), DESCRIBED)


def _paper_meant(document: Document, head: int) -> int | None:
    """The noun of the paper that «в нём» or «в документе» points back to."""
    pronoun = document.tokens[head].text.lower()
    governed = pronoun in DATIVE_PRONOUNS and head > 0 and document.tokens[head - 1].text.lower() == "согласно"
    if governed or pronoun in PAPER_PRONOUNS:
        return next((at for at in _before(document, head, 1) if _is_paper(document, head, at)), None)
    if document.lemmas[head] not in ANY_PAPER:
        return _same_paper(document, head)
    if document.morphs[head].get("Number") == "Plur":
        return None
    papers = [at for at in _before(document, head, PAPER_REACH) if _is_official(document, at)]
    named = (at for at in papers if any(m.type == "LAW" for m in document.mentions_at(at)))
    return next(named, papers[0] if papers else None)


def _same_paper(document: Document, head: int) -> int | None:
    """«Фонд выпустил доклад о реках. … В докладе говорится»: the noun as it was first told, with whose it is."""
    anaphor = read_anaphor(document, head)
    if anaphor is None or anaphor.kind != "document" or "law" in anaphor.classes:
        return None
    if not any(document.arcs[child].relation == "case" for child in document.children[head]):
        return None  # «появилась информация о том, что…»: a new one
    word = document.lemmas[head], document.morphs[head].get("Number")
    before = _before(document, head, SAME_REACH)
    same = (at for at in before if (document.lemmas[at], document.morphs[at].get("Number")) == word)
    return next((at for at in same if any(rule(document, at) for rule in OWNERS)), None)


def _before(document: Document, head: int, sentences: int) -> range:
    """The tokens before a word, the nearest first, back to so many sentences before its own."""
    first = document.sentences[max(0, document.sentence_number(head) - sentences)].first
    return range(head - 1, max(first, head - FARTHEST) - 1, -1)


def _is_paper(document: Document, pronoun: int, noun: int) -> bool:
    anaphor = read_anaphor(document, noun)
    return anaphor is not None and anaphor.kind == "document" and agree(document, pronoun, noun)


def _is_official(document: Document, noun: int) -> bool:
    """Not the «постановление» of a «проект постановления»."""
    if document.lemmas[noun] not in OFFICIAL or document.morphs[noun].get("Number") == "Plur":
        return False
    head, relation = document.arcs[noun]
    return not (relation == "nmod" and document.lemmas[head] in DRAFTS)


def find_joint(stage: Stage, draft: Draft, source: Source) -> Speaker | None:
    """«родители и адвокат Орлова», «врачи и очевидцы»: those who speak together, as the text calls them."""
    document = stage.document
    heads = [source.head, *_joined(document, source.head)]
    verb = document.morphs[draft.cue_token] if draft.cue_token is not None else None
    singly = verb is not None and verb.pos == "VERB" and verb.get("Number") == "Sing"
    if len(heads) < 2 or singly:
        return None  # «сын депутата и коллега по партии назвал» is one man
    names = [common_name(document, find_noun_phrase(document, head).span(document)) for head in heads]
    name = " и ".join((", ".join(names[:-1]), names[-1]))
    return Speaker(Referent(name, "group", plural=True), DESCRIBED, (f"together: «{name}»",))


def _joined(document: Document, head: int) -> list[int]:
    """The living nouns that «и» joins to the head; none where a name is among them."""
    joined = [c for c in document.children[head] if document.arcs[c].relation == "conj" and c > head]
    nouns = [at for at in [head, *joined] if document.morphs[at].pos == "NOUN"]
    alive = all(document.morphs[at].get("Animacy") == "Anim" for at in nouns)
    near = all(other - one < JOINED for one, other in pairwise([head, *joined]))
    same = len({document.morphs[at].get("Case") for at in nouns}) == 1
    return joined if len(nouns) == len(joined) + 1 and alive and near and same else []


def find_elided(stage: Stage, draft: Draft) -> Speaker | None:
    """«Орлов опубликовал письмо. Обещал, что…»: whoever the verb without a subject goes on to speak of."""
    cue = draft.cue_token
    if cue is None:
        return None
    morph = stage.document.morphs[cue]
    if morph.get("VerbForm") == "Conv" and (verb := stage.document.arcs[cue].head) >= 0:
        morph = stage.document.morphs[verb]  # «Показал расчёты, добавив, что…»
    if morph.get("VerbForm") != "Fin" or morph.get("Number") != "Sing" or is_impersonal(stage.document, cue):
        return None
    alone = NounPhrase(cue, cue, cue)
    anaphor = Anaphor(cue, "", "pronoun", morph.get("Gender"), False, alone)
    speaker = _likeliest(stage, draft, anaphor, None)
    if speaker.referent is None:
        return _body_before(stage, anaphor) or speaker
    return speaker


def _is_attribute(document: Document, token: int) -> bool:
    if document.arcs[token].relation not in ("nmod", "flat:foreign", "appos"):
        return False
    if any(document.arcs[child].relation == "case" for child in document.children[token]):
        return False
    return document.morphs[token].pos in ("NOUN", "PROPN", "X")


def find_unit(stage: Stage, draft: Draft, source: Source) -> Speaker | None:
    """«пресс-служба» alone: the one that the article named in full."""
    anaphor = read_anaphor(stage.document, source.head)
    if anaphor is None or anaphor.kind != "unit":
        return None
    for _, referent in reversed(stage.turns):
        if anaphor.lemma in referent.lemmas and anaphor.modifiers <= referent.lemmas:
            return Speaker(referent, FULLER, (f"named before as {referent.name}",))
    return None


def as_it_stands(stage: Stage, source: Source) -> Speaker:
    """Return the speaker under the source's own words, in the nominative."""
    referent = referent_of_phrase(stage.document, source.head, source.span)
    return Speaker(referent, DESCRIBED, (f"described as «{referent.name}»",))
