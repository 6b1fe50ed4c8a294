"""A real server on loopback that answers as badly as a test wants, and records its requests."""

import contextlib
import json
import socket
import struct
import threading
import time

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
NO_LINGER = struct.pack("ii", 1, 0)


class RawServer:
    """
    Runs `answer(server, connection)` for each request, one thread for each connection.

    `requests` are the raw requests and `connections` is their number. `bytes_sent` counts how much
    of an endless answer was sent before the client had enough.
    """

    def __init__(self, answer):
        self.answer = answer
        self.requests, self.connections, self.bytes_sent = [], 0, 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open = []
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def close(self):
        for connection in [self._listener, *self._open]:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.connections += 1
                self._open.append(connection)
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        with contextlib.suppress(OSError):
            while request := connection.recv(65_536):
                self.requests.append(request.decode("latin-1"))
                self.answer(self, connection)


def good(body=None, *headers):
    """A good answer on a connection that stays open; `headers` are further header lines."""
    content = json.dumps(body if body is not None else {"firstName": "Ada"}).encode()
    head = b"".join(f"{line}\r\n".encode() for line in headers)

    def answer(server, connection):
        connection.sendall(HEAD + head + b"Content-Length: %d\r\n\r\n%b" % (len(content), content))

    return answer


def dripping(start):
    """`start`, and then one byte at a time for ever."""

    def answer(server, connection):
        connection.sendall(start)
        while True:
            connection.sendall(b" ")
            time.sleep(0.02)

    return answer


def endless(start, chunk=b"x" * 65_536):
    """`start`, and then as much as the client reads."""

    def answer(server, connection):
        connection.sendall(start)
        while True:
            connection.sendall(chunk)
            server.bytes_sent += len(chunk)

    return answer


def exactly(content):
    """These bytes, and the end of the connection."""

    def answer(server, connection):
        connection.sendall(content)
        connection.shutdown(socket.SHUT_RDWR)

    return answer


def silent(server, connection):
    """No answer at all."""


def resetting(server, connection):
    """A connection that is reset without an answer."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
    connection.close()
