"""The envelopes in which upstream sends lists."""

from typing import Any

from portal.accelevents import parsing

NAMES = ("data", "content", "items", "results")


def read_items(body: Any) -> list[Any]:
    """
    The items of a list: a bare array, or one under an envelope's name, or in two envelopes.

    Anything without an array is a ValueError, an empty answer too, since not to know of a
    workshop differs from knowing that there is none.
    """
    array = _find_array(body, depth=2)
    if array is None:
        raise ValueError(f"expected a list, got {type(body).__name__}")
    return array


def read_total(body: Any) -> int | None:
    """
    The number of items on all pages, before filtering; None if it is not told.

    `recordsFiltered` does not say it: on another list of upstream that is the count of one page.
    """
    return parsing.positive_int(parsing.as_dict(body).get("recordsTotal"))


def _find_array(body: Any, depth: int) -> list[Any] | None:
    """The first array in `body`, at most `depth` envelopes deep."""
    if isinstance(body, list):
        return body
    if not isinstance(body, dict) or depth == 0:
        return None
    arrays = (_find_array(body.get(name), depth - 1) for name in NAMES)
    return next((array for array in arrays if array is not None), None)
