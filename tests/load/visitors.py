"""The attendees under load: known upstream, and signed in here to every event of the bench."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module

PASSWORD = "let-me-in"
EVENTS = ("demo", "fifty", "big", "huge")
CSRF = "c" * 32
AT_ONCE = 500  # sessions in one transaction: portals that run have to write meanwhile


@dataclass(frozen=True)
class Visitor:
    """One person in a browser of their own."""

    email: str  # upstream's journal names them by it
    user_id: str
    token: str  # upstream's, in the clear
    cookie: str = ""  # the value of the header; "" until somebody is signed in


def known_upstream(numbers: Iterable[int]) -> list[Visitor]:
    """visitor-<number>, each with a token of their own."""
    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(_with_token, numbers))


def cookies(people: Sequence[Visitor]) -> list[str]:
    """The Cookie headers of new sessions of these people, in order; a portal must have started."""
    parts = (people[first : first + AT_ONCE] for first in range(0, len(people), AT_ONCE))
    return [cookie for part in parts for cookie in _saved(part)]


def _with_token(number: int) -> Visitor:
    from django.conf import settings

    from portal.accelevents import Accelevents

    email = f"visitor-{number}@example.org"
    found = Accelevents(settings.ACCELEVENTS).sign_in_with_password(email, PASSWORD)
    return Visitor(email, found.user_id, found.token)


def _saved(people: Sequence[Visitor]) -> list[str]:
    from django.conf import settings
    from django.db import transaction

    form = f"{settings.CSRF_COOKIE_NAME}={CSRF}"
    store, found = import_module(settings.SESSION_ENGINE).SessionStore, []
    with transaction.atomic():
        for one in people:
            session = store()
            session["attendees"] = _records(one)
            session.save()
            found.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {form}")
    return found


def _records(one: Visitor) -> dict[str, object]:
    """What the session holds of somebody who is signed in to all events."""
    from django.utils import timezone

    from portal.attendees import Attendee, encrypt, to_session
    from portal.attendees.identity import attendee_key

    token, now = encrypt(one.token), timezone.now()
    return {
        event: to_session(
            Attendee(
                event=event,
                id=one.user_id,
                first_name="Visitor",
                last_name="Somebody",
                roles=("attendee",),
                token=token,
                signed_in_at=now,
                key=attendee_key(event, "", one.user_id, one.token),
            )
        )
        for event in EVENTS
    }
