"""
The ETag of a list: what the page shows, and a seal that knows it again without a session.

    "<what it looks like>.<when this tag ends>.<when the list next changes by itself>.<seal>"

The seal is a keyed hash over that, the list's version, and who asked where: address, host, cookie,
language. It reveals nothing and grants nothing but "you are up to date".
"""

import hashlib
import hmac
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from django.conf import settings

# How long somebody who has signed out elsewhere, or joined through another process, may still
# hear "unchanged". Each viewer's session is read once in so much time.
LIFE_SECONDS = 30
MAX_CHARS = 200  # characters of a tag


class ListETag(NamedTuple):
    """A tag taken apart; moments are epoch milliseconds."""

    fingerprint: str  # changes when the list looks different
    expires_ms: int
    changes_ms: int  # when the list changes by itself
    signature: str

    @property
    def payload(self) -> str:
        """What is sealed, as it stands in the tag."""
        return f"{self.fingerprint}.{self.expires_ms}.{self.changes_ms}"

    def __str__(self) -> str:
        return f'"{self.payload}.{self.signature}"'


def parse(etag: str) -> ListETag | None:
    """The tag in an If-None-Match header; a proxy may have called it weak. None if it is none."""
    parts = etag.removeprefix("W/").strip('"').split(".")
    if len(parts) != 4 or not (parts[1] + parts[2]).isdecimal() or len(etag) > MAX_CHARS:
        return None
    return ListETag(parts[0], int(parts[1] or 0), int(parts[2] or 0), parts[3])


def issue(asked: str, version: str, look: str, change: float, now: float) -> ListETag:
    """A new tag for what was `asked` of the list of that version, and now looks like `look`."""
    ends = round(1000 * min(now + LIFE_SECONDS, change))
    unsealed = ListETag(look, ends, round(1000 * change), "")
    return unsealed._replace(signature=_signature(_keys()[0], asked, version, unsealed.payload))


def is_valid(tag: ListETag, asked: str, version: str, now: float) -> bool:
    """Whether `tag` was issued here for the same question, and nothing has changed since."""
    if 1000 * now >= tag.expires_ms or not tag.signature.isascii():
        return False
    told = tag.payload
    return any(
        hmac.compare_digest(tag.signature, _signature(k, asked, version, told)) for k in _keys()
    )


def request_identity(address: str, headers: Mapping[str, str]) -> str:
    """Who asks for which address (path?query) of which host in which language, as one text."""
    told = headers.get
    return (
        f"{address}\n{told('host')}\n{told('x-forwarded-proto')}\n{told('accept-language')}"
        f"\n{told('cookie')}"
    )


def _signature(key: bytes, asked: str, version: str, told: str) -> str:
    text = f"{asked}\n{version}\n{told}".encode(errors="surrogatepass")
    return hashlib.blake2b(text, key=key, digest_size=16).hexdigest()


def _keys() -> tuple[bytes, ...]:
    """What seals comes first, then what an earlier one has sealed."""
    return _keys_from(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@cache
def _keys_from(*secrets: str) -> tuple[bytes, ...]:
    """Keys of this use alone: what seals tags seals nothing else."""
    hashed = (
        hashlib.blake2b(s.encode(), digest_size=32, person=b"portal.list.tag") for s in secrets
    )
    return tuple(each.digest() for each in hashed)
