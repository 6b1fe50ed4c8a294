"""The bodies of the control API."""

from __future__ import annotations

from typing import Any

from portal.sandbox.accelevents.dialects import DIALECTS, Speech
from portal.sandbox.accelevents.models import Person, Workshop
from portal.sandbox.accelevents.request_log import LoggedCall


def person_body(person: Person) -> dict[str, Any]:
    """The fields that a sign-in page shows of a person."""
    return {
        "email": person.email,
        "name": f"{person.first} {person.last}",
        "who": person.description,
        "password": person.password,
        "user_key": person.user_key,
        "login_token": person.login_token,
        "role": person.role,
        "user_id": person.id,
    }


def call_body(call: LoggedCall) -> dict[str, Any]:
    """A call without its headers, because they hold tokens."""
    fields = {key: value for key, value in vars(call).items() if key != "headers"}
    ended = call.ended.isoformat() if call.ended else None
    return fields | {"at": call.at.isoformat(), "ended": ended}


def workshop_body(workshop: Workshop) -> dict[str, Any]:
    """All fields, copied: the response is written when the lock has been released."""
    fields = {key: value for key, value in vars(workshop).items() if key != "attendee_ids"}
    sets = {"joined": sorted(workshop.joined), "left": sorted(workshop.left)}
    return fields | sets | {"seats": dict(workshop.seats), "taken": workshop.taken}


def dialect_bodies(speech: Speech) -> list[dict[str, Any]]:
    """Every dialect, in the order of the registry, and whether it is spoken now."""
    return [
        {"name": each.name, "description": each.description, "spoken": each in speech.dialects}
        for each in DIALECTS.values()
    ]
