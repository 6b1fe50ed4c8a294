"""
The dialects: ways in which the real Accelevents may differ from what is assumed of it.

Each one switches one assumption; several may be spoken at once. A fault (faults.py) is something
that goes wrong and passes; a dialect is how this upstream always answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from portal.sandbox.accelevents import dialect_meetings as meetings
from portal.sandbox.accelevents import dialect_requests as requests
from portal.sandbox.accelevents import dialect_responses as responses
from portal.sandbox.accelevents.error_responses import CANNOT_CREATE, FORBIDDEN, MALFORMED
from portal.sandbox.accelevents.http_messages import Request, Response
from portal.sandbox.accelevents.request_context import RequestContext

EVERY_CALL: frozenset[str] = frozenset()
LISTS = frozenset({"list", "list_v1"})
EVENT, JOIN, REGISTER = frozenset({"event"}), frozenset({"join"}), frozenset({"register"})


@dataclass(frozen=True)
class Dialect:
    """
    One assumption switched, in `calls` (their short names; none: every call).

    `request` changes what the call hears. `answer` is sent instead of making the call, unless it
    is None. `response` changes what the call answers.
    """

    name: str
    description: str
    calls: frozenset[str]
    request: Callable[[Request], Request] = requests.unchanged
    answer: Callable[[Request], Response | None] = requests.no_answer
    response: Callable[[RequestContext, Response], Response] = responses.unchanged

    def concerns(self, call: str) -> bool:
        """Whether it may change this call."""
        return not self.calls or call in self.calls


_ALL = [
    Dialect("register_404", "The web server knows no register call.", REGISTER,
            answer=requests.always(responses.NO_SUCH_ADDRESS)),
    Dialect("register_405", "The register call has another method.", REGISTER,
            answer=requests.always(responses.NO_SUCH_METHOD)),
    Dialect("register_403", "Register is forbidden, in the general sentence.", REGISTER,
            answer=requests.always(responses.refusal(FORBIDDEN))),
    Dialect("register_html", "Register answers 200 with the page of a web site.", REGISTER,
            answer=requests.always(responses.WEB_PAGE)),
    Dialect("register_redirect", "Register redirects to the sign-in page.", REGISTER,
            answer=requests.always(responses.TO_SIGN_IN)),
    Dialect("register_malformed", "Register finds every request malformed.", REGISTER,
            answer=requests.always(responses.refusal(MALFORMED))),
    Dialect("register_cant_create", "Register answers 40600013, \"Cant create url\".", REGISTER,
            answer=requests.always(responses.refusal(CANNOT_CREATE))),
    Dialect("no_visibility", "No session says whether it is public or private.", EVERY_CALL,
            response=responses.without("sessionVisibilityType")),
    Dialect("no_status", "The key's list does not say what is hidden.", LISTS,
            response=responses.without("status")),
    Dialect("page_cap", "A page never has more than 50 sessions.", LISTS,
            request=requests.with_capped_size),
    Dialect("page_refused", "A page of more than 50 sessions is refused.", LISTS,
            answer=requests.refused_size),
    Dialect("filtered_is_page", "recordsFiltered counts this page alone.", LISTS,
            response=responses.with_page_count),
    Dialect("iso_times", "Times are ISO texts in UTC.", EVERY_CALL,
            response=responses.with_iso_times),
    Dialect("epoch_times", "Times are milliseconds since 1970.", EVERY_CALL,
            response=responses.with_epoch_times),
    Dialect("bearer", "Only a token with \"Bearer \" before it is valid.", EVERY_CALL,
            request=requests.with_bearer_alone),
    Dialect("expand_refused", "Every call with an expand ends in a 500.", EVERY_CALL,
            answer=requests.broken_expand),
    Dialect("white_label", "The hub is on a site of the organizer's own.", EVENT,
            response=responses.with_white_label),
    Dialect("login_gone", "There is no sign-in by password.", frozenset({"login"}),
            answer=requests.always(responses.NO_SUCH_ADDRESS)),
    Dialect("bot_wall", "A wall against robots stops passwords and register.",
            frozenset({"login", "register"}), answer=requests.always(responses.BOT_WALL)),
    Dialect("no_zone", "The event does not name its time zone.", EVENT,
            response=responses.without("equivalentTimezone", "timezoneId")),
    Dialect("no_event_data", "The event's own data are for its team only.", EVENT,
            answer=requests.always(responses.refusal(FORBIDDEN))),
    Dialect("meeting_objects", "Meeting and attendee are wrapped objects, not text.", JOIN,
            response=meetings.with_meeting_objects),
    Dialect("meeting_minimal", "A join answers the five fields that a meeting needs.", JOIN,
            response=meetings.with_minimal_meeting),
    Dialect("no_external_ids", "A join does not say whose attendee it is.", JOIN,
            response=meetings.without_external_id),
    Dialect("no_detail", "There is no call for a single session.", frozenset({"detail"}),
            answer=requests.always(responses.NO_SUCH_ADDRESS)),
]  # fmt: skip
DIALECTS = {dialect.name: dialect for dialect in _ALL}


def find(names: Iterable[str]) -> tuple[Dialect, ...]:
    """The dialects with these names; ValueError, with a list of all, if there is no such one."""
    wanted = dict.fromkeys(names)
    if unknown := [name for name in wanted if name not in DIALECTS]:
        raise ValueError(f"no such dialect: {', '.join(unknown)}; there are {', '.join(DIALECTS)}")
    return tuple(DIALECTS[name] for name in wanted)


def split_names(text: str) -> tuple[str, ...]:
    """The names in a comma-separated text; ValueError if one of them is no dialect."""
    names = tuple(filter(None, (name.strip() for name in text.split(","))))
    find(names)
    return names


@dataclass(frozen=True)
class Speech:
    """The dialects that one call is answered in, in the order in which they were named."""

    dialects: tuple[Dialect, ...] = ()

    def of(self, call: str) -> Speech:
        """Those that concern this call."""
        return Speech(tuple(each for each in self.dialects if each.concerns(call)))

    def hear(self, request: Request) -> Request:
        """The request as the call hears it."""
        for dialect in self.dialects:
            request = dialect.request(request)
        return request

    def answer(self, request: Request) -> Response | None:
        """What is sent instead of making the call; None if it is made."""
        answers = (dialect.answer(request) for dialect in self.dialects)
        return next((answer for answer in answers if answer is not None), None)

    def translate(self, context: RequestContext, response: Response) -> Response:
        """The call's response as it is sent."""
        for dialect in self.dialects:
            response = dialect.response(context, response)
        return response
