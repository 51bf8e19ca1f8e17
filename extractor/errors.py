"""What can go wrong for a reason that a person can mend: one shape for the library, the command and the service.

An error says what is wrong and what to do about it, and never quotes the article.
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "ArchiveUnavailable",
    "ArticleTooLong",
    "BadSetting",
    "DecisionRefused",
    "EmptyArticle",
    "ExtractorError",
    "InvalidArticle",
    "InvalidDictionary",
    "InvalidQuery",
    "LexiconError",
    "ModelNotFound",
    "NotInArchive",
    "OutputFailed",
    "UndecodableText",
    "UnreadableInput",
    "UnsupportedFormat",
]


class ExtractorError(Exception):
    """Base of all errors raised on purpose.

    `code` is a stable slug for programs, `title` the kind in words, `status` the HTTP status the service answers with,
    and the message (`str(error)`) says what was met and what to do.
    """

    code: ClassVar[str] = "error"
    title: ClassVar[str] = "Extraction failed"
    status: ClassVar[int] = 500


class InvalidArticle(ExtractorError):
    """The record is not an article: not an object, wrong types, neither text nor html. Send `{"text": …}`."""

    code = "invalid-article"
    title = "The record is not an article"
    status = 422


class EmptyArticle(ExtractorError):
    """There is no text in the article: nothing but white space, or a page without an article."""

    code = "empty-article"
    title = "The article is empty"
    status = 422


class ArticleTooLong(ExtractorError):
    """The article is longer than the limit in the settings. Split it, or raise the limit."""

    code = "article-too-long"
    title = "The article is too long"
    status = 413


class UndecodableText(ExtractorError):
    """The bytes are not text in any encoding that Russian pages use. Convert them to UTF-8."""

    code = "undecodable-text"
    title = "The bytes cannot be read as text"
    status = 400


class UnsupportedFormat(ExtractorError):
    """A file or an output format that extractor does not know. The message lists those it knows."""

    code = "unsupported-format"
    title = "The format is not supported"
    status = 415


class UnreadableInput(ExtractorError):
    """A file or folder that a batch reads cannot be read: broken, cut off, without permission. The message says why."""

    code = "unreadable-input"
    title = "The input cannot be read"
    status = 422


class OutputFailed(ExtractorError):
    """Results cannot be written: the disk is full, the folder is not there, another run writes to the same file.

    What is written stays: mend the reason and go on with `--resume`.
    """

    code = "output-failed"
    title = "The results cannot be written"


class ArchiveUnavailable(ExtractorError):
    """There is no archive where the address points, it is of another version, or its database refuses to work."""

    code = "archive-unavailable"
    title = "The archive cannot be used"
    status = 503


class NotInArchive(ExtractorError):
    """The archive holds no article, person or tag of that name. Index the article first, or look at the spelling."""

    code = "not-in-archive"
    title = "It is not in the archive"
    status = 404


class DecisionRefused(ExtractorError):
    """A merge, a split or an undoing that contradicts what the archive holds. The message says what to do first."""

    code = "decision-refused"
    title = "The decision cannot be carried out"
    status = 409


class InvalidDictionary(ExtractorError):
    """A newsroom's file of topics breaks its own rules. The message names the line and what is wrong there."""

    code = "invalid-dictionary"
    title = "The dictionary of tags cannot be read"
    status = 422


class InvalidQuery(ExtractorError):
    """What is searched for cannot be read: no words in it, a date that is none, a cursor of another search."""

    code = "invalid-query"
    title = "The query cannot be read"
    status = 422


class LexiconError(ExtractorError):
    """A lexicon file breaks its own rules: a duplicate, an unknown column, a missing value."""

    code = "lexicon-error"
    title = "A lexicon is malformed"


class ModelNotFound(ExtractorError):
    """The weights of a model are not where they should be. The message says where they were looked for."""

    code = "model-not-found"
    title = "A model is missing"


class BadSetting(ExtractorError):
    """A setting has a value that cannot be used. The message names the setting and what it accepts."""

    code = "bad-setting"
    title = "A setting cannot be used"
