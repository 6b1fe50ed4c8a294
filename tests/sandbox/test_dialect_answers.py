"""What each dialect changes in the answers."""

import pytest

EVENT, V2 = "/rest/events/demo", "/rest/events/demo/session/v2"
SOLDERING = f"{V2}/11655"
LOGIN = {"username": "ada@example.org", "password": "let-me-in"}
KEY = {"Key": "organization-key"}
SILENT = {"status", "path"}  # the fields of a web server that knows nothing of upstream's errors


@pytest.fixture
def speak(sandbox):
    """speak(*names): the dialects that the stand-in answers in."""
    return sandbox.speak


def listed(send, who="ada", query="size=99"):
    """The items of a page of the list."""
    return send("GET", f"{V2}?{query}", who).body["data"]


def item(send):
    """The item of the soldering workshop."""
    return {each["sessionId"]: each for each in listed(send)}[11655]


@pytest.mark.parametrize(
    ("name", "status", "body"),
    [
        ("register_404", 404, SILENT),
        ("register_405", 405, SILENT),
        ("register_403", 403, {"errorCode", "errorMessage"}),
        ("register_malformed", 400, {"errorCode", "errorMessage"}),
        ("register_cant_create", 406, {"errorCode", "errorMessage"}),
    ],
)
def test_register_is_refused_without_an_effect(register, sandbox, speak, name, status, body):
    speak(name)

    refused = register("ada", 11655)

    assert (refused.status, set(refused.body)) == (status, body)
    assert "ada@example.org" not in sandbox.workshop(11655).seats


def test_register_answers_a_web_page_without_an_effect(register, sandbox, speak):
    speak("register_html")

    answer = register("ada", 11655)

    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html")
    assert answer.body.startswith("<!doctype html>")
    assert "ada@example.org" not in sandbox.workshop(11655).seats


def test_register_redirects_without_an_effect(register, sandbox, speak):
    speak("register_redirect")

    answer = register("ada", 11655)

    assert (answer.status, answer.headers["Location"]) == (302, "/u/login")
    assert "ada@example.org" not in sandbox.workshop(11655).seats


def test_no_session_says_how_visible_it_is(send, join, speak):
    speak("no_visibility")

    bodies = [*listed(send), send("GET", SOLDERING, "ada").body, join("ada", 11655).body]

    assert [body for body in bodies if "sessionVisibilityType" in body] == []
    assert len(bodies) > 20


def test_the_keys_list_does_not_say_what_is_hidden(send, speak):
    speak("no_status")

    items = send("GET", f"{V2}?size=99", headers=KEY).body["data"]

    assert 11666 in [each["sessionId"] for each in items]
    assert [each for each in items if "status" in each] == []


def test_a_page_is_capped_at_fifty(send, speak):
    speak("page_cap")

    page = send("GET", "/rest/events/big/session/v2?size=100&page=1", "ada").body
    small = send("GET", "/rest/events/big/session/v2?size=20", "ada").body

    assert (len(page["data"]), len(small["data"])) == (50, 20)
    assert page["data"][0]["title"].startswith("Workshop 051")
    assert page["recordsTotal"] == 500


def test_a_page_of_more_than_fifty_is_refused(send, speak):
    speak("page_refused")

    statuses = [send("GET", f"{V2}?size={size}", "ada").status for size in ("100", "51", "50")]

    assert statuses == [400, 400, 200]


def test_the_filtered_count_is_that_of_the_page(send, speak):
    speak("filtered_is_page")

    page = send("GET", "/rest/events/big/session/v2?size=100&page=1", "ada").body

    assert (page["recordsFiltered"], page["recordsTotal"]) == (100, 500)


@pytest.mark.parametrize(
    ("name", "starts", "ends"),
    [
        ("iso_times", "2026-09-14T09:48:00Z", "2026-09-14T11:18:00Z"),
        ("epoch_times", 1789379280000, 1789384680000),
    ],
)
def test_times_have_another_form_everywhere(send, join, speak, name, starts, ends):
    speak(name)

    bodies = [item(send), send("GET", SOLDERING, "ada").body, join("ada", 11655).body]

    assert [(each["startTime"], each["endTime"]) for each in bodies] == [(starts, ends)] * 3
    assert type(send("GET", EVENT).body["startDate"]) is type(starts)


def test_a_time_that_nobody_can_read_stays_as_it_is(send, sandbox, speak):
    sandbox.change(11655, starts="soon", ends=None)
    speak("iso_times")

    assert (item(send)["startTime"], item(send)["endTime"]) == ("soon", None)


def test_a_token_counts_only_with_bearer_before_it(send, sandbox, speak):
    speak("bearer")
    token = sandbox.token_for("ada")

    raw = send("GET", "/rest/u/myprofile", headers={"Authorization": token})
    bearer = send("GET", "/rest/u/myprofile", headers={"Authorization": f"Bearer {token}"})

    assert (raw.error, bearer.body["firstName"]) == ((401, "4010101", "Not authorized"), "Ada")


@pytest.mark.parametrize("path", [V2, SOLDERING, f"{EVENT}/user-session/registered"])
def test_every_expand_ends_in_a_500(send, speak, path):
    speak("expand_refused")

    assert send("GET", f"{path}?expand=TAG", "ada").error[0] == 500
    assert send("GET", path, "ada").status == 200


def test_the_event_names_the_site_of_its_hub(send, speak):
    speak("white_label")

    design = send("GET", EVENT).body["eventDesignDetailDto"]

    assert design == {"whiteLabelHostBaseUrl": "https://events.example.org"}


def test_there_is_no_sign_in_by_password(send, speak):
    speak("login_gone")

    gone = send("POST", "/rest/u/login", body=LOGIN)

    assert (gone.status, set(gone.body)) == (404, SILENT)
    assert send("POST", "/rest/u/loginUserByUserKey/ben-key").status == 200


def test_a_wall_stops_passwords_and_register(send, register, join, sandbox, speak):
    speak("bot_wall")

    walls = [send("POST", "/rest/u/login", body=LOGIN), register("ada", 11655)]

    assert [(each.status, each.headers["Content-Type"]) for each in walls] == [
        (403, "text/html"),
        (403, "text/html"),
    ]
    assert "ada@example.org" not in sandbox.workshop(11655).seats
    assert join("ada", 11655).status == 200


def test_only_the_attendee_names_the_zone(send, speak):
    speak("no_zone")

    fields = send("GET", EVENT).body

    assert {"equivalentTimezone", "equivalentTimeZone", "timezoneId"} & set(fields) == set()
    assert (fields["name"], fields["eventId"]) == ("Demo Days", 4711)
    assert send("GET", "/rest/event/demo/attendee", "ada").body["equivalentTimezone"]


def test_the_events_data_are_forbidden(send, speak):
    speak("no_event_data")

    assert send("GET", EVENT, "ada").error[:2] == (403, "403")
    assert send("GET", V2, "ada").status == 200


def test_there_is_no_call_for_a_single_session(send, speak):
    speak("no_detail")

    gone = send("GET", SOLDERING, "ada")

    assert (gone.status, set(gone.body)) == (404, SILENT)
