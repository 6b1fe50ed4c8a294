"""What every answer to a refresh tells beside the list: its age, the clock, the next look."""

import random

from django.conf import settings

from workshops.catalogue.snapshot import ListSnapshot

SOON_SECONDS = 2  # until the next look while a newer list is on its way


def refresh_trigger(listing: ListSnapshot, change: float, now: float) -> str:
    """
    The event "looked" as list_polling.js takes it: the value of the header HX-Trigger.

    `change` is when the list next looks different by itself; both are epoch seconds.
    """
    as_of, again = listing.as_of, poll_interval(listing, change, now)
    old = "true" if listing.is_old else "false"
    return f'{{"looked": {{"asOf": "{as_of}", "again": {again}, "now": {now:.3f}, "old": {old}}}}}'


def poll_interval(listing: ListSnapshot, change: float, now: float) -> int:
    """
    Seconds until the page should look again: about the list's freshness, never in step with others.

    Sooner around the next change of a state, which everybody wants to see at once but nobody needs
    in the same instant.
    """
    if listing.is_refreshing and not listing.upstream_problem:
        return SOON_SECONDS
    usual = settings.LIST_FRESH_SECONDS * random.uniform(0.9, 1.3)  # noqa: S311
    until = change - now + random.uniform(0.3, 2.0)  # noqa: S311
    return max(1, round(min(usual, until)))
