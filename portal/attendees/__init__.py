"""
Who is signed in: sign-in and sign-out, the attendee in the session, and views private by default.

Everybody else enters through this package. Django is given its middleware, views and URLs by
their dotted names.
"""

from portal.attendees.authentication import authenticate_with_token
from portal.attendees.client_ip import is_from_this_machine, throttle_address
from portal.attendees.decorators import PortalRequest, SignedInRequest, public
from portal.attendees.encryption import DecryptionError, EncryptedToken, decrypt, encrypt
from portal.attendees.messages import ErrorMessage
from portal.attendees.redirects import HttpResponseSeeOther, next_url
from portal.attendees.session import (
    Attendee,
    api_for,
    from_session,
    sign_in,
    signed_in,
    to_session,
)
from portal.attendees.sign_in_check import is_still_signed_in
from portal.attendees.sign_in_pages import sign_in_page

__all__ = [
    "Attendee",
    "DecryptionError",
    "EncryptedToken",
    "ErrorMessage",
    "HttpResponseSeeOther",
    "PortalRequest",
    "SignedInRequest",
    "api_for",
    "authenticate_with_token",
    "decrypt",
    "encrypt",
    "from_session",
    "is_from_this_machine",
    "is_still_signed_in",
    "next_url",
    "public",
    "sign_in",
    "sign_in_page",
    "signed_in",
    "throttle_address",
    "to_session",
]
