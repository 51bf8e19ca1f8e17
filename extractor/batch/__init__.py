"""Many articles: streams of records in, results out in the same order, bad records to an errors file."""

from extractor.batch.distributed import run_on_ray
from extractor.batch.inputs import Inputs, find_inputs
from extractor.batch.progress import describe_progress
from extractor.batch.run import Options, Report, errors_path, run_batch
from extractor.batch.shards import run_shards, shard_path

__all__ = [
    "Inputs",
    "Options",
    "Report",
    "describe_progress",
    "errors_path",
    "find_inputs",
    "run_batch",
    "run_on_ray",
    "run_shards",
    "shard_path",
]
