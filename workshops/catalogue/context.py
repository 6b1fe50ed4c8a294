"""The template context of pages about one workshop."""

from typing import Any

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from portal.accelevents.records import Workshop
from workshops.catalogue.visible import VisibleWorkshops
from workshops.schedule import cards


def workshop_context(visible: VisibleWorkshops, workshop: Workshop) -> dict[str, Any]:
    """
    What a page about one workshop shows: itself, its card, the list's age, where else to go.

    `can_give_up` says whether the attendee has a seat that can be given back here.
    """
    can_unregister = bool(settings.ACCELEVENTS.unregister_call)
    return {
        "workshop": workshop,
        "card": SimpleLazyObject(lambda: cards.card(workshop, visible.viewer)),
        "snapshot": visible.snapshot,
        "alternatives": SimpleLazyObject(lambda: visible.alternatives_to(workshop)),
        "can_give_up": can_unregister and workshop.id in visible.registrations.ids,
    }
