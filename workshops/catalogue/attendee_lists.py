"""Which list an attendee is shown: the shared one, their own, or one with parts of the other."""

from django.conf import settings

from portal.accelevents.exceptions import (
    ApiError,
    ApiRefused,
    ApiUnreachable,
    AuthenticationRequired,
)
from portal.accelevents.records import Workshop
from portal.attendees import Attendee
from portal.caching import CachedValue
from workshops.catalogue import own_list, refresh, refusals, sharing
from workshops.catalogue.own_list_fetch import OwnList
from workshops.catalogue.problems import problem_name
from workshops.catalogue.snapshot import ListSnapshot

EXTRA_SECONDS = 60  # between two calls for what an attendee's own list adds to the shared one

Extra = tuple[Workshop, ...]


def lists_for(attendee: Attendee, ask_upstream: bool, seen_at: float) -> tuple[ListSnapshot, Extra]:
    """
    (the list to show this attendee, what their own list adds to it).

    Where nobody has brought the shared list of late, those who may not bring it are shown their
    own. AuthenticationRequired when upstream no longer knows this attendee; another ApiError when
    there is no list to show.
    """
    if sharing.reads_for_all(attendee):
        snapshot, extra = _lists_of_attendee(attendee, ask_upstream, seen_at)
    else:
        snapshot, extra = _lists_of_organizer(attendee, seen_at)
    refusals.raise_expired_sign_in(attendee)
    return snapshot.refused() if refusals.current(attendee) else snapshot, extra


def _lists_of_attendee(
    attendee: Attendee, ask_upstream: bool, seen_at: float
) -> tuple[ListSnapshot, Extra]:
    """The shared list; their own tells only which of the unclear workshops are for them."""
    shared = refresh.get_snapshot(attendee, seen_at)
    if not shared.unclear:
        return shared, ()
    own = own_list.current(attendee, EXTRA_SECONDS, may_ask=ask_upstream)
    return shared, _extra(shared, own.value)


def _lists_of_organizer(attendee: Attendee, seen_at: float) -> tuple[ListSnapshot, Extra]:
    """The same for those whose own list is not fit for all; polls refresh it, too."""
    shared = _shared_or_none(attendee, seen_at)
    is_good = shared is not None and not shared.is_old
    max_age = EXTRA_SECONDS if is_good else settings.LIST_FRESH_SECONDS
    timeout = own_list.TIMEOUT_SECONDS if shared else refresh.TIMEOUT_SECONDS
    own = own_list.current(attendee, max_age, timeout=timeout, seen_at=seen_at)
    shown = _snapshot_of(own, seen_at)
    if shared and (shown is None or is_good or shown.fetched_at < shared.fetched_at):
        return shared, _extra(shared, own.value)
    if shown is None:
        raise own.error or ApiUnreachable("no list came in time")
    return shown, ()


def _shared_or_none(attendee: Attendee, seen_at: float) -> ListSnapshot | None:
    try:
        return refresh.get_snapshot(attendee, seen_at)
    except AuthenticationRequired:
        raise
    except ApiError:
        return None


def _snapshot_of(own: CachedValue[OwnList], seen_at: float) -> ListSnapshot | None:
    """The attendee's own list, as it is shown in place of the shared one."""
    if own.value is None:
        return None
    problem = "" if isinstance(own.error, ApiRefused) else problem_name(own.error)
    return own.value.snapshot.told(problem, own.is_refreshing).compared(seen_at)


def _extra(shared: ListSnapshot, own: OwnList | None) -> Extra:
    if own is None:
        return ()
    listed = tuple(each for each in shared.unclear if each.id in own.unclear_ids)
    known = {each.id for each in listed}
    return (*listed, *(each for each in own.snapshot.workshops if each.id not in known))
