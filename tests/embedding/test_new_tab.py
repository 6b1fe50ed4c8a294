"""Out of the frame into a tab of its own, still signed in."""

import pytest

from portal.embedding import one_time_codes
from tests.embedding.conftest import HOST, INSIDE, PORTAL, STRANGER, browser
from tests.support.attendee_client import type_password
from tests.support.html_page import Page

VERIFIER = "v" * 43
CHALLENGE = one_time_codes.challenge_of(VERIFIER)
FROM_THE_FRAME = {
    "Origin": PORTAL,
    "Sec-Fetch-Site": "same-origin",
    "Sec-Fetch-Dest": "document",
}


def code_out(frame):
    form = {"challenge": CHALLENGE}
    return frame.post("/embed/e/demo/hand-off/code/", form, headers=INSIDE).json()["code"]


def go_on(tab, code, verifier=VERIFIER, **headers):
    form = {"code": code, "verifier": verifier, "next": "/e/demo/w/11655/"}
    return tab.post("/e/demo/continue/", form, headers=FROM_THE_FRAME | headers)


def test_a_new_tab_goes_on_as_the_frame_s_attendee(framed_ada, tab):
    answer = go_on(tab, code_out(framed_ada))

    assert (answer.status_code, answer.headers["Location"]) == (303, "/e/demo/w/11655/")
    assert "Ada Okafor" in tab.get("/e/demo/").content.decode()


@pytest.mark.parametrize(
    "headers",
    [{"Origin": STRANGER}, {"Origin": HOST}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_a_new_tab_is_opened_by_the_portal_alone(framed_ada, tab, headers):
    assert go_on(tab, code_out(framed_ada), **headers).status_code == 403
    assert tab.get("/e/demo/").status_code == 303


@pytest.mark.parametrize("verifier", ["", "w" * 43])
def test_a_new_tab_needs_the_right_verifier(framed_ada, tab, verifier):
    code = code_out(framed_ada)

    assert go_on(tab, code, verifier).status_code == 403
    assert go_on(tab, code).status_code == 403, "the failed try spent it"


def test_a_code_sent_again_says_so_or_leads_on(framed_ada, tab):
    code = code_out(framed_ada)
    go_on(tab, code)

    assert go_on(tab, code).status_code == 303
    assert "took too long" in Page.of(go_on(browser(), code)).words


def test_a_new_tab_asks_before_it_replaces_somebody(framed_ada, tab, sandbox):
    type_password(tab, sandbox, "ben")

    asked = go_on(tab, code_out(framed_ada))

    assert "Somebody else is signed in here" in Page.of(asked).headline
    assert "Ben Lindqvist" in tab.get("/e/demo/").content.decode()

    answer = tab.post("/e/demo/continue/replace/", {"next": "/e/demo/mine/"})

    assert answer.headers["Location"] == "/e/demo/mine/"
    assert "Ada Okafor" in tab.get("/e/demo/").content.decode()


def test_who_waits_to_replace_somebody_waits_five_minutes(framed_ada, tab, sandbox, later):
    type_password(tab, sandbox, "ben")
    go_on(tab, code_out(framed_ada))

    later(301)
    tab.post("/e/demo/continue/replace/")

    assert "Ben Lindqvist" in tab.get("/e/demo/").content.decode()


def test_a_new_tab_leads_to_no_other_site(framed_ada, tab):
    form = {"code": code_out(framed_ada), "verifier": VERIFIER, "next": "//evil.example/"}

    answer = tab.post("/e/demo/continue/", form, headers=FROM_THE_FRAME)

    assert answer.headers["Location"] == "/e/demo/"


def test_a_signed_out_frame_has_no_code_to_give(frame):
    form = {"challenge": CHALLENGE}
    headers = INSIDE | {"Sec-Fetch-Dest": "empty"}

    answer = frame.post("/embed/e/demo/hand-off/code/", form, headers=headers)

    assert answer.status_code == 401
