"""
From a password or a key to an attendee.

The first step is the login call, which may spend a one-time key and is never repeated. The second
asks whether this person may come to this event. The third asks for the name, which may stay
unknown, unless the second does not know the new token: then this one must.
"""

from dataclasses import replace

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.debug import sensitive_variables

from portal.accelevents import Accelevents
from portal.accelevents.exceptions import ApiError, ApiRefused, AuthenticationRequired, Reason
from portal.accelevents.records import LoginResult, Profile
from portal.attendees import login_calls
from portal.attendees.encryption import encrypt
from portal.attendees.identity import attendee_key
from portal.attendees.login_throttle import Way, single_use, throttled
from portal.attendees.session import Attendee, api_for, upstream
from portal.attendees.sign_in_link import SignInLink

# Only these reasons keep an attendee out. After any other failure of the access check, the list
# decides what they may see. https://developer.accelevents.com/reference (allowedToVirtualAccess)
BLOCKING_REASONS = {Reason.NO_EVENT_TICKET, Reason.EVENT_NOT_OPEN, Reason.EVENT_FULL}

NAMELESS = Profile("", "", "", "")


@sensitive_variables("email", "password", "login")
def authenticate_with_password(
    request: HttpRequest, event: str, email: str, password: str
) -> Attendee:
    """
    Return the attendee with this email and password, not yet in the session.

    POST /rest/u/login. Raises ApiError, PasswordLoginMissing among them, or TooManyAttempts.
    """
    with throttled(request, Way.PASSWORD, email):
        login = login_calls.sign_in_with_password(api_for(None), email, password)
    return _complete_login(event, login)


@sensitive_variables("link", "login")
def authenticate_with_link(request: HttpRequest, event: str, link: SignInLink) -> Attendee:
    """
    Return the attendee to whom this link was mailed, not yet in the session. A key is spent.

    POST /rest/u/loginUserByUserKey/{key} or /rest/u/login/token/{token}, see `login_calls`.
    Raises ApiError, TooManyAttempts, KeyInUse.
    """
    with single_use(link.key), throttled(request, Way.KEY, link.key):
        login = login_calls.sign_in_with_link(api_for(None), link)
    return _complete_login(event, login)


@sensitive_variables("token", "profile")
def authenticate_with_token(event: str, token: str, user_id: str = "") -> Attendee:
    """
    Return the attendee whose token the event's own site holds, not yet in the session.

    `user_id` is that site's own claim: it names the person in the room, and opens nothing.
    GET /rest/u/myprofile must know the token. Raises ApiError.
    """
    api = Accelevents(upstream(), token=token)
    profile = api.confirm_token()
    attendee = _attendee(event, LoginResult(token, ""), _roles(api, event) or (), profile)
    return replace(attendee, id=user_id or attendee.id)


@sensitive_variables("login", "profile")
def _complete_login(event: str, login: LoginResult) -> Attendee:
    """Raise ApiRefused if upstream does not let this person come to the event."""
    api = Accelevents(upstream(), token=login.token)
    roles = _roles(api, event)
    profile = _profile(api, must_be_known=roles is None)
    if roles is None and profile:
        roles = _roles(api, event)
    return _attendee(event, login, roles or (), profile or NAMELESS)


@sensitive_variables("login", "profile")
def _attendee(event: str, login: LoginResult, roles: tuple[str, ...], profile: Profile) -> Attendee:
    return Attendee(
        event=event,
        id=login.user_id or _id_from_token(login.token),
        first_name=profile.first_name,
        last_name=profile.last_name,
        roles=roles,
        token=encrypt(login.token),
        signed_in_at=timezone.now(),
        key=attendee_key(event, profile.email, login.user_id, login.token),
    )


def _roles(api: Accelevents, event: str) -> tuple[str, ...] | None:
    """
    Upstream's words for what this person is at the event; () if it did not say.

    None after a 401, which may be about the form of the token's header alone.
    """
    try:
        return api.access(event).roles
    except AuthenticationRequired:
        return None
    except ApiRefused as refused:
        if refused.reason in BLOCKING_REASONS:
            raise
    except ApiError:
        pass  # the client has logged it
    return ()


def _profile(api: Accelevents, must_be_known: bool) -> Profile | None:
    """
    The profile that upstream holds; None if it gave none.

    AuthenticationRequired if it `must_be_known` and upstream does not know the token. If nobody can
    tell, it is None all the same: a key that is spent must not be lost for that.
    """
    try:
        return api.confirm_token()
    except AuthenticationRequired:
        if must_be_known:
            raise
    except ApiError:
        pass  # the client has logged it
    return None


@sensitive_variables("token")
def _id_from_token(token: str) -> str:
    """Tell this attendee from others if upstream names no user id, without showing the token."""
    digest = salted_hmac("portal.attendees: attendee id", token, algorithm="sha256").hexdigest()
    return f"unnamed-{digest[:16]}"
