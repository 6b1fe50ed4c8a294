"""
The Accelevents API: calls, records and errors.

This package imports no Django and is the only user of `requests`. Everybody else enters through
the names below, `portal.accelevents.records` and `portal.accelevents.exceptions`.
"""

from portal.accelevents.client import Accelevents
from portal.accelevents.endpoints import EndpointKind, parse_call_template
from portal.accelevents.probing import ABSENT_SESSION, Probing
from portal.accelevents.queries import EXPAND, WorkshopQuery
from portal.accelevents.upstream import Upstream

__all__ = [
    "ABSENT_SESSION", "EXPAND", "Accelevents", "EndpointKind", "Probing", "Upstream",
    "WorkshopQuery", "parse_call_template",
]  # fmt: skip
