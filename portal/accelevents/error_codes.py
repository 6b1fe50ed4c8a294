"""
The meaning of upstream's codes, words and statuses: nothing else compares them.

Words are needed, since three refusals share 406. The same code can mean another thing for another
kind of call. https://developer.accelevents.com/docs/workshop-session
"""

import re
from collections.abc import Mapping
from typing import Any

from portal.accelevents.endpoints import EndpointKind
from portal.accelevents.exceptions import Reason

ANY = None  # any kind of call

FOR_CODE: dict[tuple[EndpointKind | None, str], Reason] = {
    (ANY, "404800"): Reason.NOT_FOUND,
    (ANY, "4042005"): Reason.WRONG_TICKET,
    (ANY, "4068910"): Reason.NO_EVENT_TICKET,
    (ANY, "4068012"): Reason.NO_EVENT_TICKET,
    (ANY, "4072002"): Reason.NOT_NOW,
    (ANY, "4072003"): Reason.RECORDING_ONLY,
    (ANY, "4040200"): Reason.EVENT_NOT_FOUND,
    (ANY, "4040201"): Reason.EVENT_NOT_FOUND,
    (ANY, "4060454"): Reason.EVENT_NOT_OPEN,
    (ANY, "4060081"): Reason.EVENT_FULL,
    (ANY, "4068917"): Reason.EVENT_FULL,
    (ANY, "4030201"): Reason.FORBIDDEN,
    (ANY, "40600013"): Reason.UNKNOWN,  # "Cant create url", on many pages, without a meaning
    (ANY, "4068006"): Reason.KEY_USED,
    (ANY, "4010101"): Reason.SIGN_IN_AGAIN,
    (EndpointKind.KEY, "4010101"): Reason.KEY_INVALID,
    (EndpointKind.PASSWORD, "4010101"): Reason.WRONG_PASSWORD,
    (EndpointKind.ORGANIZER, "4010101"): Reason.FORBIDDEN,
    (ANY, "4040100"): Reason.SIGN_IN_AGAIN,
    (EndpointKind.KEY, "4040100"): Reason.KEY_INVALID,
    (EndpointKind.PASSWORD, "4040100"): Reason.WRONG_PASSWORD,
    (EndpointKind.ORGANIZER, "4040100"): Reason.FORBIDDEN,
    (ANY, "4010102"): Reason.SIGN_IN_AGAIN,
    (EndpointKind.KEY, "4010102"): Reason.KEY_BLOCKED,
    (EndpointKind.PASSWORD, "4010102"): Reason.ACCOUNT_LOCKED,
    (EndpointKind.ORGANIZER, "4010102"): Reason.FORBIDDEN,
}
AMBIGUOUS_CODES = {"4010102"}  # two meanings upstream, so its words decide before the code

FOR_WORDS: tuple[tuple[EndpointKind | None, str, Reason], ...] = (  # the first match counts
    (ANY, r"only permits registering for", Reason.LIMIT_REACHED),
    # No refusal, though it may speak of tickets: "my sessions" shows who has a seat already.
    (EndpointKind.SESSION, r"already.*(register|added|booked)", Reason.UNKNOWN),
    (ANY, r"ticket.*(permit|grant)", Reason.WRONG_TICKET),
    (ANY, r"capacity for free registrations|maximum number of attendees", Reason.EVENT_FULL),
    (ANY, r"capacity", Reason.FULL),
    (ANY, r"time limit", Reason.NOT_NOW),
    (ANY, r"session not found", Reason.NOT_FOUND),
    (EndpointKind.SESSION, r"resource you were trying to reach is forbidden", Reason.HIDDEN),
    (ANY, r"not yet registered for the event|not purchased virtual", Reason.NO_EVENT_TICKET),
    (ANY, r"recording of this session", Reason.RECORDING_ONLY),
    (ANY, r"event not found|no event could be|white label event does", Reason.EVENT_NOT_FOUND),
    (ANY, r"activate your event", Reason.EVENT_NOT_OPEN),
    (ANY, r"account has been locked", Reason.ACCOUNT_LOCKED),
    (ANY, r"key has been blocked", Reason.KEY_BLOCKED),
    (ANY, r"not a valid magic link", Reason.KEY_INVALID),
    (ANY, r"link has been expired or used", Reason.KEY_USED),
    (ANY, r"more than one user exist", Reason.ACCOUNT_PROBLEM),
    (
        EndpointKind.PASSWORD,
        r"incorrect password|no user could be|user not found",
        Reason.WRONG_PASSWORD,
    ),
    (EndpointKind.KEY, r"no user could be|user not found", Reason.KEY_INVALID),
    (EndpointKind.ORGANIZER, r"no user could be|user not found", Reason.FORBIDDEN),
    (ANY, r"no user could be|user not found", Reason.SIGN_IN_AGAIN),
)

FOR_STATUS: dict[tuple[EndpointKind | None, int], Reason] = {
    (ANY, 401): Reason.SIGN_IN_AGAIN,
    (EndpointKind.PASSWORD, 401): Reason.WRONG_PASSWORD,
    (EndpointKind.KEY, 401): Reason.KEY_INVALID,
    (EndpointKind.ORGANIZER, 401): Reason.FORBIDDEN,  # the bad key is ours: nobody has to sign in
    (ANY, 403): Reason.FORBIDDEN,
    (EndpointKind.SESSION, 403): Reason.HIDDEN,
    (ANY, 404): Reason.NOT_FOUND,
    (EndpointKind.KEY, 404): Reason.KEY_INVALID,
    (ANY, 407): Reason.NOT_NOW,
}


def reason_for(kind: EndpointKind, status: int, code: str, message: str) -> Reason | None:
    """Why upstream said no, by its code or its documented words; None if neither is known."""
    by_code = _look_up(FOR_CODE, kind, code)
    if status >= 500 or status == 429:  # there, "capacity" may mean that of machines
        return by_code
    by_words = _reason_for_words(kind, message)
    return (by_words or by_code) if code in AMBIGUOUS_CODES else (by_code or by_words)


def reason_for_status(kind: EndpointKind, status: int) -> Reason:
    """Why upstream said no, if it sent nothing but a status."""
    return _look_up(FOR_STATUS, kind, status) or Reason.UNKNOWN


def _reason_for_words(kind: EndpointKind, message: str) -> Reason | None:
    matches = (
        reason
        for for_kind, words, reason in FOR_WORDS
        if for_kind in (ANY, kind) and re.search(words, message, re.IGNORECASE)
    )
    return next(matches, None)


def _look_up(
    table: Mapping[tuple[EndpointKind | None, Any], Reason], kind: EndpointKind, key: Any
) -> Reason | None:
    """The entry of a table for this kind of call, else for any."""
    return table.get((kind, key)) or table.get((ANY, key))
