"""The archive: articles with their results in a database, and everything found in them again.

>>> from tempfile import TemporaryDirectory
>>> with TemporaryDirectory() as folder:
...     archive = open_archive(f"{folder}/archive.db", create=True)
...     archive.exists
True
"""

from extractor.store.archive import Archive
from extractor.store.opening import open_archive
from extractor.store.put import Incoming, Written, find_seen, put_results, remove_articles

__all__ = ["Archive", "Incoming", "Written", "find_seen", "open_archive", "put_results", "remove_articles"]
