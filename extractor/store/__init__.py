"""The archive: articles with their results in a database, and everything found in them again."""
