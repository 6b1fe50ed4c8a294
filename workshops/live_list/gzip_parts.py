"""
Parts of pages that many people see alike: rendered once and compressed once.

A part is compressed by itself and ends on a whole byte, so a response is the plain concatenation
of parts, compressed or not. No part that is cached may hold anything secret or personal.
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
PLACEHOLDER_PREFIX = f"blank-{secrets.token_hex(8)}"  # of this process: no text can contain it
PLACEHOLDERS = re.compile(rf"{PLACEHOLDER_PREFIX}-(\w+)\.".encode())
ACCEPTS_GZIP = re.compile(r"\bgzip\b")


@dataclass(frozen=True)
class GzipPart:
    """Some HTML, as it stands and deflated."""

    raw: bytes
    deflated: bytes
    checksum: int

    @property
    def size(self) -> int:
        """Bytes that it takes in memory, about."""
        return len(self.raw) + len(self.deflated)


def compress(raw: bytes) -> GzipPart:
    """`raw`, compressed so that other parts can come before and after it."""
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    deflated = compressor.compress(raw) + compressor.flush(zlib.Z_FULL_FLUSH)
    return GzipPart(raw, deflated, zlib.crc32(raw))


@dataclass(frozen=True)
class PageShell:
    """
    HTML with placeholders: what all see alike, and between its parts the names of what is not.

    A list has no placeholder and is a single part.
    """

    parts: tuple[GzipPart, ...]  # one more than placeholders
    placeholders: tuple[str, ...]

    @classmethod
    def split(cls, html: bytes) -> Self:
        """The shell of HTML that has `placeholder(name)` wherever something is to be filled in."""
        parts = PLACEHOLDERS.split(html)
        names = tuple(name.decode() for name in parts[1::2])
        return cls(tuple(compress(part) for part in parts[::2]), names)

    @property
    def size(self) -> int:
        """Bytes that it takes in memory, about."""
        return sum(each.size for each in self.parts)

    def fill(self, values: Mapping[str, GzipPart | str]) -> Iterator[GzipPart]:
        """The page in parts; a text is escaped, a part goes in as it is."""
        yield self.parts[0]
        for name, part in zip(self.placeholders, self.parts[1:], strict=True):
            value = values[name]
            yield value if isinstance(value, GzipPart) else _uncompressed(escape(value).encode())
            yield part


def placeholder(name: str) -> str:
    """What a template is given in place of a value that is filled in later."""
    return f"{PLACEHOLDER_PREFIX}-{name}."


def _uncompressed(raw: bytes) -> GzipPart:
    """`raw` as a stored block of deflate: for a few bytes that are not worth a compressor."""
    size = len(raw)
    head = struct.pack("<BHH", 0, size, size ^ 0xFFFF)
    return GzipPart(raw, head + raw, zlib.crc32(raw))


def gzip_response(request: HttpRequest, *parts: GzipPart) -> HttpResponse:
    """The parts as one response, compressed if the browser accepts that."""
    if ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")):
        response = HttpResponse(_gzip(parts), headers={"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(b"".join(each.raw for each in parts))
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _gzip(parts: tuple[GzipPart, ...]) -> bytes:
    checksum = parts[0].checksum
    for each in parts[1:]:
        checksum = zlib.crc32(each.raw, checksum)
    size = sum(len(each.raw) for each in parts) & 0xFFFFFFFF
    end = TAIL + checksum.to_bytes(4, "little") + size.to_bytes(4, "little")
    return b"".join([HEAD, *(each.deflated for each in parts), end])
