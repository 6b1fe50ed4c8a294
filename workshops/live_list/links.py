"""Paths of an event's pages, without resolving the same name at every poll."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse


def address(name: str, event: str) -> str:
    """The path of an event's page in this request's display mode; as `reverse`, but cached."""
    return _address_below(get_script_prefix(), name, event)


@lru_cache(256)
def _address_below(prefix: str, name: str, event: str) -> str:
    """`prefix` only tells the display modes apart, each of which has its own addresses."""
    return reverse(name, args=[event])
