"""Answers a call with its fault: a wrong status, a wrong body, or a late response."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from portal.sandbox.accelevents import broken_connections
from portal.sandbox.accelevents.error_responses import (
    FORBIDDEN,
    MALFORMED,
    NOT_AUTHORIZED,
    NOT_NOW,
    ErrorResponse,
)
from portal.sandbox.accelevents.faults import Fault
from portal.sandbox.accelevents.http_messages import Response
from portal.sandbox.accelevents.http_server import Handler

HTML = "<!doctype html><html><head><title>Gateway</title></head><body>Please wait.</body></html>"
_BY_STATUS = {error.status: error for error in (MALFORMED, NOT_AUTHORIZED, FORBIDDEN, NOT_NOW)}


def inject(fault: Fault, handler: Handler, perform: Callable[[], Response]) -> int:
    """The status that was sent, 0 if none was; `perform` makes the call take effect."""
    if fault.kind == "delay":
        return _delay(fault, handler, perform)
    real = perform() if fault.takes_effect else Response(200)
    if fault.kind in broken_connections.INJECTORS:
        return broken_connections.INJECTORS[fault.kind](fault, handler, real)
    wrong = _WRONG_RESPONSES.get(fault.kind, _status)(fault, handler, real)
    handler.respond(wrong)
    return wrong.status


def _delay(fault: Fault, handler: Handler, perform: Callable[[], Response]) -> int:
    """The real response, `seconds` (1) late; with after=True the effect comes before the wait."""
    early = perform() if fault.after else None
    if handler.server.stopping.wait(fault.options.get("seconds", 1)):
        return broken_connections.hang_up(handler, 0)
    response = early or perform()
    handler.respond(response)
    return response.status


def _status(fault: Fault, handler: Handler, real: Response) -> Response:
    """Any status; options: code, text, or a whole body; retry_after (seconds)."""
    status, options = int(fault.kind), fault.options
    error = _BY_STATUS.get(status, ErrorResponse(status, fault.kind, "Something went wrong"))
    body = {
        "errorCode": options.get("code", error.code),
        "errorMessage": options.get("text", error.text),
    }
    has_wait = "retry_after" in options
    headers = {"Retry-After": str(options["retry_after"])} if has_wait else {}
    return Response(status, options.get("body", body), headers)


def _empty(fault: Fault, handler: Handler, real: Response) -> Response:
    """No body; option: status (200)."""
    return Response(fault.options.get("status", 200))


def _html(fault: Fault, handler: Handler, real: Response) -> Response:
    """A gateway's page; options: status (200), text."""
    status, text = fault.options.get("status", 200), fault.options.get("text", HTML)
    return Response(status, text, content_type="text/html")


def _wrong_types(fault: Fault, handler: Handler, real: Response) -> Response:
    """The real response with every value of another type; envelope=True: the list as well."""
    body = real.body
    if isinstance(body, dict) and "data" in body and not fault.options.get("envelope"):
        return Response(real.status, body | {"data": [_swap(item) for item in body["data"]]})
    return Response(real.status, _swap(body))


def _swap(value: Any) -> Any:
    """Numbers and booleans as text, texts as numbers or lists, lists as objects, null as 0."""
    if isinstance(value, dict):
        return {key: _swap(each) for key, each in value.items()}
    if isinstance(value, list):
        return {str(index): _swap(each) for index, each in enumerate(value)}
    if isinstance(value, str):
        return int(value) if value.isdecimal() else [value]
    return 0 if value is None else str(value).lower()


def _wrong_path(fault: Fault, handler: Handler, real: Response) -> Response:
    """The answer of a server that has no such address, without an errorCode; option: status."""
    return Response(fault.options.get("status", 404), "", content_type="text/plain")


def _redirect(fault: Fault, handler: Handler, real: Response) -> Response:
    """A redirect; options: status (302), location."""
    elsewhere = f"http://127.0.0.1:{handler.server.server_port}/elsewhere"
    headers = {"Location": fault.options.get("location", elsewhere)}
    return Response(fault.options.get("status", 302), headers=headers)


_WRONG_RESPONSES: dict[str, Callable[[Fault, Handler, Response], Response]] = {
    "empty": _empty,
    "html": _html,
    "wrong_types": _wrong_types,
    "wrong_path": _wrong_path,
    "redirect": _redirect,
}
