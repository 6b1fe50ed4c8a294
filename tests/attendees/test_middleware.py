"""Private by default, and what an attendee sees of an upstream failure."""

import pytest
import requests
from django.test import Client

from tests.attendees.upstream_replies import ORIGIN, PROFILE, SIGN_IN, TOKEN, calls, no

REGISTER = f"{ORIGIN}/rest/events/demo/user-session/7"
WHO = "/e/demo/who/"
BACK_TO_WHO = f"{SIGN_IN}?next=%2Fe%2Fdemo%2Fwho%2F"
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/e/demo/who/"}

FAILURES = {
    "silent": ({"body": requests.ReadTimeout()}, 503, "The event system is not answering"),
    "busy": ({"status": 503, "headers": {"Retry-After": "7"}}, 503, "The event system is busy"),
    "html": ({"status": 500, "body": "<html>oh</html>"}, 502, "The event system gave an answer"),
    "407": (no(407, "407", "time limit expired"), 502, "The event system said no"),
    "forbidden": (no(403, "4030201", "Not Event Host"), 502, "Your account may not see this"),
}


@pytest.fixture(params=FAILURES)
def failing(request, upstream):
    """A failure of the register call: (our status, the start of our headline)."""
    answer, status, headline = FAILURES[request.param]
    upstream.post(REGISTER, **answer)
    return status, headline


def test_a_page_sends_who_is_not_signed_in_to_sign_in_and_back(client):
    answer = client.get("/e/demo/who/?q=a b&day=2")

    assert answer.status_code == 303
    assert answer.url == f"{SIGN_IN}?next=%2Fe%2Fdemo%2Fwho%2F%3Fq%3Da%2520b%26day%3D2"


def test_htmx_is_sent_to_the_page_and_back_to_the_page(client):
    answer = client.get("/e/demo/asking/", headers=HTMX)

    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"] == BACK_TO_WHO


def test_htmx_on_a_foreign_page_is_not_sent_back_there(client):
    foreign = HTMX | {"HX-Current-URL": "https://evil.test/e/demo/who/"}

    assert client.get(WHO, headers=foreign).headers["HX-Redirect"] == SIGN_IN


def test_a_posted_form_leads_back_to_the_page_it_stood_on(client):
    answer = client.post("/e/demo/pressing/", headers={"Referer": "http://testserver/e/demo/who/"})

    assert answer.url == BACK_TO_WHO


@pytest.mark.parametrize("referer", ["", "https://evil.test/e/demo/who/", "http://[", "nonsense"])
def test_a_posted_form_from_elsewhere_leads_back_to_the_list(client, referer):
    assert client.post("/e/demo/pressing/", headers={"Referer": referer}).url == SIGN_IN


@pytest.mark.parametrize("headers", [{"Accept": "application/json"}, {"Sec-Fetch-Dest": "empty"}])
def test_a_script_is_told_where_to_sign_in(client, headers):
    page = {"Referer": "http://testserver/e/demo/who/"}

    answer = client.post("/e/demo/pressing/", headers=headers | page)

    assert (answer.status_code, answer.json()) == (401, {"sign_in": BACK_TO_WHO})


def test_an_unknown_event_is_a_404_that_names_no_other(client, settings):
    answer = client.get("/e/elsewhere/who/")

    assert answer.status_code == 404
    assert settings.PORTAL_EVENTS == ("demo", "other")
    assert b"demo" not in answer.content.lower().replace(b"demo-banner", b"").replace(b"demo:", b"")


def test_a_public_page_says_the_same_to_everybody(ada):
    assert ada.get("/e/demo/for-all/").content == b"everybody, None"
    assert Client().get("/e/demo/for-all/").content == b"everybody, None"


def test_a_forgotten_mark_fails_safe(ada):
    answer = ada.get("/forgotten/")

    assert answer.status_code == 403
    assert b"should not be seen" not in answer.content


def test_personal_pages_are_not_stored_anywhere(ada):
    answer = ada.get(WHO)

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in answer.headers["Vary"]


def test_a_page_may_say_itself_how_long_it_keeps(ada):
    answer = ada.get("/e/demo/own-cache/")

    assert answer.headers["Cache-Control"] == "private, max-age=60"
    assert "Cookie" in answer.headers["Vary"]


def test_a_401_ends_the_sign_in_and_leads_back_to_the_same_page(ada, upstream):
    upstream.get(PROFILE, **no(401, "4010101", "Not authorized"))

    answer = ada.get("/e/demo/asking/")
    afterwards = ada.get(WHO)

    assert answer.url == f"{SIGN_IN}?next=%2Fe%2Fdemo%2Fasking%2F"
    assert afterwards.url == BACK_TO_WHO
    assert calls(upstream) == [("GET", "/rest/u/myprofile")]


def test_a_401_in_a_fragment_leads_to_the_whole_page(ada, upstream):
    upstream.get(PROFILE, **no(401, "4010101", "Not authorized"))

    answer = ada.get("/e/demo/asking/", headers=HTMX)

    assert answer.headers["HX-Redirect"] == BACK_TO_WHO


def test_a_failure_becomes_a_page_with_our_status_and_a_support_code(ada, failing, caplog):
    status, headline = failing

    page = ada.get("/e/demo/pressing/")

    assert page.status_code == status
    assert page.context["headline"].startswith(headline)
    assert headline.encode() in page.content
    assert f"support code {page.context['support_code']}" in caplog.text
    assert TOKEN not in caplog.text


def test_a_failure_under_htmx_becomes_a_notice_and_the_page_stands(ada, failing):
    answer = ada.get("/e/demo/pressing/", headers=HTMX)

    assert answer.status_code == 200
    assert (answer.headers["HX-Retarget"], answer.headers["HX-Reswap"]) == ("#notices", "innerHTML")
    assert failing[1].encode() in answer.content
    assert b"<html" not in answer.content


def test_the_page_says_when_upstream_wants_to_be_asked_again(ada, upstream):
    upstream.post(REGISTER, status=503, headers={"Retry-After": "7"})

    assert ada.get("/e/demo/pressing/").headers["Retry-After"] == "7"


def test_upstreams_own_sentence_stands_in_for_words_we_lack(ada, upstream):
    upstream.post(REGISTER, **no(406, "40600013", "Cant <b>create</b> url"))

    page = ada.get("/e/demo/pressing/")

    assert "Cant" in page.context["why"]
    assert b"<b>create" not in page.content


def test_the_portals_own_faults_stay_faults(ada):
    with pytest.raises(ZeroDivisionError):
        ada.get("/e/demo/broken/")
