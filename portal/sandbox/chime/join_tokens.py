"""Join tokens and addresses: the two stand-ins agree on them without talking to each other."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass

# Both stand-ins use it unless they are given a secret, and so agree; it guards a loopback demo.
DEFAULT_SECRET = "workshop-sandbox"

# By the SDK's convention, a content share is a second connection of the same attendee.
CONTENT_SUFFIX = "#content"


@dataclass(frozen=True, slots=True)
class TokenClaims:
    """The attendee whom a token admits, and the meeting that it admits them to."""

    meeting_id: str
    attendee_id: str
    external_user_id: str

    @property
    def is_content(self) -> bool:
        """Whether it is for the connection of a screen share."""
        return self.attendee_id.endswith(CONTENT_SUFFIX)

    @property
    def user_id(self) -> str:
        """The user id in the external one."""
        return user_id_in(self.external_user_id)


def user_id_in(external_user_id: str) -> str:
    """The user id in Accelevents' external ones, "Ada Okafor_8528"; the whole of any other."""
    return external_user_id.rpartition("_")[2]


def issue_join_token(secret: str, meeting_id: str, attendee_id: str, external_user_id: str) -> str:
    """
    A join token for this attendee, valid as long as `secret` stays the same: nothing is stored.

    It has only characters of an HTTP token (RFC 9110, 5.6.2), because the SDK sends it as a
    WebSocket subprotocol.
    """
    claims = json.dumps([meeting_id, attendee_id, external_user_id]).encode()
    body = base64.urlsafe_b64encode(claims).rstrip(b"=").decode()
    return f"{body}.{_signature(secret, body)}"


def read_join_token(secret: str, token: str) -> TokenClaims | None:
    """The claims of `token`, None if it was not issued with `secret`."""
    bare = token.removesuffix(CONTENT_SUFFIX)
    body, _, signature = bare.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(secret, body).encode()):
        return None
    meeting_id, attendee_id, external_user_id = json.loads(_decode(body))
    return TokenClaims(meeting_id, attendee_id + token[len(bare) :], external_user_id)


def media_placement(url: str, meeting_id: str) -> dict[str, str]:
    """
    The MediaPlacement that sends the SDK to the media service at `url` ("http://127.0.0.1:9500").

    The SDK needs these two; the audio host is an opaque name to it.
    https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_meeting-chime_MediaPlacement.html
    """
    return {
        "AudioHostUrl": f"{meeting_id}.sandbox.test:3478",
        "SignalingUrl": f"{url.replace('http', 'ws', 1)}/control/{meeting_id}",
    }


def _signature(secret: str, body: str) -> str:
    return hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()[:32]


def _decode(body: str) -> bytes:
    return base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
