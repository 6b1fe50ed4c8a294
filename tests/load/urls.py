"""What the portal is compared with: the least that Django can do, and the obvious way to do it."""

import gzip

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from portal.attendees.access import SignedInRequest, public
from workshops.drawn import list_context
from workshops.filters import Filters
from workshops.page import sight
from workshops.templatetags import workshops as tags

SOMETHING = b"".join(b"<p>workshop %d</p>" % (number * 7919) for number in range(1500))
PACKED = gzip.compress(SOMETHING)  # about what a list of 50 weighs


@public
def constant(request: HttpRequest) -> HttpResponse:
    """Behind the same middleware, nothing done."""
    return HttpResponse(b"nothing changed")


@public
def session(request: HttpRequest) -> HttpResponse:
    """The session is read, and a body as large as a list goes out, compressed beforehand."""
    assert request.session["attendees"]
    return HttpResponse(PACKED, headers={"Content-Encoding": "gzip"})


def template(request: SignedInRequest, event: str) -> HttpResponse:
    """The list drawn anew for everybody, card for card, from a catalogue in memory."""
    tags._draw.cache_clear()
    seen = sight(request, ask_upstream=False)
    return render(request, "workshops/_list.html", list_context(seen, Filters()))


@public
def cached(request: HttpRequest) -> HttpResponse:
    """What nginx keeps for everybody: a list of 50, compressed."""
    return HttpResponse(PACKED[:8000], headers={"Cache-Control": "public, max-age=1"})


urlpatterns = [
    path("bare/constant", constant),
    path("bare/session", session),
    path("bare/cached", cached),
    path("e/<slug:event>/bare/template/", template),
    path("", include("portal.urls")),
]
