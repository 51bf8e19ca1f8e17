"""Tokens and sentences of an article, as spans of the untouched text: razdel's, found several times faster.

razdel looks at every pair of neighbouring atoms (a run of letters, a run of digits, a mark) with a list of rules. Here
one regular expression says which atoms its rules join, and its rules of sentences are asked only where one can end.

>>> from extractor.annotations import Block
>>> tokens, sentences = find_tokens("Мэр приехал. Он рад.", [(0, Block(0, 20, "paragraph"))])
>>> [token.text for token in tokens]
['Мэр', 'приехал', '.', 'Он', 'рад', '.']
>>> [(sentence.first, sentence.last) for sentence in sentences]
[(0, 3), (3, 6)]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from razdel import sentenize
from razdel.segmenters.punct import DASHES, ENDINGS
from razdel.segmenters.sentenize import DELIMITER, SentSplit
from razdel.segmenters.tokenize import PUNCTS

from extractor.annotations import Block, Sentence, Token

__all__ = ["find_tokens"]

RUSSIAN, LATIN = "[а-яё]+", "[a-z]+"
MARK = re.escape(PUNCTS)
#: characters that are neither letters of the two alphabets nor digits nor known marks: «é», «Δ», «°»
STRANGE = rf"[^\sа-яёa-z\d{MARK}]+"
#: letters, strange characters among them: «Δt», «café»
WORD = rf"(?:(?:{RUSSIAN}|{LATIN})(?:{STRANGE}(?:{RUSSIAN}|{LATIN})?)*|(?:{STRANGE}(?:{RUSSIAN}|{LATIN})?)+)"
DASH = rf"[{re.escape(DASHES)}_]"
#: what goes on after a word or a number: «кто-то», «IT-2», «3,5», «1/2»; the other side may be away: «кино- и»
CHAIN = rf"(?:{DASH}(?=\s*[^\s{MARK}])(?:{WORD}|\d+)?|(?<=\d)[.,/\\](?=\s*\d)(?:\d+)?)*"
YAHOO = rf"(?:(?<=yahoo)(?<![a-z]yahoo)![{ENDINGS}]*)?"

TOKEN = re.compile(
    rf"""
    (?:{WORD}|\d+){CHAIN}{YAHOO}
    |(?P<hanging>(?:{DASH}(?:{WORD}|\d+)|[.,/\\]\d+){CHAIN}{YAHOO})  # a part of a token only after «кино », «3 »
    |[=:;][()]{{1,3}}
    |[{ENDINGS}]+
    |-{{2,}}|\*{{2,}}
    |[{MARK}]
    """,
    re.IGNORECASE | re.VERBOSE,
)

#: where a sentence may end: white space follows, and then no word in lower case
END = re.compile(rf"{DELIMITER}(?=\s+(?![a-zа-яё]+(?![^\W\d])))")
#: how far razdel's rules of sentences look
WINDOW = 10


def find_tokens(text: str, blocks: Iterable[tuple[int, Block]]) -> tuple[list[Token], list[Sentence]]:
    """Return the tokens and sentences of the given blocks (each with its index in the article), in the text's order."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for index, block in blocks:
        for start, end in _find_sentences(block.of(text), block.start):
            first = len(tokens)
            tokens += _find_words(text, start, end)
            if len(tokens) > first:
                sentences.append(Sentence(tokens[first].start, tokens[-1].end, first, len(tokens), index))
    return tokens, sentences


def _find_sentences(text: str, shift: int) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a block start and end, white space between them included."""
    start = 0
    for match in END.finditer(text):
        at, end = match.span()
        split = SentSplit(text[max(0, at - WINDOW) : at], match.group(), text[end : end + WINDOW])
        split.buffer = text[start:at]
        if not sentenize.join(split):
            yield start + shift, end + shift
            start = end
    yield start + shift, len(text) + shift


def _find_words(text: str, start: int, end: int) -> list[Token]:
    tokens = []
    for match in TOKEN.finditer(text, start, end):
        if match.lastgroup and not _hangs(text, start, match.start()):
            at = match.start()
            tokens.append(Token(at, at + 1, text[at]))
            tokens.append(Token(at + 1, match.end(), text[at + 1 : match.end()]))
        else:
            tokens.append(Token(*match.span(), match.group()))
    return tokens


def _hangs(text: str, start: int, at: int) -> bool:
    """Tell whether a dash (or a point) before a word (or a number) belongs to it: there is another one before it."""
    before = text[start:at].rstrip()
    if text[at] in ".,/\\":
        return before[-1:].isdecimal()
    return bool(before) and before[-1] not in PUNCTS
