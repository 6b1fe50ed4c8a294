"""How each fault looks on the wire."""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Callable
from typing import Any

from portal.sandbox.accelevents.error_responses import (
    FORBIDDEN,
    MALFORMED,
    NOT_AUTHORIZED,
    NOT_NOW,
    No,
)
from portal.sandbox.accelevents.faults import Fault
from portal.sandbox.accelevents.http_server import Answer, Handler

HTML = "<!doctype html><html><head><title>Gateway</title></head><body>Please wait.</body></html>"
_TEXTS = {no.status: no for no in (MALFORMED, NOT_AUTHORIZED, FORBIDDEN, NOT_NOW)}
_DRIP_SECONDS = 0.1


def misbehave(fault: Fault, wire: Handler, answer: Callable[[], Answer]) -> int:
    """The status that was sent, 0 if none was; `answer()` makes the call take effect."""
    real = answer() if fault.takes_effect and fault.kind != "delay" else None
    if fault.kind.isdecimal():
        return _status(fault, wire)
    if fault.kind == "delay":
        return _delay(fault, wire, answer)
    return _SPOILED[fault.kind](fault, wire, real or Answer(200))


def _send(wire: Handler, answer: Answer) -> int:
    wire.send(answer)
    return answer.status


def _status(fault: Fault, wire: Handler) -> int:
    """Any status; options: code, text, or a whole body; retry_after (seconds)."""
    status = int(fault.kind)
    plain = _TEXTS.get(status, No(status, fault.kind, "Something went wrong"))
    told = fault.options
    body = {
        "errorCode": told.get("code", plain.code),
        "errorMessage": told.get("text", plain.text),
    }
    wait = {"Retry-After": str(told["retry_after"])} if "retry_after" in told else {}
    return _send(wire, Answer(status, told.get("body", body), wait))


def _delay(fault: Fault, wire: Handler, answer: Callable[[], Answer]) -> int:
    """The real answer, `seconds` (1) late: after=True: the effect comes first, then the wait."""
    early = answer() if fault.after else None
    if wire.server.stopping.wait(fault.options.get("seconds", 1)):
        return _hang_up(wire, 0)
    return _send(wire, early or answer())


def _empty(fault: Fault, wire: Handler, real: Answer) -> int:
    """No body; option: status (200)."""
    return _send(wire, Answer(fault.options.get("status", 200)))


def _html(fault: Fault, wire: Handler, real: Answer) -> int:
    """A gateway's page; options: status (200), text."""
    status, text = fault.options.get("status", 200), fault.options.get("text", HTML)
    return _send(wire, Answer(status, text, content_type="text/html"))


def _truncated(fault: Fault, wire: Handler, real: Answer) -> int:
    """Half of the promised bytes, then the end."""
    payload = real.payload() or b'{"recordsTotal": 2, "recordsFiltered": 2, "data": [{"sessi'
    wire.head(Answer(200, ""), len(payload) * 2)
    wire.wfile.write(payload)
    return _hang_up(wire, 200)


def _drip(fault: Fault, wire: Handler, real: Answer) -> int:
    """The real answer byte by byte; option: seconds between two (0.1)."""
    payload = real.payload() or b"{}"
    wire.head(real, len(payload))
    for byte in payload:
        wire.wfile.write(bytes([byte]))
        wire.wfile.flush()
        if wire.server.stopping.wait(fault.options.get("seconds", _DRIP_SECONDS)):
            return _hang_up(wire, real.status)
    return real.status


def _wrong_types(fault: Fault, wire: Handler, real: Answer) -> int:
    """The real answer with every value of another type; option envelope=True: the list as well."""
    body = real.body
    if isinstance(body, dict) and "data" in body and not fault.options.get("envelope"):
        return _send(wire, Answer(real.status, body | {"data": [swapped(x) for x in body["data"]]}))
    return _send(wire, Answer(real.status, swapped(body)))


def swapped(value: Any) -> Any:
    """Numbers and booleans as text, texts as numbers or lists, lists as objects, null as 0."""
    if isinstance(value, dict):
        return {key: swapped(each) for key, each in value.items()}
    if isinstance(value, list):
        return {str(index): swapped(each) for index, each in enumerate(value)}
    if isinstance(value, str):
        return int(value) if value.isdecimal() else [value]
    return 0 if value is None else str(value).lower()


def _huge(fault: Fault, wire: Handler, real: Answer) -> int:
    """The real answer and blanks up to `megabytes` (10); option chunked=True: unannounced."""
    size = int(fault.options.get("megabytes", 10) * 1_000_000)
    payload = real.payload().ljust(size)
    is_chunked = bool(fault.options.get("chunked"))
    wire.head(real, None if is_chunked else len(payload))
    wire.wfile.write(b"%x\r\n%b\r\n0\r\n\r\n" % (size, payload) if is_chunked else payload)
    wire.wfile.flush()
    return real.status


def _reset(fault: Fault, wire: Handler, real: Answer) -> int:
    """The connection torn down by an RST, without a byte of an answer."""
    wire.close_connection = True
    connection = wire.connection
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    os.close(connection.detach())  # a mere close() would wait for the buffered files over it
    return 0


def _hang_up(wire: Handler, status: int) -> int:
    wire.wfile.flush()
    wire.close_connection = True
    return status


def _hangup(fault: Fault, wire: Handler, real: Answer) -> int:
    """The connection closed in order, without a byte of an answer."""
    return _hang_up(wire, 0)


def _wrong_path(fault: Fault, wire: Handler, real: Answer) -> int:
    """What a server says that has no such address, in none of Accelevents' words; option status."""
    return _send(wire, Answer(fault.options.get("status", 404), "", content_type="text/plain"))


def _redirect(fault: Fault, wire: Handler, real: Answer) -> int:
    """A redirect; options: status (302), location."""
    where = fault.options.get("location", f"http://127.0.0.1:{wire.server.server_port}/elsewhere")
    return _send(wire, Answer(fault.options.get("status", 302), headers={"Location": where}))


_SPOILED: dict[str, Callable[[Fault, Handler, Answer], int]] = {
    "empty": _empty,
    "html": _html,
    "truncated": _truncated,
    "drip": _drip,
    "wrong_types": _wrong_types,
    "huge": _huge,
    "reset": _reset,
    "hangup": _hangup,
    "wrong_path": _wrong_path,
    "redirect": _redirect,
}
