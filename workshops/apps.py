"""Django's name for this app, and what the app reports of itself."""

from django.apps import AppConfig

from portal.observability import registry


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
        from workshops.joining import misconfigured_calls, queue_length

        registry.readiness(
            "lists", lambda: {event: problem or "fine" for event, problem in health().items()}
        )
        registry.readiness("unclear_visibility", unclear_visibility)
        registry.readiness("in_line", queue_length, reads_stores=True)
        registry.readiness("wrong_paths", misconfigured_calls)
        registry.gauge(
            "portal_catalogue_age_seconds",
            lambda: {event: round(age) for event, age in ages().items()},
            label="event",
        )
        registry.gauge("portal_gate_waiting", queue_length)
