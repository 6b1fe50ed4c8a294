"""What the dialects do with a request: change it, or answer it instead of the call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from portal.sandbox.accelevents.dialect_responses import refusal
from portal.sandbox.accelevents.error_responses import BROKEN, MALFORMED
from portal.sandbox.accelevents.http_messages import Request, Response

PAGE_CAP = 50
_BEARER = "Bearer "


def unchanged(request: Request) -> Request:
    """The request as it came."""
    return request


def no_answer(request: Request) -> Response | None:
    """None: the call is made."""
    return None


def always(response: Response) -> Callable[[Request], Response | None]:
    """An answer that is the same to every request."""
    return lambda _: response


def with_capped_size(request: Request) -> Request:
    """No page is larger than the cap, whatever was asked for."""
    capped = {"size": str(min(_size(request), PAGE_CAP))} if "size" in request.query else {}
    return replace(request, query=request.query | capped)


def refused_size(request: Request) -> Response | None:
    """A 400 for a page that is larger than the cap."""
    return refusal(MALFORMED) if _size(request) > PAGE_CAP else None


def _size(request: Request) -> int:
    text = request.query.get("size", "")
    return int(text) if text.isascii() and text.isdecimal() else 0


def broken_expand(request: Request) -> Response | None:
    """A 500 if the query has an `expand`."""
    return refusal(BROKEN) if request.query.get("expand") else None


def with_bearer_alone(request: Request) -> Request:
    """The token after "Bearer "; a raw one becomes nobody's."""
    sent = request.headers.get("authorization", "")
    token = sent.removeprefix(_BEARER) if sent.startswith(_BEARER) else ""
    return replace(request, headers=request.headers | {"authorization": token})
