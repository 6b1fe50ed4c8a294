"""What can be read: the live list with all its parameters, one session, mine, the event."""

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


def test_a_page_has_ten_sessions_unless_asked_otherwise(ask):
    first = ask("GET", f"{V2}?sessionFormat=WORKSHOP", "ben")

    assert len(first.body["data"]) == 10
    assert set(first.body) == {
        "recordsTotal", "recordsFiltered", "data", "error", "pastSession", "upComingSession",
    }  # fmt: skip


def test_pages_follow_each_other_without_gap_or_overlap(ask):
    whole = ids(ask("GET", f"{V2}?size=100", "ben"))
    pages = [ids(ask("GET", f"{V2}?size=7&page={page}", "ben")) for page in range(5)]

    assert [each for page in pages for each in page] == whole


def test_items_have_every_field_of_the_guide(ask):
    reply = ask("GET", f"{V2}?size=100&expand=SPEAKER,TRACK", "ben")
    told = {item["sessionId"]: item for item in reply.body["data"]}[11655]

    assert set(told) == GUIDE_FIELDS
    assert set(told["speakerList"][0]) == GUIDE_SPEAKER_FIELDS
    assert told["speakerList"][0]["email"] == "sam@example.org"
    assert told["tracks"][0] == {
        "id": 731, "name": "Make", "color": "#0094ff", "description": None, "position": 2000.0,
    }  # fmt: skip


def test_without_expand_there_are_no_speakers_tracks_or_tickets(ask, register):
    register("ben", 11655)

    told = {item["sessionId"]: item for item in ask("GET", f"{V2}?size=99", "ben").body["data"]}

    assert told[11655]["speakerList"] == told[11655]["tracks"] == []
    assert told[11655]["currentUserRegisteredEventTicketId"] is None


def test_expand_marks_the_askers_own_seats_and_adds_tags(ask, register):
    register("ben", 11655)
    query = f"{V2}?size=99&expand=TAG,currentUserRegisteredEventTicketId"

    bens = {item["sessionId"]: item for item in ask("GET", query, "ben").body["data"]}[11655]
    adas = {item["sessionId"]: item for item in ask("GET", query, "ada").body["data"]}[11655]

    assert bens["currentUserRegisteredEventTicketId"] == [57941]
    assert adas["currentUserRegisteredEventTicketId"] is None
    assert [tag["name"] for tag in bens["tags"]] == ["Beginners", "Hands-on"]


def test_totals_count_before_and_after_the_filters(ask):
    reply = ask("GET", f"{V2}?sessionFormat=WORKSHOP&trackIds=733&size=50", "ben").body

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
def test_each_filter_of_the_query_filters(ask, query, expected):
    assert ids(ask("GET", f"{V2}?size=100&{query}", "ben")) == expected


@pytest.mark.parametrize("query", ["page=-1", "size=x", "page=%C2%B2"])
def test_a_page_that_is_no_number_is_malformed(ask, query):
    assert ask("GET", f"{V2}?{query}", "ben").status == 400


def test_times_are_wall_clock_of_the_events_zone_to_the_minute(ask):
    told = ask("GET", f"{V2}/11655", "ben").body

    assert (told["startTime"], told["endTime"]) == ("2026/09/14 11:48", "2026/09/14 13:18")


def test_only_the_added_their_speakers_and_the_team_see_the_private_workshop(ask):
    people = ("ada", "ben", "sam", "eve")

    seen = [11665 in ids(ask("GET", f"{V2}?size=99", who)) for who in people]

    assert seen == [True, False, True, True]
    assert ask("GET", f"{V2}/11665", "ben").said == (404, "404800", "Session not found!")


def test_only_the_team_sees_the_hidden_workshop(ask):
    seen = [11666 in ids(ask("GET", f"{V2}?size=99", who)) for who in ("ada", "sam", "eve")]

    assert seen == [False, False, True]
    assert ask("GET", f"{V2}/11666", "ada").status == 403
    assert ask("GET", f"{V2}/11666", "eve").body["status"] == "HIDDEN"


def test_the_organisations_key_reads_all_and_is_told_the_status(ask, sandbox):
    reply = ask("GET", f"{V2}?size=99", headers={"Key": "organisation-key"})
    told = {item["sessionId"]: item.get("status") for item in reply.body["data"]}

    assert (told[11655], told[11665], told[11666]) == ("VISIBLE", "VISIBLE", "HIDDEN")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/rest/events/demo/user-session/11655"),
        ("PUT", "/rest/events/demo/session/11655"),
        ("GET", "/rest/events/demo/user-session/registered"),
    ],
)
def test_the_organisations_key_acts_for_nobody(ask, method, path):
    assert ask(method, path, headers={"Key": "organisation-key"}).status == 401


def test_a_wrong_key_reads_nothing(ask):
    assert ask("GET", V2, headers={"Key": "guessed"}).status == 401


def test_the_list_is_closed_to_people_without_an_event_ticket(ask):
    assert ask("GET", V2, "nia").status == 403
    assert ask("GET", V2, "noor").status == 200


def test_the_detail_tells_capacity_and_counts_only_where_asked(ask):
    plain = ask("GET", f"{V2}/11660", "ben").body
    counted = ask("GET", f"{V2}/11660?expand=SESSION_STATS", "ben").body

    assert (plain["capacity"], "sessionStats" in plain) == (12, False)
    assert counted["sessionStats"]["registeredUserCount"] == 12


def test_the_detail_tells_how_one_enters(ask):
    assert ask("GET", f"{V2}/11657", "ben").body["chimeConfig"] == {
        "muteAttendeesOnEntry": True, "disableAttendeesCameraOnEntry": True,
    }  # fmt: skip
    assert ask("GET", f"{V2}/11667", "ben").body["sessionTypeFormat"] == "IN_PERSON"
    assert ask("GET", f"{V2}/11668", "ben").body["allowedMinutesToJoinLate"] == 10


@pytest.mark.parametrize(("session", "status"), [("1", 404), ("%31", 404), ("abc", 400)])
def test_a_session_that_is_not_there_is_not_found(ask, session, status):
    assert ask("GET", f"{V2}/{session}", "ben").status == status


def test_mine_are_the_workshops_i_have_a_seat_in(ask):
    rexs = ask("GET", "/rest/events/demo/user-session/registered", "rex").body

    assert [item["sessionId"] for item in rexs["data"]] == [11655, 11656]
    assert rexs["data"][0]["currentUserRegisteredEventTicketId"] == [57942]
    assert rexs["data"][0]["capacity"] == 0
    assert ask("GET", "/rest/events/demo/user-session/registered", "ben").body["data"] == []


def test_the_older_list_tells_capacity_and_who_has_a_seat(ask):
    reply = ask("GET", "/rest/events/demo/session?size=99", "ben")
    told = {item["sessionId"]: item for item in reply.body["data"]}

    assert told[11660]["sessionStats"]["registeredUserCount"] == told[11660]["capacity"] == 12
    assert told[11655]["registerdHolderUsers"][0]["email"] == "rex@example.org"


def test_the_event_tells_zone_and_look_to_everybody(ask):
    told = ask("GET", "/rest/events/demo").body

    assert (told["name"], told["equivalentTimeZone"]) == ("Demo Days", "Europe/Berlin")
    assert told["eventDesignDetails"]["headerColor"] == "#0a2540"


def test_the_big_event_has_five_hundred_workshops(ask):
    told = ask("GET", "/rest/events/big/session/v2?size=200&page=2", "ben").body

    assert (told["recordsFiltered"], len(told["data"])) == (500, 100)


def test_an_address_that_is_not_documented_is_not_found_in_nobodys_words(ask):
    reply = ask("GET", "/rest/events/demo/sessions", "ben")

    assert (reply.status, "errorCode" in reply.body) == (404, False)
