"""Processes that extract, for batches and for the service: forked after the models are loaded, replaced when lost."""

from extractor.workers.answers import Answer, Failure, Order, describe_failure
from extractor.workers.pool import WorkerPool
from extractor.workers.process import Task, Worker, WorkerLost
from extractor.workers.task import ExtractTask, load_task

__all__ = [
    "Answer",
    "ExtractTask",
    "Failure",
    "Order",
    "Task",
    "Worker",
    "WorkerLost",
    "WorkerPool",
    "describe_failure",
    "load_task",
]
