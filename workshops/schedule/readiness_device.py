"""The attendee's device, among what the door will ask: on the page of a workshop alone."""

from portal.accelevents.records import Workshop
from workshops.schedule import readiness_texts as texts
from workshops.schedule import rules
from workshops.schedule.readiness import Level, Row
from workshops.schedule.rules import State
from workshops.schedule.viewer import CheckedDevice, Viewer


def is_needed(workshop: Workshop, viewer: Viewer) -> bool:
    """Whether anybody needs a device for it: it is not over, and not in person alone."""
    is_over = rules.state(workshop, viewer.now, viewer.early) is State.ENDED
    return not is_over and not workshop.is_in_person


def row(checked: CheckedDevice | None, viewer: Viewer) -> Row:
    """
    The answer about the device; `checked` None: it was not checked in this browser.

    It never takes Join away: a seat may be taken on this device and entered on another one.
    """
    if checked is None:
        return Row("device", Level.WARN, texts.not_checked())
    if checked.problems:
        return Row("device", Level.WARN, texts.device_problems(checked, viewer))
    return Row("device", Level.GOOD, texts.device_works(checked, viewer))
