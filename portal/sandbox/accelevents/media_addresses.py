"""Where a meeting's media are: at AWS, or at the media service beside this sandbox."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from portal.sandbox.chime import join_tokens


@dataclass(frozen=True)
class Media:
    """Where the meeting's media are, and who makes the tokens for it; url "" = at AWS."""

    url: str = ""
    secret: str = ""

    def token(self, meeting: str, attendee: str, user: str) -> str:
        """A join token: one that the media service accepts, or noise."""
        if not self.url:
            return secrets.token_hex(48)
        return join_tokens.mint(self.secret or join_tokens.DEFAULT_SECRET, meeting, attendee, user)

    def placement(self, meeting: str) -> dict[str, str]:
        """The addresses of the meeting, all that CreateMeeting names."""
        ws = self.url.replace("http", "ws", 1) or "wss://signal.m1.ec1.app.chime.aws"
        web = ws.replace("ws", "http", 1)
        return {
            "AudioHostUrl": "127.0.0.1:3478" if self.url else "ab12.k.m1.ec1.app.chime.aws:3478",
            "AudioFallbackUrl": f"{ws}/calls/{meeting}",
            "SignalingUrl": f"{ws}/control/{meeting}",
            "TurnControlUrl": f"{web}/v2/turn_sessions",
            "ScreenDataUrl": f"{ws}/v2/screen/{meeting}",
            "ScreenViewingUrl": f"{ws}/ws/connect?passcode=null&X-BitHub-Call-Id={meeting}",
            "ScreenSharingUrl": f"{ws}/v2/screen/{meeting}",
            "EventIngestionUrl": f"{web}/v1/client-events",
        }
