"""Where meetings take place: at AWS, or at the media stand-in beside this one."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from portal.sandbox.chime import DEFAULT_SECRET, issue_join_token


@dataclass(frozen=True)
class MediaAddresses:
    """The address of the media service, and the secret of its tokens; url "" means AWS."""

    url: str = ""
    secret: str = ""

    def join_token(self, meeting: str, attendee: str, user: str) -> str:
        """A join token that the media service accepts; random characters if that is AWS."""
        if not self.url:
            return secrets.token_hex(48)
        return issue_join_token(self.secret or DEFAULT_SECRET, meeting, attendee, user)

    def placement(self, meeting: str) -> dict[str, str]:
        """The addresses of the meeting that CreateMeeting returns, without those AWS retired."""
        ws = self.url.replace("http", "ws", 1) or "wss://signal.m1.ec1.app.chime.aws"
        return {
            "AudioHostUrl": "127.0.0.1:3478" if self.url else "ab12.k.m1.ec1.app.chime.aws:3478",
            "AudioFallbackUrl": f"{ws}/calls/{meeting}",
            "SignalingUrl": f"{ws}/control/{meeting}",
            "EventIngestionUrl": f"{ws.replace('ws', 'http', 1)}/v1/client-events",
        }
