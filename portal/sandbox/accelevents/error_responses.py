"""
Every refusal that Accelevents documents: HTTP status, errorCode and sentence, word for word.

https://developer.accelevents.com/docs/workshop-session
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class ErrorResponse:
    """One refusal. `code` is a text; its first three digits are the HTTP status."""

    status: int
    code: str
    text: str

    def with_bare_code(self) -> ErrorResponse:
        """The same refusal as the guide's table writes it: the code is only the HTTP status."""
        return replace(self, code=str(self.status))


class RequestError(Exception):
    """Raised where a call is refused; the dispatcher turns it into the error response."""

    def __init__(self, response: ErrorResponse) -> None:
        super().__init__(response.text)
        self.response = response


MALFORMED = ErrorResponse(
    400, "400", "The request could not be understood by the server due to malformed syntax."
)
NOT_AUTHORIZED = ErrorResponse(401, "4010101", "Not authorized")
FORBIDDEN = ErrorResponse(
    403, "403", "Accessing the resource you were trying to reach is forbidden."
)
NO_EVENT = ErrorResponse(404, "4040200", "Event Not Found")
NO_SESSION = ErrorResponse(404, "404800", "Session not found!")
CANNOT_CREATE = ErrorResponse(406, "40600013", "Cant create url")
BROKEN = ErrorResponse(500, "500", "Something went wrong")

NO_USER = ErrorResponse(404, "4040100", "No User could be found.")
# The status of a wrong password is not documented: 401 is the one that is easiest to misread.
WRONG_PASSWORD = ErrorResponse(401, "401", "Incorrect password")
LOCKED = ErrorResponse(
    401,
    "4010102",
    "Your account has been locked to protect your security. "
    "Please reset your password or try again after 30 minutes.",
)
DUPLICATE_EMAIL = ErrorResponse(406, "406", "More than one user exist with same email")
KEY_INVALID = ErrorResponse(
    401, "4010101", "User is not authorize to access. Not A Valid Magic Link."
)
KEY_BLOCKED = ErrorResponse(401, "4010102", "This key has been blocked.")
KEY_USED = ErrorResponse(406, "4068006", "Link has been expired Or used.")

NOT_ACTIVATED = ErrorResponse(406, "4060454", "Please activate your event to access the portal.")
ACCESS_ERRORS = {
    "no_ticket": ErrorResponse(
        406,
        "4068012",
        "You have not purchased Virtual Event Tickets. "
        "Please, contact the organizers for more information",
    ),
    "not_activated": NOT_ACTIVATED,
    "event_full": ErrorResponse(
        406,
        "4060081",
        "The maximum number of attendees for this event has been reached. "
        "Please contact the event organizer.",
    ),
    "free_gone": ErrorResponse(
        406,
        "4068917",
        "All capacity for free registrations has been redeemed. "
        "You can purchase a pass to access the event!",
    ),
}

ORDER_NOT_FOUND = ErrorResponse(404, "404", "Order you are looking for is not found")
FULL = ErrorResponse(406, "406", "Max user registration capacity reached")
WRONG_TICKET = ErrorResponse(406, "406", "Your ticket does not permit access to this session")
NO_GRANT = ErrorResponse(404, "4042005", "Your ticket type does not grant access to this session")
NOT_IN_EVENT = ErrorResponse(
    406,
    "4068910",
    "You have not yet registered for the event. "
    "You must register for the event before you can register for individual sessions.",
)
NOT_NOW = ErrorResponse(407, "4072002", "The time limit for accessing this session is expired")
WATCHED_LIVE_ONLY = ErrorResponse(
    407,
    "4072003",
    "The recording of this session is only available to users who watched it live.",
)


def limit_reached(limit: int) -> ErrorResponse:
    """The refusal for a ticket that is good for `limit` workshops, all of which are taken."""
    text = (
        f"Your registration type only permits registering for {limit} sessions. "
        "If you would like to register for this session please un-register "
        "from a different session first"
    )
    return ErrorResponse(406, "406", text)
