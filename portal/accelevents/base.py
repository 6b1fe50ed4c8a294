"""
How the client makes a call: in whose name, with which parameters, by which endpoint.

Some of the calls have a path that is a setting.
"""

from collections.abc import Callable
from dataclasses import replace
from math import inf
from time import monotonic
from typing import Any, TypeVar

from portal.accelevents import token_header
from portal.accelevents.endpoints import Endpoint, EndpointKind, parse_call_template
from portal.accelevents.exceptions import ApiRefused, EndpointNotFound, Reason
from portal.accelevents.optional_query import send_with_optional
from portal.accelevents.request import Request
from portal.accelevents.transport import Transport
from portal.accelevents.upstream import Upstream

API_KEY_HEADER = "Key"

Record = TypeVar("Record")


class BaseClient:
    """The code that the client's methods share; `path_values` fill an endpoint's path."""

    def __init__(self, upstream: Upstream, token: str = "") -> None:
        self.upstream = upstream
        self._token = token
        self._transport = Transport(upstream)

    def call(
        self,
        endpoint: Endpoint,
        path_values: dict[str, str],
        read: Callable[[Any], Record],
        *,
        query: dict[str, str] | None = None,
        body: dict[str, Any] | None = None,
        deadline: float = inf,
    ) -> Record:
        """
        The record that `read` makes of the answer to a call in the attendee's name.

        The call ends at `deadline` (monotonic seconds), and after `read_timeout` in any case.
        """
        path = build_path(endpoint, path_values)
        headers = token_header.headers(self._token, token_header.current_form())
        request = Request(endpoint, path, headers, query or {}, body, (self._token,))
        return self._transport.send(request, read, deadline)

    def call_with_api_key(
        self,
        endpoint: Endpoint,
        path_values: dict[str, str],
        read: Callable[[Any], Record],
        *,
        query: dict[str, str] | None = None,
        deadline: float = inf,
    ) -> Record:
        """The same in the organization's name if it gave us a key, else in the attendee's."""
        api_key = self.upstream.api_key
        if not api_key:
            return self.call(endpoint, path_values, read, query=query, deadline=deadline)
        path = build_path(endpoint, path_values)
        by_key = replace(endpoint, kind=EndpointKind.ORGANIZER)
        headers = {API_KEY_HEADER: api_key}
        request = Request(by_key, path, headers, query or {}, None, (api_key,))
        return self._transport.send(request, read, deadline)

    def call_with_optional(
        self,
        endpoint: Endpoint,
        path_values: dict[str, str],
        read: Callable[[Any], Record],
        required: dict[str, str],
        optional: dict[str, str],
        *,
        with_api_key: bool = False,
        deadline: float = inf,
    ) -> tuple[Record, bool]:
        """
        (the record for a query of both, whether upstream took the optional parameters).

        Optional parameters with an empty value are never sent. Both tries together take
        `read_timeout` at most.
        """
        call = self.call_with_api_key if with_api_key else self.call
        deadline = min(deadline, monotonic() + self.upstream.read_timeout)

        def send(query: dict[str, str]) -> Record:
            return call(endpoint, path_values, read, query=required | query, deadline=deadline)

        present = {name: value for name, value in optional.items() if value}
        name = self.upstream.origin, str(endpoint), with_api_key
        return send_with_optional(name, send, present)

    def call_configured(
        self, template: str, kind: EndpointKind, path_values: dict[str, str], query: dict[str, str]
    ) -> None:
        """Make a call whose path is a setting; EndpointNotFound if the setting is empty."""
        endpoint = parse_call_template(template, kind)
        if endpoint is None:
            raise EndpointNotFound("a call that is not set", detail="its setting is empty")
        self.call(endpoint, path_values, _read_void, query=query)


def build_path(endpoint: Endpoint, path_values: dict[str, str]) -> str:
    """The filled path; ApiRefused, without a call, if a value cannot be a segment of one."""
    try:
        return endpoint.build_path(path_values)
    except ValueError:
        reason = Reason.KEY_INVALID if endpoint.kind is EndpointKind.KEY else Reason.NOT_FOUND
    raise ApiRefused(str(endpoint), reason=reason, detail="not sent: no value for its path")


def _read_void(body: Any) -> None:
    """A void answer is empty or an object; anything else is no success, so a ValueError."""
    if body is not None and not isinstance(body, dict):
        raise ValueError(f"expected nothing, got {type(body).__name__}")
