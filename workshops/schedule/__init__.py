"""
Pure rules over workshops: no clock, setting, cache or request is read here.

`rules` says which state a workshop is in and when it changes, `filters` narrows a list, `cards`
builds what one attendee sees of each workshop.
"""

from workshops.schedule import cards, filters, rules
from workshops.schedule.cards import Card, Day, Section
from workshops.schedule.filters import At, FilterOptions, Filters
from workshops.schedule.join_button import Hint, JoinButton, Viewer
from workshops.schedule.rules import State

__all__ = [
    "At",
    "Card",
    "Day",
    "FilterOptions",
    "Filters",
    "Hint",
    "JoinButton",
    "Section",
    "State",
    "Viewer",
    "cards",
    "filters",
    "rules",
]
