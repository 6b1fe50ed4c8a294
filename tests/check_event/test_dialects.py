"""The advice in every dialect of upstream: what is remarked, and what to do about it."""

from dataclasses import dataclass, field

import pytest

from portal.sandbox.accelevents import DIALECTS
from tests.check_event.conftest import LINK, PASSWORD


@dataclass(frozen=True)
class Expected:
    """`remarks`: the rows that are not fine, by question; `advice`: words of what to do."""

    remarks: dict[str, str] = field(default_factory=dict)
    advice: str = ""
    typed: tuple[str, ...] = PASSWORD
    status: int = 0


SPARE_IT = "attendees go straight to the room; leave it empty to skip the call"
NO_CALL = Expected({"register": "missing"}, SPARE_IT)
NO_REASON = Expected({"register": "refused"}, SPARE_IT)
BY_LINK = "Attendees can only sign in with the link from their email: tell them."
EXPECTED = {
    "": Expected(),
    "register_404": NO_CALL,
    "register_405": NO_CALL,
    "register_html": NO_CALL,
    "register_redirect": NO_CALL,
    "register_403": NO_REASON,
    "register_malformed": NO_REASON,
    "register_cant_create": NO_REASON,
    "no_visibility": Expected(
        {"list_visibility": "missing"}, "Ask Accelevents for sessionVisibilityType in the list."
    ),
    "no_status": Expected({"list_status": "missing"}, "Leave ACCELEVENTS_API_KEY empty"),
    "page_cap": Expected(
        {"list_pages": "capped"}, "the portal keeps reading until it has everything"
    ),
    "page_refused": Expected({"list_pages": "smaller"}, "the portal asks for smaller pages"),
    "filtered_is_page": Expected({"list_count": "page"}, "keeps reading until recordsTotal"),
    "iso_times": Expected({"times": "iso"}, "Compare one time on the portal with the hub’s."),
    "epoch_times": Expected({"times": "epoch"}, "Compare one time on the portal with the hub’s."),
    "bearer": Expected({"token": "bearer"}, "Nothing to set: the portal finds out on its own."),
    "expand_refused": Expected({"list_expand": "refused"}, "the portal reads without"),
    "white_label": Expected(),
    "login_gone": Expected({"sign_in": "missing"}, BY_LINK, status=1),
    "bot_wall": Expected({"sign_in": "wall"}, "allow this server’s address", status=1),
    "login_gone bot_wall": Expected(
        {"register": "wall"}, "allow this server’s address", typed=LINK
    ),
    "no_zone": Expected(),
    "no_event_data": Expected({"event": "refused"}, "the event’s url instead of its name"),
    "meeting_objects": Expected(),
    "meeting_minimal": Expected(),
    "no_external_ids": Expected(),
    "no_detail": Expected({"detail": "missing"}, "can’t say beforehand who is refused"),
}
SOURCES = {
    "": ("zone", "event", "From the event’s data (Europe/Berlin)."),
    "no_zone": ("zone", "attendee", "From the attendee’s record at the event"),
    "white_label": ("hub", "white_label", "At the event’s white label (https://"),
}


@pytest.fixture(params=EXPECTED, ids=lambda names: names.replace(" ", "+") or "none")
def dialects(request, sandbox, with_key):
    """The names of the dialects that the stand-in speaks, separated by spaces."""
    sandbox.speak(*request.param.split())
    return request.param


def test_every_dialect_is_expected():
    assert {name for names in EXPECTED for name in names.split()} == set(DIALECTS)


def test_each_dialect_gets_its_advice(check_event, dialects):
    expected = EXPECTED[dialects]

    ended = check_event("big", "--json", typed=expected.typed)

    assert ended.remarks == expected.remarks
    assert expected.advice in " ".join(row["advice"] for row in ended.rows.values())
    assert ended.status == expected.status


@pytest.mark.parametrize("name", SOURCES)
def test_it_says_where_zone_and_hub_come_from(check_event, sandbox, name):
    sandbox.speak(*name.split())
    question, word, seen = SOURCES[name]

    row = check_event("big", "--json").rows[question]

    assert (row["answer"], row["verdict"]) == (word, "fine")
    assert seen in row["seen"]


def test_it_names_the_words_of_expand_that_are_refused(check_event, sandbox):
    sandbox.speak("expand_refused")

    seen = check_event("big", "--json").rows["list_expand"]["seen"]

    assert "(SPEAKER, TRACK, TAG, currentUserRegisteredEventTicketId)" in seen


@pytest.mark.parametrize("name", ["", "meeting_objects", "meeting_minimal", "no_external_ids"])
def test_a_real_join_is_complete_in_every_form_of_the_meeting(check_event, sandbox, name):
    sandbox.speak(*name.split())

    ended = check_event("demo", "--json", "--room", "11655", typed=(*PASSWORD, "yes"))

    assert ended.rows["meeting"]["answer"] == "complete"
    assert "meeting.MeetingId" in ended.rows["meeting"]["seen"].replace("Meeting.", "")
