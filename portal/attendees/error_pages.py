"""A failure as a page, or as a notice on the page that stands."""

import logging

from django.http import HttpResponse
from django.shortcuts import render
from django_htmx.http import reswap, retarget

from portal.accelevents.exceptions import ApiError
from portal.attendees.decorators import PortalRequest
from portal.attendees.messages import ErrorMessage, message_for, page_status
from portal.observability.support_code import new_code

logger = logging.getLogger(__name__)


def upstream_error_response(request: PortalRequest, error: ApiError) -> HttpResponse:
    """
    What an upstream failure looks like that no view has dealt with.

    htmx gets a notice with status 200, because it swaps no other; what it would have replaced
    stays. The rescue code on the page is in the log with the failed call.
    """
    problem, code = message_for(error), new_code()
    who = request.attendee.id if request.attendee else "nobody"
    extra = {"support_code": code}
    logger.warning("rescue code %s: %s, for attendee %s", code, error, who, extra=extra)
    if request.htmx:
        return _notice(request, problem)
    return error_page(request, problem, page_status(error), code)


def error_page(
    request: PortalRequest, problem: ErrorMessage, status: int, code: str = ""
) -> HttpResponse:
    """error.html with a way to try again; Retry-After when the wait is known."""
    context = {
        "headline": problem.headline,
        "why": problem.why,
        "next_step": problem.next_step,
        "rescue_code": code,
        "retry": True,
    }
    return with_retry_after(render(request, "error.html", context, status=status), problem)


def with_retry_after(response: HttpResponse, problem: ErrorMessage) -> HttpResponse:
    """The same answer, with Retry-After when the problem's wait is known."""
    if problem.wait_seconds is not None:
        response["Retry-After"] = str(problem.wait_seconds)
    return response


def _notice(request: PortalRequest, problem: ErrorMessage) -> HttpResponse:
    context = {
        "kind": "bad",
        "headline": problem.headline,
        "text": problem.why,
        "next_step": problem.next_step,
    }
    response = render(request, "_notice.html", context)
    return reswap(retarget(response, "#notices"), "innerHTML")
