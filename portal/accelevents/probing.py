"""
Questions about upstream itself: what its answers show of its habits, without anything personal.

`manage.py check_event` asks them before an event. None of them changes anything, but `join_sample`.
"""

from typing import Any

from portal.accelevents import endpoints, parsing
from portal.accelevents.client import Accelevents
from portal.accelevents.queries import FORMAT_QUERY
from portal.accelevents.records import JoinSample, ListSample

ABSENT_SESSION = 2_147_483_647  # the largest id that Java's int can hold; no event has it


class Probing(Accelevents):
    """The API with the questions that only `check_event` asks."""

    def list_sample(
        self, event: str, *, size: int, page: int = 0, expand: str = "", with_api_key: bool = False
    ) -> ListSample:
        """
        One page of the list, the first is 0, with exactly these parameters.

        GET /rest/events/{event}/session/v2
        https://developer.accelevents.com/reference/get-all-sessions-for-display-and-portal-page
        """
        query = FORMAT_QUERY | {"page": str(page), "size": str(size)}
        query |= {"expand": expand} if expand else {}
        call = self.call_with_api_key if with_api_key else self.call
        return call(endpoints.LIST, {"event": event}, ListSample.from_json, query=query)

    def detail_fields(self, event: str, session: int) -> frozenset[str]:
        """
        The names of the fields that a session's detail has a value for.

        GET /rest/events/{event}/session/v2/{session}
        https://developer.accelevents.com/reference/get-session-for-display-and-portal-page
        """
        path_values = {"event": event, "session": str(session)}
        return self.call(endpoints.DETAIL, path_values, _present)

    def join_sample(self, event: str, session: int) -> JoinSample:
        """
        One real join: it takes a seat, and may use up a place in the meeting.

        PUT /rest/events/{event}/session/{session}
        https://developer.accelevents.com/reference/join-session
        """
        path_values = {"event": event, "session": str(session)}
        return self.call(endpoints.JOIN, path_values, JoinSample.from_json)


def _present(body: Any) -> frozenset[str]:
    fields = parsing.require_dict(body)
    return frozenset(name for name, value in fields.items() if value is not None)
