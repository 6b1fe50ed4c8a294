"""The addresses of the planned API, the secrets sent to it, and its recorded replies."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

ORIGIN = "https://api.test"
TOKEN = "t0ken-of-ada"
API_KEY = "organization-k3y"
BERLIN = ZoneInfo("Europe/Berlin")
GATEWAY = "<!doctype html><title>Bad gateway</title>"
REPLIES = Path(__file__).parent.parent / "replies"

LOGIN = f"{ORIGIN}/rest/u/login"
USER_KEY = f"{ORIGIN}/rest/u/loginUserByUserKey"
LOGIN_TOKEN = f"{ORIGIN}/rest/u/login/token"
PROFILE = f"{ORIGIN}/rest/u/myprofile"
EVENT = f"{ORIGIN}/rest/events/demo"
ACCESS = f"{ORIGIN}/rest/event/demo/virtualEventPortal/allowedToVirtualAccess"
ATTENDEE = f"{ORIGIN}/rest/event/demo/attendee"
LIST = f"{EVENT}/session/v2"
DETAIL = f"{LIST}/11655"
MINE = f"{EVENT}/user-session/registered"
SEAT = f"{EVENT}/user-session/11655"
JOIN = f"{EVENT}/session/11655"
STATUS = f"{SEAT}/status"
EXPAND = "SPEAKER,TRACK,TAG,currentUserRegisteredEventTicketId"


def recorded(name):
    """A recorded reply as Python values."""
    return json.loads((REPLIES / f"{name}.json").read_text())


def session(**fields):
    """The smallest body that is a session, and `fields`."""
    return {"sessionId": 1, "format": "WORKSHOP"} | fields


def page_of(*session_ids, total=None):
    """One page of such sessions; `total` is upstream's count before filtering, of all pages."""
    data = [session(sessionId=n) for n in session_ids]
    return {"recordsTotal": total, "recordsFiltered": len(data), "data": data}


def ids(workshops):
    """The ids of workshops, in order."""
    return [workshop.id for workshop in workshops]


def refusal(status, code="", text=""):
    """A refusal in upstream's usual shape, as keyword arguments of a planned answer."""
    return {"status": status, "json": {"errorCode": code, "errorMessage": text}}
