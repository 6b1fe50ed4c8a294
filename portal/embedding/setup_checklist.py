"""The organizer's checklist: faults of the page around the frame, and the lines that fix them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

ALLOW = "camera; microphone; display-capture; autoplay; fullscreen; clipboard-write"
FEATURES = ("camera", "microphone", "display-capture")


@dataclass(frozen=True)
class ChecklistItem:
    """One item: the script knows it by `name`; the organizer copies `line` if bad ("" for none)."""

    name: str
    title: str
    good: str
    bad: str
    unknown: str
    line: str = ""


def snippet(origin: str, event: str) -> str:
    """The lines that an organizer pastes into the event's page."""
    return (
        f'<div data-portal="/embed/e/{event}/">\n'
        f'  <a href="{origin}/e/{event}/">{_("Workshops")}</a>\n'
        f"</div>\n"
        f'<script src="{origin}/embed.js" async></script>'
    )


def plain_frame(origin: str, event: str) -> str:
    """The same frame without a script: its height is fixed, and it sends the page no messages."""
    return (
        f'<iframe src="{origin}/embed/e/{event}/" title="{_("Workshops")}"\n'
        f'  allow="{ALLOW}"\n'
        f'  referrerpolicy="strict-origin" width="100%" height="900"></iframe>'
    )


def policy(origin: str) -> str:
    """The header that an event page needs if it sends a Permissions-Policy at all."""
    return "Permissions-Policy: " + ", ".join(f'{name}=(self "{origin}")' for name in FEATURES)


def checklist(origin: str, event: str) -> list[ChecklistItem]:
    """All items, the most harmful fault first."""
    return [
        *_browser_items(),
        *_device_items(origin),
        _script_item(origin, event),
        *_page_items(),
    ]


def _browser_items() -> list[ChecklistItem]:
    return [
        ChecklistItem(
            "cookies",
            _("Signing in inside the page"),
            _("The browser stores the sign-in."),
            _(
                "The browser blocks cookies here. Attendees with this setting get a button that"
                " opens the workshops in a new tab. No header can change that."
            ),
            _("Not tested on this page."),
        )
    ]


def _device_items(origin: str) -> list[ChecklistItem]:
    bad = _(
        "It’s not allowed. The iframe needs it in allow (embed.js does that), and if the page"
        " sends a Permissions-Policy header, that header must name the portal:"
    )
    unknown = _("This browser doesn’t say. Try the room itself.")
    titles = {
        "camera": _("Camera in the room"),
        "microphone": _("Microphone in the room"),
        "screen": _("Sharing the screen"),
    }
    line = f'{policy(origin)}\nallow="{ALLOW}"'
    return [
        ChecklistItem(name, title, _("It’s allowed."), bad, unknown, line)
        for name, title in titles.items()
    ]


def _script_item(origin: str, event: str) -> ChecklistItem:
    return ChecklistItem(
        "script",
        _("The script embed.js"),
        _("It’s running: the height follows the content."),
        _("It’s not running here, so the frame has a fixed height. Use this code:"),
        _("It hasn’t reported yet."),
        snippet(origin, event),
    )


def _page_items() -> list[ChecklistItem]:
    return [
        ChecklistItem(
            "sandbox",
            _("The sandbox attribute"),
            _("The portal sees nothing missing."),
            _("The sandbox of the page or the iframe forbids something. Remove it, or use this:"),
            _("Not tested."),
            'sandbox="allow-scripts allow-forms allow-same-origin allow-popups'
            ' allow-popups-to-escape-sandbox"',
        ),
        ChecklistItem(
            "isolation",
            _("Isolation of the page (COEP, COOP)"),
            _("The page isn’t isolated: the sign-in window can reach the frame."),
            _("The page is isolated, which blocks the sign-in window. Don’t send this on it:"),
            _("Only embed.js can tell."),
            "Cross-Origin-Opener-Policy: same-origin\nCross-Origin-Embedder-Policy: require-corp",
        ),
        ChecklistItem(
            "width",
            _("Width"),
            _("There’s room for the list."),
            _("It’s narrower than 320 pixels: give the element around it more width."),
            _("Not tested."),
        ),
    ]
