"""The style guide's one page."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from portal.attendees import PortalRequest, public
from workshops.styleguide.samples import samples


@public
@require_GET
def patterns_page(request: PortalRequest) -> HttpResponse:
    """Every component in every state, for developers and designers; only over the sandbox."""
    if not settings.IS_SANDBOX:
        raise Http404
    return render(request, "styleguide/styleguide.html", samples(timezone.now()))
