"""API keys: who may use the service, its page and its documentation. Settings hold only their hashes.

A program sends `Authorization: Bearer KEY`; a browser asks for a password, which is the key, whatever the name. Two
hashes in the settings let clients move from one key to the next without a gap.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from hashlib import sha256
from hmac import compare_digest

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from extractor.service.problems import respond
from extractor.workers import Failure

__all__ = ["Keys", "key_of"]

#: the platform's probes come without a key
OPEN = frozenset({"/health/live", "/health/ready"})
UNAUTHORIZED = Failure(
    "unauthorized",
    "A key is needed",
    "Send a valid key: «Authorization: Bearer KEY», or the key as the password of basic authorization.",
    401,
)


class Keys:
    """ASGI middleware: lets in who holds a key with one of the hashes; with no hashes, everybody."""

    def __init__(self, app: ASGIApp, hashes: Sequence[str]) -> None:
        self._app, self._hashes = app, hashes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 401."""
        if scope["type"] == "http" and self._hashes and scope["path"] not in OPEN and not self._opens(scope):
            response = respond(UNAUTHORIZED)
            response.headers["WWW-Authenticate"] = 'Basic realm="extractor", charset="UTF-8", Bearer'
            await response(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _opens(self, scope: Scope) -> bool:
        digest = sha256(key_of(Headers(scope=scope).get("authorization", ""))).hexdigest()
        # every hash is compared, each in constant time: how long it takes says nothing
        return sum(compare_digest(digest, known) for known in self._hashes) > 0


def key_of(authorization: str) -> bytes:
    """Return the key in an Authorization header, b"" where there is none.

    >>> key_of("Bearer abc"), key_of("Basic ZWRpdG9yOmFiYw=="), key_of("Basic ?")
    (b'abc', b'abc', b'')
    """
    scheme, _, credentials = authorization.strip().partition(" ")
    if scheme.lower() == "bearer":
        return credentials.strip().encode("latin-1")
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(credentials, validate=True).partition(b":")[2]
        except binascii.Error:
            return b""
    return b""
