"""The style guide's context: every component in every state, over invented workshops."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from portal.accelevents.records import Event
from workshops.catalogue import ListSnapshot
from workshops.joining import Outcome, OutcomeKind, OutcomeMessage, RefusalReason, describe
from workshops.schedule import Card, Day, FilterOptions, Filters, Section
from workshops.styleguide.sample_cards import (
    ADA,
    CODE,
    CRAFT,
    LIN,
    NOOR,
    PALE,
    TAGS,
    sample_cards,
)

ZONE = ZoneInfo("Europe/Berlin")
EVENT = Event("demo", "Demo Days", ZONE, None, None, "", "", "")
RESTRICTED = "Session is currently restricted."  # a sentence of upstream's
COLORS = (
    "bg", "surface", "raised", "text", "muted", "line", "edge", "brand", "good", "good-bg",
    "warn", "warn-bg", "bad", "bad-bg", "live", "live-bg", "mark",
)  # fmt: skip


def samples(now: datetime) -> dict[str, Any]:
    """What styleguide.html shows; times are around `now` (aware)."""
    cards = sample_cards(now)
    return {
        "event_url": EVENT.url,
        "event": EVENT,
        "cards": cards,
        "section": _section(cards),
        "outcomes": [
            (outcome, card.workshop, cards[1:3])
            for outcome, card in zip(_outcomes(now, cards), cards, strict=True)
        ],
        "filters": Filters(q="paper"),
        "filter_options": _filter_options(now),
        "snapshot": _snapshot(now),
        "problems": ("silent", "refusing", "refusing_you", "busy", "broken"),
        "notices": ("good", "info", "warn", "bad"),
        "colors": COLORS,
    }


def _section(cards: list[Card]) -> Section:
    shown = replace(cards[0], workshop=replace(cards[0].workshop, id=911))
    return Section("now", _("Live now"), (Day(None, (shown,)),), 1)


def _outcomes(now: datetime, cards: list[Card]) -> list[OutcomeMessage]:
    """The kinds of outcome, and those refusals that look different."""
    refused, opens = OutcomeKind.REFUSED, now + timedelta(minutes=4)
    outcomes = [
        Outcome(OutcomeKind.REGISTERED),
        Outcome(refused, RefusalReason.WRONG_TICKET, support_code="K7F-2QM"),
        Outcome(refused, RefusalReason.FULL, support_code="T5J-8RD"),
        Outcome(refused, RefusalReason.NOT_OPEN_YET, retry_at=opens, support_code="R3B-9TX"),
        Outcome(refused, RefusalReason.UNKNOWN, RESTRICTED, support_code="C4D-7WZ"),
        Outcome(OutcomeKind.QUEUED, queue_ahead=41, wait_seconds=8, poll_after_seconds=3600.0),
        Outcome(OutcomeKind.QUEUED, is_turn=True, poll_after_seconds=3600.0),
        Outcome(OutcomeKind.UNKNOWN, RefusalReason.NO_ANSWER, support_code="M8H-5VN"),
        Outcome(OutcomeKind.UNREGISTERED),
    ]
    return [
        describe(outcome, card.workshop, EVENT.url)
        for outcome, card in zip(outcomes, cards, strict=True)
    ]


def _filter_options(now: datetime) -> FilterOptions:
    days = ((now.date().isoformat(), _("Today")),)
    return FilterOptions(days, (CRAFT, CODE, PALE), TAGS, (ADA, LIN, NOOR))


def _snapshot(now: datetime) -> ListSnapshot:
    return ListSnapshot(EVENT, ZONE, (), now.astimezone(UTC), "patterns")
