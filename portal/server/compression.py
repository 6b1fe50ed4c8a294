"""Which responses are compressed on the way out; lists come compressed (see gzip_parts.py)."""

from typing import Any

from django.http import HttpRequest
from django.middleware.gzip import GZipMiddleware

PACKET_BYTES = 1_300  # of a body, in one packet on any network


class LargeGZipMiddleware(GZipMiddleware):
    """
    Django's, but not for a packet's worth, such as the answer to a press on Join.

    It would arrive no sooner, and to compress it takes a twentieth of the time of a join.
    """

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """The response, compressed if that is worth it and the browser takes it."""
        if not response.streaming and len(response.content) <= PACKET_BYTES:
            return response
        return super().process_response(request, response)
