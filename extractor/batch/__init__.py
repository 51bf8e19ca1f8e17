"""Many articles: streams of records in, results out in the same order, bad records to an errors file."""

from extractor.batch.inputs import Inputs, find_inputs
from extractor.batch.run import Report, errors_path, run_batch

__all__ = ["Inputs", "Report", "errors_path", "find_inputs", "run_batch"]
