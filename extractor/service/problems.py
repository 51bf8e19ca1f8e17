"""Errors as RFC 9457 problem details: one shape for everything that is not a result, with nothing of the article."""

from __future__ import annotations

from typing import Any

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from extractor.errors import ExtractorError
from extractor.workers import Failure, describe_failure

__all__ = ["BadRequest", "NotReady", "Overloaded", "SlowClient", "TooLarge", "add_handlers", "problem_of", "respond"]

MEDIA_TYPE = "application/problem+json"


class BadRequest(ExtractorError):
    """The request is not what the service reads. The message says what to send."""

    code = "bad-request"
    title = "The request cannot be read"
    status = 400


class TooLarge(ExtractorError):
    """The body is larger than the limit in the settings."""

    code = "body-too-large"
    title = "The request is too large"
    status = 413


class SlowClient(ExtractorError):
    """The request comes in more slowly than the settings allow."""

    code = "slow-client"
    title = "The request came too slowly"
    status = 408


class Overloaded(ExtractorError):
    """More requests wait than the queue holds. Try again after the seconds in Retry-After."""

    code = "overloaded"
    title = "Too many requests are waiting"
    status = 503


class NotReady(ExtractorError):
    """Not every worker is there: the platform sends requests elsewhere for the moment."""

    code = "not-ready"
    title = "The service is not ready"
    status = 503


def problem_of(failure: Failure) -> dict[str, Any]:
    """Return the problem details of a failure.

    >>> problem_of(Failure("empty-article", "The article is empty", "Send some text.", 422))["type"]
    'urn:extractor:problem:empty-article'
    """
    return {
        "type": f"urn:extractor:problem:{failure.code}",
        "title": failure.title,
        "status": failure.status,
        "detail": failure.detail,
        "code": failure.code,
    }


def respond(failure: Failure) -> Response:
    """Return the response for a failure."""
    headers = {"Retry-After": "1"} if failure.status == Overloaded.status else None
    return Response(orjson.dumps(problem_of(failure)), failure.status, headers, MEDIA_TYPE)


def add_handlers(app: FastAPI) -> None:
    """Make every error raised on purpose a problem; Guards do it for the others."""

    @app.exception_handler(ExtractorError)
    async def _ours(request: Request, error: ExtractorError) -> Response:
        return respond(describe_failure(error))

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        title = {404: "There is nothing here", 405: "The method is not allowed here"}.get(error.status_code, "Not done")
        detail = f"{request.method} {request.url.path}: see /docs for what there is."
        response = respond(Failure(f"http-{error.status_code}", title, detail, error.status_code))
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return respond(Failure("bad-request", BadRequest.title, f"{where}: {first['msg']}.", 422))
