"""Tokens and sentences of an article, by razdel, as spans of the untouched text.

>>> from extractor.annotations import Block
>>> tokens, sentences = find_tokens("Мэр приехал. Он рад.", [(0, Block(0, 20, "paragraph"))])
>>> [token.text for token in tokens]
['Мэр', 'приехал', '.', 'Он', 'рад', '.']
>>> [(sentence.first, sentence.last) for sentence in sentences]
[(0, 3), (3, 6)]
"""

from __future__ import annotations

from collections.abc import Iterable

import razdel

from extractor.annotations import Block, Sentence, Token

__all__ = ["find_tokens"]


def find_tokens(text: str, blocks: Iterable[tuple[int, Block]]) -> tuple[list[Token], list[Sentence]]:
    """Return the tokens and sentences of the given blocks (each with its index in the article), in order."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for index, block in blocks:
        for sentence in razdel.sentenize(block.of(text)):
            start = block.start + sentence.start
            first = len(tokens)
            tokens.extend(Token(start + t.start, start + t.stop, t.text) for t in razdel.tokenize(sentence.text))
            if len(tokens) > first:
                sentences.append(Sentence(tokens[first].start, tokens[-1].end, first, len(tokens), index))
    return tokens, sentences
