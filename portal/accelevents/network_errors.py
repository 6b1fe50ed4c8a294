"""The exceptions of `requests` and what each says: whether the request can have left at all."""

import ssl
from http.client import HTTPException

import requests
from urllib3.exceptions import ConnectTimeoutError, HTTPError

from portal.accelevents.endpoints import Endpoint
from portal.accelevents.exceptions import ApiUnreachable

NETWORK_ERRORS = (requests.RequestException, HTTPError, HTTPException, OSError, ValueError)


def unreachable(endpoint: Endpoint, error: Exception) -> ApiUnreachable:
    """The ApiUnreachable for one of NETWORK_ERRORS, of which it keeps only the class names."""
    reason = getattr(next(iter(error.args), None), "reason", None)
    names = (type(cause).__name__ for cause in (error, reason) if cause is not None)
    return ApiUnreachable(
        str(endpoint), sent=not _is_unsent(error, reason), detail=", ".join(names)
    )


def _is_unsent(error: Exception, reason: object) -> bool:
    """Whether the error surely came before the first byte of the request left."""
    if isinstance(error, requests.exceptions.SSLError):
        cause = next(iter(getattr(reason, "args", ())), None)
        return isinstance(cause, ssl.SSLCertVerificationError)
    before_sending = (requests.ConnectTimeout, requests.exceptions.InvalidURL, UnicodeError)
    return isinstance(error, before_sending) or isinstance(reason, ConnectTimeoutError)
