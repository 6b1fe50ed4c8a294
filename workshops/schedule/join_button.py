"""The join button of a workshop as one attendee sees it: the sum of what the door will ask."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from portal.accelevents.records import Workshop
from workshops.schedule import readiness, readiness_words, rules
from workshops.schedule.moments import moment
from workshops.schedule.readiness import Level, Row
from workshops.schedule.rules import State
from workshops.schedule.viewer import Viewer


class Action(StrEnum):
    """What the button does."""

    JOIN = "join"
    ENTER = "enter"  # it leads into the room: the attendee is registered
    NONE = ""


@dataclass(frozen=True)
class JoinButton:
    """
    The button and what is known before it is pressed. Upstream stays the judge.

    `warning` is the most serious thing that may keep the attendee out, in a few words, and
    `warning_about` its question; both "" for none. `reason` is what does, in a sentence. `price` is
    what joining uses up of the ticket, "" if that is not known: it is confirmed first. `can_try`
    offers to try anyway.
    """

    action: Action
    label: str
    warning: str = ""
    warning_about: str = ""
    reason: str = ""
    price: str = ""
    can_try: bool = False


def join_button(workshop: Workshop, state: State, viewer: Viewer) -> JoinButton:
    """The button of a workshop in this state; whoever has a seat enters while it is open."""
    if state is State.ENDED:
        return JoinButton(Action.NONE, readiness_words.word("ended"))
    rows = readiness.rows(workshop, viewer)
    if red := next(iter(readiness.reds(rows)), None):
        return JoinButton(Action.NONE, red.word, reason=red.text, can_try=red.can_try)
    amber = next(readiness.ambers(rows), None)
    warning = (amber.word, amber.question) if amber else ("", "")
    match state:
        case State.LIVE if workshop.id in viewer.registered_ids:
            return JoinButton(Action.ENTER, _("Enter"))
        case State.LIVE:
            return JoinButton(Action.JOIN, _("Join"), *warning, price=_price(rows))
        case State.NEXT | State.LATER:
            return JoinButton(Action.NONE, _opening_label(workshop, viewer), *warning)
        case _:
            return JoinButton(Action.NONE, _("Time not known"), *warning)


def is_open_to(workshop: Workshop, viewer: Viewer) -> bool:
    """Whether it is live, and nothing is known that keeps this attendee out."""
    if rules.state(workshop, viewer.now, viewer.early) is not State.LIVE:
        return False
    return not readiness.reds(readiness.rows(workshop, viewer))


def _price(rows: tuple[Row, ...]) -> str:
    return next((r.text for r in rows if r.question == "limit" and r.level is Level.GOOD), "")


def _opening_label(workshop: Workshop, viewer: Viewer) -> str:
    opens = rules.opens_at(workshop, viewer.early)
    if opens is None:
        return _("Not open yet")
    return _("Opens %(moment)s") % {"moment": moment(opens, viewer)}
