"""
The event site's backend signs an attendee in: server to server, with the event's secret.

    POST /handoff/    Authorization: Bearer <secret>    Content-Type: application/json
    {"event", "access_token", "challenge", "user_id" (optional)}  ->  {"code"}

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
from portal.attendees import (
    PortalRequest,
    authenticate_with_token,
    is_from_this_machine,
    public,
    throttle_address,
)
from portal.embedding import one_time_codes
from portal.embedding.modes import DisplayMode, require_mode
from portal.embedding.rate_limit import exceeds, is_used_up

logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 20_000
MAX_TOKEN_LENGTH = 8192  # characters
MAX_USER_ID_LENGTH = 100  # characters
WRONG_SECRETS_PER_MINUTE = 20  # per address
CODES_PER_MINUTE = 1200  # per event: a whole conference after a break
WRONG_SECRET = "wrong secret"


@public
@csrf_exempt  # no browser comes here
@require_mode(DisplayMode.TOP_LEVEL)
@require_POST
@sensitive_variables("body")
def hand_off(request: PortalRequest) -> HttpResponse:
    """{"code"} for the frame that made the challenge; else {"error": word} and its status."""
    if not request.is_secure() and not is_from_this_machine(request):
        return _error("https_only", 403)
    body = _parse_body(request)
    if body is None:
        return _error("unreadable", 400)
    return _refusal(request, body["event"]) or _issue_code(body)


def _refusal(request: PortalRequest, event: str) -> HttpResponse | None:
    """For a caller who guesses, has no secret of the event, or wants too many codes; else None."""
    address = throttle_address(request)
    if is_used_up(WRONG_SECRET, address, WRONG_SECRETS_PER_MINUTE):  # asked before any comparison
        return _error("too_many", 429)
    if not _has_valid_secret(request, event):
        is_guessing = exceeds(WRONG_SECRET, address, WRONG_SECRETS_PER_MINUTE)
        return _error("too_many", 429) if is_guessing else _error("wrong_secret", 401)
    return _error("too_many", 429) if exceeds("code", event, CODES_PER_MINUTE) else None


@sensitive_variables("body")
def _issue_code(body: dict[str, str]) -> HttpResponse:
    event = body["event"]
    try:
        attendee = authenticate_with_token(event, body["access_token"], body["user_id"])
    except ApiRefused as refused:
        logger.warning("a token from the backend of %s was refused: %s", event, refused)
        return _error("token_refused", 422)
    except ApiError as error:
        logger.warning("a token from the backend of %s: %s", event, error)
        return _error("upstream", 502)
    return JsonResponse({"code": one_time_codes.issue(attendee, body["challenge"])})


@sensitive_variables("parsed", "body")
def _parse_body(request: PortalRequest) -> dict[str, str] | None:
    """The four texts of the body; None if a required one is missing or one is not valid."""
    try:
        if int(request.headers.get("Content-Length") or 0) > MAX_BODY_BYTES:
            return None
        parsed: Any = json.loads(request.body)
        names = ("event", "access_token", "challenge", "user_id")
        body = {name: str(parsed.get(name, "")).strip() for name in names}
    except (ValueError, AttributeError, RecursionError):
        return None
    return body if _is_valid(body) else None


@sensitive_variables("body", "token")
def _is_valid(body: dict[str, str]) -> bool:
    token, user_id = body["access_token"], body["user_id"]
    is_token = 0 < len(token) <= MAX_TOKEN_LENGTH and token.isascii() and token.isprintable()
    is_user_id = len(user_id) <= MAX_USER_ID_LENGTH and user_id.isprintable()
    return is_token and is_user_id and one_time_codes.is_well_formed(body["challenge"])


@sensitive_variables("presented", "secrets")
def _has_valid_secret(request: PortalRequest, event: str) -> bool:
    """Whether the request carries a secret of the event; two are valid while one is replaced."""
    scheme, _, presented = request.headers.get("Authorization", "").partition(" ")
    secrets = settings.EMBED_SECRETS.get(event, ())
    matches = [constant_time_compare(presented.strip(), secret) for secret in secrets]
    return scheme.lower() == "bearer" and any(matches)


def _error(word: str, status: int) -> HttpResponse:
    response = JsonResponse({"error": word}, status=status)
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
