"""
Who is signed in to which event, stored in the server-side session (see session_store).

    session["attendees"] = {"demo": {"id": …, "token": encrypted, "signed_in_at": …, …}, …}

Signing in to one event does not sign in to another. The upstream token is encrypted with keys
derived from SECRET_KEY, and of the cookie's key the table has a digest only: a copy of the table
opens nothing.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accelevents import Accelevents, Upstream
from portal.accelevents.exceptions import AuthenticationRequired
from portal.attendees.encryption import DecryptionError, EncryptedToken, decrypt
from portal.observability import findings, shared_findings

SESSION_KEY = "attendees"


@dataclass(frozen=True, slots=True)
class Attendee:
    """
    One person at one event.

    `id` is the user id that names them in the room: upstream's or, where the event's own site signs
    them in, that site's claim. `key` (see identity.py) is under what all that is theirs is kept.
    `token` is the encrypted upstream token: only `api_for` decrypts it. Names are "" if upstream
    did not give them. The repr shows what may stand in a log: event, id and key.
    """

    event: str
    id: str
    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    roles: tuple[str, ...]  # upstream's words: attendee, speaker, staff, admin …
    token: EncryptedToken = field(repr=False)
    signed_in_at: datetime  # UTC
    key: str  # 32 hexadecimal characters

    @property
    def name(self) -> str:
        """First and last name, or "Attendee" if upstream gave neither."""
        return f"{self.first_name} {self.last_name}".strip() or _("Attendee")

    @property
    def initials(self) -> str:
        """One or two capital letters for the picture."""
        return "".join(name[:1] for name in (self.first_name, self.last_name)).upper() or "?"


def sign_in(request: HttpRequest, event: str, attendee: Attendee) -> None:
    """Store `attendee` for this event, under a new session key and a new form token."""
    request.session.cycle_key()
    request.session[SESSION_KEY] = _session_data(request) | {event: to_session(attendee)}
    rotate_token(request)


def sign_out(request: HttpRequest, event: str) -> None:
    """
    Remove this event's attendee, for good; with the last one goes everything in the session.

    The form token is new. Other events' attendees move on to a new session key.
    """
    request.session.cycle_key()
    others = {url: record for url, record in _session_data(request).items() if url != event}
    if others:
        request.session[SESSION_KEY] = others
    else:
        request.session.flush()
    rotate_token(request)


def signed_in(request: HttpRequest, event: str) -> Attendee | None:
    """
    The attendee of this event; None if nobody signed in during the last SESSION_COOKIE_AGE.

    Each event's sign-in ages by itself: a later sign-in to another event does not prolong it.
    """
    try:
        attendee = from_session(event, _session_data(request)[event])
    except (KeyError, TypeError, ValueError):  # absent, or stored by another version of this code
        return None
    oldest = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return attendee if attendee.signed_in_at > oldest else None


def upstream() -> Upstream:
    """Where Accelevents is, and how to call it."""
    configured: Upstream = settings.ACCELEVENTS
    return configured


def api_for(
    attendee: Attendee | None, timeout: float | None = None, *, retries: bool = True
) -> Accelevents:
    """
    The API as this attendee, or as nobody.

    `timeout` is how many seconds one call may take at most, retries included; None means the
    setting's. `retries` False: what fails is not tried again. Raises AuthenticationRequired if none
    of our keys decrypts the attendee's token.
    """
    if attendee and findings.found("token") == findings.UNSEEN:
        # Another process, where they signed in, knows the form of the token.
        shared_findings.adopt_unless_recent()
    target = upstream() if retries else replace(upstream(), retries=0)
    if timeout is not None:
        target = replace(target, read_timeout=min(timeout, target.read_timeout))
    return Accelevents(target, token=_token_of(attendee) if attendee else "")


def _token_of(attendee: Attendee) -> str:
    try:
        return decrypt(attendee.token)
    except DecryptionError as error:
        raise AuthenticationRequired(f"no key decrypts the token of {attendee!r}") from error


def _session_data(request: HttpRequest) -> dict[str, Any]:
    data = request.session.get(SESSION_KEY)
    return data if isinstance(data, dict) else {}


def to_session(attendee: Attendee) -> dict[str, Any]:
    """The record of an attendee that the session stores: JSON, the token still encrypted."""
    record = asdict(attendee) | {"signed_in_at": attendee.signed_in_at.isoformat()}
    del record["event"]
    return record


def from_session(event: str, record: Mapping[str, Any]) -> Attendee:
    """The attendee of a record. Raises KeyError, TypeError or ValueError if it is not valid."""
    if not all(isinstance(record[name], str) and record[name] for name in ("id", "key", "token")):
        raise ValueError("a record of nobody")
    return Attendee(
        event=event,
        id=record["id"],
        first_name=record["first_name"],
        last_name=record["last_name"],
        roles=tuple(record["roles"]),
        token=EncryptedToken(record["token"]),
        signed_in_at=datetime.fromisoformat(record["signed_in_at"]),
        key=record["key"],
    )
