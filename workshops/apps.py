"""Django's name for this app, and what the app reports of itself."""

from collections.abc import Mapping

from django.apps import AppConfig

from portal.observability import findings, registry, shared_findings

# What a list can suffer from, from good to worst.
LIST_STATES = ("fine", "silent", "busy", "refusing", "broken")


class WorkshopsConfig(AppConfig):
    """
    The pages of an event.

    They keep two tables: the queue of attendees who wait to join, and the locks of joins that are
    under way.
    """

    name = "workshops"

    def ready(self) -> None:
        """Tell /readyz and /metrics how the lists and the queue are doing."""
        # Not before: these modules need loaded apps.
        from workshops.catalogue import ages, health, unclear_visibility
        from workshops.joining import queue_length

        shared_findings.start()
        registry.readiness("lists", lambda: worst_state(health()))
        registry.readiness("unclear_visibility", unclear_visibility)
        registry.readiness("upstream", _found_out)
        registry.readiness("in_line", queue_length, reads_stores=True)
        registry.gauge(
            "portal_catalogue_age_seconds",
            lambda: {event: round(age) for event, age in ages().items()},
            label="event",
        )
        registry.gauge("portal_gate_waiting", queue_length)


def worst_state(problems: Mapping[str, str]) -> str:
    """Of the lists' problems by event ("" for none) the worst in one word; "unseen" for no list."""
    states = [problem or "fine" for problem in problems.values()]
    return max(states, key=LIST_STATES.index, default=findings.UNSEEN)


def _found_out() -> dict[str, str]:
    """What any process has found out about upstream: of each question the worst answer."""
    shared_findings.adopt()
    return findings.worst()
