"""Numbers as Protocol Buffers write them: seven bits a byte, the lowest first."""

from __future__ import annotations

from collections.abc import Iterator


def encode_varint(number: int) -> bytes:
    """`number`, with the top bit of each byte set while more follow; ValueError beyond 64 bits."""
    if not 0 <= number < 1 << 64:
        raise ValueError(f"{number} does not fit 64 bits")
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    """(the number that starts at `at`, the position after it); ValueError if it does not end."""
    number = 0
    for count, byte in enumerate(data[at : at + 10]):
        number |= (byte & 0x7F) << 7 * count
        if not byte & 0x80:
            return number, at + count + 1
    raise ValueError("a number does not end")


def read_varints(data: bytes) -> Iterator[int]:
    """The numbers that `data` consists of."""
    at = 0
    while at < len(data):
        number, at = read_varint(data, at)
        yield number
