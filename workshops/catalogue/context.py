"""The template context of pages about one workshop."""

from typing import Any

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from portal import events
from portal.accelevents.records import Workshop
from workshops.catalogue.visible import VisibleWorkshops
from workshops.schedule import cards


def workshop_context(visible: VisibleWorkshops, workshop: Workshop) -> dict[str, Any]:
    """
    What a page about one workshop shows: itself, its card, the list's age, where else to go.

    `hub_url` is its page at Accelevents; `can_give_up` says whether the attendee has a seat that
    can be given back here.
    """
    can_unregister = bool(settings.ACCELEVENTS.unregister_call)
    return {
        "workshop": workshop,
        "card": SimpleLazyObject(lambda: cards.card(workshop, visible.viewer)),
        "snapshot": visible.snapshot,
        "alternatives": SimpleLazyObject(lambda: visible.alternatives_to(workshop)),
        "hub_url": events.hub_url(visible.snapshot.event.url, workshop.id),
        "zone_name": visible.snapshot.zone.key,
        "can_give_up": can_unregister and workshop.id in visible.registrations.ids,
    }
