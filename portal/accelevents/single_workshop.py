"""The calls about one workshop: its detail, the attendee's seat, the meeting."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from portal.accelevents import endpoints
from portal.accelevents.base import BaseClient
from portal.accelevents.endpoints import EndpointKind
from portal.accelevents.queries import EXPAND_QUERY
from portal.accelevents.records import MeetingJoin, Workshop

JOIN_BODY: dict[str, Any] | None = None  # an assumption: no page documents a body

Record = TypeVar("Record")


class SingleWorkshopClient(BaseClient):
    """The calls about one workshop; `session` is its id."""

    def workshop(
        self, event: str, session: int, zone: ZoneInfo, *, expand: bool = True
    ) -> Workshop:
        """
        One workshop; without `expand` perhaps without speakers, tracks and tags.

        GET /rest/events/{event}/session/v2/{session}
        https://developer.accelevents.com/reference/get-session-for-display-and-portal-page
        """
        read = partial(Workshop.from_json, zone=zone)
        return self._detail(event, session, read, EXPAND_QUERY if expand else {})

    def room(self, event: str, session: int) -> MeetingJoin | None:
        """
        The meeting in the detail of a session, None if there is none.

        This is the last place to look after a join that was answered without a meeting.
        """
        return self._detail(event, session, _meeting_or_none, EXPAND_QUERY)

    def register(self, event: str, session: int, *, before_start: bool) -> None:
        """
        Take a seat. `before_start` must say whether the workshop has yet to begin.

        `upstream.register_call`, documented without method and path at
        https://developer.accelevents.com/reference/user-register-event-ticket-id
        """
        query = {"joinSession": "true"} if before_start else {}
        path_values = _path_values(event, session)
        self.call_configured(self.upstream.register_call, EndpointKind.SESSION, path_values, query)

    def join(self, event: str, session: int) -> MeetingJoin:
        """
        A place in the workshop's meeting.

        ApiInvalidResponse if upstream let the attendee in but sent no meeting.
        PUT /rest/events/{event}/session/{session}. Each call may cost one of the meeting's 250
        places for good: make it once for each press of the button, never in a loop.
        https://developer.accelevents.com/reference/join-session
        """
        path_values = _path_values(event, session)
        return self.call(endpoints.JOIN, path_values, MeetingJoin.from_json, body=JOIN_BODY)

    def join_breakout_room(self, event: str, session: int, room: str) -> MeetingJoin:
        """
        A place in the meeting of one of the workshop's breakout rooms; `room` is its id.

        ApiRefused if it is gone, ApiInvalidResponse if upstream sent no meeting.
        PUT /rest/events/{event}/session/{session}/breakoutRoom/join/{room}, which no page
        documents: it is the call of the hub's own page, and answered as a join is.
        """
        path_values = _path_values(event, session) | {"room": room}
        read = MeetingJoin.from_json
        return self.call(endpoints.JOIN_BREAKOUT_ROOM, path_values, read, body=JOIN_BODY)

    def unregister(self, event: str, session: int) -> None:
        """Give up a seat by `upstream.unregister_call`, an assumption: no page documents one."""
        path_values = _path_values(event, session)
        self.call_configured(self.upstream.unregister_call, EndpointKind.WRITE, path_values, {})

    def set_status(self, event: str, session: int, status: str) -> None:
        """
        Tell upstream that the attendee is now IN_MEETING, LEFT…, by `upstream.status_call`.

        https://developer.accelevents.com/reference/change-session-status
        """
        path_values, query = _path_values(event, session), {"status": status}
        self.call_configured(self.upstream.status_call, EndpointKind.WRITE, path_values, query)

    def _detail(
        self, event: str, session: int, read: Callable[[Any], Record], optional: dict[str, str]
    ) -> Record:
        path_values = _path_values(event, session)
        record, _ = self.call_with_optional(endpoints.DETAIL, path_values, read, {}, optional)
        return record


def _path_values(event: str, session: int) -> dict[str, str]:
    return {"event": event, "session": str(session)}


def _meeting_or_none(body: Any) -> MeetingJoin | None:
    try:
        return MeetingJoin.from_json(body)
    except ValueError:
        return None
