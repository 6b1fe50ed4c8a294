"""
The ETag of a list: what the page shows, signed so that it is recognized without a session.

    "<fingerprint>.<expires>.<next change of the list by itself>.<list fetched at>.<signature>"

The signature is a keyed hash over that, the list's version, and the request's identity: address,
host, cookie, language. It reveals nothing and grants nothing but "you are up to date".
"""

import math
from collections.abc import Mapping
from typing import NamedTuple

from django.http import HttpRequest

from portal.attendees import SignedInRequest
from portal.caching import seconds_since
from portal.server.types import RequestHeaders
from workshops.catalogue import NEWEST, ListSnapshot, VisibleWorkshops
from workshops.live_list import etag_signature
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
    fetched_ms: int  # when the newest list that the browser has been told of was fetched
    signature: str

    @property
    def payload(self) -> str:
        """What is signed, as it stands in the ETag."""
        return f"{self.fingerprint}.{self.expires_ms}.{self.changes_ms}.{self.fetched_ms}"

    def __str__(self) -> str:
        return f'"{self.payload}.{self.signature}"'


def for_list(
    request: SignedInRequest, visible: VisibleWorkshops, filters: Filters, fingerprint: str
) -> tuple[ListETag, bool]:
    """
    (the ETag of the list at its own address, whether the requesting page already shows this list).

    The ETag is the one in the request's If-None-Match while that is valid, else a new one. Either
    says when the list was fetched; if the browser has seen a newer one, it still says that.
    """
    path, now = address("list_fragment", visible.snapshot.event.url), visible.at.now.timestamp()
    headers = request.headers
    identity = request_identity(f"{path}?{filters.query}", headers, headers.get("Cookie", ""))
    shown = parse(headers.get("If-None-Match", ""))
    snapshot = visible.snapshot
    is_shown = shown is not None and shown.fingerprint == fingerprint
    fetched = max(fetched_ms(snapshot), shown.fetched_ms if shown and _is_plausible(shown) else 0)
    if shown and is_shown and is_valid(shown, identity, snapshot.version, now):
        return with_fetched(shown, fetched, identity, snapshot.version), True
    change = visible.next_change.timestamp()
    expires = round(1000 * min(now + LIFE_SECONDS, request.known_until, change))
    unsigned = ListETag(fingerprint, expires, round(1000 * change), fetched, "")
    return _signed(unsigned, identity, snapshot.version), is_shown


def seen_at(request: HttpRequest) -> float:
    """
    When the list in the browser was fetched, in epoch seconds, as its ETag says.

    NEWEST if it sends none, or one from a clock that was wrong. The ETag may be a forged one: it
    decides only whether a newer list is looked for, and whether this browser's is marked as old.
    """
    shown = parse(request.headers.get("If-None-Match", ""))
    return shown.fetched_ms / 1000 if shown and _is_plausible(shown) else NEWEST


def fetched_ms(snapshot: ListSnapshot) -> int:
    """When a list was fetched, as an ETag says it: rounded down."""
    return math.floor(1000 * snapshot.fetched_epoch)


def with_fetched(shown: ListETag, fetched: int, identity: str, version: str) -> ListETag:
    """A valid ETag that says when the list was last fetched (epoch ms); it lives no longer."""
    if fetched == shown.fetched_ms:
        return shown
    return _signed(shown._replace(fetched_ms=fetched), identity, version)


def parse(etag: str) -> ListETag | None:
    """The ETag in an If-None-Match header, which a proxy may have made weak; None if it is none."""
    parts = etag.removeprefix("W/").strip('"').split(".")
    if len(parts) != 5 or not "".join(parts[1:4]).isdecimal() or len(etag) > MAX_CHARS:
        return None
    expires, changes, fetched = (int(number or 0) for number in parts[1:4])
    return ListETag(parts[0], expires, changes, fetched, parts[4])


def is_valid(etag: ListETag, identity: str, version: str, now: float) -> bool:
    """Whether `etag` was issued here for the same request identity, and nothing has changed."""
    text = _signed_text(etag, identity, version)
    # One that would live longer was issued by a clock that has been set back since.
    is_alive = 0 < etag.expires_ms - 1000 * now <= 1000 * LIFE_SECONDS + 1
    return is_alive and etag_signature.is_of(text, etag.signature)


def request_identity(address: str, headers: Mapping[str, str] | RequestHeaders, cookie: str) -> str:
    """
    Who asks for which address (path?query) of which host in which language, as one text.

    `cookie` is the Cookie header; several of them are joined as a WSGI environ has them.
    """
    get = headers.get
    return (
        f"{address}\n{get('host')}\n{get('x-forwarded-proto')}\n{get('accept-language')}\n{cookie}"
    )


def _is_plausible(shown: ListETag) -> bool:
    return not math.isinf(seconds_since(shown.fetched_ms / 1000))


def _signed(unsigned: ListETag, identity: str, version: str) -> ListETag:
    signature = etag_signature.of(_signed_text(unsigned, identity, version))
    return unsigned._replace(signature=signature)


def _signed_text(etag: ListETag, identity: str, version: str) -> bytes:
    return f"{identity}\n{version}\n{etag.payload}".encode(errors="surrogatepass")
