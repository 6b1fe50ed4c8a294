"""
The Accelevents API: calls, records and errors. Imports no Django and is the only user of `requests`.

Everybody else enters through this package, its `records` or its `exceptions`.
"""

from portal.accelevents.client import Accelevents
from portal.accelevents.endpoints import EndpointKind, parse_call_template
from portal.accelevents.transport import Upstream

__all__ = ["Accelevents", "EndpointKind", "Upstream", "parse_call_template"]
