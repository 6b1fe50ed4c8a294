"""
Pieces of pages that many people see alike: drawn once, compressed once, kept within bounds.

A piece compresses by itself and ends on a whole byte, so an answer is the plain concatenation of
pieces, compressed or not. No piece that is kept may hold anything secret or personal.
"""

import re
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

MOST_BYTES = 24_000_000  # per process: about 200 lists of 50 workshops, or 20 of 500
HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # gzip, no name, no time
TAIL = b"\x03\x00"  # deflate's shortest last block


@dataclass(frozen=True)
class Piece:
    """Some HTML, as it stands and deflated."""

    raw: bytes
    packed: bytes
    checksum: int

    @property
    def size(self) -> int:
        """What keeping it costs."""
        return len(self.raw) + len(self.packed)


def piece(raw: bytes) -> Piece:
    """`raw` compressed so that it can stand between others."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = packer.compress(raw) + packer.flush(zlib.Z_FULL_FLUSH)
    return Piece(raw, packed, zlib.crc32(raw))


class Shelf:
    """Pieces by name; beyond `most` bytes those that were not asked for longest go."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._size = most, 0
        self._pieces: OrderedDict[str, Piece] = OrderedDict()
        self._lock = threading.Lock()
        self._drawing = threading.Lock()

    def get(self, name: str, draw: Callable[[], str]) -> Piece:
        """The piece of that name, by `draw` if it is not there. One thread draws at a time."""
        found = self._find(name)
        if found is None:
            # Many want the same new list at once, and two who draw only share the interpreter.
            with self._drawing:
                found = self._find(name) or self._keep(name, piece(draw().encode()))
        return found

    def clear(self) -> None:
        """Empty it, as a new process has it."""
        with self._lock:
            self._pieces.clear()
            self._size = 0

    def _find(self, name: str) -> Piece | None:
        with self._lock:
            if name in self._pieces:
                self._pieces.move_to_end(name)
            return self._pieces.get(name)

    def _keep(self, name: str, made: Piece) -> Piece:
        with self._lock:
            self._pieces[name] = made
            self._size += made.size
            while self._size > self._most and len(self._pieces) > 1:
                _, dropped = self._pieces.popitem(last=False)
                self._size -= dropped.size
        return made


def answer(request: HttpRequest, *pieces: Piece) -> HttpResponse:
    """The pieces as one answer, compressed if the browser takes that."""
    if re.search(r"\bgzip\b", request.headers.get("Accept-Encoding", "")):
        response = HttpResponse(_gzip(pieces), headers={"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(b"".join(each.raw for each in pieces))
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def around(whole: bytes, kept: Piece) -> tuple[Piece, ...]:
    """`whole` as pieces, of which the one in its middle need not be compressed again."""
    before, found, after = whole.partition(kept.raw)
    return (piece(before), kept, piece(after)) if found else (piece(whole),)


def _gzip(pieces: tuple[Piece, ...]) -> bytes:
    checksum = pieces[0].checksum
    for each in pieces[1:]:
        checksum = zlib.crc32(each.raw, checksum)
    size = sum(len(each.raw) for each in pieces) & 0xFFFFFFFF
    end = TAIL + checksum.to_bytes(4, "little") + size.to_bytes(4, "little")
    return b"".join([HEAD, *(each.packed for each in pieces), end])
