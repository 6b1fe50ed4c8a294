"""Bodies of upstream's list, as small as a test needs them."""

from typing import Any


def session(number: int, title: str, visibility: str = "PUBLIC", **fields: Any) -> dict[str, Any]:
    """An item of the list; an empty `visibility` means that upstream does not tell it."""
    told = {"sessionVisibilityType": visibility} if visibility else {}
    return {"sessionId": number, "title": title, "format": "WORKSHOP"} | told | fields


def body(*sessions: dict[str, Any]) -> dict[str, Any]:
    """The whole list on one page."""
    count = len(sessions)
    return {"recordsTotal": count, "recordsFiltered": count, "data": list(sessions)}
