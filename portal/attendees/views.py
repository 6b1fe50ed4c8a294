"""Sign-in by password or by the key of a mailed link, and sign-out."""

import logging

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from portal.accelevents.exceptions import ApiError
from portal.attendees import authentication, magic_link, session, sign_in_pages
from portal.attendees.decorators import PortalRequest, public
from portal.attendees.error_pages import error_page
from portal.attendees.forms import KeyForm, PasswordForm
from portal.attendees.login_throttle import KeyInUse, TooManyAttempts
from portal.attendees.redirects import HttpResponseSeeOther, next_url

logger = logging.getLogger(__name__)


@public
@sensitive_post_parameters("email", "password", "key")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: PortalRequest, event: str) -> HttpResponse:
    """The sign-in page; its POST tells by `way` whether a password or a key was typed."""
    if request.method != "POST":
        is_in = session.signed_in(request, event)
        return (
            HttpResponseSeeOther(next_url(request, event))
            if is_in
            else sign_in_pages.sign_in_page(request)
        )
    if request.POST.get("way") == "key":
        return _by_key(request, event, KeyForm(request.POST))
    return _by_password(request, event, PasswordForm(request.POST))


@public
@require_safe
@sensitive_variables("user_key")
def sign_in_link(request: PortalRequest, event: str, user_key: str) -> HttpResponse:
    """The mailed link: takes the key out of the address and spends nothing (mail scanners come)."""
    form = KeyForm({"key": user_key})
    if form.is_valid():
        magic_link.store(request, event, form.cleaned_data["key"])
    return HttpResponseSeeOther(reverse("sign_in_key", args=[event]))


@public
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("key")
def sign_in_key(request: PortalRequest, event: str) -> HttpResponse:
    """A button, which says whom it would replace; only its POST spends the key of the link."""
    key = magic_link.load(request, event)
    request.attendee = session.signed_in(request, event)
    if not key:
        return HttpResponseSeeOther(reverse("sign_in", args=[event]))
    if request.method != "POST":
        return render(request, "attendees/confirm_magic_link.html", {"problem": None})
    try:
        return _enter(request, event, authentication.authenticate_with_key(request, event, key))
    except KeyInUse:
        return HttpResponseSeeOther(reverse("sign_in_key", args=[event]))
    except (ApiError, TooManyAttempts) as obstacle:
        return sign_in_pages.link_failed(request, event, obstacle)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: PortalRequest, event: str) -> HttpResponse:
    """POST forgets this event's attendee, twice does no harm; merely looking does nothing."""
    if request.method != "POST":
        return HttpResponseSeeOther(reverse("workshop_list", args=[event]))
    session.sign_out(request, event)
    return HttpResponseSeeOther(reverse("sign_in", args=[event]) + "?signed_out=1")


def csrf_failure(request: PortalRequest, reason: str = "") -> HttpResponse:
    """
    The form token is not (or no longer) right: the page was open too long, or is not ours.

    Somebody who is signed in already, say by the first of two presses on Sign in, just goes on.
    """
    where = request.resolver_match
    event = where.kwargs.get("event", "") if where else ""
    request.event_url = event if event in settings.PORTAL_EVENTS else ""
    if where and where.url_name in ("sign_in", "sign_in_key") and session.signed_in(request, event):
        return HttpResponseSeeOther(reverse("workshop_list", args=[event]))
    if request.htmx:
        response: HttpResponse = HttpResponseClientRefresh()
        response.status_code = 403
        return response
    kept = settings.SESSION_COOKIE_NAME in request.COOKIES
    problem = sign_in_pages.open_too_long() if kept else sign_in_pages.no_cookie()
    return error_page(request, problem, status=403)


def _by_password(request: PortalRequest, event: str, form: PasswordForm) -> HttpResponse:
    if not form.is_valid():
        return sign_in_pages.sign_in_page(request, status=422, email_form=form)
    try:
        attendee = authentication.authenticate_with_password(request, event, **form.cleaned_data)
    except (ApiError, TooManyAttempts) as obstacle:
        return sign_in_pages.refused(request, obstacle, email_form=form)
    return _enter(request, event, attendee)


def _by_key(request: PortalRequest, event: str, form: KeyForm) -> HttpResponse:
    if not form.is_valid():
        return sign_in_pages.sign_in_page(request, status=422, key_form=form)
    try:
        attendee = authentication.authenticate_with_key(request, event, **form.cleaned_data)
    except KeyInUse:
        return HttpResponseSeeOther(reverse("sign_in", args=[event]))
    except (ApiError, TooManyAttempts) as obstacle:
        return sign_in_pages.refused(request, obstacle)
    return _enter(request, event, attendee)


def _enter(request: PortalRequest, event: str, attendee: session.Attendee) -> HttpResponse:
    session.sign_in(request, event, attendee)
    magic_link.clear(request, event)
    logger.info("signed in: %r", attendee)
    return HttpResponseSeeOther(next_url(request, event))
