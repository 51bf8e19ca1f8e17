"""The service: `POST /extract` for a newsroom's CMS, and a page for its editors."""

from extractor.service.app import create_app
from extractor.service.server import serve

__all__ = ["create_app", "serve"]
