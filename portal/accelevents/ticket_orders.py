"""The calls about what an attendee has bought: the names of their ticket types."""

from functools import partial
from typing import Any

from portal.accelevents import endpoints, parsing
from portal.accelevents.base import BaseClient

MAX_ORDERS = 200  # that are read of one answer
MAX_TICKETS = 100  # of one order


class TicketOrderClient(BaseClient):
    """The orders of one person, at all events."""

    def orders(self, event: str) -> tuple[str, ...]:
        """
        The numbers of their orders for this event, as upstream has them; () for none.

        GET /rest/u/myticket/orders/active. The page about it gives no path; this one is built like
        that of past orders, which is documented.
        https://developer.accelevents.com/reference/get-user-active-order-details
        """
        return self.call(endpoints.ORDERS, {}, partial(_numbers, event=event))

    def ticket_types(self, order: str) -> tuple[str, ...]:
        """
        The names of the ticket types in one order, each once.

        It may hold tickets for others, too.
        GET /rest/u/myticket/order/tickets/{order}
        https://developer.accelevents.com/reference/get-user-ticket-details-by-order-id
        """
        return self.call(endpoints.ORDER_TICKETS, {"order": order}, _type_names)


def _numbers(body: Any, event: str) -> tuple[str, ...]:
    orders = parsing.items(parsing.require_dict(body).get("userEventOrders"), MAX_ORDERS)
    found = [parsing.as_dict(order) for order in orders]
    numbers = [
        parsing.text(order.get("ticketOrderNumber"))
        for order in found
        if parsing.text(order.get("eventUrl")).casefold() == event.casefold()
    ]
    return tuple(dict.fromkeys(number for number in numbers if number.strip(".")))


def _type_names(body: Any) -> tuple[str, ...]:
    if not isinstance(body, list):
        raise ValueError(f"expected an array, got {type(body).__name__}")
    tickets = [parsing.as_dict(ticket) for ticket in parsing.items(body, MAX_TICKETS)]
    names = [parsing.text(ticket.get("ticketTypeName")) for ticket in tickets]
    return tuple(dict.fromkeys(filter(None, names)))
