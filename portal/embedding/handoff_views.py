"""
A sign-in crosses into the frame, by the popup or the event's backend, or out of it into a tab.

    frame  create_challenge ──► confirm_popup ──code──► frame  redeem_frame_code
    frame  create_challenge ──► backend_api.hand_off ──code──► frame  redeem_frame_code
    frame  issue_tab_code ──code, verifier──► new tab  redeem_tab_code

The frame becomes the popup's or the backend's attendee, the new tab becomes the frame's.
"""

import logging

from django.http import HttpResponse, HttpResponseForbidden, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from portal.attendees import (
    Attendee,
    ErrorMessage,
    HttpResponseSeeOther,
    PortalRequest,
    SignedInRequest,
    next_url,
    public,
    sign_in,
    sign_in_page,
    signed_in,
)
from portal.embedding import one_time_codes, pending
from portal.embedding.modes import DisplayMode, allowed_origins, own_origin, require_mode

logger = logging.getLogger(__name__)


@public
@require_mode(DisplayMode.FRAME)
@require_POST
def create_challenge(request: PortalRequest, event: str) -> JsonResponse:
    """{"challenge", "connect": address of the popup}; the verifier stays in a framed cookie."""
    host = request.POST.get("host", "")
    host = host if host in allowed_origins(event) else ""
    verifier = one_time_codes.new_verifier()
    challenge = one_time_codes.challenge_of(verifier)
    popup_url = f"{request.url_root}{DisplayMode.POPUP}/e/{event}/hand-over/"
    response = JsonResponse({"challenge": challenge, "connect": popup_url})
    pending.hold_verifier(request, response, event, verifier, host)
    return response


@public
@require_mode(DisplayMode.FRAME)
@sensitive_post_parameters("code")
@require_POST
def redeem_frame_code(request: PortalRequest, event: str) -> JsonResponse:
    """
    {"next": address} and a signed-in frame, or 403.

    The code is spent and the frame's verifiers are dropped in either case.
    """
    response = _redeem_frame_code(request, event)
    pending.VERIFIERS.clear(request, response)
    return response


@require_mode(DisplayMode.POPUP)
@require_http_methods(["GET", "POST"])
def confirm_popup(request: SignedInRequest, event: str) -> HttpResponse:
    """A button at top level that names attendee and site; only its POST makes a code."""
    parameters = request.POST if request.method == "POST" else request.GET
    challenge, host = parameters.get("c", ""), parameters.get("host", "")
    is_allowed_host = not host or host in allowed_origins(event)
    if not one_time_codes.is_well_formed(challenge) or not is_allowed_host:
        return HttpResponseForbidden(_("This window wasn’t opened by the event’s page."))
    context = {"challenge": challenge, "host": host, "code": ""}
    if request.method == "POST":
        context["code"] = one_time_codes.issue(request.attendee, challenge, host)
    return render(request, "embedding/popup_confirm.html", context)


@require_mode(DisplayMode.FRAME)
@require_POST
def issue_tab_code(request: SignedInRequest, event: str) -> HttpResponse:
    """{"code"} that signs this attendee in to a new tab; the page itself made the challenge."""
    challenge = request.POST.get("challenge", "")
    if not one_time_codes.is_well_formed(challenge):
        return JsonResponse({"refused": True}, status=400)
    return JsonResponse({"code": one_time_codes.issue(request.attendee, challenge)})


@public
@csrf_exempt  # the tab's cookies are not the frame's, so it has another form token: _is_own_page
@require_mode(DisplayMode.TOP_LEVEL)
@sensitive_post_parameters("code", "verifier")
@require_POST
def redeem_tab_code(request: PortalRequest, event: str) -> HttpResponse:
    """Sign the new tab in as the frame's attendee; ask before this replaces another attendee."""
    if not _is_own_page(request):
        return HttpResponseForbidden(_("You can only open this from the portal."))
    payload, current = _redeem_with_verifier(request, event), signed_in(request, event)
    if payload is None:
        return _too_late(request, event, current)
    if current is None or current.key == payload.attendee.key:
        sign_in(request, event, payload.attendee)
        logger.info("signed in by a code, in a new tab: %r", payload.attendee)
        return HttpResponseSeeOther(next_url(request, event))
    pending.hold(request, event, payload.attendee)
    request.attendee = current
    context = {"pending_attendee": payload.attendee, "next": next_url(request, event)}
    return render(request, "embedding/confirm_account_switch.html", context)


@public
@require_mode(DisplayMode.TOP_LEVEL)
@require_POST
def confirm_account_switch(request: PortalRequest, event: str) -> HttpResponse:
    """Let the pending attendee replace the one who is signed in in this tab."""
    attendee = pending.pop(request, event)
    if attendee is None:
        return _too_late(request, event, signed_in(request, event))
    sign_in(request, event, attendee)
    logger.info("signed in by a code, in place of another: %r", attendee)
    return HttpResponseSeeOther(next_url(request, event))


def _redeem_frame_code(request: PortalRequest, event: str) -> JsonResponse:
    payload = one_time_codes.redeem(event, request.POST.get("code", ""))
    if payload is None or not pending.holds_verifier(request, event, payload):
        logger.warning("a code for the frame of %s was refused", event)
        return JsonResponse({"refused": True}, status=403)
    sign_in(request, event, payload.attendee)
    site = payload.host or "an event site"
    logger.info("signed in by a code, on %s: %r", site, payload.attendee)
    return JsonResponse({"next": next_url(request, event)})


def _redeem_with_verifier(request: PortalRequest, event: str) -> one_time_codes.CodePayload | None:
    verifier = request.POST.get("verifier", "")
    payload = one_time_codes.redeem(event, request.POST.get("code", ""))
    if payload is None or not one_time_codes.is_well_formed(verifier):
        return None
    return payload if one_time_codes.verifier_matches(payload, verifier) else None


def _is_own_page(request: PortalRequest) -> bool:
    """Whether a page of this portal sent the form; the browser says so, there is no form token."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return request.headers.get("Origin") == own_origin(request) and site == "same-origin"


def _too_late(request: PortalRequest, event: str, current: Attendee | None) -> HttpResponse:
    """An attendee who is signed in here anyway just goes on; everybody else signs in once more."""
    if current is not None:
        return HttpResponseSeeOther(next_url(request, event))
    message = ErrorMessage(
        _("Getting here from the event’s page took too long"),
        _("The link works once, for a minute."),
        _("Sign in here, or go back to the event’s page and try again."),
    )
    return sign_in_page(request, status=403, error_message=message)
