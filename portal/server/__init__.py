"""
The entry for granian: which request is answered where.

granian is given `portal.server.rsgi:entry` by name. Other code needs only `types`.
"""

__all__ = ["types"]
