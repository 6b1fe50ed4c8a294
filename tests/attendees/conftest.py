"""Ada and the portal she signs in to, with Accelevents' answers planned at the HTTP edge."""

import pytest
from django.test import Client

from portal import events
from portal.accelevents.records import Event
from tests.attendees import upstream_replies


@pytest.fixture(autouse=True)
def portal(db, settings):
    """The portal with some pages of ours beside its own (see urls.py), its events known."""
    settings.ROOT_URLCONF = "tests.attendees.urls"
    events.adopt(Event("demo", "Demo Days", None, None, None, "", "", ""))
    events.adopt(Event("other", "Other Days", None, None, None, "", "", ""))


@pytest.fixture
def lets_ada_in(upstream):
    """Accelevents knows Ada by password, lets her into the demo event and tells her name."""
    upstream_replies.plan_password(upstream)
    upstream_replies.plan_welcome(upstream)


@pytest.fixture
def ada(client, lets_ada_in, upstream) -> Client:
    """A browser in which Ada is signed in to the demo event; what that cost is forgotten."""
    upstream_replies.sign_in(client)
    upstream.reset()
    return client
