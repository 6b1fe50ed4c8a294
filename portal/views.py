"""The error pages. None of them calls upstream or needs a session, so they always render."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _page(
        request,
        400,
        _("We couldn’t read that request"),
        _("Something in its address or form isn’t right."),
        _("Go back to the previous page and try again."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _page(
        request,
        403,
        _("This page isn’t open to you"),
        _("Your account can’t see it."),
        _("Go back to the workshops, or sign in with another account."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404. Names no event: the page must not reveal which ones there are."""
    return _page(
        request,
        404,
        _("There’s nothing here"),
        _("The address may be wrong, or the page may have been removed or isn’t open to you."),
        _("Check the address, or go back to the workshops."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: the fault is ours."""
    return _page(
        request,
        500,
        _("Something went wrong on our side"),
        _("It’s not your fault, and the people who run this site can see what happened."),
        _("Try again in a moment. If it keeps happening, tell the organizer what you did."),
    )


def _page(
    request: HttpRequest, status: int, headline: str, why: str, next_step: str
) -> HttpResponse:
    context = {
        "headline": headline,
        "why": why,
        "next_step": next_step,
        "support_code": "",
        "retry": status == 500,
    }
    return render(request, "error.html", context, status=status)
