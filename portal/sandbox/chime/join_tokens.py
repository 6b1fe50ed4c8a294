"""Join tokens and addresses: what the sandbox's two services agree on without talking."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass

# Both services fall back to it and so agree when nobody chose one; it guards a loopback demo.
DEFAULT_SECRET = "workshop-sandbox"

# A content share is a second connection of the same attendee, by the SDK's own convention.
CONTENT = "#content"


@dataclass(frozen=True, slots=True)
class Seat:
    """Who a token lets into which meeting; `is_content` for the connection of a screen share."""

    meeting_id: str
    attendee_id: str
    external_user_id: str

    @property
    def is_content(self) -> bool:
        """Whether it is for the connection of a screen share."""
        return self.attendee_id.endswith(CONTENT)


def mint(secret: str, meeting_id: str, attendee_id: str, external_user_id: str) -> str:
    """
    A join token for this attendee, valid as long as `secret` stays: nothing is stored.

    It consists of characters of an HTTP token only (RFC 9110, 5.6.2), because the SDK
    sends it as a WebSocket subprotocol.
    """
    seat = json.dumps([meeting_id, attendee_id, external_user_id]).encode()
    body = base64.urlsafe_b64encode(seat).rstrip(b"=").decode()
    return f"{body}.{_signature(secret, body)}"


def read(secret: str, token: str) -> Seat | None:
    """The seat that `token` was minted for, None if it was not minted with `secret`."""
    bare = token.removesuffix(CONTENT)
    body, _, signature = bare.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(secret, body).encode()):
        return None
    meeting_id, attendee_id, external_user_id = json.loads(_unpadded(body))
    return Seat(meeting_id, attendee_id + token[len(bare) :], external_user_id)


def placement(url: str, meeting_id: str) -> dict[str, str]:
    """
    The MediaPlacement that sends the SDK to the media service at `url` ("http://127.0.0.1:9500").

    The SDK reads these three; the audio host is an opaque name to it.
    https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_meeting-chime_MediaPlacement.html
    """
    return {
        "AudioHostUrl": f"{meeting_id}.sandbox.test:3478",
        "SignalingUrl": f"{url.replace('http', 'ws', 1)}/control/{meeting_id}",
        "TurnControlUrl": f"{url}/v2/turn_sessions",
    }


def _signature(secret: str, body: str) -> str:
    return hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()[:32]


def _unpadded(body: str) -> bytes:
    return base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
