"""The ways in: password, mailed key, access-link token; then who one is, and may one enter."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from portal.sandbox.accelevents.error_responses import (
    AT_THE_FRONT_DOOR,
    KEY_BLOCKED,
    KEY_INVALID,
    KEY_USED,
    LOCKED,
    MALFORMED,
    NO_USER,
    NOT_ACTIVATED,
    TWO_USERS,
    WRONG_PASSWORD,
    Refused,
)
from portal.sandbox.accelevents.request_context import Asked
from portal.sandbox.accelevents.state import Person, World

TRIES_BEFORE_LOCK = 5
LOCK = timedelta(minutes=30)
_KEY_REFUSALS = {"used": KEY_USED, "blocked": KEY_BLOCKED}


def by_password(asked: Asked) -> dict[str, Any]:
    """POST /rest/u/login {"username", "password", "rememberme"}."""
    if not isinstance(asked.body, dict):
        raise Refused(MALFORMED)
    person = asked.world.person(str(asked.body.get("username") or ""))
    if person is None:
        raise Refused(NO_USER)
    _check_account(person, asked.world.clock.now())
    _check_password(person, asked.body.get("password"), asked.world.clock.now())
    return _signed_in(asked.world, person)


def _check_account(person: Person, now: datetime) -> None:
    if person.is_locked or (person.locked_until is not None and now < person.locked_until):
        raise Refused(LOCKED)
    if person.is_twice:
        raise Refused(TWO_USERS)


def _check_password(person: Person, given: object, now: datetime) -> None:
    """Refused if it is wrong; the fifth wrong one in a row locks the account for a while."""
    person.wrong_tries += 1
    if person.password and given == person.password:
        person.wrong_tries, person.locked_until = 0, None
    elif person.wrong_tries >= TRIES_BEFORE_LOCK:
        person.wrong_tries, person.locked_until = 0, now + LOCK
        raise Refused(LOCKED)
    else:
        raise Refused(WRONG_PASSWORD)


def by_key(asked: Asked) -> dict[str, Any]:
    """POST /rest/u/loginUserByUserKey/{key}: good once."""
    person = _whose(asked.world, "user_key", asked.parts["key"])
    if person is None:
        raise Refused(KEY_INVALID)
    if person.key_state in _KEY_REFUSALS:
        raise Refused(_KEY_REFUSALS[person.key_state])
    person.key_state = "used"
    return _signed_in(asked.world, person)


def by_token(asked: Asked) -> dict[str, Any]:
    """POST /rest/u/login/token/{token}: for speakers and the team, any number of times."""
    person = _whose(asked.world, "login_token", asked.parts["token"])
    if person is None:
        raise Refused(NO_USER)
    return _signed_in(asked.world, person) | {
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


def _whose(world: World, field: str, given: str) -> Person | None:
    return next((each for each in world.people.values() if getattr(each, field) == given), None)


def _signed_in(world: World, person: Person) -> dict[str, Any]:
    until = world.clock.now() + timedelta(minutes=person.token_minutes or 24 * 60)
    return {
        "access_token": world.sign_in(person),
        "expires_in": f"{until:%Y-%m-%d %H:%M:%S}",
        "redirectUrl": "/e/demo/portal",
        "showExhibitorMenu": False,
        "userId": person.id,
        "userRole": person.role,
        "whiteLabelURL": None,
    }


def profile(asked: Asked) -> dict[str, Any]:
    """GET /rest/u/myprofile."""
    person = asked.attendee()
    blank = ["phoneNumber", "address1", "address2", "cityOrProvidence", "zipcode", "state"]
    return dict.fromkeys([*blank, "country", "userLabel", "userProfilePhoto"]) | {
        "email": person.email,
        "firstName": person.first,
        "lastName": person.last,
        "countryCode": "US",
        "zapierEnabled": False,
        "admin": person.role == "admin",
    }


def access(asked: Asked) -> dict[str, Any]:
    """GET /rest/event/{event}/virtualEventPortal/allowedToVirtualAccess."""
    person, event = asked.attendee(), asked.world.event(asked.parts["event"])
    if not event.is_active:
        raise Refused(NOT_ACTIVATED)
    if person.front_door:
        raise Refused(AT_THE_FRONT_DOOR[person.front_door])
    return {
        "admin": person.role == "admin",
        "attendee": person.role == "attendee",
        "disclaimerChecked": True,
        "exhibitor": False,
        "roles": [person.role],
        "speaker": person.role == "speaker",
        "staff": person.role == "staff",
    }
