"""What the entry answers itself, in plain text, without Django and so without its middleware."""

from portal.observability import request_id
from portal.server.policies import STRICTEST
from portal.server.types import Headers, Scope

Answer = tuple[int, Headers, bytes]

LIVENESS_PATH, READINESS_PATH = "/healthz", "/readyz"
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def own_answer(scope: Scope, status: int, text: str, kind: str = "text/plain") -> Answer:
    """(status, headers, body), with all policies of a page and the id of the request."""
    own_id = request_id.id_for(scope.headers.get("x-request-id") or "")
    headers = [("Content-Type", f"{kind}; charset=utf-8"), *STRICTEST, (request_id.HEADER, own_id)]
    return status, headers, text.encode()


def is_liveness_probe(scope: Scope) -> bool:
    """Whether somebody asks if this process is alive."""
    return scope.path == LIVENESS_PATH and scope.method in {"GET", "HEAD"}


def is_readiness_probe(scope: Scope) -> bool:
    """Whether somebody asks if this process can serve."""
    return scope.path == READINESS_PATH and scope.method in SAFE_METHODS
