"""What the portal should find out in each dialect, and how an attendee gets in all the same."""

from dataclasses import dataclass, field

# What a portal finds out about an upstream that is as the documentation says.
USUAL = {
    "token": "raw",
    "password_login": "works",
    "api_key": "unseen",
    "register": "confirmed",
    "list_pages": "as_asked",
    "list_expand": "accepted",
    "list_visibility": "told",
    "list_status": "unseen",
    "times": "text",
    "zone": "event",
    "meeting": "complete",
    "hub": "default",
}


@dataclass(frozen=True)
class Expected:
    """`found`: what differs from USUAL; `way`: what signs in; `has_key`: the portal has a key."""

    found: dict[str, str] = field(default_factory=dict)
    way: str = "password"
    has_key: bool = False
    is_registered: bool = True  # by the press on Join; else it leads on to the room

    @property
    def findings(self) -> dict[str, str]:
        """The worst answer to every question, as /readyz tells it."""
        return USUAL | self.found


MISSING = Expected({"register": "missing"}, is_registered=False)
UNCONFIRMED = Expected({"register": "unconfirmed"}, is_registered=False)
# Several at once, as many as can be spoken together and still let somebody in.
EVERYTHING = (
    "bearer iso_times page_refused expand_refused no_zone no_visibility register_404 no_detail"
    " white_label meeting_minimal"
)
NO_PASSWORD = {"password_login": "missing"}
EXPECTED = {
    "": Expected(),
    "register_404": MISSING,
    "register_405": MISSING,
    "register_403": UNCONFIRMED,
    "register_html": UNCONFIRMED,
    "register_redirect": UNCONFIRMED,
    "register_malformed": UNCONFIRMED,
    "register_cant_create": UNCONFIRMED,
    "no_visibility": Expected({"list_visibility": "missing"}),
    "no_status": Expected({"api_key": "accepted", "list_status": "missing"}, has_key=True),
    "page_cap": Expected({"list_pages": "capped"}),
    "page_refused": Expected({"list_pages": "smaller"}),
    "filtered_is_page": Expected(),
    "iso_times": Expected({"times": "iso"}),
    "epoch_times": Expected({"times": "epoch"}),
    "bearer": Expected({"token": "bearer"}),
    "expand_refused": Expected({"list_expand": "refused"}),
    "white_label": Expected({"hub": "white_label"}),
    "login_gone": Expected(NO_PASSWORD, way="key"),
    "bot_wall": Expected(NO_PASSWORD | UNCONFIRMED.found, way="key", is_registered=False),
    "no_zone": Expected({"zone": "attendee"}),
    "no_event_data": Expected({"zone": "attendee"}),
    "meeting_objects": Expected(),
    "meeting_minimal": Expected(),
    "no_external_ids": Expected(),
    "no_detail": Expected(),
    "page_cap filtered_is_page": Expected({"list_pages": "capped"}),
    EVERYTHING: Expected(
        {
            "token": "bearer",
            "times": "iso",
            "list_pages": "smaller",
            "list_expand": "refused",
            "zone": "attendee",
            "list_visibility": "missing",
            "register": "missing",
            "hub": "white_label",
        },
        is_registered=False,
    ),
}
