"""The calls about the person who is signed in: their profile, and their access to an event."""

from __future__ import annotations

from typing import Any

from portal.sandbox.accelevents.error_responses import (
    ACCESS_ERRORS,
    NOT_ACTIVATED,
    ORDER_NOT_FOUND,
    RequestError,
)
from portal.sandbox.accelevents.request_context import RequestContext


def profile(context: RequestContext) -> dict[str, Any]:
    """GET /rest/u/myprofile."""
    person = context.require_person()
    blank = ["phoneNumber", "address1", "address2", "cityOrProvidence", "zipcode", "state"]
    return dict.fromkeys([*blank, "country", "userLabel", "userProfilePhoto"]) | {
        "email": person.email,
        "firstName": person.first,
        "lastName": person.last,
        "countryCode": "US",
        "zapierEnabled": False,
        "admin": person.role == "admin",
    }


def attendee(context: RequestContext) -> dict[str, Any]:
    """GET /rest/event/{event}/attendee: this person at the event, with the event's time zone."""
    person, event = context.require_person(), context.event()
    blank = ["company", "city", "country", "coverPhoto", "availabilityTimezoneId"]
    return dict.fromkeys([*blank, "availabilityStartTime", "availabilityEndTime"]) | {
        "firstName": person.first,
        "lastName": person.last,
        "email": person.email,
        "equivalentTimezone": event.zone.key,
        "eventId": event.details["eventId"],
        "emailNotification": True,
    }


def access(context: RequestContext) -> dict[str, Any]:
    """GET /rest/event/{event}/virtualEventPortal/allowedToVirtualAccess."""
    person, event = context.require_person(), context.state.event(context.path_params["event"])
    if not event.is_active:
        raise RequestError(NOT_ACTIVATED)
    if person.access_error:
        raise RequestError(ACCESS_ERRORS[person.access_error])
    return {
        "admin": person.role == "admin",
        "attendee": person.role == "attendee",
        "disclaimerChecked": True,
        "exhibitor": False,
        "roles": [person.role],
        "speaker": person.role == "speaker",
        "staff": person.role == "staff",
    }


def orders(context: RequestContext) -> dict[str, Any]:
    """GET /rest/u/myticket/orders/active: one order for each ticket, at the first event."""
    person = context.require_person()
    event = next(iter(context.state.events.values()))
    order = {
        "eventUrl": event.url,
        "eventName": event.name,
        "eventLogoImage": None,
        "ticketOrderNumber": person.ticket,
        "ticketOrderAmount": 0.0,
        "totalPurchasedTicketsInOrder": 1,
        "currency": "USD",
    }
    found = [order] if person.ticket else []
    counts = {"recordsTotal": len(found), "recordsFiltered": len(found)}
    return counts | {"userEventOrders": found, "totalPurchaseTickets": len(found)}


def order_tickets(context: RequestContext) -> list[dict[str, Any]]:
    """GET /rest/u/myticket/order/tickets/{order}."""
    person = context.require_person()
    if not person.ticket or context.path_params["order"] != str(person.ticket):
        raise RequestError(ORDER_NOT_FOUND)
    ticket = {"id": person.ticket, "barcode": None, "amount": 0.0, "checkInDate": None}
    return [ticket | {"ticketTypeName": person.ticket_type, "seatsNumber": None}]
