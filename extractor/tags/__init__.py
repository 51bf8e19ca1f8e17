"""Tags: what an article is about, by the newsroom's own topics and by its entities."""

from extractor.tags.dictionary import Dictionary
from extractor.tags.ranking import rank_tags
from extractor.tags.topics import Topic, read_topics, render_csv

__all__ = ["Dictionary", "Topic", "rank_tags", "read_topics", "render_csv"]
