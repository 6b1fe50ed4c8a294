"""The portal's own addresses, and some pages that show a test what the middleware does."""

from django.http import HttpResponse
from django.urls import include, path
from django.views.decorators.cache import cache_control

from portal.attendees import api_for, public


def attendee_page(request, event):
    """A private page that shows the attendee that the middleware has set."""
    attendee = request.attendee
    shown = (attendee.id, attendee.name, attendee.initials, ",".join(attendee.roles))
    return HttpResponse("|".join(shown))


def reading(request, event):
    """A private page that reads from upstream."""
    return HttpResponse(api_for(request.attendee).profile().first_name)


def registering(request, event):
    """A private page that changes something upstream, which is never tried twice."""
    api_for(request.attendee).register(event, 7, before_start=False)
    return HttpResponse("registered")


def broken(request, event):
    """A private page with a bug."""
    return HttpResponse(1 / 0)


@cache_control(private=True, max_age=60)
def own_cache(request, event):
    """A private page that sets its own Cache-Control."""
    return HttpResponse("cached for a minute")


@public
def for_all(request, event):
    """A public page, which knows no attendee."""
    return HttpResponse(f"everybody, {request.attendee}")


def unmarked(request):
    """A page outside an event whose author forgot `@public`."""
    return HttpResponse("should not be seen")


urlpatterns = [
    path("e/<slug:event>/who/", attendee_page),
    path("e/<slug:event>/reading/", reading),
    path("e/<slug:event>/registering/", registering),
    path("e/<slug:event>/own-cache/", own_cache),
    path("e/<slug:event>/for-all/", for_all),
    path("e/<slug:event>/broken/", broken),
    path("unmarked/", unmarked),
    path("", include("portal.urls")),
]

handler400 = "portal.views.bad_request"
handler403 = "portal.views.forbidden"
handler404 = "portal.views.not_found"
handler500 = "portal.views.server_error"
