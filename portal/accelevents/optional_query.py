"""
Optional query parameters: sent as long as upstream takes them, left out where it does not.

Which words `expand` takes is not documented for every call, and nobody has seen what upstream
answers to one that it does not know. So any failure that another query could have avoided is
followed by one try without them.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar

from portal.accelevents.exceptions import (
    ApiError,
    ApiInvalidResponse,
    ApiRefused,
    ApiUnavailable,
    ApiUnreachable,
    AuthenticationRequired,
)
from portal.accelevents.memory import Memory
from portal.accelevents.transport import ResponseTooLarge

REFUSED_SECONDS = 600.0  # how long a clear no to the optional parameters is believed
BROKEN_SECONDS = 60.0  # the same of an unusable answer, which may have been a hiccup
Record = TypeVar("Record")
_is_wanted = Memory[bool | None]()  # by call: whether to send them; None: try both


def send_with_optional(
    call: Hashable, send: Callable[[dict[str, str]], Record], query: dict[str, str]
) -> tuple[Record, bool]:
    """
    (what `send` gets for `query`, the optional parameters; whether it took them).

    After a failure that may be due to them, `send({})` is tried once. If that works, the same
    query to the same `call` leaves them out at once, for some minutes. If both answers were
    unusable, upstream is in trouble, and for a minute it is not asked twice.
    """
    key = call, *sorted(query.items())
    is_wanted = _is_wanted.get(key, None)
    if is_wanted is False:
        return send({}), False
    try:
        return send(query), True
    except ApiError as error:
        is_in_trouble = is_wanted and isinstance(error, ApiInvalidResponse)
        if is_in_trouble or not query or not _may_be_due_to_query(error):
            raise
        seconds = REFUSED_SECONDS if isinstance(error, ApiRefused) else BROKEN_SECONDS
    return _send_without(key, send, seconds), False


def _send_without(
    key: Hashable, send: Callable[[dict[str, str]], Record], seconds: float
) -> Record:
    try:
        record = send({})
    except ApiInvalidResponse:
        _is_wanted.set(key, True, BROKEN_SECONDS)
        raise
    _is_wanted.set(key, False, seconds)
    return record


def _may_be_due_to_query(error: ApiError) -> bool:
    """Not silence, 401, 429 and 503; and what is too large is asked for in smaller pages."""
    others = ApiUnreachable | ApiUnavailable | AuthenticationRequired | ResponseTooLarge
    return not isinstance(error, others) and error.http_status != 401
