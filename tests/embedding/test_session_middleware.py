"""The session of a display mode, and what becomes of one that ends under a request."""

import pytest
from django.conf import settings as project
from django.http import HttpResponse

from portal.attendees import session_count
from portal.attendees.session_store import SessionStore
from portal.embedding.session_middleware import ModeBoundSessionMiddleware
from tests.embedding.conftest import sign_in_framed

COOKIE = project.SESSION_COOKIE_NAME


@pytest.fixture
def stored():
    """A session with something in it."""
    store = SessionStore()
    store["who"] = "ada"
    store.save()
    return store


@pytest.fixture
def ask(rf, stored):
    """The response to a request with that session, which `view` answers."""

    def ask(view):
        rf.cookies[COOKIE] = stored.session_key
        return ModeBoundSessionMiddleware(view)(rf.get("/"))

    return ask


def change(request):
    request.session["more"] = 1
    return HttpResponse("the page")


def change_what_has_ended(request):
    request.session.get("who")
    SessionStore(request.session.session_key).flush()
    return change(request)


def test_a_change_is_saved_under_the_same_key(ask, stored):
    response = ask(change)

    assert response.cookies[COOKIE].value == stored.session_key
    assert SessionStore(stored.session_key)["more"] == 1


def test_whoever_is_signed_out_meanwhile_gets_the_page_and_loses_the_cookie(ask):
    response = ask(change_what_has_ended)

    assert (response.status_code, response.content) == (200, b"the page")
    assert (response.cookies[COOKIE].value, response.cookies[COOKIE]["max-age"]) == ("", 0)
    assert session_count() == 0


def test_a_session_of_the_frame_is_stored_under_another_name(frame, sandbox, settings):
    settings.SESSION_ENGINE = "portal.attendees.session_store"
    sign_in_framed(frame, sandbox)
    key = frame.cookies["__Host-portal-embed"].value

    assert session_count() == 1
    assert SessionStore(key, "framed:").get("attendees")
    assert SessionStore(key).get("attendees") is None
