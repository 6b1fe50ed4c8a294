"""The three sign-ins: by password, by the key of an emailed link, by an access-link token."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from portal.sandbox.accelevents.error_responses import (
    DUPLICATE_EMAIL,
    KEY_BLOCKED,
    KEY_INVALID,
    KEY_USED,
    LOCKED,
    MALFORMED,
    NO_USER,
    WRONG_PASSWORD,
    RequestError,
)
from portal.sandbox.accelevents.models import Person
from portal.sandbox.accelevents.request_context import RequestContext
from portal.sandbox.accelevents.state import State

FAILED_LOGINS_BEFORE_LOCK = 5
LOCK_TIME = timedelta(minutes=30)
_KEY_ERRORS = {"used": KEY_USED, "blocked": KEY_BLOCKED}


def login_with_password(context: RequestContext) -> dict[str, Any]:
    """POST /rest/u/login {"username", "password", "rememberme"}."""
    if not isinstance(context.body, dict):
        raise RequestError(MALFORMED)
    person = context.state.person(str(context.body.get("username") or ""))
    if person is None:
        raise RequestError(NO_USER)
    _check_account(person, context.state.clock.now())
    _check_password(person, context.body.get("password"), context.state.clock.now())
    return _login_result(context.state, person)


def _check_account(person: Person, now: datetime) -> None:
    if person.is_locked or (person.locked_until is not None and now < person.locked_until):
        raise RequestError(LOCKED)
    if person.has_duplicate_email:
        raise RequestError(DUPLICATE_EMAIL)


def _check_password(person: Person, password: object, now: datetime) -> None:
    """RequestError if it is wrong; the fifth wrong one in a row locks the account for a while."""
    person.failed_logins += 1
    if person.password and password == person.password:
        person.failed_logins, person.locked_until = 0, None
    elif person.failed_logins >= FAILED_LOGINS_BEFORE_LOCK:
        person.failed_logins, person.locked_until = 0, now + LOCK_TIME
        raise RequestError(LOCKED)
    else:
        raise RequestError(WRONG_PASSWORD)


def login_with_key(context: RequestContext) -> dict[str, Any]:
    """POST /rest/u/loginUserByUserKey/{key}: a key is valid once."""
    person = _person_with(context.state, "user_key", context.path_params["key"])
    if person is None:
        raise RequestError(KEY_INVALID)
    if person.key_state in _KEY_ERRORS:
        raise RequestError(_KEY_ERRORS[person.key_state])
    person.key_state = "used"
    return _login_result(context.state, person)


def login_with_token(context: RequestContext) -> dict[str, Any]:
    """POST /rest/u/login/token/{token}: for speakers and the team, any number of times."""
    person = _person_with(context.state, "login_token", context.path_params["token"])
    if person is None:
        raise RequestError(NO_USER)
    return _login_result(context.state, person) | {
        "countryCode": "US",
        "email": person.email,
        "eventId": 4711,
        "firstName": person.first,
        "lastName": person.last,
        "marketingOptIn": False,
        "phonenumber": None,
        "role": [person.role],
        "userProfilePhoto": None,
    }


def _person_with(state: State, field: str, value: str) -> Person | None:
    return next((each for each in state.people.values() if getattr(each, field) == value), None)


def _login_result(state: State, person: Person) -> dict[str, Any]:
    expires = state.clock.now() + timedelta(minutes=person.token_minutes or 24 * 60)
    return {
        "access_token": state.issue_token(person),
        "expires_in": f"{expires:%Y-%m-%d %H:%M:%S}",
        "redirectUrl": "/e/demo/portal",
        "showExhibitorMenu": False,
        "userId": person.id,
        "userRole": person.role,
        "whiteLabelURL": None,
    }
