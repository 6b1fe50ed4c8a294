"""The calls that read: the list with all its parameters, one session, my own, the event."""

import pytest

V2 = "/rest/events/demo/session/v2"
GUIDE_FIELDS = {  # of the sample on https://developer.accelevents.com/docs/workshop-session
    "sessionId", "title", "startTime", "endTime", "location", "description", "format",
    "speakerList", "currentUserRegisteredEventTicketId", "tracks", "streamProvider", "streamUrl",
    "rtmpUrl", "meetingPassword", "sessionVisibilityType", "sponsorList", "recordSession",
    "hideVideoControls", "exihiborList", "postSessionCallToActionJson",
    "playBackRestrictionToken", "thumbnailRestrictionToken",
}  # fmt: skip
GUIDE_SPEAKER_FIELDS = {
    "speakerId", "title", "pronouns", "firstName", "lastName", "email", "sessionDTO", "userId",
    "imageUrl", "company", "bio", "linkedIn", "twitter", "instagram", "position", "moderator",
    "ticketTypesForSpeaker", "allowAttendeeAccess", "loggedInAtVEH", "showModerator",
    "deviceChecked", "allowOverrideDetails",
}  # fmt: skip


def ids(reply):
    return [item["sessionId"] for item in reply.body["data"]]


def test_a_page_has_ten_sessions_by_default(send):
    first = send("GET", f"{V2}?sessionFormat=WORKSHOP", "ben")

    assert len(first.body["data"]) == 10
    assert set(first.body) == {
        "recordsTotal", "recordsFiltered", "data", "error", "pastSession", "upComingSession",
    }  # fmt: skip


def test_pages_follow_each_other_without_gap_or_overlap(send):
    whole = ids(send("GET", f"{V2}?size=100", "ben"))
    pages = [ids(send("GET", f"{V2}?size=7&page={page}", "ben")) for page in range(5)]

    assert [each for page in pages for each in page] == whole


def test_an_item_has_every_field_of_the_guide(send):
    reply = send("GET", f"{V2}?size=100&expand=SPEAKER,TRACK", "ben")
    item = {item["sessionId"]: item for item in reply.body["data"]}[11655]

    assert set(item) == GUIDE_FIELDS
    assert set(item["speakerList"][0]) == GUIDE_SPEAKER_FIELDS
    assert item["speakerList"][0]["email"] == "sam@example.org"
    assert item["tracks"][0] == {
        "id": 731, "name": "Make", "color": "#0094ff", "description": None, "position": 2000.0,
    }  # fmt: skip


def test_without_expand_there_are_no_speakers_tracks_or_tickets(send, register):
    register("ben", 11655)

    items = {item["sessionId"]: item for item in send("GET", f"{V2}?size=99", "ben").body["data"]}

    assert items[11655]["speakerList"] == items[11655]["tracks"] == []
    assert items[11655]["currentUserRegisteredEventTicketId"] is None


def test_expand_adds_tags_and_the_persons_own_tickets(send, register):
    register("ben", 11655)
    query = f"{V2}?size=99&expand=TAG,currentUserRegisteredEventTicketId"

    bens = {item["sessionId"]: item for item in send("GET", query, "ben").body["data"]}[11655]
    adas = {item["sessionId"]: item for item in send("GET", query, "ada").body["data"]}[11655]

    assert bens["currentUserRegisteredEventTicketId"] == [57941]
    assert adas["currentUserRegisteredEventTicketId"] is None
    assert [tag["name"] for tag in bens["tags"]] == ["Beginners", "Hands-on"]


def test_the_totals_are_counted_before_and_after_filtering(send):
    reply = send("GET", f"{V2}?sessionFormat=WORKSHOP&trackIds=733&size=50", "ben").body

    assert (reply["recordsTotal"], reply["recordsFiltered"], len(reply["data"])) == (28, 2, 2)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sessionFormat=MAIN_STAGE", [11690]),
        ("trackIds=733", [11657, 11682]),
        ("trackIds=733,999", [11657, 11682]),
        ("tagIds=743", [11661]),
        ("filterDate=2026/09/16", [11682]),
        ("past=true", [11663, 11664]),
        ("past=true&showPastAndUpcoming=true&trackIds=733", [11657, 11682]),
        ("past=false&trackIds=733", [11657, 11682]),
        ("status=HIDDEN", []),
        ("calledFrom=PORTAL&tagIds=743", [11661]),
    ],
)
def test_each_parameter_filters_the_list(send, query, expected):
    assert ids(send("GET", f"{V2}?size=100&{query}", "ben")) == expected


@pytest.mark.parametrize("query", ["page=-1", "size=x", "page=%C2%B2"])
def test_a_page_that_is_not_a_number_is_malformed(send, query):
    assert send("GET", f"{V2}?{query}", "ben").status == 400


def test_times_are_wall_clock_of_the_events_zone_to_the_minute(send):
    session = send("GET", f"{V2}/11655", "ben").body

    assert (session["startTime"], session["endTime"]) == ("2026/09/14 11:48", "2026/09/14 13:18")


def test_only_invited_people_its_speakers_and_the_team_see_a_private_workshop(send):
    people = ("ada", "ben", "sam", "eve")

    visible = [11665 in ids(send("GET", f"{V2}?size=99", who)) for who in people]

    assert visible == [True, False, True, True]
    assert send("GET", f"{V2}/11665", "ben").error == (404, "404800", "Session not found!")


def test_only_the_team_sees_a_hidden_workshop(send):
    visible = [11666 in ids(send("GET", f"{V2}?size=99", who)) for who in ("ada", "sam", "eve")]

    assert visible == [False, False, True]
    assert send("GET", f"{V2}/11666", "ada").status == 403
    assert send("GET", f"{V2}/11666", "eve").body["status"] == "HIDDEN"


def test_the_organizations_key_reads_everything_and_its_status(send, sandbox):
    reply = send("GET", f"{V2}?size=99", headers={"Key": "organization-key"})
    statuses = {item["sessionId"]: item.get("status") for item in reply.body["data"]}

    assert (statuses[11655], statuses[11665], statuses[11666]) == ("VISIBLE", "VISIBLE", "HIDDEN")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/rest/events/demo/user-session/11655"),
        ("PUT", "/rest/events/demo/session/11655"),
        ("GET", "/rest/events/demo/user-session/registered"),
    ],
)
def test_the_organizations_key_cannot_act_for_a_person(send, method, path):
    assert send(method, path, headers={"Key": "organization-key"}).status == 401


def test_a_wrong_key_reads_nothing(send):
    assert send("GET", V2, headers={"Key": "guessed"}).status == 401


def test_the_list_is_forbidden_to_people_who_may_not_enter_the_event(send):
    assert send("GET", V2, "nia").status == 403
    assert send("GET", V2, "noor").status == 200


def test_the_detail_has_the_capacity_and_the_counts_only_on_request(send):
    plain = send("GET", f"{V2}/11660", "ben").body
    counted = send("GET", f"{V2}/11660?expand=SESSION_STATS", "ben").body

    assert (plain["capacity"], "sessionStats" in plain) == (12, False)
    assert counted["sessionStats"]["registeredUserCount"] == 12


def test_the_detail_has_the_rules_for_entering_the_meeting(send):
    assert send("GET", f"{V2}/11657", "ben").body["chimeConfig"] == {
        "muteAttendeesOnEntry": True, "disableAttendeesCameraOnEntry": True,
    }  # fmt: skip
    assert send("GET", f"{V2}/11667", "ben").body["sessionTypeFormat"] == "IN_PERSON"
    assert send("GET", f"{V2}/11668", "ben").body["allowedMinutesToJoinLate"] == 10


@pytest.mark.parametrize(("session", "status"), [("1", 404), ("%31", 404), ("abc", 400)])
def test_a_session_that_does_not_exist_is_not_found(send, session, status):
    assert send("GET", f"{V2}/{session}", "ben").status == status


def test_my_workshops_are_those_i_have_a_seat_in(send):
    rexs = send("GET", "/rest/events/demo/user-session/registered", "rex").body

    assert [item["sessionId"] for item in rexs["data"]] == [11655, 11656]
    assert rexs["data"][0]["currentUserRegisteredEventTicketId"] == [57942]
    assert rexs["data"][0]["capacity"] == 0
    assert send("GET", "/rest/events/demo/user-session/registered", "ben").body["data"] == []


def test_the_older_list_has_the_capacity_and_the_people_with_a_seat(send):
    reply = send("GET", "/rest/events/demo/session?size=99", "ben")
    items = {item["sessionId"]: item for item in reply.body["data"]}

    assert items[11660]["sessionStats"]["registeredUserCount"] == items[11660]["capacity"] == 12
    assert items[11655]["registerdHolderUsers"][0]["email"] == "rex@example.org"


def test_the_event_shows_its_zone_and_design_to_everybody(send):
    event = send("GET", "/rest/events/demo").body

    assert (event["name"], event["equivalentTimezone"]) == ("Demo Days", "Europe/Berlin")
    assert event["eventUrl"] == event["eventURL"] == "demo"
    assert event["eventDesignDetails"]["headerColor"] == "#0a2540"


def test_the_attendee_of_an_event_names_its_zone_too(send):
    path = "/rest/event/demo/attendee"

    attendee = send("GET", path, "ben").body

    assert (attendee["firstName"], attendee["eventId"]) == ("Ben", 4711)
    assert attendee["equivalentTimezone"] == "Europe/Berlin"
    assert send("GET", path).status == 401


def test_the_big_event_has_five_hundred_workshops(send):
    page = send("GET", "/rest/events/big/session/v2?size=200&page=2", "ben").body

    assert (page["recordsFiltered"], len(page["data"])) == (500, 100)


def test_an_undocumented_address_is_not_found_and_has_no_error_code(send):
    reply = send("GET", "/rest/events/demo/sessions", "ben")

    assert (reply.status, "errorCode" in reply.body) == (404, False)
