"""Invented workshops: one card for each thing that a card can show."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from portal.accelevents.records import Label, Speaker, Workshop
from workshops.schedule import Action, Card, JoinButton, State, readiness_words
from workshops.schedule import readiness_texts as texts

CRAFT = Label("1", "Craft", "#c8553d")
CODE = Label("2", "Code", "#2f6fb2")
PALE = Label("3", "Wellbeing", "#f4e9b8")
TAGS = (Label("10", "beginners", ""), Label("11", "bring-paper", ""))


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
        visibility="PUBLIC",
        status="VISIBLE",
        is_hidden=False,
        is_recorded=False,
        is_in_person=False,
        late_minutes=None,
        ticket_types=(),
        mutes_on_entry=False,
        camera_off_on_entry=False,
        ticket_ids=(),
    )


def sample_cards(now: datetime) -> list[Card]:
    """The cards; their times are around `now` (aware)."""
    return [*_open_cards(now), *_closed_cards(now)]


def _open_cards(now: datetime) -> list[Card]:
    running = now - timedelta(minutes=20)
    full = replace(
        _workshop(901, "Bookbinding without glue: fold, sew and cover a notebook", running, 75),
        speakers=(ADA, NOOR), tracks=(CRAFT, PALE), tags=TAGS, capacity=30, seats_taken=18,
        is_recorded=True,
    )  # fmt: skip
    taken = replace(_workshop(902, "Soldering for beginners", running), capacity=20, seats_taken=20)
    back_in = replace(_workshop(903, "Reading old maps", running, 90), visibility="PRIVATE")
    return [
        _card(full, State.LIVE, JoinButton(Action.JOIN, _("Join"), price=texts.uses(2, 3))),
        _card(
            taken,
            State.LIVE,
            JoinButton(Action.JOIN, _("Join"), readiness_words.word("likely_full"), "seat"),
        ),
        _card(back_in, State.LIVE, JoinButton(Action.ENTER, _("Enter")), is_registered=True),
        _card(
            _workshop(909, "Letterpress in an hour", running),
            State.LIVE,
            JoinButton(Action.NONE, readiness_words.word("full"), reason=texts.full()),
        ),
    ]


def _closed_cards(now: datetime) -> list[Card]:
    soon, later = now + timedelta(minutes=14), now + timedelta(days=1, hours=2)
    in_hall = replace(
        _workshop(906, "Walk through the archive", later),
        is_in_person=True, location="Hall 2, ground floor", tracks=(), capacity=12,
    )  # fmt: skip
    unnamed = replace(_workshop(908, "An open table", None), speakers=(), tracks=())
    overnight = _workshop(905, "Night of the long exposure", later, 780)
    grid, over = _workshop(904, "Type on a grid", soon), now - timedelta(hours=3)
    opens = _("Opens %(moment)s")
    return [
        _card(
            grid,
            State.NEXT,
            _closed(opens % {"moment": "14:58"}, readiness_words.word("overlaps"), "overlap"),
        ),
        _card(
            overnight,
            State.LATER,
            _closed(opens % {"moment": "Mon, 4 May, 17:12"}),
            is_registered=True,
        ),
        _card(in_hall, State.LATER, _in_person()),
        _card(
            _workshop(907, "Morning stretch", over),
            State.ENDED,
            _closed(readiness_words.word("ended")),
        ),
        _card(unnamed, State.UNTIMED, _closed(_("Time not known"))),
    ]


def _in_person() -> JoinButton:
    place = texts.in_person("Hall 2, ground floor")
    return JoinButton(Action.NONE, readiness_words.word("in_person"), reason=place)


def _closed(label: str, warning: str = "", warning_about: str = "") -> JoinButton:
    return JoinButton(Action.NONE, label, warning, warning_about)


def _card(
    workshop: Workshop, state: State, button: JoinButton, is_registered: bool = False
) -> Card:
    opens = workshop.starts - timedelta(minutes=2) if workshop.starts else None
    return Card(workshop, state, opens, is_registered, button)
