"""Invented workshops, buttons and outcomes: every component in every state."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from portal.accelevents.records import Event, Label, Speaker, Workshop
from workshops.catalogue import ListSnapshot
from workshops.joining import Outcome, OutcomeKind, OutcomeMessage, RefusalReason, describe
from workshops.schedule import (
    Card,
    Day,
    FilterOptions,
    Filters,
    Hint,
    JoinButton,
    Section,
    State,
)

ZONE = ZoneInfo("Europe/Berlin")
CRAFT = Label("1", "Craft", "#c8553d")
CODE = Label("2", "Code", "#2f6fb2")
PALE = Label("3", "Wellbeing", "#f4e9b8")
TAGS = (Label("10", "beginners", ""), Label("11", "bring-paper", ""))
EVENT = Event("demo", "Demo Days", ZONE, None, None, "", "", "")
RESTRICTED = "Session is currently restricted."  # a sentence of upstream's


def samples(now: datetime) -> dict[str, Any]:
    """What styleguide.html shows; times are around `now` (aware)."""
    cards = _cards(now)
    return {
        "event_url": EVENT.url,
        "event": EVENT,
        "cards": cards,
        "section": _section(cards),
        "outcomes": [
            (outcome, card.workshop, cards[1:3])
            for outcome, card in zip(_outcomes(now), cards, strict=True)
        ],
        "filters": Filters(q="paper"),
        "filter_options": _filter_options(now),
        "snapshot": _snapshot(now),
        "problems": ("silent", "refusing", "busy", "broken"),
        "notices": ("good", "info", "warn", "bad"),
        "colors": COLORS,
    }


COLORS = (
    "bg", "surface", "raised", "text", "muted", "line", "edge", "brand", "good", "good-bg",
    "warn", "warn-bg", "bad", "bad-bg", "live", "live-bg", "mark",
)  # fmt: skip


def _speaker(name: str, title: str = "", company: str = "", leads: bool = False) -> Speaker:
    return Speaker(name, "", name, title, company, "", leads)


ADA = _speaker("Ada Example", "Bookbinder", "Fold & Co.", leads=True)
LIN = _speaker("Lin")
NOOR = _speaker("Noor van den Example", "Researcher")


def _workshop(number: int, title: str, starts: datetime | None, minutes: int = 60) -> Workshop:
    """A plain public workshop."""
    return Workshop(
        id=number,
        title=title,
        description="",
        starts=starts,
        ends=starts + timedelta(minutes=minutes) if starts else None,
        location="",
        speakers=(LIN,),
        tracks=(CODE,),
        tags=(),
        capacity=None,
        seats_taken=None,
        is_public=True,
        status="VISIBLE",
        is_hidden=False,
        is_recorded=False,
        is_in_person=False,
        late_minutes=None,
        mutes_on_entry=False,
        camera_off_on_entry=False,
        ticket_ids=(),
    )


def _cards(now: datetime) -> list[Card]:
    """One card for each thing a card can show."""
    return [*_open_cards(now), *_closed_cards(now)]


def _open_cards(now: datetime) -> list[Card]:
    running = now - timedelta(minutes=20)
    full = replace(
        _workshop(901, "Bookbinding without glue: fold, sew and cover a notebook", running, 75),
        speakers=(ADA, NOOR), tracks=(CRAFT, PALE), tags=TAGS, capacity=30, seats_taken=18,
        is_recorded=True,
    )  # fmt: skip
    taken = replace(_workshop(902, "Soldering for beginners", running), capacity=20, seats_taken=20)
    back_in = replace(_workshop(903, "Reading old maps", running, 90), is_public=False)
    limit = Hint("warn", "Uses 2 of your 3 workshops. It cannot be undone once you are in.")
    looks_full = Hint("warn", "Looks full: Accelevents reports no free seats.")
    return [
        _card(full, State.LIVE, JoinButton(True, "Join", (limit,))),
        _card(taken, State.LIVE, JoinButton(True, "Join", (looks_full,))),
        _card(back_in, State.LIVE, JoinButton(True, "Go back in"), is_registered=True),
    ]


def _closed_cards(now: datetime) -> list[Card]:
    soon, later = now + timedelta(minutes=14), now + timedelta(days=1, hours=2)
    clash = Hint("warn", "At the same time as “Reading old maps”, yours until 15:30.")
    on_site = Hint("info", "This workshop takes place on site and cannot be joined online.")
    in_hall = replace(
        _workshop(906, "Walk through the archive", later),
        is_in_person=True, location="Hall 2, ground floor", tracks=(), capacity=12,
    )  # fmt: skip
    unnamed = replace(_workshop(908, "An open table", None), speakers=(), tracks=())
    overnight = _workshop(905, "Night of the long exposure", later, 780)
    grid, over = _workshop(904, "Type on a grid", soon), now - timedelta(hours=3)
    return [
        _card(grid, State.NEXT, JoinButton(False, "Opens at 14:58", (clash,))),
        _card(
            overnight, State.LATER, JoinButton(False, "Opens on 4 May, 17:12"), is_registered=True
        ),
        _card(in_hall, State.LATER, JoinButton(False, "In person", (on_site,))),
        _card(_workshop(907, "Morning stretch", over), State.ENDED, JoinButton(False, "Ended")),
        _card(unnamed, State.UNTIMED, JoinButton(False, "Time not known")),
    ]


def _card(
    workshop: Workshop, state: State, button: JoinButton, is_registered: bool = False
) -> Card:
    opens = workshop.starts - timedelta(minutes=2) if workshop.starts else None
    return Card(workshop, state, opens, is_registered, button)


def _section(cards: list[Card]) -> Section:
    shown = replace(cards[0], workshop=replace(cards[0].workshop, id=911))
    return Section("now", "Live now", (Day(None, (shown,)),), 1)


def _outcomes(now: datetime) -> list[OutcomeMessage]:
    """The kinds of outcome, and those refusals that look different."""
    refused, opens = OutcomeKind.REFUSED, now + timedelta(minutes=4)
    outcomes = [
        Outcome(OutcomeKind.REGISTERED),
        Outcome(refused, RefusalReason.WRONG_TICKET, support_code="K7F-2QM"),
        Outcome(refused, RefusalReason.NOT_OPEN_YET, retry_at=opens, support_code="R3B-9TX"),
        Outcome(refused, RefusalReason.UNKNOWN, RESTRICTED, support_code="C4D-7WZ"),
        Outcome(OutcomeKind.QUEUED, queue_ahead=41, wait_seconds=8, poll_after_seconds=3600.0),
        Outcome(OutcomeKind.QUEUED, is_turn=True, poll_after_seconds=3600.0),
        Outcome(OutcomeKind.UNKNOWN, RefusalReason.NO_ANSWER, support_code="M8H-5VN"),
        Outcome(OutcomeKind.UNREGISTERED),
    ]
    return [describe(outcome, "Bookbinding", EVENT.url) for outcome in outcomes]


def _filter_options(now: datetime) -> FilterOptions:
    days = ((now.date().isoformat(), "Today"),)
    return FilterOptions(days, (CRAFT, CODE, PALE), TAGS, (ADA, LIN, NOOR))


def _snapshot(now: datetime) -> ListSnapshot:
    return ListSnapshot(EVENT, ZONE, (), now.astimezone(UTC), "patterns")
