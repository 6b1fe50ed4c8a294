"""
Who is signed in: sign-in and sign-out, the attendee in the session, and views private by default.

Everybody else enters through this package. Django is given its middleware, views and URLs by
their dotted names.
"""

from portal.attendees import attempts
from portal.attendees.authentication import authenticate_with_token
from portal.attendees.client_ip import is_from_this_machine, throttle_address
from portal.attendees.decorators import PortalRequest, SignedInRequest, poll, public
from portal.attendees.encryption import DecryptionError, EncryptedToken, decrypt, encrypt
from portal.attendees.messages import ErrorMessage
from portal.attendees.parallel_requests import one_of_few
from portal.attendees.redirects import HttpResponseSeeOther, next_url
from portal.attendees.sealed_cookies import SealedCookie
from portal.attendees.session import (
    Attendee,
    api_for,
    from_session,
    sign_in,
    signed_in,
    to_session,
)
from portal.attendees.session_table import count as session_count
from portal.attendees.sign_in_check import is_still_signed_in
from portal.attendees.sign_in_pages import sign_in_page

__all__ = [
    "Attendee",
    "DecryptionError",
    "EncryptedToken",
    "ErrorMessage",
    "HttpResponseSeeOther",
    "PortalRequest",
    "SealedCookie",
    "SignedInRequest",
    "api_for",
    "attempts",
    "authenticate_with_token",
    "decrypt",
    "encrypt",
    "from_session",
    "is_from_this_machine",
    "is_still_signed_in",
    "next_url",
    "one_of_few",
    "poll",
    "public",
    "session_count",
    "sign_in",
    "sign_in_page",
    "signed_in",
    "throttle_address",
    "to_session",
]
