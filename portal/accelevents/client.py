"""The Accelevents API as one attendee sees it: one method a call."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from portal.accelevents import endpoints
from portal.accelevents.auth import AuthClient
from portal.accelevents.base import flag, retry_without_optional
from portal.accelevents.endpoints import Endpoint, EndpointKind
from portal.accelevents.records import Event, EventAccess, MeetingJoin, Page, Workshop

# Assumptions about upstream that no page settles.
JOIN_BODY: dict[str, Any] | None = None
EXPAND = {"expand": "SPEAKER,TRACK,TAG,currentUserRegisteredEventTicketId"}
FORMAT = {"sessionFormat": "WORKSHOP"}
PAGE_SIZE, PAGES_AT_MOST = 100, 50

Record = TypeVar("Record")


class Accelevents(AuthClient):
    """
    The API as seen by one attendee (or by nobody, without a token).

    Every method but `all_workshops` is one call, returns types from `records`, and raises nothing
    but ApiError. A call takes at most `upstream.read_timeout` seconds (looking up the host's name
    apart). Not for several threads at once; making one is cheap, connections are shared.
    """

    def event(self, event: str) -> Event:
        """
        The event's name, zone and look; the caller should be able to do without.

        GET /rest/events/{event}
        https://developer.accelevents.com/reference/event-data-with-design-details
        """
        where = {"event": event}
        return self.call_with_api_key(
            endpoints.EVENT, where, lambda body: Event.from_json(body, event), {}
        )

    def access(self, event: str) -> EventAccess:
        """
        The attendee's roles; ApiRefused NO_EVENT_TICKET, EVENT_NOT_OPEN, EVENT_FULL.

        GET /rest/event/{event}/virtualEventPortal/allowedToVirtualAccess
        https://developer.accelevents.com/reference/get-virtual-access-user-role
        """
        return self.call(endpoints.ACCESS, {"event": event}, EventAccess.from_json)

    def workshops(
        self,
        event: str,
        zone: ZoneInfo,
        *,
        page: int = 0,
        size: int = PAGE_SIZE,
        past: bool | None = None,
        status: str | None = None,
        tag_ids: Iterable[str] = (),
        track_ids: Iterable[str] = (),
        filter_date: date | None = None,
        show_past_and_upcoming: bool | None = None,
    ) -> Page:
        """
        One page of workshops in upstream's order, hidden ones included; `page` counts from 0.

        GET /rest/events/{event}/session/v2, times in `zone`. After a 400 it asks once more by
        format, page and size alone: filter what comes back too.
        https://developer.accelevents.com/reference/get-all-sessions-for-display-and-portal-page
        """
        wanted = {
            "past": flag(past),
            "status": status or "",
            "tagIds": ",".join(tag_ids),
            "trackIds": ",".join(track_ids),
            "filterDate": filter_date.strftime("%Y/%m/%d") if filter_date else "",
            "showPastAndUpcoming": flag(show_past_and_upcoming),
        }
        return self._list(endpoints.LIST, event, zone, _paged(page, size), EXPAND | wanted)

    def all_workshops(
        self, event: str, zone: ZoneInfo, *, status: str = ""
    ) -> tuple[Workshop, ...]:
        """
        Every workshop of the event that may be listed, in upstream's order, the first of an id.

        Reads page after page, 50 at most. With an organisation key it asks by that and keeps only
        what says VISIBLE itself, since a key also sees what is hidden; without, by the token.
        `status` "VISIBLE" leaves the choice to upstream, for tokens that see what is hidden too.
        """
        found: dict[int, Workshop] = {}
        seen: set[int] = set()
        for number in range(PAGES_AT_MOST):
            page = self._catalogue_page(event, zone, number, status)
            for workshop in page.items:
                found.setdefault(workshop.id, workshop)
            brought_new = not page.ids <= seen
            seen |= page.ids
            if not (brought_new and _may_go_on(page, len(seen))):
                break
        return tuple(self._listed(found.values()))

    def workshop(self, event: str, session: int, zone: ZoneInfo) -> Workshop:
        """
        One workshop.

        GET /rest/events/{event}/session/v2/{session}
        https://developer.accelevents.com/reference/get-session-for-display-and-portal-page
        """
        return self._detail(event, session, partial(Workshop.from_json, zone=zone))

    def room(self, event: str, session: int) -> MeetingJoin | None:
        """
        The meeting the detail call of a session holds, None if it holds none.

        Where to look before giving up on a join that was answered without a meeting.
        """
        return self._detail(event, session, _room)

    def my_workshops(self, event: str, zone: ZoneInfo) -> tuple[Workshop, ...]:
        """
        The workshops the attendee is registered for; hidden ones too.

        GET /rest/events/{event}/user-session/registered
        https://developer.accelevents.com/reference/get-my-registered-sessions
        """
        return self._list(endpoints.MINE, event, zone, FORMAT, EXPAND).items

    def register(self, event: str, session: int, *, before_start: bool) -> None:
        """
        Take a seat. `before_start` must say whether the workshop has yet to begin.

        `upstream.register_call`, documented without method and path at
        https://developer.accelevents.com/reference/user-register-event-ticket-id
        """
        query = {"joinSession": "true"} if before_start else {}
        where = _where(event, session)
        self.call_configured(self.upstream.register_call, EndpointKind.SESSION, where, query)

    def join(self, event: str, session: int) -> MeetingJoin:
        """
        A place in the workshop's meeting; ApiBroken if upstream let us in but sent no room.

        PUT /rest/events/{event}/session/{session}. Each call may cost one of the meeting's 250
        places for good: once a press, never in a loop.
        https://developer.accelevents.com/reference/join-session
        """
        return self.call(
            endpoints.JOIN, _where(event, session), MeetingJoin.from_json, body=JOIN_BODY
        )

    def unregister(self, event: str, session: int) -> None:
        """Give up a seat by `upstream.unregister_call`, an assumption: no page documents one."""
        where = _where(event, session)
        self.call_configured(self.upstream.unregister_call, EndpointKind.WRITE, where, {})

    def set_status(self, event: str, session: int, status: str) -> None:
        """
        Tell upstream that the attendee is now IN_MEETING, LEFT…, by `upstream.status_call`.

        https://developer.accelevents.com/reference/change-session-status
        """
        where, query = _where(event, session), {"status": status}
        self.call_configured(self.upstream.status_call, EndpointKind.WRITE, where, query)

    def _list(
        self,
        call: Endpoint,
        event: str,
        zone: ZoneInfo,
        needed: dict[str, str],
        optional: dict[str, str],
    ) -> Page:
        read = partial(Page.from_json, zone=zone)
        ask = partial(self.call, call, {"event": event}, read)
        return retry_without_optional(lambda query: ask(query=query), needed, optional)

    def _catalogue_page(self, event: str, zone: ZoneInfo, number: int, status: str) -> Page:
        read = partial(Page.from_json, zone=zone)
        chosen = {"status": status} if status else {}
        return retry_without_optional(
            lambda query: self.call_with_api_key(endpoints.LIST, {"event": event}, read, query),
            _paged(number, PAGE_SIZE) | chosen,
            EXPAND,
        )

    def _detail(self, event: str, session: int, read: Callable[[Any], Record]) -> Record:
        where = _where(event, session)
        return retry_without_optional(
            lambda query: self.call(endpoints.DETAIL, where, read, query=query), {}, EXPAND
        )

    def _listed(self, workshops: Iterable[Workshop]) -> Iterator[Workshop]:
        """Those that may be listed; what a key's owner is registered for is nobody's business."""
        for workshop in workshops:
            if self.upstream.key and workshop.status == "VISIBLE" and not workshop.is_hidden:
                yield workshop.shared()
            elif not self.upstream.key and not workshop.is_hidden:
                yield workshop


def _where(event: str, session: int) -> dict[str, str]:
    return {"event": event, "session": str(session)}


def _paged(page: int, size: int) -> dict[str, str]:
    return FORMAT | {"page": str(page), "size": str(size)}


def _may_go_on(page: Page, collected: int) -> bool:
    """Whether there may be a next page: this one was full, or more are promised than were seen."""
    return page.raw_count >= PAGE_SIZE or collected < (page.total or 0)


def _room(body: Any) -> MeetingJoin | None:
    try:
        return MeetingJoin.from_json(body)
    except ValueError:
        return None
