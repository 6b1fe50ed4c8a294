"""The demo can be signed in to with Safari, which takes no Secure cookie over http."""

import pytest

from tests.support.attendee_client import LIST, type_password

pytestmark = pytest.mark.django_db
MIDDLEWARE = "portal.attendees.plain_cookies.PlainCookiesMiddleware"


@pytest.fixture
def plain(settings):
    """A portal as the demo runs it."""
    settings.MIDDLEWARE = [MIDDLEWARE, *settings.MIDDLEWARE]


def cookies_of(response):
    return {name: bool(morsel["secure"]) for name, morsel in response.cookies.items()}


def test_a_sign_in_at_top_level_needs_no_secure_cookie(plain, sandbox, client):
    signed_in = type_password(client, sandbox)

    assert "portal" in cookies_of(signed_in)
    assert set(cookies_of(signed_in).values()) == {False}
    assert client.get(LIST).status_code == 200


def test_signing_out_deletes_the_same_cookie(plain, sandbox, client):
    type_password(client, sandbox)
    ended = client.post("/e/demo/sign-out/")

    assert ended.cookies["portal"].value == ""
    assert client.get(LIST).status_code == 303


def test_the_frame_keeps_its_secure_cookies(plain, sandbox, client):
    form = client.get("/embed/e/demo/sign-in/")

    assert cookies_of(form)
    assert all(name.startswith("__Host-portal-embed") for name in cookies_of(form))
    assert all(cookies_of(form).values())


def test_everywhere_else_cookies_are_secure(sandbox, client):
    assert all(cookies_of(type_password(client, sandbox)).values())
