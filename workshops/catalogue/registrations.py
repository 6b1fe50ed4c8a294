"""What one attendee is registered for: asked in their name, cached for them alone."""

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from django.core.cache import cache

from portal.accelevents.exceptions import ApiError, AuthenticationRequired, TooManyWaiting
from portal.attendees import Attendee, api_for, is_still_signed_in, one_of_few
from portal.caching import form_of, seconds_since
from workshops.catalogue import ticket_types
from workshops.catalogue.registrations_record import KEEP_SECONDS, LAG_SECONDS, Registrations
from workshops.catalogue.shared_store import RECORD_TYPES
from workshops.schedule import Taught

# A new sign-in may be after a change of ticket.
OF_THE_TICKET = {Taught.WRONG_TICKET, Taught.NO_EVENT_TICKET, Taught.LIMIT_REACHED}
MAX_REFUSALS = 50  # of one attendee, the latest
PARTS = 8  # of what was done here: each is written by itself
TIMEOUT_SECONDS = 2.5  # a page is not held up longer for the marks


FORMAT = form_of(Registrations, *RECORD_TYPES)


def cached(attendee: Attendee) -> Registrations:
    """What is known without a call: enough for a refresh of the list."""
    return from_values(cache.get_many(keys(attendee)), attendee)


def keys(attendee: Attendee) -> list[str]:
    """The names in the cache that `from_values` needs the values of."""
    changes = [_changes_key(attendee, part) for part in range(PARTS)]
    return [_key(attendee), _taught_key(attendee), ticket_types.key(attendee), *changes]


def from_values(values: Mapping[str, Any], attendee: Attendee) -> Registrations:
    """What is known, as `cached`, out of `values` by the names of `keys`."""
    known: Registrations = values.get(_key(attendee)) or Registrations()
    changes: dict[int, tuple[bool, float]] = {}
    for part in range(PARTS):
        changes |= values.get(_changes_key(attendee, part), {})
    limit, refusals = values.get(_taught_key(attendee)) or (None, {})
    refusals = {i: one for i, one in refusals.items() if _is_of_this_sign_in(attendee, *one)}
    types = ticket_types.from_value(values.get(ticket_types.key(attendee)))
    if types is None and not (changes or limit or refusals):
        return known
    return replace(known, ticket_types=types, local_changes=changes, limit=limit, refusals=refusals)


def current(
    attendee: Attendee, zone: ZoneInfo, known: Registrations | None = None
) -> Registrations:
    """
    What is known, after one call if it is over a minute old; `known` if that was just read.

    Of one attendee's requests at once few ask; the others are given what is known without a call.
    AuthenticationRequired if the sign-in is over; a 401 to this one call is no answer.
    """
    known = known or cached(attendee)
    if not known.is_due:
        return known
    with one_of_few(f"registrations {attendee.key}") as may_ask:
        return _fetch(attendee, zone, known) if may_ask else known


def refetch(attendee: Attendee, zone: ZoneInfo) -> Registrations:
    """What upstream says right now; `is_known` is False when it did not answer."""
    return _fetch(attendee, zone, cached(attendee))


def as_of_late(attendee: Attendee, seconds: float) -> Registrations:
    """What is known without a call; `is_known` only if upstream has said it within `seconds`."""
    known = cached(attendee)
    is_recent = seconds_since(known.fetched_at) < seconds
    return replace(known, is_known=known.is_known and is_recent)


def record_change(
    attendee: Attendee, workshop_id: int, registered: bool, known: Registrations
) -> None:
    """
    Record what was just done here, in one trip, and let the next page ask upstream.

    `known` is what was known before. Of what one attendee does at several workshops at once, only
    changes of the same part could displace each other, and only until upstream is asked.
    """
    part = workshop_id % PARTS
    changes = {
        other: (is_in, when)
        for other, (is_in, when) in known.local_changes.items()
        if other % PARTS == part and seconds_since(when) < LAG_SECONDS
    }
    changes[workshop_id] = registered, time.time()
    cache.set(_changes_key(attendee, part), changes, LAG_SECONDS)


def record_refusal(
    attendee: Attendee, workshop_id: int, what: Taught, limit: int | None, known: Registrations
) -> None:
    """Record in one trip what a refusal taught; `limit` None: nothing of the ticket's workshops."""
    latest = sorted(known.refusals.items(), key=lambda one: one[1][1])[1 - MAX_REFUSALS :]
    refusals = dict(latest) | {workshop_id: (what.value, time.time())}
    cache.set(_taught_key(attendee), (limit or known.limit, refusals), KEEP_SECONDS)


def _fetch(attendee: Attendee, zone: ZoneInfo, known: Registrations) -> Registrations:
    known, api = replace(known, asked_at=time.time()), api_for(attendee, TIMEOUT_SECONDS)
    try:
        workshops = api.my_workshops(attendee.event, zone)
    except TooManyWaiting:  # nobody was asked, and the next page may ask
        return replace(known, is_known=False)
    except ApiError as error:
        is_401 = isinstance(error, AuthenticationRequired)
        if is_401 and is_still_signed_in(attendee) is False:
            raise
        answer = replace(known, is_known=False)
    else:
        answer = replace(known, workshops=workshops, fetched_at=time.time(), is_known=True)
    # The rest has keys of its own: changes and what refusals taught, which only a join writes.
    stored = replace(answer, ticket_types=None, local_changes={}, limit=None, refusals={})
    cache.set(_key(attendee), stored, KEEP_SECONDS)
    return answer


def _key(attendee: Attendee) -> str:
    return f"registrations:{FORMAT}:{attendee.event}:{attendee.key}"


def _changes_key(attendee: Attendee, part: int) -> str:
    return f"{_key(attendee)}:changes:{part}"


def _taught_key(attendee: Attendee) -> str:
    return f"{_key(attendee)}:taught"


def _is_of_this_sign_in(attendee: Attendee, what: str, when: float) -> bool:
    return what not in OF_THE_TICKET or when >= attendee.signed_in_at.timestamp()
