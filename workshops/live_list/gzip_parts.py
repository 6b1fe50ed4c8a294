"""
Pieces of pages that many people see alike: drawn once, compressed once, kept within bounds.

A piece compresses by itself and ends on a whole byte, so an answer is the plain concatenation of
pieces, compressed or not. No piece that is kept may hold anything secret or personal.
"""

import re
import secrets
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.html import escape

HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # gzip, no name, no time
TAIL = b"\x03\x00"  # deflate's shortest last block
PLACEHOLDER_PREFIX = f"blank-{secrets.token_hex(8)}"  # of this process: nobody's text can hold it
PLACEHOLDERS = re.compile(rf"{PLACEHOLDER_PREFIX}-(\w+)\.".encode())
TAKES_GZIP = re.compile(r"\bgzip\b")


@dataclass(frozen=True)
class GzipPart:
    """Some HTML, as it stands and deflated."""

    raw: bytes
    deflated: bytes
    checksum: int

    @property
    def size(self) -> int:
        """What keeping it costs."""
        return len(self.raw) + len(self.deflated)


def compress(raw: bytes) -> GzipPart:
    """`raw` compressed so that it can stand between others."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = packer.compress(raw) + packer.flush(zlib.Z_FULL_FLUSH)
    return GzipPart(raw, packed, zlib.crc32(raw))


@dataclass(frozen=True)
class PageShell:
    """A page with blanks: what all see alike, and between its pieces the names of the blanks."""

    parts: tuple[GzipPart, ...]  # one more than blanks
    placeholders: tuple[str, ...]

    @classmethod
    def split(cls, html: bytes) -> Self:
        """The page that was drawn with `blank(name)` wherever something is to be filled in."""
        parts = PLACEHOLDERS.split(html)
        names = tuple(name.decode() for name in parts[1::2])
        return cls(tuple(compress(part) for part in parts[::2]), names)

    @property
    def size(self) -> int:
        """What keeping it costs."""
        return sum(each.size for each in self.parts)

    def fill(self, values: Mapping[str, GzipPart | str]) -> Iterator[GzipPart]:
        """The page as pieces; a text is escaped, a piece goes in as it stands."""
        yield self.parts[0]
        for name, following in zip(self.placeholders, self.parts[1:], strict=True):
            value = values[name]
            yield value if isinstance(value, GzipPart) else _stored(escape(value).encode())
            yield following


def placeholder(name: str) -> str:
    """What a template is given in place of a value that is filled in later."""
    return f"{PLACEHOLDER_PREFIX}-{name}."


def _stored(raw: bytes) -> GzipPart:
    """`raw` as deflate holds it uncompressed: for a few bytes that are worth no compressor."""
    size = len(raw)
    head = struct.pack("<BHH", 0, size, size ^ 0xFFFF)
    return GzipPart(raw, head + raw, zlib.crc32(raw))


def gzip_response(request: HttpRequest, *pieces: GzipPart) -> HttpResponse:
    """The pieces as one answer, compressed if the browser takes that."""
    if TAKES_GZIP.search(request.headers.get("Accept-Encoding", "")):
        response = HttpResponse(_gzip(pieces), headers={"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(b"".join(each.raw for each in pieces))
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _gzip(pieces: tuple[GzipPart, ...]) -> bytes:
    checksum = pieces[0].checksum
    for each in pieces[1:]:
        checksum = zlib.crc32(each.raw, checksum)
    size = sum(len(each.raw) for each in pieces) & 0xFFFFFFFF
    end = TAIL + checksum.to_bytes(4, "little") + size.to_bytes(4, "little")
    return b"".join([HEAD, *(each.deflated for each in pieces), end])
