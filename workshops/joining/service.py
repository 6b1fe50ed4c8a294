"""
The door: where an attendee is registered for a workshop and let into its meeting.

The one place that does something upstream. Nothing is repeated by itself, and nothing is told
that was not seen: when an answer is lost, upstream is asked what is true.
"""

import hashlib
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.utils import timezone

from portal.accelevents.exceptions import ApiBroken, ApiError, ApiRefused, SignInRequired, WrongPath
from portal.accelevents.records import Joined, Workshop
from portal.attendees.session import Attendee, api_for
from portal.caching import redis_failover as shared_cache
from portal.observability.support_code import new_code
from workshops.catalogue import registrations as mine
from workshops.catalogue.snapshot import Listing
from workshops.joining import admission as gate
from workshops.joining import audit_log as door_log
from workshops.joining import idempotency as press
from workshops.joining.outcomes import Kind, Outcome, Why, of_error
from workshops.room import payload as room
from workshops.schedule import rules as schedule

logger = logging.getLogger(__name__)

_wrong_paths: dict[str, None] = {}  # calls whose configured path upstream does not know


def opens_early() -> timedelta:
    """How long before its start a workshop opens."""
    return timedelta(seconds=settings.DOOR_OPENS_EARLY_SECONDS)


def wrong_paths() -> list[str]:
    """The configured calls that upstream does not know, for /readyz."""
    return list(_wrong_paths)


def forget() -> None:
    """Empty this process's memory, as a new process has it."""
    _wrong_paths.clear()


def join(attendee: Attendee, workshop: Workshop, listing: Listing) -> Outcome:
    """
    Register the attendee, once however often the button is pressed.

    One press at a time, which is the gate's part: see gate.through. SignInRequired passes: the
    press then leads to the sign-in page and back.
    """
    key = key_of(attendee, workshop, "join")
    return press.once(key, lambda this: _join(attendee, workshop, listing, this))


def look_again(attendee: Attendee, workshop: Workshop, listing: Listing) -> Outcome:
    """What is true now, from upstream and past every cache; changes nothing there."""
    now_mine = mine.look_again(attendee, listing.zone)
    if workshop.id in now_mine.ids:
        return _registered(workshop)
    code = new_code()
    door_log.note("looked again", attendee, workshop, code, f"known={now_mine.is_known}")
    return Outcome(Kind.UNSURE, Why.NO_ANSWER, looked=now_mine.is_known, rescue_code=code)


def enter(attendee: Attendee, workshop: Workshop) -> Joined | Outcome:
    """
    The meeting and this attendee's place in it, or why not. One call a press, one press at a time.

    The answer holds the join token: it is neither kept nor logged here.
    """
    with press.alone(key_of(attendee, workshop, "room")):
        return _enter(attendee, workshop)


def report(attendee: Attendee, workshop: Workshop, status: str) -> None:
    """
    Tell upstream that the attendee is IN_MEETING or has LEFT, where that call is configured.

    Nobody waits for it, and a failure is only logged, by the client.
    https://developer.accelevents.com/reference/change-session-status
    """
    if settings.ACCELEVENTS.status_call:
        api = api_for(attendee)
        tell = partial(api.set_status, attendee.event, workshop.id, status)
        threading.Thread(target=_quietly, args=[tell], daemon=True).start()


def _quietly(tell: Callable[[], None]) -> None:
    with suppress(ApiError):
        tell()


def give_up(attendee: Attendee, workshop: Workshop, listing: Listing) -> Outcome:
    """Give the attendee's seat back, once however often the button is pressed."""
    key = key_of(attendee, workshop, "give-up")
    with press.alone(key):
        return press.once(key, lambda _: _give_up(attendee, workshop, listing))


def _give_up(attendee: Attendee, workshop: Workshop, listing: Listing) -> Outcome:
    try:
        api_for(attendee).unregister(attendee.event, workshop.id)
    except SignInRequired:
        raise
    except ApiError as error:
        outcome = of_error(error, workshop, timezone.now(), opens_early())
        door_log.failure(attendee, workshop, outcome, error)
        if outcome.kind is Kind.REFUSED and outcome.why is not Why.SILENT:
            return replace(outcome, why=Why.SEAT_KEPT)
        now_mine = mine.look_again(attendee, listing.zone)
        if not now_mine.is_known or workshop.id in now_mine.listed:
            return replace(outcome, looked=now_mine.is_known)
    mine.remember(attendee, workshop.id, False)
    return Outcome(Kind.GIVEN_UP)


def key_of(attendee: Attendee, workshop: Workshop, button: str) -> str:
    """What tells this attendee's press of this button from all others; fit for any cache."""
    who = hashlib.sha256(f"{attendee.event} {attendee.id}".encode()).hexdigest()[:32]
    return f"{who}:{workshop.id}:{button}"


def _join(attendee: Attendee, workshop: Workshop, listing: Listing, this: press.Press) -> Outcome:
    # Around an outage of Redis another process may know of a press what this one does not.
    is_unsure = this.is_open or shared_cache.outage.is_recent
    known = _without_a_call(attendee, workshop, listing, is_unsure)
    if known:
        return known
    this.begin()
    outcome = _register(attendee, workshop, listing)
    this.is_open = outcome.kind is Kind.UNSURE
    return outcome


def _without_a_call(
    attendee: Attendee, workshop: Workshop, listing: Listing, is_unsure: bool
) -> Outcome | None:
    """
    What is clear without a register call; None when it takes one.

    `is_unsure`: of an earlier press nobody knows what became of it, so upstream is asked first.
    """
    ask = mine.look_again if is_unsure else mine.look
    now_mine = ask(attendee, listing.zone)
    if workshop.id in now_mine.ids:
        return _registered(workshop)
    if is_unsure and not now_mine.is_known:
        return Outcome(Kind.UNSURE, Why.NO_ANSWER, rescue_code=new_code())
    return None if settings.ACCELEVENTS.register_call else Outcome(Kind.AT_THE_ROOM)


def _register(attendee: Attendee, workshop: Workshop, listing: Listing) -> Outcome:
    started = time.monotonic()
    early = bool(workshop.starts and timezone.now() < workshop.starts)
    try:
        api_for(attendee).register(attendee.event, workshop.id, before_start=early)
    except SignInRequired:
        raise
    except WrongPath as error:
        _report_wrong_path(error)
        return Outcome(Kind.AT_THE_ROOM)
    except ApiError as error:
        if gate.is_wish(error):  # it did nothing, and this press goes on waiting in line
            raise gate.Pause(error.retry_after) from error
        return _not_registered(attendee, workshop, listing, error)
    mine.remember(attendee, workshop.id, True)
    door_log.note("registered", attendee, workshop, "", f"seconds={time.monotonic() - started:.3f}")
    return _registered(workshop)


def _registered(workshop: Workshop) -> Outcome:
    """The attendee has a seat: in, if the door is open."""
    now, early = timezone.now(), opens_early()
    match schedule.state(workshop, now, early):
        case schedule.State.NEXT | schedule.State.LATER:
            opens = schedule.opens_at(workshop, early)
            return Outcome(Kind.REFUSED, Why.NOT_OPEN_YET, retry_at=opens, rescue_code=new_code())
        case schedule.State.ENDED:
            return Outcome(Kind.REFUSED, Why.OVER, rescue_code=new_code())
        case _:
            return Outcome(Kind.LET_IN)


def _not_registered(
    attendee: Attendee, workshop: Workshop, listing: Listing, error: ApiError
) -> Outcome:
    outcome = of_error(error, workshop, timezone.now(), opens_early())
    door_log.failure(attendee, workshop, outcome, error)
    if outcome.limit is not None:
        mine.remember_limit(attendee, outcome.limit)
    if outcome.kind is not Kind.UNSURE:
        return outcome
    now_mine = mine.look_again(attendee, listing.zone)
    if workshop.id in now_mine.ids:
        return _registered(workshop)
    return replace(outcome, looked=now_mine.is_known)


def _enter(attendee: Attendee, workshop: Workshop) -> Joined | Outcome:
    api = api_for(attendee)
    try:
        joined = api.join(attendee.event, workshop.id)
    except SignInRequired:
        raise
    except ApiError as error:
        found = _look_for_the_room(attendee, workshop, error)
        if isinstance(found, Outcome):
            return found
        joined = found
    mine.remember(attendee, workshop.id, True)
    wrong = room.why_unusable(joined)
    if wrong:
        code = new_code()
        door_log.note("meeting refused", attendee, workshop, code, wrong)
        return Outcome(Kind.UNSURE, Why.NO_ROOM, rescue_code=code)
    return joined


def _look_for_the_room(attendee: Attendee, workshop: Workshop, error: ApiError) -> Joined | Outcome:
    """After a join without a usable answer: what the workshop's detail says, else what to tell."""
    outcome = of_error(error, workshop, timezone.now(), opens_early())
    door_log.failure(attendee, workshop, outcome, error)
    if outcome.kind is Kind.REFUSED:
        return outcome
    try:
        found = api_for(attendee).room(attendee.event, workshop.id)
    except SignInRequired:
        raise
    except ApiError:
        found = None
    answered = isinstance(error, ApiBroken) and error.http_status == 200
    return found or (replace(outcome, why=Why.NO_ROOM) if answered else outcome)


def _report_wrong_path(error: ApiRefused) -> None:
    """Say once, loudly, that a setting names a path which upstream does not know."""
    if error.call not in _wrong_paths:
        _wrong_paths[error.call] = None
        logger.error("upstream does not know this call, check its setting: %s", error)
