"""Bytes as they are, over a socket: what no HTTP client would send."""

import socket
import struct
import time

RESET = struct.pack("ii", 1, 0)  # SO_LINGER: closing sends RST


def connect(port: int) -> socket.socket:
    """A connection to the portal."""
    return socket.create_connection(("127.0.0.1", port), timeout=30)


def exchange(port: int, sent: bytes, seconds: float = 10) -> bytes:
    """All that comes back until the server closes, or is silent for so long."""
    with connect(port) as connection:
        connection.sendall(sent)
        connection.settimeout(seconds)
        return read(connection)


def read(connection: socket.socket) -> bytes:
    """All that comes until the end of the connection or its timeout."""
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except OSError:  # a timeout, or the server's RST
        pass
    return b"".join(parts)


def break_off(port: int, sent: bytes, *, with_reset: bool) -> bytes:
    """Send it, then end the connection; what comes back after an orderly end."""
    with connect(port) as connection:
        connection.sendall(sent)
        time.sleep(0.2)  # until the server has read it
        if with_reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            return b""
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(5)
        return read(connection)


def seconds_until_closed(connections: list[socket.socket], most: float) -> float:
    """Seconds until the server has closed all of them; `most` if it does not."""
    began = time.monotonic()
    for connection in connections:
        connection.settimeout(max(0.01, most - (time.monotonic() - began)))
        read(connection)
        connection.close()
    return time.monotonic() - began


def request(line: str, *headers: str, body: bytes = b"", host: str = "localhost") -> bytes:
    """A request of HTTP/1.1 with exactly these headers; text is latin-1."""
    lines = [line, f"Host: {host}", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


def statuses(answer: bytes) -> list[int]:
    """The status of each response on a connection."""
    lines = answer.split(b"HTTP/1.1 ")[1:]
    return [int(line[:3]) for line in lines]
