"""
How the client makes a call: in whose name, with which parameters, by which endpoint.

Some of the calls have a path that is a setting.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from portal.accelevents import token_header
from portal.accelevents.endpoints import Endpoint, EndpointKind, parse_call_template
from portal.accelevents.exceptions import ApiError, ApiRefused, EndpointNotFound, Reason
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
    ) -> Record:
        """The record that `read` makes of the answer to a call in the attendee's name."""
        path = build_path(endpoint, path_values)
        form = token_header.form_for(self.upstream.origin)
        headers = token_header.headers(self._token, form)
        request = Request(endpoint, path, headers, query or {}, body, (self._token,))
        return self._transport.send(request, read)

    def call_with_api_key(
        self,
        endpoint: Endpoint,
        path_values: dict[str, str],
        read: Callable[[Any], Record],
        *,
        query: dict[str, str] | None = None,
    ) -> Record:
        """The same in the organization's name if it gave us a key, else in the attendee's."""
        api_key = self.upstream.api_key
        if not api_key:
            return self.call(endpoint, path_values, read, query=query)
        path = build_path(endpoint, path_values)
        by_key = replace(endpoint, kind=EndpointKind.ORGANIZER)
        headers = {API_KEY_HEADER: api_key}
        request = Request(by_key, path, headers, query or {}, None, (api_key,))
        return self._transport.send(request, read)

    def call_configured(
        self, template: str, kind: EndpointKind, path_values: dict[str, str], query: dict[str, str]
    ) -> None:
        """Make a call whose path is a setting; EndpointNotFound if the setting is empty."""
        endpoint = parse_call_template(template, kind)
        if endpoint is None:
            raise EndpointNotFound("a call that is not set", detail="its setting is empty")
        self.call(endpoint, path_values, _read_void, query=query)


def retry_without_optional(
    send: Callable[[dict[str, str]], Record], required: dict[str, str], optional: dict[str, str]
) -> Record:
    """
    The answer that `send` gets for a query of the `required` and `optional` parameters.

    After a 400 without a reason, `send` is called once more with the `required` ones alone.
    Optional parameters with an empty value are never sent.
    """
    present = {name: value for name, value in optional.items() if value}
    try:
        return send(required | present)
    except ApiError as error:
        reason = error.reason if isinstance(error, ApiRefused) else Reason.UNKNOWN
        if error.http_status != 400 or reason is not Reason.UNKNOWN or not present:
            raise
    return send(required)


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
