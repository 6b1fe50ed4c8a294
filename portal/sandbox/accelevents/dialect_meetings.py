"""What the dialects make of the meeting that a join answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from typing import Any

from portal.sandbox.accelevents.dialect_responses import leave_out, with_body
from portal.sandbox.accelevents.http_messages import Response
from portal.sandbox.accelevents.request_context import RequestContext

_MEETING_NEEDS = {"MeetingId", "MediaPlacement", "AudioHostUrl", "SignalingUrl"}
_ATTENDEE_NEEDS = {"AttendeeId", "JoinToken"}


def with_meeting_objects(context: RequestContext, response: Response) -> Response:
    """`meeting` and `attendee` as AWS wraps them, and as objects."""
    return _with_meeting(
        response, lambda meeting, attendee: ({"Meeting": meeting}, {"Attendee": attendee})
    )


def with_minimal_meeting(context: RequestContext, response: Response) -> Response:
    """What a meeting cannot do without, as JSON text, and nothing of the session."""

    def reduce(meeting: dict[str, Any], attendee: dict[str, Any]) -> tuple[str, str]:
        placement = {"MediaPlacement": _only(meeting["MediaPlacement"], _MEETING_NEEDS)}
        needed = _only(meeting, _MEETING_NEEDS) | placement
        return json.dumps(needed), json.dumps(_only(attendee, _ATTENDEE_NEEDS))

    reduced = _with_meeting(response, reduce)
    return with_body(reduced, reduced.body and _only(reduced.body, {"meeting", "attendee"}))


def without_external_id(context: RequestContext, response: Response) -> Response:
    """The attendee, as JSON text, without its ExternalUserId."""

    def reduce(meeting: dict[str, Any], attendee: dict[str, Any]) -> tuple[str, str]:
        return json.dumps(meeting), json.dumps(leave_out(attendee, {"ExternalUserId"}))

    return _with_meeting(response, reduce)


def _with_meeting(
    response: Response, change: Callable[[dict[str, Any], dict[str, Any]], tuple[Any, Any]]
) -> Response:
    """A join's response with both changed; as it is if it has no meeting."""
    body = response.body
    if response.status != 200 or not (body and body["meeting"] and body["attendee"]):
        return response
    meeting, attendee = change(
        _bare(body["meeting"], "Meeting"), _bare(body["attendee"], "Attendee")
    )
    return with_body(response, body | {"meeting": meeting, "attendee": attendee})


def _bare(value: Any, wrapper: str) -> dict[str, Any]:
    """The object that is meant by its JSON text, or is wrapped in another one."""
    fields: dict[str, Any] = json.loads(value) if isinstance(value, str) else value
    unwrapped: dict[str, Any] = fields.get(wrapper, fields)
    return unwrapped


def _only(fields: dict[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key in names}
