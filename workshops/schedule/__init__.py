"""
Pure rules over workshops: no clock, setting, cache or request is read here.

`rules` says which state a workshop is in and when it changes, `filters` narrows a list, `cards`
builds what one attendee sees of each workshop, `readiness` answers what the door will ask.
"""

from workshops.schedule import (
    cards,
    filters,
    moments,
    readiness,
    readiness_device,
    readiness_texts,
    readiness_words,
    rules,
)
from workshops.schedule.cards import Card, Day, Section
from workshops.schedule.filters import FilterOptions, Filters
from workshops.schedule.join_button import Action, JoinButton, is_open_to
from workshops.schedule.rules import State
from workshops.schedule.viewer import At, CheckedDevice, Taught, Viewer

__all__ = [
    "Action",
    "At",
    "Card",
    "CheckedDevice",
    "Day",
    "FilterOptions",
    "Filters",
    "JoinButton",
    "Section",
    "State",
    "Taught",
    "Viewer",
    "cards",
    "filters",
    "is_open_to",
    "moments",
    "readiness",
    "readiness_device",
    "readiness_texts",
    "readiness_words",
    "rules",
]
