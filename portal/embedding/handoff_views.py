"""
A sign-in crosses: into the frame (by the popup or the event's backend), or out of it to a tab.

    frame  challenge ──► popup: hand_over ──code──► frame: claim        the popup's attendee
    frame  challenge ──► event site's backend ──code──► frame: claim    see backend.py
    frame  code_out ──code, verifier──► new tab: continue_here          the frame's attendee
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseForbidden, JsonResponse
from django.shortcuts import render
from django.urls import get_script_prefix
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from portal.attendees import session, sign_in_pages
from portal.attendees.decorators import PortalRequest, SignedInRequest, public
from portal.attendees.messages import ErrorMessage
from portal.attendees.redirects import HttpResponseSeeOther, next_url
from portal.embedding import one_time_codes, pending
from portal.embedding.modes import DisplayMode, display_mode, hosts_of, own_origin

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponse]


def require_mode(face: DisplayMode) -> Callable[[View], View]:
    """404 on every other face."""

    def decorated(view: View) -> View:
        @wraps(view)
        def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if display_mode(request) is not face:
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorated


@public
@require_mode(DisplayMode.FRAME)
@require_POST
def create_challenge(request: PortalRequest, event: str) -> JsonResponse:
    """{"challenge", "connect": address of the popup}; the verifier stays in the framed session."""
    host = request.POST.get("host", "")
    made = pending.new_challenge(request, event, host if host in hosts_of(event) else "")
    root = get_script_prefix().removesuffix(f"{DisplayMode.FRAME}/")
    return JsonResponse(
        {"challenge": made, "connect": f"{root}{DisplayMode.POPUP}/e/{event}/hand-over/"}
    )


@public
@require_mode(DisplayMode.FRAME)
@sensitive_post_parameters("code")
@require_POST
def redeem_frame_code(request: PortalRequest, event: str) -> JsonResponse:
    """{"next": address} and a signed-in frame, or 403; right or wrong, the code is spent."""
    load = one_time_codes.redeem(event, request.POST.get("code", ""))
    if not pending.consume_challenge(request, event, load) or load is None:
        logger.warning("a code for the frame of %s was refused", event)
        return JsonResponse({"refused": True}, status=403)
    session.sign_in(request, event, load.attendee)
    logger.info("signed in by a code, on %s: %r", load.host or "an event site", load.attendee)
    return JsonResponse({"next": next_url(request, event)})


@require_mode(DisplayMode.POPUP)
@require_http_methods(["GET", "POST"])
def confirm_popup(request: SignedInRequest, event: str) -> HttpResponse:
    """At top level: a button that names person and site; only its POST makes a code."""
    asked = request.POST if request.method == "POST" else request.GET
    wanted, host = asked.get("c", ""), asked.get("host", "")
    if not one_time_codes.is_well_formed(wanted) or (host and host not in hosts_of(event)):
        return HttpResponseForbidden(_("This window was not opened by the event's page."))
    context = {"challenge": wanted, "host": host, "code": ""}
    if request.method == "POST":
        context["code"] = one_time_codes.issue(request.attendee, wanted, host)
    return render(request, "embedding/popup_confirm.html", context)


@require_mode(DisplayMode.FRAME)
@require_POST
def issue_tab_code(request: SignedInRequest, event: str) -> HttpResponse:
    """{"code"} with which a new tab goes on as this attendee; the challenge is the page's own."""
    wanted = request.POST.get("challenge", "")
    if not one_time_codes.is_well_formed(wanted):
        return JsonResponse({"refused": True}, status=400)
    return JsonResponse({"code": one_time_codes.issue(request.attendee, wanted)})


@public
@csrf_exempt  # the tab's own session is another one than the frame's: see _is_own_page
@require_mode(DisplayMode.TOP_LEVEL)
@sensitive_post_parameters("code", "verifier")
@require_POST
def redeem_tab_code(request: PortalRequest, event: str) -> HttpResponse:
    """The new tab, signed in as in the frame; asks before it replaces another attendee."""
    if not _is_own_page(request):
        return HttpResponseForbidden(_("This can only be opened from the portal itself."))
    load, current = _payload_for_tab(request, event), session.signed_in(request, event)
    if load is None:
        return _too_late(request, event, current)
    if current is None or current.id == load.attendee.id:
        session.sign_in(request, event, load.attendee)
        logger.info("signed in by a code, in a new tab: %r", load.attendee)
        return HttpResponseSeeOther(next_url(request, event))
    pending.hold(request, event, load.attendee)
    request.attendee = current
    context = {"newcomer": load.attendee, "next": next_url(request, event)}
    return render(request, "embedding/confirm_account_switch.html", context)


@public
@require_mode(DisplayMode.TOP_LEVEL)
@require_POST
def confirm_account_switch(request: PortalRequest, event: str) -> HttpResponse:
    """The answer to whether another attendee may take the place of the one in this tab."""
    newcomer = pending.pop(request, event)
    if newcomer is None:
        return _too_late(request, event, session.signed_in(request, event))
    session.sign_in(request, event, newcomer)
    logger.info("signed in by a code, in place of another: %r", newcomer)
    return HttpResponseSeeOther(next_url(request, event))


def _payload_for_tab(request: PortalRequest, event: str) -> one_time_codes.CodePayload | None:
    verifier = request.POST.get("verifier", "")
    load = one_time_codes.redeem(event, request.POST.get("code", ""))
    is_right = (
        load
        and one_time_codes.is_well_formed(verifier)
        and one_time_codes.verifier_matches(load, verifier)
    )
    return load if is_right else None


def _is_own_page(request: PortalRequest) -> bool:
    """Whether a page of this portal sent the form: the browser says so, there is no form token."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return request.headers.get("Origin") == own_origin(request) and site == "same-origin"


def _too_late(request: PortalRequest, event: str, current: session.Attendee | None) -> HttpResponse:
    """Whoever is signed in here anyway just goes on; everybody else signs in once more."""
    if current is not None:
        return HttpResponseSeeOther(next_url(request, event))
    problem = ErrorMessage(
        _("The way from the event's page took too long"),
        _("It is open for a minute and works once."),
        _("Sign in here, or go back to the event's page and press the button again."),
    )
    return sign_in_pages.sign_in_page(request, status=403, problem=problem)
