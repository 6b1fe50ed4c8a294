"""What the dialects answer instead of a call, and what they make of a call's response."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from portal.sandbox.accelevents import serializers
from portal.sandbox.accelevents.clock import parse_time
from portal.sandbox.accelevents.error_responses import ErrorResponse
from portal.sandbox.accelevents.http_messages import Response
from portal.sandbox.accelevents.request_context import RequestContext

Translation = Callable[[RequestContext, Response], Response]
WHITE_LABEL = "https://events.example.org"
NO_SUCH_ADDRESS = Response(404, {"status": 404, "path": "unknown"})  # without an errorCode
NO_SUCH_METHOD = Response(405, {"status": 405, "path": "unknown"})
TO_SIGN_IN = Response(302, headers={"Location": "/u/login"})
_TIMES = {"startTime", "endTime", "startDate", "endDate"}


def _page(status: int, title: str) -> Response:
    html = f"<!doctype html><html><head><title>{title}</title></head><body>{title}</body></html>"
    return Response(status, html, content_type="text/html")


WEB_PAGE = _page(200, "Welcome to our events")
BOT_WALL = _page(403, "Checking that you are human")


def refusal(error: ErrorResponse) -> Response:
    """One of upstream's documented refusals."""
    return Response(error.status, serializers.error(error))


def unchanged(context: RequestContext, response: Response) -> Response:
    """The response as the call gave it."""
    return response


def without(*names: str) -> Translation:
    """A translation that leaves out these fields, wherever they are."""
    return lambda _, response: with_body(response, leave_out(response.body, names))


def with_body(response: Response, body: Any) -> Response:
    """The response with another body, unless it is a refusal."""
    return replace(response, body=body) if response.status == 200 else response


def leave_out(value: Any, names: Collection[str]) -> Any:
    """The value without the fields of these names, at any depth."""
    if isinstance(value, list):
        return [leave_out(each, names) for each in value]
    if not isinstance(value, dict):
        return value
    return {key: leave_out(each, names) for key, each in value.items() if key not in names}


def with_page_count(context: RequestContext, response: Response) -> Response:
    """`recordsFiltered` is the number of sessions on this page."""
    if response.status != 200:
        return response
    return with_body(response, response.body | {"recordsFiltered": len(response.body["data"])})


def with_iso_times(context: RequestContext, response: Response) -> Response:
    """Times as "2026-09-14T09:48:00Z"."""
    return _with_times(context, response, lambda time: f"{time:%Y-%m-%dT%H:%M:%SZ}")


def with_epoch_times(context: RequestContext, response: Response) -> Response:
    """Times as milliseconds since 1970."""
    return _with_times(context, response, lambda time: int(time.timestamp() * 1000))


def _with_times(
    context: RequestContext, response: Response, write: Callable[[datetime], Any]
) -> Response:
    """The response with every time that can be read written in another way."""
    if response.status != 200 or "event" not in context.path_params:
        return response
    zone = context.state.event(context.path_params["event"]).zone

    def rewrite(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: rewrite(each, key) for key, each in value.items()}
        if isinstance(value, list):
            return [rewrite(each) for each in value]
        time = parse_time(value, zone) if name in _TIMES else None
        return value if time is None else write(time)

    return with_body(response, rewrite(response.body))


def with_white_label(context: RequestContext, response: Response) -> Response:
    """The event's design names the web site that its hub is on."""
    if response.status != 200:
        return response
    design = {"eventDesignDetailDto": {"whiteLabelHostBaseUrl": WHITE_LABEL}}
    return with_body(response, response.body | design)
