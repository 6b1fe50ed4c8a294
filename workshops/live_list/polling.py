"""What every answer to a poll says beside the list: its age, the clock, when to poll again."""

import random

from django.conf import settings
from django.http import HttpResponse

from workshops.catalogue import ListSnapshot, VisibleWorkshops

SOON_SECONDS = 2  # until the next poll while a newer list is on its way


def with_refresh_headers(response: HttpResponse, visible: VisibleWorkshops) -> HttpResponse:
    """`response` with what the page has to know even if its list has not changed."""
    change, now = visible.next_change.timestamp(), visible.at.now.timestamp()
    response.headers["HX-Trigger"] = refresh_trigger(visible.snapshot, change, now)
    return response


def refresh_trigger(snapshot: ListSnapshot, change: float, now: float) -> str:
    """
    The event "looked" as list_polling.js takes it: the value of the header HX-Trigger.

    `change` is when the list next looks different by itself; both are epoch seconds.
    """
    as_of, again = snapshot.fetched_epoch, poll_interval(snapshot, change, now)
    old = "true" if snapshot.is_old else "false"
    return (
        f'{{"looked": {{"asOf": {as_of:.3f}, "again": {again}, "now": {now:.3f}, "old": {old}}}}}'
    )


def poll_interval(snapshot: ListSnapshot, change: float, now: float) -> int:
    """
    Seconds until the page should poll again: about the list's freshness, never in step with others.

    Sooner around the next change of a state, which everybody wants to see at once but nobody needs
    in the same instant. `change` and `now` are epoch seconds.
    """
    if snapshot.is_refreshing and not snapshot.upstream_problem:
        return SOON_SECONDS
    usual = settings.LIST_FRESH_SECONDS * random.uniform(0.9, 1.3)  # noqa: S311
    until_change = change - now + random.uniform(0.3, 2.0)  # noqa: S311
    return max(1, round(min(usual, until_change)))
