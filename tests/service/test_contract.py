"""Requests made up from the OpenAPI description: no answer is a 500, and each is one that the description names."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from extractor.store import Incoming, open_archive, put_results
from tests.service.conftest import running_service
from tests.store.articles import results

#: what every answer must be; whether a made-up request should have been refused is not asked
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@schemathesis.serializer("application/x-ndjson")
def render_lines(context: object, value: object) -> bytes:
    """Lines as they are, and anything else as one line that is no article."""
    return (value if isinstance(value, str) else json.dumps(value)).encode("utf-8", "replace") + b"\n"


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BaseSchema]:
    address = f"sqlite:///{tmp_path_factory.mktemp('archive') / 'archive.db'}"
    put_results(open_archive(address, create=True), [Incoming(result) for result in results()])
    with running_service(EXTRACTOR_STORE=address) as (_, port):
        yield schemathesis.openapi.from_url(f"http://127.0.0.1:{port}/openapi.json")


def test_answers_are_as_described(schema: BaseSchema) -> None:
    operations = [found.ok() for found in schema.get_all_operations()]
    assert {operation.label for operation in operations} >= {"POST /extract", "POST /extract/batch", "GET /quotes"}
    for operation in operations:

        @given(operation.as_strategy())
        @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
        def ask(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=CHECKS)

        ask()
