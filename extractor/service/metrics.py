"""What the service counts, for Prometheus."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

__all__ = ["ARTICLES", "BATCH_SIZE", "CHARACTERS", "LATENCY", "QUEUE_DEPTH", "QUOTES", "REQUESTS", "RESTARTS"]

REQUESTS = Counter("extractor_requests", "Requests answered", ["path", "status"])
LATENCY = Histogram(
    "extractor_request_seconds",
    "Time to answer a request",
    ["path"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
)
QUEUE_DEPTH = Gauge("extractor_queue_depth", "Articles that wait for a worker")
BATCH_SIZE = Histogram("extractor_batch_size", "Articles that a worker took together", buckets=(1, 2, 4, 8, 16, 32, 64))
ARTICLES = Counter("extractor_articles", "Articles extracted")
CHARACTERS = Counter("extractor_characters", "Characters of the texts of these articles")
QUOTES = Counter("extractor_quotes", "Quotes found in them")
RESTARTS = Counter("extractor_worker_restarts", "Workers that died or hung and were replaced")
