"""The event: whether the portal serves it, what its data says of zone and hub."""

from collections.abc import Iterator

from django.conf import settings

from portal import events
from portal.accelevents.records import Event
from portal.check_event.rows import Row, Run


def served(run: Run) -> Row:
    """Whether this portal is set up to serve the event."""
    return Row("served", "listed" if run.event in settings.PORTAL_EVENTS else "unlisted", run.event)


def event_data(run: Run) -> Iterator[Row]:
    """The event's data, the zone of its times, and where its hub is; `run` then has the zone."""
    told: list[Event] = []

    def judge(event: Event) -> Row:
        told.append(event)
        return Row("event", "read", event.name)

    yield run.ask("event", lambda api: api.event(run.event), judge)
    event = next(iter(told), None)
    yield _zone(run, event)
    yield _hub(event)


def _zone(run: Run, event: Event | None) -> Row:
    answer, zone = "setting", settings.ACCELEVENTS_TIME_ZONE
    if not zone and event:
        answer, zone = "event", event.zone
    if not zone:
        answer, zone = "attendee", run.optional(lambda api: api.attendee_zone(run.event))
    if not zone:
        answer, zone = "assumed", events.DEFAULT_ZONE
    run.zone = zone
    return Row("zone", answer, zone.key)


def _hub(event: Event | None) -> Row:
    if settings.ACCELEVENTS_WEB_URL:
        return Row("hub", "setting", settings.ACCELEVENTS_WEB_URL)
    white_label = event.white_label if event else ""
    return Row("hub", "white_label" if white_label else "default", white_label)
