"""
The ETag of a list: what the page shows, signed so that it is recognized without a session.

    "<fingerprint>.<when this ETag expires>.<when the list next changes by itself>.<signature>"

The signature is a keyed hash over that, the list's version, and the request's identity: address,
host, cookie, language. It reveals nothing and grants nothing but "you are up to date".
"""

import hashlib
import hmac
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from django.conf import settings

from portal.attendees import SignedInRequest
from workshops.catalogue import VisibleWorkshops
from workshops.live_list.links import address
from workshops.schedule import Filters

# How long an attendee who has joined through another process may still be answered "not modified".
# After a sign-out elsewhere it is as long, counted from when the session was read in the database.
LIFE_SECONDS = 30
MAX_CHARS = 200  # of an ETag


class ListETag(NamedTuple):
    """An ETag taken apart; moments are epoch milliseconds."""

    fingerprint: str  # changes when the list looks different
    expires_ms: int
    changes_ms: int  # when the list changes by itself
    signature: str

    @property
    def payload(self) -> str:
        """What is signed, as it stands in the ETag."""
        return f"{self.fingerprint}.{self.expires_ms}.{self.changes_ms}"

    def __str__(self) -> str:
        return f'"{self.payload}.{self.signature}"'


def for_list(
    request: SignedInRequest, visible: VisibleWorkshops, filters: Filters, fingerprint: str
) -> tuple[ListETag, bool]:
    """
    (the ETag of the list at its own address, whether the requesting page already shows this list).

    The ETag is the one in the request's If-None-Match while that is valid, else a new one.
    """
    path, now = address("list_fragment", visible.snapshot.event.url), visible.at.now.timestamp()
    identity = request_identity(f"{path}?{filters.query}", request.headers)
    shown = parse(request.headers.get("If-None-Match", ""))
    version = visible.snapshot.version
    is_shown = shown is not None and shown.fingerprint == fingerprint
    if shown and is_shown and is_valid(shown, identity, version, now):
        return shown, True
    until = min(now + LIFE_SECONDS, request.known_until)
    return issue(identity, version, fingerprint, visible.next_change.timestamp(), until), is_shown


def parse(etag: str) -> ListETag | None:
    """The ETag in an If-None-Match header, which a proxy may have made weak; None if it is none."""
    parts = etag.removeprefix("W/").strip('"').split(".")
    if len(parts) != 4 or not (parts[1] + parts[2]).isdecimal() or len(etag) > MAX_CHARS:
        return None
    return ListETag(parts[0], int(parts[1] or 0), int(parts[2] or 0), parts[3])


def issue(identity: str, version: str, fingerprint: str, change: float, until: float) -> ListETag:
    """
    A new ETag for that request identity, the list's version and what the list looks like.

    It expires when the list next changes by itself, and not after `until`; both are epoch seconds.
    """
    expires = round(1000 * min(until, change))
    unsigned = ListETag(fingerprint, expires, round(1000 * change), "")
    return unsigned._replace(signature=_signature(_keys()[0], identity, version, unsigned.payload))


def is_valid(etag: ListETag, identity: str, version: str, now: float) -> bool:
    """Whether `etag` was issued here for the same request identity, and nothing has changed."""
    if 1000 * now >= etag.expires_ms or not etag.signature.isascii():
        return False
    payload = etag.payload
    return any(
        hmac.compare_digest(etag.signature, _signature(key, identity, version, payload))
        for key in _keys()
    )


def request_identity(address: str, headers: Mapping[str, str]) -> str:
    """Who asks for which address (path?query) of which host in which language, as one text."""
    get = headers.get
    return (
        f"{address}\n{get('host')}\n{get('x-forwarded-proto')}\n{get('accept-language')}"
        f"\n{get('cookie')}"
    )


def _signature(key: bytes, identity: str, version: str, payload: str) -> str:
    text = f"{identity}\n{version}\n{payload}".encode(errors="surrogatepass")
    return hashlib.blake2b(text, key=key, digest_size=16).hexdigest()


def _keys() -> tuple[bytes, ...]:
    """The key that signs comes first, then those that earlier ETags were signed with."""
    return _keys_from(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@cache
def _keys_from(*secrets: str) -> tuple[bytes, ...]:
    """Keys of this use alone: a key that signs ETags signs nothing else."""
    hashes = (
        hashlib.blake2b(s.encode(), digest_size=32, person=b"portal.list.tag") for s in secrets
    )
    return tuple(each.digest() for each in hashes)
