"""
Who is signed in to which event, kept in the server-side session.

    session["attendees"] = {"demo": {"id": …, "token": sealed, "signed_in_at": …, …}, …}

Signing in to one event does not sign in to another. The upstream token is sealed with keys made
from SECRET_KEY, so a copied session table opens nothing.
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

SESSION_KEY = "attendees"


@dataclass(frozen=True, slots=True)
class Attendee:
    """
    One person at one event.

    `token` is the sealed upstream token: only `api_for` opens it. Names are "" when upstream did
    not tell them. The repr shows what may stand in a log: event and id.
    """

    event: str
    id: str
    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    roles: tuple[str, ...]  # upstream's words: attendee, speaker, staff, admin …
    token: EncryptedToken = field(repr=False)
    signed_in_at: datetime  # UTC

    @property
    def name(self) -> str:
        """First and last name, or "Attendee" when upstream told neither."""
        return f"{self.first_name} {self.last_name}".strip() or _("Attendee")

    @property
    def initials(self) -> str:
        """One or two capital letters for the picture."""
        return "".join(name[:1] for name in (self.first_name, self.last_name)).upper() or "?"


def sign_in(request: HttpRequest, event: str, attendee: Attendee) -> None:
    """Keep `attendee` for this event, under a new session key and a new form token."""
    request.session.cycle_key()
    request.session[SESSION_KEY] = _session_data(request) | {event: to_session(attendee)}
    rotate_token(request)


def sign_out(request: HttpRequest, event: str) -> None:
    """Forget this event's attendee; with the last one goes everything the session held."""
    others = {url: kept for url, kept in _session_data(request).items() if url != event}
    if not others:
        request.session.flush()
        return
    request.session[SESSION_KEY] = others
    request.session.cycle_key()
    rotate_token(request)


def signed_in(request: HttpRequest, event: str) -> Attendee | None:
    """
    The attendee of this event; None when nobody signed in during the last SESSION_COOKIE_AGE.

    Each event's sign-in ages by itself: a later one to another event does not prolong it.
    """
    try:
        attendee = from_session(event, _session_data(request)[event])
    except (KeyError, TypeError, ValueError):  # absent, or kept by another version of this code
        return None
    oldest = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return attendee if attendee.signed_in_at > oldest else None


def upstream() -> Upstream:
    """Where Accelevents is, and how to call it."""
    found: Upstream = settings.ACCELEVENTS
    return found


def api_for(attendee: Attendee | None, patience: float | None = None) -> Accelevents:
    """
    The API as this attendee, or as nobody. SignInRequired when no key of ours opens the seal.

    `patience` is how many seconds one call may take at most, retries included; None: the setting's.
    """
    where = upstream()
    if patience is not None:
        where = replace(where, read_timeout=min(patience, where.read_timeout))
    return Accelevents(where, token=_token_of(attendee) if attendee else "")


def _token_of(attendee: Attendee) -> str:
    try:
        return decrypt(attendee.token)
    except DecryptionError as error:
        raise AuthenticationRequired(f"no key opens the seal of {attendee!r}") from error


def _session_data(request: HttpRequest) -> dict[str, Any]:
    kept = request.session.get(SESSION_KEY)
    return kept if isinstance(kept, dict) else {}


def to_session(attendee: Attendee) -> dict[str, Any]:
    """What the session keeps of an attendee: JSON, the token still sealed."""
    record = asdict(attendee) | {"signed_in_at": attendee.signed_in_at.isoformat()}
    del record["event"]
    return record


def from_session(event: str, record: Mapping[str, Any]) -> Attendee:
    """The attendee again. KeyError, TypeError, ValueError when it is no such record."""
    if not all(isinstance(record[name], str) and record[name] for name in ("id", "token")):
        raise ValueError("a record of nobody")
    return Attendee(
        event=event,
        id=record["id"],
        first_name=record["first_name"],
        last_name=record["last_name"],
        roles=tuple(record["roles"]),
        token=EncryptedToken(record["token"]),
        signed_in_at=datetime.fromisoformat(record["signed_in_at"]),
    )
