"""The portal's own addresses, and some pages that let a test see what the middleware does."""

from django.http import HttpResponse
from django.urls import include, path
from django.views.decorators.cache import cache_control

from portal.attendees.decorators import public
from portal.attendees.session import api_for


def who(request, event):
    """A private page that shows what the middleware knows of the attendee."""
    shown = request.attendee
    return HttpResponse(f"{shown.id}|{shown.name}|{shown.initials}|{','.join(shown.roles)}")


def asking(request, event):
    """A private page that reads from upstream."""
    return HttpResponse(api_for(request.attendee).profile().first_name)


def pressing(request, event):
    """A private page that does something upstream, which is never tried twice."""
    api_for(request.attendee).register(event, 7, before_start=False)
    return HttpResponse("registered")


def broken(request, event):
    """A private page with a fault of our own."""
    return HttpResponse(1 / 0)


@cache_control(private=True, max_age=60)
def own_cache(request, event):
    """A private page that says itself how long it may be kept."""
    return HttpResponse("kept a minute")


@public
def for_all(request, event):
    """A public page that knows nobody."""
    return HttpResponse(f"everybody, {request.attendee}")


def forgotten(request):
    """A page outside an event whose author forgot the mark."""
    return HttpResponse("should not be seen")


urlpatterns = [
    path("e/<slug:event>/who/", who),
    path("e/<slug:event>/asking/", asking),
    path("e/<slug:event>/pressing/", pressing),
    path("e/<slug:event>/own-cache/", own_cache),
    path("e/<slug:event>/for-all/", for_all),
    path("e/<slug:event>/broken/", broken),
    path("forgotten/", forgotten),
    path("", include("portal.urls")),
]

handler403 = "portal.views.forbidden"
handler404 = "portal.views.not_found"
