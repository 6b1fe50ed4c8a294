"""The lists of workshops: one page, all pages, the attendee's own."""

from collections.abc import Callable
from functools import partial
from math import inf
from time import monotonic
from zoneinfo import ZoneInfo

from portal.accelevents import endpoints
from portal.accelevents.base import BaseClient
from portal.accelevents.memory import Memory
from portal.accelevents.paging import Paging, read_pages
from portal.accelevents.queries import (
    EXPAND_QUERY,
    FIRST_PAGE,
    FORMAT_QUERY,
    PAGE_SIZE,
    WorkshopQuery,
)
from portal.accelevents.records import Page, Workshop, WorkshopList
from portal.observability import findings

LIST_SECONDS = 120.0  # of a whole list
SMALLER_SECONDS = 600.0  # how long smaller pages are asked for without another try
_page_sizes = Memory[int]()  # by origin and event


class WorkshopListClient(BaseClient):
    """The calls that answer with many workshops; times are read in `zone`, the event's."""

    def workshops(
        self,
        event: str,
        zone: ZoneInfo,
        query: WorkshopQuery = FIRST_PAGE,
        *,
        with_api_key: bool = False,
        deadline: float = inf,
    ) -> Page:
        """
        One page of workshops in upstream's order, hidden ones included.

        GET /rest/events/{event}/session/v2, in the attendee's name, or by the organization's key
        if `with_api_key` and there is one. It ends at `deadline` (monotonic seconds). After most
        failures it is sent again with `query.required()` alone: filter the answer too.
        https://developer.accelevents.com/reference/get-all-sessions-for-display-and-portal-page
        """
        page, took_optional = self.call_with_optional(
            endpoints.LIST,
            {"event": event},
            partial(Page.from_json, zone=zone, session_format=query.session_format),
            query.required(),
            query.optional(),
            with_api_key=with_api_key,
            deadline=deadline,
        )
        _note_page(event, page, took_optional if query.expand else None)
        return page

    def all_workshops(
        self,
        event: str,
        zone: ZoneInfo,
        *,
        status: str = "",
        with_api_key: bool = False,
        after_page: Callable[[WorkshopList], None] | None = None,
    ) -> WorkshopList:
        """
        Every workshop of the event, in upstream's order, the first of each id.

        Reads page after page within LIST_SECONDS, else ApiUnreachable; `after_page` is called
        with what has come after each, so at least every `read_timeout`. What upstream does not give
        in one page is asked for in smaller ones. `status` "VISIBLE" leaves out hidden workshops
        upstream. `with_api_key`: by the organization's key, if there is one; then the list has what
        no attendee sees, and its `ticket_ids` are those of the key's owner.
        """
        deadline = monotonic() + LIST_SECONDS
        ask = partial(self.workshops, event, zone, with_api_key=with_api_key, deadline=deadline)
        place = self.upstream.origin, event
        size = _page_sizes.get(place, PAGE_SIZE)
        paging = Paging(size)
        read = read_pages(ask, WorkshopQuery(status=status), paging, after_page, deadline)
        findings.record("list_pages", paging.answer, event)
        if paging.asked_size < size:
            _page_sizes.set(place, paging.asked_size, SMALLER_SECONDS)
        return WorkshopList.of(read, paging.dropped)

    def my_workshops(self, event: str, zone: ZoneInfo) -> tuple[Workshop, ...]:
        """
        The workshops for which the attendee is registered, hidden ones included.

        GET /rest/events/{event}/user-session/registered
        https://developer.accelevents.com/reference/get-my-registered-sessions
        """
        read = partial(Page.from_json, zone=zone)
        page, _ = self.call_with_optional(
            endpoints.MINE, {"event": event}, read, FORMAT_QUERY, EXPAND_QUERY
        )
        return page.items


def _note_page(event: str, page: Page, took_expand: bool | None) -> None:
    """Record what a page tells of upstream; `took_expand` is None if that was not sent."""
    if took_expand is not None:
        findings.record("list_expand", "accepted" if took_expand else "refused", event)
    if page.time_form:
        findings.record("times", page.time_form, event)
