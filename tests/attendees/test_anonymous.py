"""Visitors who are not signed in: they get their pages, and leave nothing behind."""

from itertools import cycle, islice

import pytest
from django.core.management import call_command
from django.test import Client

from portal import settings as project
from portal.attendees import session_count
from portal.attendees.models import Attempts
from tests.attendees.upstream_replies import KEY, LINK, SIGN_IN

FORM, LINK_COOKIE = "__Host-portal-form", "__Host-portal-link"
PAGES = {
    SIGN_IN: 200,
    LINK: 303,
    f"{SIGN_IN}?userKey={KEY}": 303,
    "/e/demo/sign-in/link/": 303,
    "/e/demo/": 303,
    "/e/demo/list/": 303,
    "/e/demo/probe/": 200,
    "/e/demo/for-all/": 200,
    "/embed.js": 200,
    "/healthz": 200,
    f"/embed{SIGN_IN}": 200,
    f"/embed{LINK}": 303,
    f"/connect{SIGN_IN}": 200,
}


@pytest.fixture(autouse=True)
def all_in_the_database(settings):
    """Every call of the cache is a query too, which can be counted."""
    settings.CACHES = project.CACHES
    call_command("createcachetable")


@pytest.mark.parametrize(("path", "status"), PAGES.items())
def test_a_page_for_nobody_reads_and_writes_nothing(
    client, django_assert_num_queries, path, status
):
    with django_assert_num_queries(0):
        response = client.get(path)

    assert response.status_code == status


def test_two_hundred_visits_without_cookies_leave_no_row(django_assert_num_queries):
    with django_assert_num_queries(0):
        statuses = {Client().get(path).status_code for path in islice(cycle(PAGES), 200)}

    assert statuses == {200, 303}
    assert (session_count(), Attempts.objects.count()) == (0, 0)


@pytest.mark.parametrize("path", ["/e/demo/continue/", "/embed/e/demo/hand-off/claim/"])
def test_a_code_that_was_made_up_costs_no_query(client, django_assert_num_queries, path):
    origin = {"Origin": "http://testserver"}

    with django_assert_num_queries(0):
        response = client.post(path, {"code": "c" * 75, "verifier": "v" * 43}, headers=origin)

    assert response.status_code == 403


def test_a_challenge_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.post("/embed/e/demo/hand-off/challenge/")

    assert response.json()["challenge"]


def test_a_page_for_everybody_reads_no_session_of_an_attendee_either(
    ada, django_assert_num_queries
):
    with django_assert_num_queries(0):
        ada.get("/e/demo/for-all/")


@pytest.mark.parametrize("path", ["/embed.js", "/healthz", "/e/demo/for-all/", "/e/demo/", "/no/"])
def test_a_page_without_a_form_sets_no_cookie(client, path):
    assert not client.get(path).cookies


def test_a_page_with_a_form_sets_the_form_token_once(client):
    first, second = client.get(SIGN_IN), client.get(SIGN_IN)

    assert [*first.cookies] == [FORM]
    assert not second.cookies
    assert "Cookie" in second.headers["Vary"]


def test_only_the_browser_with_the_cookie_can_send_the_form(ada_may_sign_in):
    victim, other = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    token = str(other.get(SIGN_IN).context["csrf_token"])
    form = {"way": "password", "email": "ada@example.org", "password": "x"}
    form["csrfmiddlewaretoken"] = token

    without_cookie = victim.post(SIGN_IN, form)
    victim.get(SIGN_IN)
    with_its_own = victim.post(SIGN_IN, form)

    assert (without_cookie.status_code, with_its_own.status_code) == (403, 403)
    assert "didn’t send our cookie" in without_cookie.content.decode()
    assert b"This page was open too long" in with_its_own.content
    assert other.post(SIGN_IN, form).status_code == 303


def test_a_page_that_was_under_way_during_a_sign_in_does_not_bring_the_old_token_back(ada):
    ada.cookies[FORM] = "o" * 32  # as it was when the page was asked for

    assert FORM not in ada.get("/e/other/sign-in/").cookies


def test_the_form_token_is_new_after_signing_out(ada):
    before = ada.cookies[FORM].value

    ada.post("/e/demo/sign-out/")

    assert ada.cookies[FORM].value != before
