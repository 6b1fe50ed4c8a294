"""The query parameters with which the portal asks upstream for sessions."""

from dataclasses import dataclass
from datetime import date

# Assumptions about upstream that no page of its documentation settles.
EXPAND = ("SPEAKER", "TRACK", "TAG", "currentUserRegisteredEventTicketId")
FORMAT = "WORKSHOP"
PAGE_SIZE = 100

EXPAND_QUERY = {"expand": ",".join(EXPAND)}
FORMAT_QUERY = {"sessionFormat": FORMAT}


@dataclass(frozen=True, slots=True)
class WorkshopQuery:
    """
    Every documented parameter of GET /rest/events/{event}/session/v2.

    `page` counts from 0, `size` is sessions per page. `status` is a word such as "VISIBLE".
    `filter_date` is a day in the event's zone. `registered_ticket_id` is upstream's
    currentUserRegisteredEventTicketId. None and empty values are not sent.
    https://developer.accelevents.com/reference/get-all-sessions-for-display-and-portal-page
    https://developer.accelevents.com/docs/workshop-session
    """

    page: int = 0
    size: int = PAGE_SIZE
    session_format: str = FORMAT
    status: str = ""
    expand: tuple[str, ...] = EXPAND
    past: bool | None = None
    show_past_and_upcoming: bool | None = None
    filter_date: date | None = None
    tag_ids: tuple[str, ...] = ()
    track_ids: tuple[str, ...] = ()
    registered_ticket_id: str = ""
    called_from: str = ""

    def required(self) -> dict[str, str]:
        """The parameters that make the answer the one that is wanted, so that none is dropped."""
        query = {
            "sessionFormat": self.session_format,
            "page": str(self.page),
            "size": str(self.size),
        }
        return query | ({"status": self.status} if self.status else {})

    def optional(self) -> dict[str, str]:
        """The parameters that may be dropped if upstream does not understand them; some are ""."""
        return {
            "expand": ",".join(self.expand),
            "past": _flag(self.past),
            "showPastAndUpcoming": _flag(self.show_past_and_upcoming),
            "filterDate": self.filter_date.strftime("%Y/%m/%d") if self.filter_date else "",
            "tagIds": ",".join(self.tag_ids),
            "trackIds": ",".join(self.track_ids),
            "currentUserRegisteredEventTicketId": self.registered_ticket_id,
            "calledFrom": self.called_from,
        }


FIRST_PAGE = WorkshopQuery()


def _flag(value: bool | None) -> str:
    """A boolean as upstream's queries spell it, "" for None."""
    return "" if value is None else str(value).lower()
