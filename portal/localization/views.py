"""Choose the clock in which this browser is shown times."""

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from portal.attendees import HttpResponseSeeOther, SignedInRequest, next_url
from portal.localization.language import ENGLISHES

KEEP_SECONDS = 365 * 24 * 60 * 60


@require_POST
def choose_clock(request: SignedInRequest, event: str) -> HttpResponse:
    """
    Keep the form's `clock`, one of ENGLISHES, in a cookie and go to `next`.

    Anything else forgets the choice, so that the browser's languages decide again.
    """
    response = HttpResponseSeeOther(next_url(request, event))
    clock = request.POST.get("clock", "")
    name = settings.LANGUAGE_COOKIE_NAME
    if clock in ENGLISHES:
        response.set_cookie(name, clock, KEEP_SECONDS, secure=True, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(name, samesite="Lax")
    return response
