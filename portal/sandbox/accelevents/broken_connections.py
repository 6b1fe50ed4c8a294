"""The faults below HTTP: half a body, a body byte by byte, a connection that breaks."""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Callable

from portal.sandbox.accelevents.faults import Fault
from portal.sandbox.accelevents.http_messages import Response
from portal.sandbox.accelevents.http_server import Handler

_DRIP_SECONDS = 0.1


def hang_up(handler: Handler, status: int) -> int:
    """Send what is written and close the connection; `status` as it is."""
    handler.wfile.flush()
    handler.close_connection = True
    return status


def _truncated(fault: Fault, handler: Handler, real: Response) -> int:
    """Half of the promised bytes, then the end."""
    body = real.encoded_body() or b'{"recordsTotal": 2, "recordsFiltered": 2, "data": [{"sessi'
    handler.send_head(Response(200, ""), len(body) * 2)
    handler.wfile.write(body)
    return hang_up(handler, 200)


def _drip(fault: Fault, handler: Handler, real: Response) -> int:
    """The real response byte by byte; option: seconds between two bytes (0.1)."""
    body = real.encoded_body() or b"{}"
    handler.send_head(real, len(body))
    for byte in body:
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        if handler.server.stopping.wait(fault.options.get("seconds", _DRIP_SECONDS)):
            return hang_up(handler, real.status)
    return real.status


def _huge(fault: Fault, handler: Handler, real: Response) -> int:
    """The real response padded to `megabytes` (10); chunked=True: without a Content-Length."""
    size = int(fault.options.get("megabytes", 10) * 1_000_000)
    body = real.encoded_body().ljust(size)
    is_chunked = bool(fault.options.get("chunked"))
    handler.send_head(real, None if is_chunked else len(body))
    handler.wfile.write(b"%x\r\n%b\r\n0\r\n\r\n" % (size, body) if is_chunked else body)
    handler.wfile.flush()
    return real.status


def _reset(fault: Fault, handler: Handler, real: Response) -> int:
    """The connection ends with an RST, without a byte of a response."""
    handler.close_connection = True
    connection = handler.connection
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    os.close(connection.detach())  # a mere close() would wait for the buffered files over it
    return 0


def _hangup(fault: Fault, handler: Handler, real: Response) -> int:
    """The connection is closed in order, without a byte of a response."""
    return hang_up(handler, 0)


# kind: a function that answers the call and returns the status that was sent, 0 if none was
INJECTORS: dict[str, Callable[[Fault, Handler, Response], int]] = {
    "truncated": _truncated,
    "drip": _drip,
    "huge": _huge,
    "reset": _reset,
    "hangup": _hangup,
}
