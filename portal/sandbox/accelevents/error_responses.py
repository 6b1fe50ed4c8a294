"""
Every no that Accelevents documents: HTTP status, errorCode and sentence, word for word.

https://developer.accelevents.com/docs/workshop-session
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class No:
    """One refusal. `code` is a text; its first three digits are the HTTP status."""

    status: int
    code: str
    text: str

    def bare(self) -> No:
        """The same as the guide's table writes it: only the HTTP status for a code."""
        return replace(self, code=str(self.status))


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """Raised wherever the answer is no; it becomes the error body of the answer."""

    def __init__(self, no: No) -> None:
        super().__init__(no.text)
        self.no = no


MALFORMED = No(
    400, "400", "The request could not be understood by the server due to malformed syntax."
)
NOT_AUTHORIZED = No(401, "4010101", "Not authorized")
FORBIDDEN = No(403, "403", "Accessing the resource you were trying to reach is forbidden.")
NO_EVENT = No(404, "4040200", "Event Not Found")
NO_SESSION = No(404, "404800", "Session not found!")

NO_USER = No(404, "4040100", "No User could be found.")
# The status of a wrong password is not documented: 401 is the one that is easiest to misread.
WRONG_PASSWORD = No(401, "401", "Incorrect password")
LOCKED = No(
    401,
    "4010102",
    "Your account has been locked to protect your security. "
    "Please reset your password or try again after 30 minutes.",
)
TWO_USERS = No(406, "406", "More than one user exist with same email")
KEY_INVALID = No(401, "4010101", "User is not authorize to access. Not A Valid Magic Link.")
KEY_BLOCKED = No(401, "4010102", "This key has been blocked.")
KEY_USED = No(406, "4068006", "Link has been expired Or used.")

NOT_ACTIVATED = No(406, "4060454", "Please activate your event to access the portal.")
AT_THE_FRONT_DOOR = {
    "no_ticket": No(
        406,
        "4068012",
        "You have not purchased Virtual Event Tickets. "
        "Please, contact the organizers for more information",
    ),
    "not_activated": NOT_ACTIVATED,
    "event_full": No(
        406,
        "4060081",
        "The maximum number of attendees for this event has been reached. "
        "Please contact the event organizer.",
    ),
    "free_gone": No(
        406,
        "4068917",
        "All capacity for free registrations has been redeemed. "
        "You can purchase a pass to access the event!",
    ),
}

FULL = No(406, "406", "Max user registration capacity reached")
WRONG_TICKET = No(406, "406", "Your ticket does not permit access to this session")
NO_GRANT = No(404, "4042005", "Your ticket type does not grant access to this session")
NOT_IN_EVENT = No(
    406,
    "4068910",
    "You have not yet registered for the event. "
    "You must register for the event before you can register for individual sessions.",
)
NOT_NOW = No(407, "4072002", "The time limit for accessing this session is expired")
WATCHED_LIVE_ONLY = No(
    407,
    "4072003",
    "The recording of this session is only available to users who watched it live.",
)


def limit_reached(limit: int) -> No:
    """The no for a ticket that is good for `limit` workshops, all of them taken."""
    text = (
        f"Your registration type only permits registering for {limit} sessions. "
        "If you would like to register for this session please un-register "
        "from a different session first"
    )
    return No(406, "406", text)
