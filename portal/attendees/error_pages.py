"""A failure as a page of its own, or as a notice on the page that is already open."""

import logging

from django.http import HttpResponse
from django.shortcuts import render
from django_htmx.http import reswap, retarget

from portal.accelevents.exceptions import ApiError
from portal.attendees.decorators import PortalRequest
from portal.attendees.messages import ErrorMessage, message_for, page_status
from portal.observability import support_code

logger = logging.getLogger(__name__)


def upstream_error_response(request: PortalRequest, error: ApiError) -> HttpResponse:
    """
    The response to an upstream failure that no view has handled.

    htmx gets a notice with status 200, because it swaps no other; the part that it would have
    replaced stays. The support code on the page is in the log with the failed call.
    """
    message, code = message_for(error), support_code.new_code()
    attendee_id = request.attendee.id if request.attendee else "nobody"
    logger.warning(
        "support code %s: %s, for attendee %s",
        code,
        error,
        attendee_id,
        extra={"support_code": code},
    )
    if request.htmx:
        return _notice(request, message)
    return error_page(request, message, page_status(error), code)


def error_page(
    request: PortalRequest, message: ErrorMessage, status: int, code: str = ""
) -> HttpResponse:
    """error.html with a way to try again, and with Retry-After if the wait is known."""
    context = {
        "headline": message.headline,
        "why": message.why,
        "next_step": message.next_step,
        "support_code": code,
        "retry": True,
    }
    return with_retry_after(render(request, "error.html", context, status=status), message)


def with_retry_after(response: HttpResponse, message: ErrorMessage) -> HttpResponse:
    """The same response, with Retry-After if the wait of `message` is known."""
    if message.wait_seconds is not None:
        response["Retry-After"] = str(message.wait_seconds)
    return response


def _notice(request: PortalRequest, message: ErrorMessage) -> HttpResponse:
    context = {
        "kind": "bad",
        "headline": message.headline,
        "text": message.why,
        "next_step": message.next_step,
    }
    response = render(request, "_notice.html", context)
    return reswap(retarget(response, "#notices"), "innerHTML")
