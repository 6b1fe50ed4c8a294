"""Access: what is somebody else's, guesses, and the way in from an event's site."""

import json
import re
from functools import partial

import pytest
import requests

from tests.attacks.site import (
    EVENT_SITE,
    HANDOFF_SECRET,
    INSIDE,
    Site,
    is_signed_in,
    prepared,
)
from tests.load.load_requests import send
from tests.support.attendee_client import at_once
from tests.support.http_browser import Browser

pytestmark = pytest.mark.processes

FRAME = "/embed/e/demo/"
PRIVATE, HIDDEN = 11665, 11666
OWN = ["", ".ics", "/join/", "/give-up/", "/room/"]


@pytest.mark.parametrize("workshop", [PRIVATE, HIDDEN, 20001, 1, 2**63, 10**30])
def test_what_is_not_theirs_is_not_there(site: Site, workshop):
    attendee = site.attendee()
    site.sandbox.clear_request_log()

    answers = [attendee.get(f"/e/demo/w/{workshop}{path.rstrip()}") for path in (*OWN, "/")]
    answers += [attendee.post(f"/e/demo/w/{workshop}{path}") for path in ("/join/", "/room/join/")]

    assert {each.status_code for each in answers} <= {404, 301}
    assert site.sandbox.calls("register") + site.sandbox.calls("join") == 0


@pytest.mark.parametrize(
    "path", ["", "list/?q=rehearsal", "?q=backstage", "mine/", "mine.ics", "w/1/"]
)
def test_no_title_of_a_private_workshop_is_told(site: Site, path):
    page = site.attendee().get(f"/e/demo/{path}").text

    assert "rehearsal room" not in page
    assert "Backstage" not in page


@pytest.mark.parametrize("path", ["embed/", "check/"])
def test_pages_of_the_team_are_no_attendees(site: Site, path):
    assert site.attendee().get(f"/e/demo/{path}").status_code in {403, 404}
    assert site.visitor().get(f"/e/demo/{path}").status_code == 303


@pytest.mark.parametrize(
    "key", ["", "m", "m" * 39, "m" * 41, "M" * 40, "\u00b5" * 3, "s" * 40], ids=range(7)
)
def test_metrics_are_not_there_without_their_key(site: Site, key):
    headers = {"Authorization": f"Bearer {key}".encode().decode("latin-1")}

    assert site.visitor().ask("GET", "/metrics", headers=headers).status_code == 404
    assert site.visitor().get(f"/metrics?key={key}").status_code == 404


RIGHT = f"Bearer {HANDOFF_SECRET}"


def hand_off(site: Site, body: object, authorization: str = RIGHT, **more: str):
    """The portal's answer to an event site's backend; a text is sent as it is."""
    told = {"Authorization": authorization, "X-Forwarded-Proto": "https"}
    told |= {"Content-Type": "application/json"}
    return requests.post(
        f"{site.portal.url}/handoff/",
        body if isinstance(body, (str, bytes)) else json.dumps(body),
        headers=site.visitor().headers | told | more,
        timeout=60,
    )


GOOD = {"event": "demo", "access_token": "x", "challenge": "c" * 43}
MAD = ["", "[]", "{", "null", "1", '"x"', "[" * 19_000, '{"a":' * 3_000, "x" * 30_000, b"\xff\xfe",
       "{}", "NaN", "1" * 19_000, json.dumps(GOOD | {"event": ["demo"]}),
       json.dumps(GOOD | {"challenge": {}}), json.dumps(GOOD | {"access_token": "a\r\nb: c"}),
       json.dumps(GOOD | {"access_token": "\ud800"}),
       json.dumps(GOOD | {"user_id": "x" * 999})]  # fmt: skip


@pytest.mark.parametrize("body", MAD, ids=range(len(MAD)))
def test_a_mad_hand_off_is_refused(site: Site, body):
    assert hand_off(site, body).status_code in {400, 401, 413, 422}


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer ", "Bearer " + "t" * 40, "Basic " + HANDOFF_SECRET, HANDOFF_SECRET,
     "Bearer " + HANDOFF_SECRET[:-1], "Bearer " + HANDOFF_SECRET.upper(), "Bearer\t\tx"],
)  # fmt: skip
def test_a_hand_off_needs_the_events_secret(site: Site, authorization):
    token = site.sandbox.token_for("ada")

    assert hand_off(site, GOOD | {"access_token": token}, authorization).status_code == 401
    assert hand_off(site, GOOD | {"access_token": token, "event": "big"}).status_code == 401


def test_guesses_at_the_secret_end_soon(site: Site):
    address = site.visitor().headers["X-Forwarded-For"]
    claims = [{"X-Forwarded-For": f"192.0.2.{number}, {address}"} for number in range(30)]

    statuses = [hand_off(site, GOOD, "Bearer guess", **claim).status_code for claim in claims]
    right = hand_off(site, GOOD, **claims[0]).status_code

    assert statuses == [401] * 20 + [429] * 10
    assert right == 429  # a guesser does not learn that this one is right


def framed(site: Site, token: str, **more: str) -> Browser:
    """A frame that the event site's backend has signed in."""
    frame = site.visitor(headers=INSIDE)
    frame.read_form_token(f"{FRAME}sign-in/")
    challenge = frame.post(f"{FRAME}hand-off/challenge/", {"host": EVENT_SITE}).json()["challenge"]
    body = {"event": "demo", "access_token": token, "challenge": challenge} | more
    frame.code = hand_off(site, body).json()["code"]
    assert frame.post(f"{FRAME}hand-off/claim/", {"code": frame.code}).status_code == 200
    frame.read_form_token(FRAME)
    return frame


def test_a_backend_that_names_somebody_else_shows_nothing_of_theirs(every_site: Site):
    ada = every_site.attendee(email="ada@example.org")
    assert ada.get(f"/e/demo/w/{PRIVATE}/").status_code == 200
    own = every_site.visitor()

    thief = framed(every_site, every_site.sandbox.token_for(own.email), user_id="8528")

    assert thief.get(f"{FRAME}w/{PRIVATE}/").status_code == 404
    assert "rehearsal" not in thief.get(f"{FRAME}mine/").text
    thief.get(f"{FRAME}w/11655/join/")
    assert ada.get(f"/e/demo/w/{PRIVATE}/").status_code == 200


def test_a_code_is_good_for_one_frame_once(site: Site):
    first = framed(site, site.sandbox.token_for(site.visitor().email))
    other = site.visitor(headers=INSIDE)
    other.read_form_token(f"{FRAME}sign-in/")
    other.post(f"{FRAME}hand-off/challenge/", {"host": EVENT_SITE})

    form = {"code": first.code}
    claims = [partial(each.post, f"{FRAME}hand-off/claim/", form) for each in (first, other)]
    answers = at_once(claims)

    assert [each.status_code for each in answers] == [403, 403]
    assert is_signed_in(first, FRAME)
    assert not is_signed_in(other, FRAME)


def test_four_guesses_at_an_account_reach_upstream(every_site: Site):
    guesser, target = every_site.visitor(), every_site.visitor().email
    guesser.read_form_token("/e/demo/sign-in/")
    every_site.sandbox.clear_request_log()
    accounts = [target, target.upper(), f" {target}", f"{target} "] * 10
    forms = [{"way": "password", "email": each, "password": "wrong"} for each in accounts]

    answers = send([prepared(guesser, "/e/demo/sign-in/", form) for form in forms])

    assert every_site.sandbox.calls("login") == 4
    assert {each.status for each in answers} == {422, 429}


def test_sixty_four_guesses_at_once_end_at_the_limit_of_an_address(every_site: Site):
    guesser = every_site.visitor()
    guesser.read_form_token("/e/demo/sign-in/")
    every_site.sandbox.clear_request_log()
    forms = [
        {"way": "password", "email": f"{number}-{guesser.email}", "password": "wrong"}
        for number in range(450)
    ]

    send([prepared(guesser, "/e/demo/sign-in/", form) for form in forms], connections=64)

    assert every_site.sandbox.calls("login") <= 200 + 64


def test_a_claimed_address_is_not_believed(site: Site):
    guesser = site.visitor()
    guesser.read_form_token("/e/demo/sign-in/")
    address = guesser.headers["X-Forwarded-For"]
    false = [f"192.0.2.{number}" for number in range(8)]
    claims = [{"X_Forwarded_For": f"{each}, {address}", "X_Real_IP": each} for each in false]
    form = {"way": "password", "email": guesser.email, "password": "wrong"}

    statuses = [guesser.post("/e/demo/sign-in/", form, **claim).status_code for claim in claims]

    assert statuses == [422] * 4 + [429] * 4


def test_a_stranger_behind_the_same_address_locks_nobody_out(site: Site):
    stranger = site.visitor()
    stranger.read_form_token("/e/demo/sign-in/")
    form = {"way": "password", "email": "ben@example.org", "password": "wrong"}
    at_once([partial(stranger.post, "/e/demo/sign-in/", form)] * 6)
    ben = site.visitor(headers={"X-Forwarded-For": stranger.headers["X-Forwarded-For"]})
    site.sandbox.state.person("ben").key_state = "fresh"

    ben.get("/e/demo/sign-in/link/ben-key/")
    ben.read_form_token("/e/demo/sign-in/link/")
    ben.post("/e/demo/sign-in/link/")

    assert is_signed_in(ben)


def test_a_wrong_password_and_an_unknown_address_are_told_alike(site: Site):
    guesser = site.visitor()
    guesser.read_form_token("/e/demo/sign-in/")
    known = {"way": "password", "email": guesser.email, "password": "wrong"}
    forms = [known, known | {"email": "x@y.example"}]

    answers = [guesser.post("/e/demo/sign-in/", form) for form in forms]

    assert _words(answers[0].text) == _words(answers[1].text).replace("x@y.example", guesser.email)
    assert [each.status_code for each in answers] == [422, 422]


def _words(page: str) -> str:
    """A page without its form tokens, support codes and clock."""
    return re.sub(r'name="csrf[^>]*|[A-Z0-9]{4}-[A-Z0-9]{4}|\d+\.\d+', "", page)


def test_strangers_write_nothing_into_a_line_to_copy(site: Site):
    sites = [f"https://www-ev{number}.example/" for number in range(12)]
    look = partial(site.visitor().get, FRAME, Sec_Fetch_Dest="iframe")
    at_once([partial(look, Referer=each) for each in sites])

    page = site.attendee(email="eve@example.org").get("/e/demo/embed/").text

    lines = [line for line in page.splitlines() if "EMBED_ORIGINS=" in line]
    assert lines
    assert not any("www-ev" in line for line in lines)


@pytest.mark.parametrize("path", ["checklist/", "probe/", "?check", "embed/"])
def test_what_a_site_may_ask_names_no_secret(site: Site, path):
    told = site.visitor().get(f"{FRAME}{path}").text + site.visitor().get(f"/e/demo/{path}").text

    assert HANDOFF_SECRET not in told
