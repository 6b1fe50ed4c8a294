"""
The load generator: prepared requests in at its stdin, each sent when due, answers out at its end.

It shares the cores with what it measures. So it writes ready bytes to kept-alive connections and
reads no more of an answer than it must: about 60 µs a request, a fifth of what a client library
takes. What it still costs is seen where it goes straight to upstream.
"""

import asyncio
import gc
import pickle
import re
import sys

from tests.load.load_requests import Answer, Ask

LONGEST_SECONDS = 30.0
KEPT = 64  # idle connections, as of the proxy in docs/operations.md; others end with their answer
KIND = re.compile(rb'data-kind="(\w+)"')
AGAIN = re.compile(rb"load delay:([\d.]+)s")
ETAG = re.compile(rb"\r\netag: ([^\r]+)", re.IGNORECASE)
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)


def is_whole(answer: bytes) -> bool:
    """Whether head and body of an HTTP/1.1 response are complete."""
    head, end, body = answer.partition(b"\r\n\r\n")
    if not end:
        return False
    if CHUNKED.search(head):
        return body.endswith(b"0\r\n\r\n")
    length = LENGTH.search(head)
    return status_of(head) in {204, 304} or (length is not None and len(body) >= int(length[1]))


def status_of(answer: bytes) -> int:
    """The status: 200, 304…; 0 if there is no response."""
    return int(answer[9:12] or 0)


def read(answer: bytes, seconds: float) -> Answer:
    """The response in parts; b"" is none."""
    etag, kind = ETAG.search(answer), KIND.search(answer)
    return Answer(
        seconds,
        status_of(answer),
        etag[1].decode() if etag else "",
        kind[1].decode() if kind else "",
    )


class Connection(asyncio.Protocol):
    """Carries one request at a time."""

    def __init__(self) -> None:
        self._answer, self._waiting = b"", asyncio.Future[bytes]()
        self.is_open = True

    def ask(self, sent: bytes) -> asyncio.Future[bytes]:
        """The whole response; b"" if the connection ends first."""
        self._answer, self._waiting = b"", asyncio.Future()
        self._transport.write(sent)
        return self._waiting

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._answer += data
        if is_whole(self._answer) and not self._waiting.done():
            self._waiting.set_result(self._answer)

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_open = False
        if not self._waiting.done():
            self._waiting.set_result(b"")

    def close(self) -> None:
        """Close it."""
        self._transport.close()


class Sender:
    """Sends over at most so many connections, the last used first."""

    def __init__(self, connections: int) -> None:
        self._room = asyncio.Semaphore(connections)
        self._idle: dict[int, list[Connection]] = {}
        self._start = 0.0

    async def all(self, asks: list[Ask]) -> list[Answer]:
        """The responses, in order."""
        self._start = asyncio.get_running_loop().time()
        return await asyncio.gather(*map(self._one, asks))

    async def _one(self, ask: Ask) -> Answer:
        await asyncio.sleep(ask.due - self._now())
        while True:
            async with self._room:
                answer = await self._answer(ask)
            again = AGAIN.search(answer)
            if not again or self._now() + float(again[1]) > ask.until:
                return read(answer, self._now() - ask.due)
            await asyncio.sleep(float(again[1]))

    async def _answer(self, ask: Ask) -> bytes:
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                connection = await self._connection(ask.port)
                answer = await connection.ask(ask.sent)
        except OSError:  # TimeoutError is one
            return b""
        if connection.is_open and len(self._idle[ask.port]) < KEPT:
            self._idle[ask.port].append(connection)
        else:
            connection.close()
        return answer

    async def _connection(self, port: int) -> Connection:
        idle = self._idle.setdefault(port, [])
        while idle:
            connection = idle.pop()
            if connection.is_open:
                return connection
        loop = asyncio.get_running_loop()
        return (await loop.create_connection(Connection, "127.0.0.1", port))[1]

    def _now(self) -> float:
        return asyncio.get_running_loop().time() - self._start


def main() -> None:
    """Read (requests, connections) pickled from stdin; write the responses pickled to stdout."""
    asks, connections = pickle.load(sys.stdin.buffer)  # from our own harness
    gc.disable()  # it ends soon, and a pause would be counted as the server's

    async def run() -> list[Answer]:
        return await Sender(connections).all(asks)

    pickle.dump(asyncio.run(run()), sys.stdout.buffer)


if __name__ == "__main__":
    main()
