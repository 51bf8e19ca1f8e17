"""Numbers: every value that a Russian news article gives."""

from extractor.numbers.find import find_numbers, read_numbers

__all__ = ["find_numbers", "read_numbers"]
