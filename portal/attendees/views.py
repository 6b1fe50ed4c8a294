"""Sign-in by password or by the key of a mailed link, and sign-out."""

import logging
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from portal.accelevents.exceptions import ApiError
from portal.attendees import authentication, magic_link, session, sign_in_link, sign_in_pages
from portal.attendees.decorators import PortalRequest, public
from portal.attendees.error_pages import error_page
from portal.attendees.forms import KeyForm, PasswordForm
from portal.attendees.login_throttle import KeyInUse, TooManyAttempts
from portal.attendees.redirects import HttpResponseSeeOther, next_url
from portal.attendees.sign_in_link import SignInLink

logger = logging.getLogger(__name__)

LINK_FOR = "link_for"  # of the query: the event of a link that was opened at another one


@public
@sensitive_post_parameters("email", "password", "key")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: PortalRequest, event: str) -> HttpResponse:
    """The sign-in page; its POST says in `way` whether a password or a key was typed."""
    if request.method == "POST":
        if request.POST.get("way") == "key":
            return _sign_in_with_key(request, event, KeyForm(request.POST))
        return _sign_in_with_password(request, event, PasswordForm(request.POST))
    link = sign_in_link.read_query("?" + request.META["QUERY_STRING"])
    if link.key:
        return _hold_link(request, event, link)
    if LINK_FOR in request.GET:
        return sign_in_pages.link_for_other_event(request, request.GET[LINK_FOR])
    if session.signed_in(request, event):
        return HttpResponseSeeOther(next_url(request, event))
    return sign_in_pages.sign_in_page(request)


@public
@require_safe
@sensitive_variables("user_key")
def open_link(request: PortalRequest, event: str, user_key: str) -> HttpResponse:
    """The mailed link: takes the key out of the address; spends nothing, as mail scanners come."""
    return _hold_link(request, event, sign_in_link.read(request.get_full_path()))


@public
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("link")
def sign_in_key(request: PortalRequest, event: str) -> HttpResponse:
    """A button that names the attendee it would replace; only its POST spends the link's key."""
    link = magic_link.load(request, event)
    request.attendee = session.signed_in(request, event)
    if link is None:
        return HttpResponseSeeOther(reverse("sign_in", args=[event]))
    if request.method != "POST":
        return render(request, "attendees/confirm_magic_link.html", {"error_message": None})
    try:
        attendee = authentication.authenticate_with_link(request, event, link)
    except KeyInUse:
        return HttpResponseSeeOther(reverse("sign_in_key", args=[event]))
    except (ApiError, TooManyAttempts) as failure:
        return sign_in_pages.link_failed(request, failure)
    return _complete_sign_in(request, event, attendee)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: PortalRequest, event: str) -> HttpResponse:
    """POST signs this event's attendee out; a second one does no harm, a GET does nothing."""
    if request.method != "POST":
        return HttpResponseSeeOther(reverse("workshop_list", args=[event]))
    session.sign_out(request, event)
    return HttpResponseSeeOther(reverse("sign_in", args=[event]) + "?signed_out=1")


def csrf_failure(request: PortalRequest, reason: str = "") -> HttpResponse:
    """
    The form token is not (or no longer) valid: the page was open too long, or is not ours.

    An attendee who is already signed in, say by the first of two presses on Sign in, just goes on.
    """
    match = request.resolver_match
    event = match.kwargs.get("event", "") if match else ""
    request.event_url = event if event in settings.PORTAL_EVENTS else ""
    if match and match.url_name in ("sign_in", "sign_in_key") and session.signed_in(request, event):
        return HttpResponseSeeOther(reverse("workshop_list", args=[event]))
    if request.htmx:
        response: HttpResponse = HttpResponseClientRefresh()
        response.status_code = 403
        return response
    has_cookie = settings.CSRF_COOKIE_NAME in request.COOKIES
    message = sign_in_pages.form_token_outdated() if has_cookie else sign_in_pages.cookie_missing()
    return error_page(request, message, status=403)


def _sign_in_with_password(request: PortalRequest, event: str, form: PasswordForm) -> HttpResponse:
    if not form.is_valid():
        return sign_in_pages.sign_in_page(request, status=422, email_form=form)
    try:
        attendee = authentication.authenticate_with_password(request, event, **form.cleaned_data)
    except (ApiError, TooManyAttempts) as failure:
        return sign_in_pages.refused(request, failure, email_form=form)
    return _complete_sign_in(request, event, attendee)


def _sign_in_with_key(request: PortalRequest, event: str, form: KeyForm) -> HttpResponse:
    if not form.is_valid():
        return sign_in_pages.sign_in_page(request, status=422, key_form=form)
    link: SignInLink = form.cleaned_data["key"]
    if not sign_in_pages.is_for(event, link):
        return sign_in_pages.link_for_other_event(request, link.event, status=422)
    try:
        attendee = authentication.authenticate_with_link(request, event, link)
    except KeyInUse:
        return HttpResponseSeeOther(reverse("sign_in", args=[event]))
    except (ApiError, TooManyAttempts) as failure:
        return sign_in_pages.refused(request, failure)
    return _complete_sign_in(request, event, attendee)


@sensitive_variables("link")
def _hold_link(request: PortalRequest, event: str, link: SignInLink) -> HttpResponse:
    """A redirect to an address without the key, which is held for a button, or not if unfit."""
    if not sign_in_pages.is_for(event, link):
        other = urlencode({LINK_FOR: link.event})
        return HttpResponseSeeOther(f"{reverse('sign_in', args=[event])}?{other}")
    response = HttpResponseSeeOther(reverse("sign_in_key", args=[event]))
    if link.key:
        magic_link.store(response, event, link)
    return response


def _complete_sign_in(
    request: PortalRequest, event: str, attendee: session.Attendee
) -> HttpResponse:
    session.sign_in(request, event, attendee)
    logger.info("signed in: %r", attendee)
    response = HttpResponseSeeOther(next_url(request, event))
    magic_link.clear(request, response)
    return response
