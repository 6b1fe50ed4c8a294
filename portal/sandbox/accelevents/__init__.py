"""A stand-in of the Accelevents API: real HTTP on loopback, with data and faults of its own."""

from portal.sandbox.accelevents import error_responses
from portal.sandbox.accelevents.dialects import DIALECTS, split_names
from portal.sandbox.accelevents.fake import FakeAccelevents
from portal.sandbox.accelevents.faults import FAULT_KINDS
from portal.sandbox.accelevents.models import Workshop
from portal.sandbox.accelevents.seed import EVENT_FILE

__all__ = [
    "DIALECTS", "EVENT_FILE", "FAULT_KINDS", "FakeAccelevents", "Workshop", "error_responses",
    "split_names",
]  # fmt: skip
