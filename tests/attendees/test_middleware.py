"""Pages are private by default, and an attendee reads about an upstream failure."""

import pytest
import requests
from django.test import Client

from tests.attendees.upstream_replies import ORIGIN, PROFILE, SIGN_IN, TOKEN, calls, refusal

REGISTER = f"{ORIGIN}/rest/events/demo/user-session/7"
WHO = "/e/demo/who/"
BACK_TO_WHO = f"{SIGN_IN}?next=%2Fe%2Fdemo%2Fwho%2F"
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/e/demo/who/"}

FAILURES = {
    "unreachable": ({"body": requests.ReadTimeout()}, 503, "Accelevents isn’t responding"),
    "unavailable": (
        {"status": 503, "headers": {"Retry-After": "7"}},
        503,
        "Accelevents is busy",
    ),
    "html": ({"status": 500, "body": "<html>oh</html>"}, 502, "Accelevents sent a response"),
    "407": (refusal(407, "407", "time limit expired"), 502, "Accelevents refused this"),
    "forbidden": (refusal(403, "4030201", "Not Event Host"), 502, "Your account can’t see this"),
}


@pytest.fixture(params=FAILURES)
def failing(request, upstream):
    """A failure of the register call: (our status, the start of our headline)."""
    reply, status, headline = FAILURES[request.param]
    upstream.post(REGISTER, **reply)
    return status, headline


def test_a_page_redirects_to_sign_in_and_back(client):
    response = client.get("/e/demo/who/?q=a b&day=2")

    assert response.status_code == 303
    assert response.url == f"{SIGN_IN}?next=%2Fe%2Fdemo%2Fwho%2F%3Fq%3Da%2520b%26day%3D2"


def test_htmx_is_sent_to_the_sign_in_page_and_back_to_the_page(client):
    response = client.get("/e/demo/reading/", headers=HTMX)

    assert response.status_code == 200
    assert response.headers["HX-Redirect"] == BACK_TO_WHO


def test_htmx_on_another_site_is_not_sent_back_there(client):
    elsewhere = HTMX | {"HX-Current-URL": "https://evil.test/e/demo/who/"}

    assert client.get(WHO, headers=elsewhere).headers["HX-Redirect"] == SIGN_IN


def test_a_posted_form_leads_back_to_its_page(client):
    response = client.post(
        "/e/demo/registering/", headers={"Referer": "http://testserver/e/demo/who/"}
    )

    assert response.url == BACK_TO_WHO


@pytest.mark.parametrize("referer", ["", "https://evil.test/e/demo/who/", "http://[", "nonsense"])
def test_a_posted_form_from_elsewhere_leads_back_to_the_list(client, referer):
    assert client.post("/e/demo/registering/", headers={"Referer": referer}).url == SIGN_IN


@pytest.mark.parametrize("headers", [{"Accept": "application/json"}, {"Sec-Fetch-Dest": "empty"}])
def test_a_script_is_given_the_address_of_the_sign_in_page(client, headers):
    page = {"Referer": "http://testserver/e/demo/who/"}

    response = client.post("/e/demo/registering/", headers=headers | page)

    assert (response.status_code, response.json()) == (401, {"sign_in": BACK_TO_WHO})


def test_an_unknown_event_is_a_404_that_names_no_other(client, settings):
    response = client.get("/e/elsewhere/who/")

    assert response.status_code == 404
    assert settings.PORTAL_EVENTS == ("demo", "other")
    assert b"demo" not in response.content.lower().replace(b"demo-banner", b"").replace(
        b"demo:", b""
    )


def test_a_public_page_says_the_same_to_everybody(ada):
    assert ada.get("/e/demo/for-all/").content == b"everybody, None"
    assert Client().get("/e/demo/for-all/").content == b"everybody, None"


def test_a_forgotten_public_mark_fails_safe(ada):
    response = ada.get("/unmarked/")

    assert response.status_code == 403
    assert b"should not be seen" not in response.content


def test_personal_pages_are_not_stored_anywhere(ada):
    response = ada.get(WHO)

    assert response.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in response.headers["Vary"]


def test_a_page_may_set_its_own_cache_control(ada):
    response = ada.get("/e/demo/own-cache/")

    assert response.headers["Cache-Control"] == "private, max-age=60"
    assert "Cookie" in response.headers["Vary"]


def test_a_401_ends_the_sign_in_and_leads_back_to_the_same_page(ada, upstream):
    upstream.get(PROFILE, **refusal(401, "4010101", "Not authorized"))

    response = ada.get("/e/demo/reading/")
    afterwards = ada.get(WHO)

    assert response.url == f"{SIGN_IN}?next=%2Fe%2Fdemo%2Freading%2F&over=1"
    assert afterwards.url == BACK_TO_WHO
    # The page's own call, and the check of the token in both forms.
    assert calls(upstream) == [("GET", "/rest/u/myprofile")] * 3


def test_a_401_in_a_fragment_leads_to_the_whole_page(ada, upstream):
    upstream.get(PROFILE, **refusal(401, "4010101", "Not authorized"))

    response = ada.get("/e/demo/reading/", headers=HTMX)

    assert response.headers["HX-Redirect"] == f"{BACK_TO_WHO}&over=1"


def test_a_failure_becomes_a_page_with_our_status_and_a_support_code(ada, failing, caplog):
    status, headline = failing

    page = ada.get("/e/demo/registering/")

    assert page.status_code == status
    assert page.context["headline"].startswith(headline)
    assert headline.encode() in page.content
    code = page.context["support_code"]
    assert code.encode() in page.content
    assert f"support code {code}" in caplog.text
    assert [record for record in caplog.records if getattr(record, "support_code", "") == code]
    assert TOKEN not in caplog.text


def test_a_failure_under_htmx_becomes_a_notice_and_the_page_stays(ada, failing):
    response = ada.get("/e/demo/registering/", headers=HTMX)

    assert response.status_code == 200
    assert (response.headers["HX-Retarget"], response.headers["HX-Reswap"]) == (
        "#notices",
        "innerHTML",
    )
    assert failing[1].encode() in response.content
    assert b"<html" not in response.content


def test_the_page_says_when_upstream_may_be_called_again(ada, upstream):
    upstream.post(REGISTER, status=503, headers={"Retry-After": "7"})

    assert ada.get("/e/demo/registering/").headers["Retry-After"] == "7"


def test_the_upstream_message_stands_in_for_a_text_that_we_lack(ada, upstream):
    upstream.post(REGISTER, **refusal(406, "40600013", "Cant <b>create</b> url"))

    page = ada.get("/e/demo/registering/")

    assert "Cant" in page.context["why"]
    assert b"<b>create" not in page.content


def test_a_bug_of_the_portal_is_no_upstream_failure(ada):
    with pytest.raises(ZeroDivisionError):
        ada.get("/e/demo/broken/")
