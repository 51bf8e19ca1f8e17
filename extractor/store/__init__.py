"""The archive: articles with their results in a database, and everything found in them again.

>>> from tempfile import TemporaryDirectory
>>> with TemporaryDirectory() as folder:
...     archive = open_archive(f"{folder}/archive.db", create=True)
...     archive.exists
True
"""

from extractor.store.archive import Archive
from extractor.store.decisions import Decision, list_decisions, merge_records, split_record, undo_decision
from extractor.store.directory import Record, get_record, list_records
from extractor.store.opening import open_archive
from extractor.store.packing import digest_of
from extractor.store.put import Incoming, Written, find_seen, put_results, remove_articles
from extractor.store.related import Related, find_related, find_related_to
from extractor.store.search import (
    ArticleQuery,
    Page,
    QuoteQuery,
    count_months,
    count_speakers,
    search_articles,
    search_quotes,
)
from extractor.store.topics import TopicChanges, get_topics, put_topics

__all__ = [
    "Archive",
    "ArticleQuery",
    "Decision",
    "Incoming",
    "Page",
    "QuoteQuery",
    "Record",
    "Related",
    "TopicChanges",
    "Written",
    "count_months",
    "count_speakers",
    "digest_of",
    "find_related",
    "find_related_to",
    "find_seen",
    "get_record",
    "get_topics",
    "list_decisions",
    "list_records",
    "merge_records",
    "open_archive",
    "put_results",
    "put_topics",
    "remove_articles",
    "search_articles",
    "search_quotes",
    "split_record",
    "undo_decision",
]
