"""What an attendee has bought: the numbers of their orders, and their ticket types."""

import pytest

from portal.accelevents.exceptions import ApiInvalidResponse

ORDERS = "https://api.test/rest/u/myticket/orders/active"
TICKETS = "https://api.test/rest/u/myticket/order/tickets/90210"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([{"eventUrl": "demo", "ticketOrderNumber": 90210}], ("90210",)),
        ([{"eventUrl": "Demo", "ticketOrderNumber": "90210"}], ("90210",)),
        ([{"eventUrl": "other", "ticketOrderNumber": 1}], ()),
        ([{"eventUrl": "demo", "ticketOrderNumber": 7}] * 2, ("7",)),
        ([{"eventUrl": "demo"}, {"eventUrl": "demo", "ticketOrderNumber": ".."}], ()),
        ([None, "demo", ["demo"], {"eventUrl": ["demo"]}], ()),
        ({"eventUrl": "demo"}, ()),
        (None, ()),
    ],
)
def test_orders_for_other_events_and_without_a_number_are_left_out(upstream, api, found, expected):
    upstream.get(ORDERS, json={"userEventOrders": found, "totalPurchaseTickets": 1})

    assert api.orders("demo") == expected


@pytest.mark.parametrize(
    ("tickets", "expected"),
    [
        ([{"id": 1, "ticketTypeName": "VIP"}, {"id": 2, "ticketTypeName": " VIP "}], ("VIP",)),
        ([{"ticketTypeName": "VIP"}, {"ticketTypeName": "Guest"}], ("VIP", "Guest")),
        ([{"ticketTypeName": None}, {}, 5, {"ticketTypeName": ["VIP"]}], ()),
        ([], ()),
    ],
)
def test_the_types_of_an_order_are_each_named_once(upstream, api, tickets, expected):
    upstream.get(TICKETS, json=tickets)

    assert api.ticket_types("90210") == expected


@pytest.mark.parametrize("body", [{"ticketTypeName": "VIP"}, "VIP", 5])
def test_tickets_that_are_no_list_are_invalid(errors_of, api, body):
    error = errors_of("GET", TICKETS, lambda: api.ticket_types("90210"), json=body)

    assert type(error) is ApiInvalidResponse


@pytest.mark.parametrize("body", [[], "demo", {}])
def test_orders_that_are_no_object_are_invalid(errors_of, api, body):
    error = errors_of("GET", ORDERS, lambda: api.orders("demo"), json=body)

    assert type(error) is ApiInvalidResponse
