"""
From a password or a key to an attendee.

One login call, which may spend a one-time key and is never repeated; then whether this person may
come to this event; then the name, which may stay unknown.
"""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.debug import sensitive_variables

from portal.accelevents import Accelevents
from portal.accelevents.exceptions import ApiError, ApiRefused, Reason
from portal.accelevents.records import LoginResult, Profile
from portal.attendees.encryption import encrypt
from portal.attendees.login_throttle import single_use, throttled
from portal.attendees.session import Attendee, api_for, upstream

# Only these keep somebody out; after any other failure the list decides what they may see.
# https://developer.accelevents.com/reference (allowedToVirtualAccess)
BLOCKING_REASONS = {
    Reason.SIGN_IN_AGAIN,
    Reason.NO_EVENT_TICKET,
    Reason.EVENT_NOT_OPEN,
    Reason.EVENT_FULL,
}


@sensitive_variables("email", "password", "signed_in")
def authenticate_with_password(
    request: HttpRequest, event: str, email: str, password: str
) -> Attendee:
    """
    The attendee with this e-mail and password, not yet in the session.

    POST /rest/u/login. Raises ApiError, TooManyAttempts.
    """
    with throttled(request, email):
        signed_in = api_for(None).sign_in_with_password(email, password)
    return _complete_login(event, signed_in)


@sensitive_variables("key", "signed_in")
def authenticate_with_key(request: HttpRequest, event: str, key: str) -> Attendee:
    """
    The attendee whom this key was mailed to, not yet in the session; the key is spent.

    POST /rest/u/loginUserByUserKey/{key}. Raises ApiError, TooManyAttempts, AlreadyUnderWay.
    https://developer.accelevents.com/reference/login-using-userkey
    """
    with single_use(key), throttled(request, f"key {key}"):
        signed_in = api_for(None).sign_in_with_user_key(key)
    return _complete_login(event, signed_in)


@sensitive_variables("token")
def authenticate_with_token(event: str, token: str, user_id: str = "") -> Attendee:
    """
    The attendee whose token the event's own site holds, not yet in the session.

    GET /rest/u/myprofile must know the token. Raises ApiError.
    """
    api = Accelevents(upstream(), token=token)
    profile = api.profile()
    return _attendee(event, LoginResult(token, user_id), _roles(api, event), profile)


@sensitive_variables("signed_in")
def _complete_login(event: str, signed_in: LoginResult) -> Attendee:
    """Raises ApiRefused when upstream does not let this person come to the event."""
    api = Accelevents(upstream(), token=signed_in.token)
    return _attendee(event, signed_in, _roles(api, event), _profile(api))


@sensitive_variables("signed_in")
def _attendee(
    event: str, signed_in: LoginResult, roles: tuple[str, ...], profile: Profile
) -> Attendee:
    return Attendee(
        event=event,
        id=signed_in.user_id or _stand_in_id(signed_in.token),
        first_name=profile.first_name,
        last_name=profile.last_name,
        roles=roles,
        token=encrypt(signed_in.token),
        signed_in_at=timezone.now(),
    )


def _roles(api: Accelevents, event: str) -> tuple[str, ...]:
    """Upstream's words for what they are at the event; () if it did not say."""
    try:
        return api.access(event).roles
    except ApiRefused as refused:
        if refused.reason in BLOCKING_REASONS:
            raise
    except ApiError:
        pass  # the client has logged it
    return ()


def _profile(api: Accelevents) -> Profile:
    """Upstream's, or one without names."""
    try:
        return api.profile()
    except ApiError:
        return Profile("", "", "")


@sensitive_variables("token")
def _stand_in_id(token: str) -> str:
    """Tells this attendee from others when upstream names no user id, without showing the token."""
    digest = salted_hmac("portal.attendees: attendee id", token, algorithm="sha256").hexdigest()
    return f"unnamed-{digest[:16]}"
