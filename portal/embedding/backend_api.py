"""
The event site's backend vouches for an attendee: server to server, with the event's secret.

    POST /handoff/    Authorization: Bearer <secret>    Content-Type: application/json
    {"event", "access_token", "challenge", "user_id" (may be left out)}  ->  {"code"}

The token is checked upstream before a code is made for it, and never logged.
"""

import json
import logging
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from portal.accelevents.exceptions import ApiError, ApiRefused
from portal.attendees import authentication
from portal.attendees.client_ip import throttle_address
from portal.attendees.decorators import PortalRequest, public
from portal.embedding import one_time_codes
from portal.embedding.handoff_views import require_mode
from portal.embedding.modes import DisplayMode
from portal.embedding.rate_limit import exceeds

logger = logging.getLogger(__name__)

LARGEST_BODY = 20_000  # bytes
LONGEST_TOKEN = 8192
WRONG_SECRETS_A_MINUTE = 20  # per address
CODES_A_MINUTE = 1200  # per event: a whole conference after a break
LOOPBACK = ("localhost", "127.0.0.1")


@public
@csrf_exempt  # no browser comes here
@require_mode(DisplayMode.TOP_LEVEL)
@require_POST
@sensitive_variables("asked")
def hand_off(request: PortalRequest) -> HttpResponse:
    """{"code"} for the frame whose challenge it was; else {"error": word} and what it means."""
    if not request.is_secure() and request.get_host().partition(":")[0] not in LOOPBACK:
        return _no("https_only", 403)
    asked = _body_of(request)
    if asked is None:
        return _no("unreadable", 400)
    if not _is_vouched_for(request, asked["event"]):
        is_guessing = exceeds("wrong secret", throttle_address(request), WRONG_SECRETS_A_MINUTE)
        return _no("too_many", 429) if is_guessing else _no("wrong_secret", 401)
    if exceeds("code", asked["event"], CODES_A_MINUTE):
        return _no("too_many", 429)
    return _code_for(asked)


@sensitive_variables("asked")
def _code_for(asked: dict[str, str]) -> HttpResponse:
    try:
        attendee = authentication.authenticate_with_token(
            asked["event"], asked["access_token"], asked["user_id"]
        )
    except ApiRefused as refused:
        logger.warning("a token from the backend of %s was refused: %s", asked["event"], refused)
        return _no("token_refused", 422)
    except ApiError as error:
        logger.warning("a token from the backend of %s: %s", asked["event"], error)
        return _no("upstream", 502)
    return JsonResponse({"code": one_time_codes.issue(attendee, asked["challenge"])})


@sensitive_variables("read")
def _body_of(request: PortalRequest) -> dict[str, str] | None:
    """The four texts of the body; None when one that is needed is missing or cannot be one."""
    try:
        if int(request.headers.get("Content-Length") or 0) > LARGEST_BODY:
            return None
        read: Any = json.loads(request.body)
        names = ("event", "access_token", "challenge", "user_id")
        asked = {name: str(read.get(name, "")).strip() for name in names}
    except (ValueError, AttributeError):
        return None
    is_token = 0 < len(asked["access_token"]) <= LONGEST_TOKEN and asked["access_token"].isascii()
    is_id = len(asked["user_id"]) <= 100 and asked["user_id"].isprintable()
    is_fine = is_token and is_id and asked["access_token"].isprintable()
    return asked if is_fine and one_time_codes.is_well_formed(asked["challenge"]) else None


@sensitive_variables("told", "secrets")
def _is_vouched_for(request: PortalRequest, event: str) -> bool:
    """Whether a secret of the event came along; two are valid while one is replaced."""
    kind, _, told = request.headers.get("Authorization", "").partition(" ")
    secrets = settings.EMBED_SECRETS.get(event, ())
    right = [constant_time_compare(told.strip(), secret) for secret in secrets]
    return kind.lower() == "bearer" and any(right)


def _no(word: str, status: int) -> HttpResponse:
    response = JsonResponse({"error": word}, status=status)
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
