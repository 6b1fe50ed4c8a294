"""Ada and the portal that she signs in to, with Accelevents' replies planned at the HTTP edge."""

import pytest
from django.test import Client

from portal import events
from portal.accelevents.records import Event
from tests.attendees import upstream_replies


@pytest.fixture(autouse=True)
def portal(db, settings):
    """The portal with some pages for these tests (see urls.py), its events known."""
    settings.ROOT_URLCONF = "tests.attendees.urls"
    events.adopt(Event("demo", "Demo Days", None, None, None, "", "", ""))
    events.adopt(Event("other", "Other Days", None, None, None, "", "", ""))


@pytest.fixture
def ada_may_sign_in(upstream):
    """Accelevents accepts Ada's password, lets her into the demo event and returns her name."""
    upstream_replies.plan_password(upstream)
    upstream_replies.plan_access(upstream)


@pytest.fixture
def ada(client, ada_may_sign_in, upstream) -> Client:
    """A browser in which Ada is signed in to the demo event; the calls for that are cleared."""
    upstream_replies.sign_in(client)
    upstream.reset()
    return client
