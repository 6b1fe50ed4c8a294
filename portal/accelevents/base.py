"""How a client asks: whose token goes along, what may be dropped, which call a setting names."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from portal.accelevents.endpoints import Endpoint, EndpointKind, parse_call_template
from portal.accelevents.exceptions import ApiError, ApiRefused, EndpointNotFound, Reason
from portal.accelevents.transport import Request, Transport, Upstream

# Assumptions about upstream that no page settles.
TOKEN_HEADER, TOKEN_PREFIX = "Authorization", ""  # raw: upstream wants no "Bearer"
KEY_HEADER = "Key"

Record = TypeVar("Record")


class BaseClient:
    """What the methods of the client have in common; `where` fills a call's path."""

    def __init__(self, upstream: Upstream, token: str = "") -> None:
        self.upstream = upstream
        self._token = token
        self._transport = Transport(upstream)

    def call(
        self,
        call: Endpoint,
        where: dict[str, str],
        read: Callable[[Any], Record],
        *,
        query: dict[str, str] | None = None,
        body: dict[str, Any] | None = None,
    ) -> Record:
        """What `read` makes of the answer to a call in the attendee's name, or an ApiError."""
        headers = {TOKEN_HEADER: TOKEN_PREFIX + self._token} if self._token else {}
        path = build_path(call, where)
        secrets = (self._token,)
        return self._transport.send(Request(call, path, headers, query or {}, body, secrets), read)

    def call_with_api_key(
        self,
        call: Endpoint,
        where: dict[str, str],
        read: Callable[[Any], Record],
        query: dict[str, str],
    ) -> Record:
        """The same in the organisation's name if there is a key for that, else the attendee's."""
        if not self.upstream.key:
            return self.call(call, where, read, query=query)
        by_key, headers = (
            replace(call, kind=EndpointKind.ORGANISER),
            {KEY_HEADER: self.upstream.key},
        )
        request = Request(
            by_key, build_path(call, where), headers, query, None, (self.upstream.key,)
        )
        return self._transport.send(request, read)

    def call_configured(
        self, template: str, kind: EndpointKind, where: dict[str, str], query: dict[str, str]
    ) -> None:
        """Make a call whose path is a setting; WrongPath if it is not set at all."""
        call = parse_call_template(template, kind)
        if call is None:
            raise EndpointNotFound("a call that is not set", detail="its setting is empty")
        self.call(call, where, _nothing, query=query)


def retry_without_optional(
    ask: Callable[[dict[str, str]], Record], needed: dict[str, str], optional: dict[str, str]
) -> Record:
    """What `ask` answers to a query; after a 400 without a reason, to what is `needed` of it."""
    wanted = {name: value for name, value in optional.items() if value}
    try:
        return ask(needed | wanted)
    except ApiError as error:
        reason = error.reason if isinstance(error, ApiRefused) else Reason.UNKNOWN
        if error.http_status != 400 or reason is not Reason.UNKNOWN or not wanted:
            raise
    return ask(needed)


def build_path(call: Endpoint, where: dict[str, str]) -> str:
    """The filled path; ApiRefused without a call if a value could not be a segment of one."""
    try:
        return call.build_path(where)
    except ValueError:
        reason = Reason.KEY_INVALID if call.kind is EndpointKind.KEY else Reason.NOT_FOUND
    raise ApiRefused(str(call), reason=reason, detail="not sent: no value for its path")


def _nothing(body: Any) -> None:
    """A void answer is empty or an object; ValueError for anything else: that is no success."""
    if body is not None and not isinstance(body, dict):
        raise ValueError(f"expected nothing, got {type(body).__name__}")


def flag(value: bool | None) -> str:
    """A boolean as upstream's queries spell it, "" for None."""
    return "" if value is None else str(value).lower()
