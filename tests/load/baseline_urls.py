"""Views to compare the portal with: the least that Django can do, and the obvious way."""

import gzip
import threading
from functools import cache

import requests
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from requests.adapters import HTTPAdapter

from portal.accelevents.computing import blocking
from portal.attendees import SignedInRequest, decrypt, public
from workshops.catalogue import visible_workshops
from workshops.live_list.rendering import list_context
from workshops.schedule import Filters
from workshops.templatetags import workshops

SOMETHING = b"".join(b"<p>workshop %d</p>" % (number * 7919) for number in range(1500))
PACKED = gzip.compress(SOMETHING)  # about what a list of 50 weighs
LET_IN = b'<p data-kind="let_in">You are in.</p>'
LONGEST_SECONDS = 30

_alone = threading.Lock()  # else one thread would use the cards that another has just rendered


@public
def constant(request: HttpRequest) -> HttpResponse:
    """A constant response behind the same middleware, without a session."""
    return HttpResponse(b"nothing changed")


@public
def constant_list(request: HttpRequest) -> HttpResponse:
    """Likewise, but as much as a list, compressed beforehand."""
    return HttpResponse(PACKED, headers={"Content-Encoding": "gzip"})


@public
def session(request: HttpRequest) -> HttpResponse:
    """The same response, after the session was read."""
    assert request.session["attendees"]
    return constant_list(request)


def template(request: SignedInRequest, event: str) -> HttpResponse:
    """The list rendered anew for every request, card by card, from a catalogue in memory."""
    visible = visible_workshops(request, ask_upstream=False)
    with _alone:
        workshops.reset()
        return render(request, "workshops/live_list/_list.html", list_context(visible, Filters()))


def join(request: SignedInRequest, event: str, workshop_id: int) -> HttpResponse:
    """
    The plain view: who asks, the one call upstream that registers them, and a few words.

    It remembers, locks and bounds nothing: two presses are two calls.
    """
    path = f"/rest/events/{event}/user-session/{workshop_id}"
    headers = {"Authorization": decrypt(request.attendee.token)}
    address = settings.ACCELEVENTS.origin + path
    with blocking():
        answer = _http().post(address, headers=headers, timeout=LONGEST_SECONDS)
    answer.raise_for_status()
    return HttpResponse(LET_IN)


@cache
def _http() -> requests.Session:
    """One for all threads, with a kept connection for each."""
    http = requests.Session()
    http.trust_env = False
    http.mount("http://", HTTPAdapter(pool_maxsize=settings.THREADS))
    return http


urlpatterns = [
    path("bare/constant", constant),
    path("bare/session", session),
    path("bare/list/", constant_list),  # in the threads of polls
    path("e/<slug:event>/bare/template/", template),
    path("e/<slug:event>/bare/join/<int:workshop_id>/", join),
    path("", include("portal.urls")),
]
