"""Views to compare the portal with: the least that Django can do, and the obvious way."""

import gzip
import threading

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from portal.attendees import SignedInRequest, public
from workshops.catalogue import visible_workshops
from workshops.live_list.rendering import list_context
from workshops.schedule import Filters
from workshops.templatetags import workshops

SOMETHING = b"".join(b"<p>workshop %d</p>" % (number * 7919) for number in range(1500))
PACKED = gzip.compress(SOMETHING)  # about what a list of 50 weighs

_alone = threading.Lock()  # else one thread would use the cards that another has just rendered


@public
def constant(request: HttpRequest) -> HttpResponse:
    """A constant response behind the same middleware."""
    return HttpResponse(b"nothing changed")


@public
def session(request: HttpRequest) -> HttpResponse:
    """A response that reads the session and sends as much as a list, compressed beforehand."""
    assert request.session["attendees"]
    return HttpResponse(PACKED, headers={"Content-Encoding": "gzip"})


def template(request: SignedInRequest, event: str) -> HttpResponse:
    """The list rendered anew for every request, card by card, from a catalogue in memory."""
    visible = visible_workshops(request, ask_upstream=False)
    with _alone:
        workshops.reset()
        return render(request, "workshops/live_list/_list.html", list_context(visible, Filters()))


urlpatterns = [
    path("bare/constant", constant),
    path("bare/session", session),
    path("bare/list/", session),  # in the threads of polls
    path("e/<slug:event>/bare/template/", template),
    path("", include("portal.urls")),
]
