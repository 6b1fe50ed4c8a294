"""A real server on loopback that answers as rudely as a test wants, and remembers who asked."""

import contextlib
import json
import socket
import struct
import threading
import time

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
LINGER_NOT = struct.pack("ii", 1, 0)


class Peer:
    """
    Serves `answer(connection)` for every request, one thread a connection.

    `requests` are the raw requests, `connections` their number, `taken` the bytes of an endless
    answer that were taken before the other side had enough.
    """

    def __init__(self, answer):
        self.answer = answer
        self.requests, self.connections, self.taken = [], 0, 0
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


def steady(body=None, *lines):
    """A good answer on a connection that stays open; `lines` are further headers."""
    text = json.dumps(body if body is not None else {"firstName": "Ada"}).encode()
    head = b"".join(f"{line}\r\n".encode() for line in lines)

    def answer(peer, connection):
        connection.sendall(HEAD + head + b"Content-Length: %d\r\n\r\n%b" % (len(text), text))

    return answer


def dripping(first):
    """`first`, and then one byte at a time for ever."""

    def answer(peer, connection):
        connection.sendall(first)
        while True:
            connection.sendall(b" ")
            time.sleep(0.02)

    return answer


def endless(first, piece=b"x" * 65_536):
    """`first`, and then as much as the other side takes."""

    def answer(peer, connection):
        connection.sendall(first)
        while True:
            connection.sendall(piece)
            peer.taken += len(piece)

    return answer


def exactly(sent):
    """These bytes, and the end of the connection."""

    def answer(peer, connection):
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_RDWR)

    return answer


def silent(peer, connection):
    """No answer at all."""


def resetting(peer, connection):
    """A connection torn down without a word."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
    connection.close()
