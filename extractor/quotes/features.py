"""What a piece in marks shows of being speech or a name: the features that `speech` weighs, as plain names.

A feature is there or not. Names read as evidence: `words=1`, `left=colon`, `cue=name`, `after title noun=body`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.annotations import Mention
from extractor.document import Document
from extractor.language.likeness import mean_meaning
from extractor.language.weights import Floats
from extractor.lexicons import load_lexicon
from extractor.quotes.cues import Cue, cue_at, cue_noun_at, is_finite
from extractor.quotes.pieces import Piece
from extractor.spans import Span

__all__ = ["JOINED", "Scene", "features_of", "is_sentence", "meaning_of"]

#: the feature of a piece that «и», «или» or a comma joins to the piece before
JOINED = "joined to the piece before"
#: how far to the left a verb may govern a piece, in tokens
REACH = 30
#: no name is longer, in characters
LONGEST = 300
#: what a name in marks may be the name of
MENTIONS = {
    "ORGANIZATION": "body",
    "PERSON": "person",
    **dict.fromkeys(("CITY", "COUNTRY", "DISTRICT", "FACILITY", "LOCATION", "STATE_OR_PROVINCE"), "place"),
    **dict.fromkeys(("AWARD", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"), "work"),
}
INTRODUCING = re.compile(
    r"(?:так называем\w+|под (?:назван|лозунг|девиз|именем)\w*|по прозвищу|псевдоним\w*)\W*$", re.I
)
FIRST_AND_SECOND = frozenset({"я", "мы", "ты", "вы", "мой", "наш", "твой", "ваш"})
#: words near which marks hold the name of an offence: «по статье «халатность»», «(«Вандализм»)»
OFFENCES = frozenset(
    ("вменить", "вменять", "виновный", "дело", "кодекс", "коап", "обвинение", "осудить", "ст", "статья", "ук")
)
#: what somebody gets for a deed that marks name: «наказать за «хулиганство»», «медаль «За отвагу»»
DESERTS = frozenset(
    (
        "арест",
        "арестовать",
        "благодарность",
        "грамота",
        "диплом",
        "задержать",
        "медаль",
        "наградить",
        "наказание",
        "наказать",
        "наказывать",
        "орден",
        "ответственность",
        "отметить",
        "награда",
        "награждать",
        "лауреат",
        "премия",
        "приговорить",
        "присудить",
        "присуждать",
        "срок",
        "судить",
        "удостоить",
        "штраф",
        "штрафовать",
    )
)
#: how far from the marks such a word may stand, in characters
NEAR = 60
YEAR = re.compile(r"\s*\(\D{0,20}(?:19|20)\d\d")
LAW = re.compile(r"(?:О|Об|Обо|За|По)\s")
#: how many words of a piece tell its meaning
MEANT = 12
WORD_BINS = ((1, "1"), (2, "2"), (3, "3"), (5, "4-5"), (9, "6-9"), (10**6, "10+"))


@dataclass(frozen=True)
class Scene:
    """The document and its pieces, for features that look beyond one piece."""

    document: Document
    pieces: Sequence[Piece]

    @cached_property
    def uses(self) -> Counter[str]:
        """How often each marked text stands in the article, in marks."""
        return Counter(piece.marked.inner.of(self.document.text).lower() for piece in self.pieces)

    @cached_property
    def places(self) -> dict[Span, int]:
        """Where each piece stands among the pieces."""
        return {piece.marked.outer: at for at, piece in enumerate(self.pieces)}

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [mention.start for mention in self.document.mentions]

    def mentions_by(self, span: Span) -> Sequence[Mention]:
        """The mentions that may reach into the span: none is longer than LONGEST."""
        first = bisect_left(self._mention_starts, span.start - LONGEST)
        return self.document.mentions[first : bisect_left(self._mention_starts, span.end)]


def features_of(scene: Scene, at: int) -> frozenset[str]:
    """Return the names of the features that the piece `scene.pieces[at]` has."""
    piece = scene.pieces[at]
    return frozenset(name for group in GROUPS for name in group(scene, piece))


def meaning_of(scene: Scene, at: int) -> Floats:
    """Return the mean of the vectors of the first words of the piece `scene.pieces[at]`."""
    document = scene.document
    words = _words(document, scene.pieces[at].marked.inner)[:MEANT]
    return mean_meaning(document.lemmas[token] for token in words)


def _shape(scene: Scene, piece: Piece) -> Iterator[str]:
    """The words themselves: how many, how they begin and end, whether they can be a sentence."""
    document = scene.document
    text = piece.marked.inner.of(document.text)
    tokens = _words(document, piece.marked.inner)
    count = _count(document, piece)
    yield f"words={count}"
    head = _head_kind(text)
    yield f"head={head}"
    yield f"words={count} head={head}"
    if text[-1] in ".!?…":
        yield "ends with a stop"
    if "," in text:
        yield "has a comma"
    if re.search(r"[.!?…]\s+[А-ЯЁ]", text):
        yield "several sentences"
    if len(tokens) > 1 and all(document.tokens[t].text[0].isupper() for t in tokens):
        yield "all capitals"
    if any(is_finite(document, t) for t in tokens):
        yield "finite verb"
    elif any(document.morphs[t].get("VerbForm") == "Inf" for t in tokens):
        yield "infinitive"
    if any(document.lemmas[t] in FIRST_AND_SECOND or document.morphs[t].get("Person") in {"1", "2"} for t in tokens):
        yield "first or second person"
    if any(document.tokens[t].text.lower() in {"это", "так", "не", "нет"} for t in tokens):
        yield "a word of talk"
    if tokens:
        yield f"first={document.morphs[tokens[0]].pos}"
    yield from _case(document, tokens)


def _head_kind(text: str) -> str:
    char = next((c for c in text if c.isalnum()), " ")
    if char.isdigit():
        return "digit"
    if char.isascii():
        return "latin"
    return "capital" if char.isupper() else "small"


def _case(document: Document, tokens: Sequence[int]) -> Iterator[str]:
    nominal = next((t for t in tokens if document.morphs[t].pos in {"NOUN", "PROPN", "ADJ", "PRON"}), None)
    if nominal is not None and (case := document.morphs[nominal].get("Case")):
        yield f"case={case}"


def _names(scene: Scene, piece: Piece) -> Iterator[str]:
    """What makes the words a name: an entity there, the same words in marks elsewhere, a noun that takes a name."""
    document, inner, outer = scene.document, piece.marked.inner, piece.marked.outer
    for mention in scene.mentions_by(inner):
        sort = MENTIONS.get(mention.type)
        if sort is not None and mention.overlaps(inner):
            if mention.contains(inner):
                yield f"within the name of a {sort}"
            elif mention.length * 2 > inner.length:
                yield f"mostly the name of a {sort}"
    if scene.uses[inner.of(document.text).lower()] > 1:
        yield "repeated"
    if INTRODUCING.search(document.text, max(0, outer.start - 30), outer.start):
        yield "introduced as a name"
    yield from _after_title_noun(document, piece)


def _titles(scene: Scene, piece: Piece) -> Iterator[str]:
    """What stands around the titles of laws, offences, awards and films: «ст. 214 УК («…»)», ««…» (1974)»."""
    document, outer = scene.document, piece.marked.outer
    near = (Span(max(0, outer.start - NEAR), outer.start), Span(outer.end, outer.end + NEAR // 2))
    if any(document.lemmas[token] in OFFENCES for span in near for token in document.tokens_in(span)):
        yield "near an offence"
    before = document.tokens_in(near[0])
    first = piece.marked.inner.of(document.text).split(maxsplit=1)[0].lower()
    named = first == "за" or (len(before) > 0 and document.tokens[before[-1]].text == "за")
    if named and any(document.lemmas[token] in DESERTS for token in before):
        yield "for a deed"
    if YEAR.match(document.text, outer.end):
        yield "a year in brackets after"
    if LAW.match(piece.marked.inner.of(document.text)):
        yield "begins as a law or an award"
    if piece.left == "colon":
        titles = load_lexicon("title_nouns", ("lemma", "class"))
        known = (titles.get(document.lemmas[token]) for token in reversed(_before(document, piece)[-4:]))
        title = next((entry for entry in known if entry is not None), None)
        if title is not None:
            yield f"title noun before a colon={title['class']}"


def _after_title_noun(document: Document, piece: Piece) -> Iterator[str]:
    """«газета «Заря»», «фестиваль детского танца «Росток»»: the noun that takes the name."""
    if piece.left != "word":
        return
    titles = load_lexicon("title_nouns", ("lemma", "class"))
    before = _before(document, piece)
    for distance, token in enumerate(reversed(before[-5:])):
        morph = document.morphs[token]
        title = titles.get(document.lemmas[token]) or titles.get(document.tokens[token].text.lower())
        if title is not None:
            yield f"{'after' if distance == 0 else 'near'} title noun={title['class']}"
            return
        if morph.pos not in {"NOUN", "PROPN", "ADJ", "NUM", "DET"} or (distance and morph.get("Case") == "Nom"):
            return


def _left(scene: Scene, piece: Piece) -> Iterator[str]:
    """What stands before: a stop, a colon, a preposition, a noun, a verb that governs."""
    document = scene.document
    yield f"left={piece.left}"
    yield f"left={piece.left} head={_head_kind(piece.marked.inner.of(document.text))}"
    before = _before(document, piece)
    if piece.left == "word" and before:
        token = before[-1]
        morph = document.morphs[token]
        yield f"word before={morph.pos}"
        if morph.pos in {"SCONJ", "CCONJ", "ADP", "PART"}:
            yield f"word before is {document.tokens[token].text.lower()}"
        if (noun := cue_noun_at(document, token)) is not None:
            yield f"noun before={noun['class']}"
    yield from _governing(document, piece, before)


def _governing(document: Document, piece: Piece, before: Sequence[int]) -> Iterator[str]:
    """The nearest cue of the sentence before the piece, how it stands and what parts it from the piece."""
    apart: list[str] = []
    for distance, token in enumerate(reversed(before[-REACH:])):
        text = document.tokens[token].text.lower()
        cue = cue_at(document, token)
        if cue is not None and not _is_infinitive(document, cue):
            near = "next" if distance == 0 else "near" if distance < 5 else "far"
            yield f"cue={cue.sort} {near}"
            yield f"cue={cue.sort}"
            yield f"cue kind={cue.kind}"
            yield from _voice(document, cue)
            if "что" in apart or "чтобы" in apart:
                yield "clause between"
            elif "," in apart:
                yield "comma between"
            return
        apart.append(text)
    if before:
        yield "no cue before"
    if any(is_finite(document, t) for t in before):
        yield "verb before, no cue"


def _voice(document: Document, cue: Cue) -> Iterator[str]:
    """Whether somebody does the saying: «Пекин называет», against «которые называют», «называемый»."""
    morph = document.morphs[cue.token]
    subject = any(document.arcs[child].relation == "nsubj" for child in document.children[cue.token])
    form = morph.get("VerbForm") or morph.pos
    yield f"cue={cue.sort} {form} {'with' if subject else 'without'} subject"
    if morph.get("Voice") == "Pass" or document.tokens[cue.token].text.endswith("ся"):
        yield f"cue={cue.sort} passive"


def _is_infinitive(document: Document, cue: Cue) -> bool:
    return document.morphs[cue.token].get("VerbForm") == "Inf"


def _right(scene: Scene, piece: Piece) -> Iterator[str]:
    """What stands after: a stop, a noun that the piece modifies, a cue, the author's words."""
    document = scene.document
    yield f"right={piece.right}"
    yield f"left={piece.left} right={piece.right}"
    after = _after(document, piece)
    if piece.right == "word" and after:
        yield f"word after={document.morphs[after[0]].pos}"
    for distance, token in enumerate(after[:12]):
        if document.tokens[token].text in {".", "!", "?"}:
            break
        cue = cue_at(document, token)
        if cue is not None and not _is_infinitive(document, cue):
            yield f"cue after={cue.sort} {'near' if distance < 4 else 'far'}"
            break
    if piece.author is not None:
        free = "free" if piece.stands_free else "bound"
        rule = "lead" if piece.author.rule in {"lead_verb", "lead_noun"} else piece.author.rule
        yield f"author {rule} {piece.place} {free}"
    if piece.opens_sentence and piece.closes_sentence:
        yield "a sentence of its own"
    if piece.opens_sentence:
        yield "opens a sentence"


def _course(scene: Scene, piece: Piece) -> Iterator[str]:
    """What the piece before it was: told speech goes on («B.»), a list of names goes on."""
    at = scene.places[piece.marked.outer]
    before = next((p for p in reversed(scene.pieces[:at]) if p.marked.depth == 0), None)
    if before is None:
        return
    text = scene.document.text[before.marked.outer.end : piece.marked.outer.start]
    told = piece.author is not None and piece.author.dashed
    if not told and len(text) < 8 and text.strip(" ,") in {"", "и", "или", "либо", "а также"}:
        yield JOINED
        yield f"joined to a piece of words={_count(scene.document, before)}"
    if before.author is not None and before.stands_free and "\n\n" not in text.strip("\n") and len(text) < 150:
        yield "follows told speech"
        if piece.opens_sentence and piece.closes_sentence:
            yield "goes on after told speech"


def _syntax(scene: Scene, piece: Piece) -> Iterator[str]:
    """How the parser hangs the words on the sentence outside the marks."""
    document, inner = scene.document, piece.marked.inner
    tokens = document.tokens_in(inner)
    for token in tokens:
        head, relation = document.arcs[token]
        if head not in tokens and relation != "punct":
            yield f"hangs as {relation}"
            if head < 0:
                yield "hangs as root"
                return
            yield f"hangs on {document.morphs[head].pos}"
            cue = cue_at(document, head)
            if cue is not None:
                yield f"hangs on cue={cue.sort}"
            return


GROUPS = (_shape, _names, _titles, _left, _right, _course, _syntax)


def is_sentence(scene: Scene, piece: Piece) -> bool:
    """Tell whether the words could stand alone: a capital, a finite verb, five words, and no noun that takes a name."""
    tokens = _words(scene.document, piece.marked.inner)
    if len(tokens) < 5 or not scene.document.text[piece.marked.inner.start].isupper():
        return False
    return any(is_finite(scene.document, t) for t in tokens) and not any(_after_title_noun(scene.document, piece))


def _count(document: Document, piece: Piece) -> str:
    words = len(_words(document, piece.marked.inner))
    return next(name for most, name in WORD_BINS if words <= most)


def _words(document: Document, span: Span) -> list[int]:
    return [t for t in document.tokens_in(span) if document.tokens[t].text[0].isalnum()]


def _before(document: Document, piece: Piece) -> list[int]:
    """The words, commas included, of the piece's sentence before it."""
    span = Span(min(piece.sentence, piece.marked.outer.start), piece.marked.outer.start)
    return [
        t for t in document.tokens_in(span) if document.tokens[t].text[0].isalnum() or document.tokens[t].text == ","
    ]


def _after(document: Document, piece: Piece) -> list[int]:
    """The words and stops after the piece, to the end of its paragraph."""
    end = max(piece.paragraph.end, piece.marked.outer.end)
    tokens = document.tokens_in(Span(piece.marked.outer.end, end))[:40]
    return [t for t in tokens if document.tokens[t].text[0].isalnum() or document.tokens[t].text in ",.!?"]
