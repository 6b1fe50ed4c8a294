"""What the entry answers itself, in plain text, without Django and so without its middleware."""

from django.utils.translation import gettext

from portal.observability import request_id
from portal.server.policies import STRICTEST
from portal.server.types import Headers, Scope

Answer = tuple[int, Headers, bytes]

RETRY_SECONDS = 2  # after which most of a sender's requests are answered
LIVENESS_PATH, READINESS_PATH = "/healthz", "/readyz"
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def own_answer(scope: Scope, status: int, text: str, kind: str = "text/plain") -> Answer:
    """(status, headers, body), with all policies of a page and the id of the request."""
    own_id = request_id.id_for(scope.headers.get("x-request-id") or "")
    headers = [("Content-Type", f"{kind}; charset=utf-8"), *STRICTEST, (request_id.HEADER, own_id)]
    return status, headers, text.encode()


def too_many_at_once(scope: Scope) -> Answer:
    """The answer to a request whose sender has too many others under way; nothing was done."""
    text = gettext("You have several requests under way.\nWait for them, then try again.\n")
    status, headers, body = own_answer(scope, 429, text)
    return status, [*headers, ("Retry-After", str(RETRY_SECONDS))], body


def is_liveness_probe(scope: Scope) -> bool:
    """Whether somebody asks if this process is alive."""
    return scope.path == LIVENESS_PATH and scope.method in {"GET", "HEAD"}


def is_readiness_probe(scope: Scope) -> bool:
    """Whether somebody asks if this process can serve."""
    return scope.path == READINESS_PATH and scope.method in SAFE_METHODS
