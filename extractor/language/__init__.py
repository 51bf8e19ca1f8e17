"""Russian as such: tokens and sentences, morphology, and the neural tagger."""

from extractor.language.agreement import agree_subjects
from extractor.language.engine import Engine, Tagging
from extractor.language.inflection import agrees, like, nominative_of
from extractor.language.lemmas import Lemmas
from extractor.language.loading import load_engine
from extractor.language.mentions import place_mentions
from extractor.language.morphology import Parse, bare, inflect, lemma_of, parses_of
from extractor.language.tokens import find_tokens

__all__ = [
    "Engine",
    "Lemmas",
    "Parse",
    "Tagging",
    "agree_subjects",
    "agrees",
    "bare",
    "find_tokens",
    "inflect",
    "lemma_of",
    "like",
    "load_engine",
    "nominative_of",
    "parses_of",
    "place_mentions",
]
