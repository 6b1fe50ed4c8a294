"""The body of a request: whole, within its size and its time, or refused."""

import asyncio
from collections.abc import AsyncIterable

from django.utils.translation import gettext_noop as _

from portal.server.types import Scope


class RefusedBody(Exception):  # noqa: N818  the client's fault
    """A body that is not acted upon; `status` and `text`, not yet translated, are the answer."""

    status: int
    text: str


class BodyTooLarge(RefusedBody):
    """It is larger than any form of this site."""

    status = 413
    text = _("This is too large for any form here.\nSend less.\n")


class BodyTooSlow(RefusedBody):
    """It did not come in time."""

    status = 408
    text = _("The form didn’t arrive in time, so nothing was done.\nSend it again.\n")


class BodyBroken(RefusedBody):
    """It broke off, or its chunks are not as they should be."""

    status = 400
    text = _("Only part of the form arrived, so nothing was done.\nSend it again.\n")


async def read_body(
    scope: Scope, protocol: AsyncIterable[bytes], max_bytes: int, seconds: float
) -> bytes:
    """
    The whole body, b"" if there is none. A slow sender holds no thread.

    BodyTooLarge beyond `max_bytes`, before anything is read if the request says how long it is;
    BodyTooSlow if it takes more than `seconds` in all; BodyBroken if it breaks off.
    """
    length = scope.headers.get("content-length")
    if length is None and "transfer-encoding" not in scope.headers:
        return b""
    if length and int(length) > max_bytes:  # the server has refused what is no number
        raise BodyTooLarge
    try:
        async with asyncio.timeout(seconds):
            return await _collect(protocol, max_bytes)
    except TimeoutError:
        raise BodyTooSlow from None


async def _collect(protocol: AsyncIterable[bytes], max_bytes: int) -> bytes:
    """
    The parts of a body, joined.

    granian ends every body with one empty part, and gives another one, in the place of an error,
    where the body broke off. The protocol's other way, to await it whole, raises; but it would
    read a chunked body of any size first.
    """
    parts, size, empty = [], 0, 0
    async for part in protocol:
        parts.append(part)
        size += len(part)
        empty += not part
        if size > max_bytes:
            raise BodyTooLarge
    if empty != 1:
        raise BodyBroken
    return b"".join(parts)
