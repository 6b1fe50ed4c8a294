"""The lists of workshops: one page, all pages, the attendee's own."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

from portal.accelevents import endpoints
from portal.accelevents.base import BaseClient, retry_without_optional
from portal.accelevents.queries import EXPAND_QUERY, FIRST_PAGE, FORMAT_QUERY, WorkshopQuery
from portal.accelevents.records import Page, Workshop, WorkshopList

MAX_PAGES = 50


class WorkshopListClient(BaseClient):
    """The calls that answer with many workshops; times are read in `zone`, the event's."""

    def workshops(
        self,
        event: str,
        zone: ZoneInfo,
        query: WorkshopQuery = FIRST_PAGE,
        *,
        with_api_key: bool = False,
    ) -> Page:
        """
        One page of workshops in upstream's order, hidden ones included.

        GET /rest/events/{event}/session/v2. The call is made in the attendee's name, or by the
        organization's key if `with_api_key` and there is one. After a 400 without a reason it is
        made once more with `query.required()` alone: filter the answer too.
        https://developer.accelevents.com/reference/get-all-sessions-for-display-and-portal-page
        """
        call = self.call_with_api_key if with_api_key else self.call
        read = partial(Page.from_json, zone=zone, session_format=query.session_format)
        return retry_without_optional(
            lambda sent: call(endpoints.LIST, {"event": event}, read, query=sent),
            query.required(),
            query.optional(),
        )

    def all_workshops(
        self,
        event: str,
        zone: ZoneInfo,
        *,
        status: str = "",
        with_api_key: bool = False,
        after_page: Callable[[], None] | None = None,
    ) -> WorkshopList:
        """
        Every workshop of the event, in upstream's order, the first of each id.

        Reads page after page, MAX_PAGES at most, and calls `after_page` after each. `status`
        "VISIBLE" leaves out hidden workshops upstream, for tokens that see them. With
        `with_api_key` the calls carry the organization's key, if there is one: its list also has
        what no attendee sees, and the `ticket_ids` in it are those of the key's owner.
        """
        workshops: dict[int, Workshop] = {}
        dropped = 0
        for page in self._pages(event, zone, WorkshopQuery(status=status), with_api_key):
            dropped += page.dropped
            for workshop in page.items:
                workshops.setdefault(workshop.id, workshop)
            if after_page:
                after_page()
        return WorkshopList(tuple(workshops.values()), dropped)

    def my_workshops(self, event: str, zone: ZoneInfo) -> tuple[Workshop, ...]:
        """
        The workshops for which the attendee is registered, hidden ones included.

        GET /rest/events/{event}/user-session/registered
        https://developer.accelevents.com/reference/get-my-registered-sessions
        """
        read = partial(Page.from_json, zone=zone)
        page = retry_without_optional(
            lambda sent: self.call(endpoints.MINE, {"event": event}, read, query=sent),
            FORMAT_QUERY,
            EXPAND_QUERY,
        )
        return page.items

    def _pages(
        self, event: str, zone: ZoneInfo, query: WorkshopQuery, with_api_key: bool
    ) -> Iterator[Page]:
        """Page after page, until one is the last or brings no new id."""
        known_ids: set[int] = set()
        for number in range(MAX_PAGES):
            query = replace(query, page=number)
            page = self.workshops(event, zone, query, with_api_key=with_api_key)
            yield page
            has_new = not page.ids <= known_ids
            known_ids |= page.ids
            # There may be a next page if this one is full, or more are promised than have come.
            if not has_new or (page.raw_count < query.size and len(known_ids) >= (page.total or 0)):
                return
