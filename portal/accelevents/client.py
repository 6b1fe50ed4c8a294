"""The Accelevents API as one attendee sees it: one method for each call."""

from functools import partial
from zoneinfo import ZoneInfo

from portal.accelevents import endpoints
from portal.accelevents.auth import AuthClient
from portal.accelevents.records import Event, EventAccess, read_zone
from portal.accelevents.single_workshop import SingleWorkshopClient
from portal.accelevents.ticket_orders import TicketOrderClient
from portal.accelevents.workshop_lists import WorkshopListClient


class Accelevents(AuthClient, WorkshopListClient, SingleWorkshopClient, TicketOrderClient):
    """
    The API as seen by one attendee (or by nobody, without a token).

    Every method but `all_workshops` is one call, or two if upstream did not take the form of the
    first, returns types from `records`, and raises nothing but ApiError. It takes at most
    `upstream.read_timeout` seconds (apart from looking up the host's name). A client is not for
    several threads at once; making one is cheap, since all clients share their connections.
    """

    def event(self, event: str) -> Event:
        """
        The event's name, zone and look; the caller should be able to do without.

        GET /rest/events/{event}
        https://developer.accelevents.com/reference/event-data-with-design-details
        """
        read = partial(Event.from_json, url=event)
        return self.call_with_api_key(endpoints.EVENT, {"event": event}, read)

    def access(self, event: str) -> EventAccess:
        """
        The attendee's roles; ApiRefused NO_EVENT_TICKET, EVENT_NOT_OPEN, EVENT_FULL.

        GET /rest/event/{event}/virtualEventPortal/allowedToVirtualAccess
        https://developer.accelevents.com/reference/get-virtual-access-user-role
        """
        return self.call(endpoints.ACCESS, {"event": event}, EventAccess.from_json)

    def attendee_zone(self, event: str) -> ZoneInfo | None:
        """
        The zone that the attendee is described with at this event; None if upstream names none.

        GET /rest/event/{event}/attendee
        https://developer.accelevents.com/reference/get-getstream-channels-1
        """
        return self.call(endpoints.ATTENDEE, {"event": event}, read_zone)
