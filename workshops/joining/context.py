"""What the template of an outcome shows."""

from typing import Any

from portal.accelevents.records import Workshop
from workshops.catalogue import VisibleWorkshops, workshop_context
from workshops.joining.messages import describe
from workshops.joining.outcomes import Outcome, RefusalReason

# No other workshop would let this attendee in either.
NOTHING_IS_OPEN = {RefusalReason.NO_EVENT_TICKET, RefusalReason.EVENT_NOT_OPEN}


def outcome_context(
    visible: VisibleWorkshops, workshop: Workshop, outcome: Outcome
) -> dict[str, Any]:
    """The context of joining/_outcome.html and of the page around it."""
    event = visible.snapshot.event.url
    context = workshop_context(visible, workshop)
    context["outcome"] = describe(outcome, workshop, event)
    if outcome.reason in NOTHING_IS_OPEN:
        context["alternatives"] = ()
    return context
