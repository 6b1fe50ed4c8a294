"""How dialects are spoken: each in its own calls, several at once, by name, until a reset."""

import pytest

from portal.sandbox.accelevents import DIALECTS, FakeAccelevents, split_names
from tests.sandbox.conftest import send_request

EVENT, SOLDERING = "/rest/events/demo", "/rest/events/demo/session/v2/11655"
CALLS = {
    "key": ("POST", "/rest/u/loginUserByUserKey/kim-key"),
    "token": ("POST", "/rest/u/login/token/sam-token"),
    "login": ("POST", "/rest/u/login"),
    "profile": ("GET", "/rest/u/myprofile"),
    "access": ("GET", "/rest/event/demo/virtualEventPortal/allowedToVirtualAccess"),
    "attendee": ("GET", "/rest/event/demo/attendee"),
    "event": ("GET", EVENT),
    "list": ("GET", f"{EVENT}/session/v2?size=60&expand=TAG"),
    "list_v1": ("GET", f"{EVENT}/session?size=60"),
    "detail": ("GET", SOLDERING),
    "mine": ("GET", f"{EVENT}/user-session/registered"),
    "register": ("POST", f"{EVENT}/user-session/11656"),
    "join": ("PUT", f"{EVENT}/session/11655"),
}


@pytest.fixture
def speak(sandbox):
    """speak(*names): the dialects that the stand-in answers in."""
    return sandbox.speak


def shape(reply):
    """Status, type of content, and the form of the body, without what differs by chance."""
    body = reply.body
    fields = {key: type(value) for key, value in body.items()} if isinstance(body, dict) else body
    return reply.status, reply.headers.get("Content-Type"), fields


def shapes(send, names):
    """The form of the reply to each of these calls, made for Ada."""
    return {name: shape(send(*CALLS[name], "ada")) for name in names}


@pytest.mark.parametrize("name", [name for name, each in DIALECTS.items() if each.calls])
def test_a_dialect_leaves_the_other_calls_alone(send, sandbox, speak, name):
    others = [call for call in CALLS if call not in DIALECTS[name].calls]
    usual = shapes(send, others)
    sandbox.reset()
    speak(name)

    assert shapes(send, others) == usual


@pytest.mark.parametrize("name", [name for name, each in DIALECTS.items() if not each.calls])
def test_a_dialect_of_every_call_leaves_refusals_alone(send, speak, name):
    speak(name)

    assert send("GET", "/sandbox/people").status == 200
    assert send("GET", "/rest/nowhere").status == 404
    assert send("POST", "/rest/u/login").error[:2] == (400, "400")
    assert send("GET", SOLDERING).error == (401, "4010101", "Not authorized")


def test_several_dialects_are_spoken_at_once(send, sandbox, speak):
    speak("bearer", "iso_times")
    bearer = {"Authorization": f"Bearer {sandbox.token_for('ada')}"}

    assert send("GET", SOLDERING, headers=bearer).body["startTime"] == "2026-09-14T09:48:00Z"
    assert send("GET", SOLDERING, "ada").status == 401


def test_a_fault_comes_before_a_dialect(register, sandbox, speak):
    speak("register_404")
    sandbox.fail("register", "503")

    assert register("ada", 11655).status == 503


def test_speaking_nothing_and_a_reset_end_every_dialect(send, sandbox, speak):
    speak("no_detail")
    speak()
    first = send("GET", SOLDERING, "ada").status
    speak("no_detail")
    sandbox.reset()

    assert (first, send("GET", SOLDERING, "ada").status) == (200, 200)


def test_a_reset_goes_back_to_the_dialects_of_the_start():
    with FakeAccelevents(dialects=["no_detail"]) as sandbox:
        sandbox.speak()
        sandbox.reset()

        assert send_request(sandbox, "GET", SOLDERING, "ada").status == 404


def test_an_unknown_dialect_is_refused_with_a_list_of_all(sandbox):
    with pytest.raises(ValueError, match=r"dialect: latin; there are register_404, .*"):
        sandbox.speak("bearer", "latin")
    with pytest.raises(ValueError, match="no such dialect: latin"):
        FakeAccelevents(dialects=["latin"])


def test_names_are_split_at_commas():
    assert split_names(" bearer,,iso_times ") == ("bearer", "iso_times")
    assert split_names("") == ()


def test_the_control_api_lists_the_dialects_and_speaks_them(send, sandbox):
    changed = send("PUT", "/sandbox/dialects", body={"dialects": ["bearer", "no_zone"]}).body
    spoken = [each["name"] for each in changed if each["spoken"]]

    assert spoken == ["bearer", "no_zone"]
    assert send("GET", "/sandbox/dialects").body == changed
    assert send("GET", "/sandbox/").body["dialects"] == changed
    assert [each["name"] for each in changed] == list(DIALECTS)
    assert send("PUT", "/sandbox/dialects", body={"dialects": ["latin"]}).status == 400
    assert send("PUT", "/sandbox/dialects", body={"dialects": []}).body[0]["spoken"] is False
