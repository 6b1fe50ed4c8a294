"""Out of the frame into a tab of its own, still signed in."""

import pytest

from portal.embedding import one_time_codes
from tests.embedding.conftest import HOST, INSIDE, PORTAL, UNLISTED_SITE, browser
from tests.support.attendee_client import type_password
from tests.support.html_page import Page

VERIFIER = "v" * 43
CHALLENGE = one_time_codes.challenge_of(VERIFIER)
FROM_THE_FRAME = {
    "Origin": PORTAL,
    "Sec-Fetch-Site": "same-origin",
    "Sec-Fetch-Dest": "document",
}


def issue_code(frame):
    form = {"challenge": CHALLENGE}
    return frame.post("/embed/e/demo/hand-off/code/", form, headers=INSIDE).json()["code"]


def open_tab(tab, code, verifier=VERIFIER, **headers):
    form = {"code": code, "verifier": verifier, "next": "/e/demo/w/11655/"}
    return tab.post("/e/demo/continue/", form, headers=FROM_THE_FRAME | headers)


def test_a_new_tab_is_signed_in_as_the_attendee_of_the_frame(framed_ada, tab):
    response = open_tab(tab, issue_code(framed_ada))

    assert (response.status_code, response.headers["Location"]) == (303, "/e/demo/w/11655/")
    assert "Ada Okafor" in tab.get("/e/demo/").content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": UNLISTED_SITE},
        {"Origin": HOST},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_only_the_portal_itself_opens_a_new_tab(framed_ada, tab, headers):
    assert open_tab(tab, issue_code(framed_ada), **headers).status_code == 403
    assert tab.get("/e/demo/").status_code == 303


@pytest.mark.parametrize("verifier", ["", "w" * 43])
def test_a_new_tab_needs_the_right_verifier(framed_ada, tab, verifier):
    code = issue_code(framed_ada)

    assert open_tab(tab, code, verifier).status_code == 403
    assert open_tab(tab, code).status_code == 403, "the failed attempt spent it"


def test_a_code_sent_twice_leads_on_or_to_the_sign_in_page(framed_ada, tab):
    code = issue_code(framed_ada)
    open_tab(tab, code)

    assert open_tab(tab, code).status_code == 303
    assert "took too long" in Page.of(open_tab(browser(), code)).words


def test_a_new_tab_asks_before_it_replaces_an_attendee(framed_ada, tab, sandbox):
    type_password(tab, sandbox, "ben")

    question = open_tab(tab, issue_code(framed_ada))

    assert "Someone else is signed in here" in Page.of(question).headline
    assert "Ben Lindqvist" in tab.get("/e/demo/").content.decode()

    response = tab.post("/e/demo/continue/replace/", {"next": "/e/demo/mine/"})

    assert response.headers["Location"] == "/e/demo/mine/"
    assert "Ada Okafor" in tab.get("/e/demo/").content.decode()


def test_a_pending_attendee_waits_for_five_minutes(framed_ada, tab, sandbox, later):
    type_password(tab, sandbox, "ben")
    open_tab(tab, issue_code(framed_ada))

    later(301)
    tab.post("/e/demo/continue/replace/")

    assert "Ben Lindqvist" in tab.get("/e/demo/").content.decode()


def test_a_new_tab_leads_to_no_other_site(framed_ada, tab):
    form = {"code": issue_code(framed_ada), "verifier": VERIFIER, "next": "//evil.example/"}

    response = tab.post("/e/demo/continue/", form, headers=FROM_THE_FRAME)

    assert response.headers["Location"] == "/e/demo/"


def test_a_signed_out_frame_issues_no_code(frame):
    form = {"challenge": CHALLENGE}
    headers = INSIDE | {"Sec-Fetch-Dest": "empty"}

    response = frame.post("/embed/e/demo/hand-off/code/", form, headers=headers)

    assert response.status_code == 401
