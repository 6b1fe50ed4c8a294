"""The settings of the client: where the API is and how it is called."""

from dataclasses import dataclass, field


@dataclass(frozen=True)  # no slots: the settings read the defaults from the class
class Upstream:
    """
    Where the API is and how it is called.

    The three calls are templates that `endpoints.parse_call_template` reads, "" for "not offered".
    `connect_timeout` and `read_timeout` are seconds, the latter for one whole call with its
    retries. `max_bytes` limits one answer after decompression.
    """

    origin: str
    register_call: str = "POST /rest/events/{event}/user-session/{session}"
    unregister_call: str = ""
    status_call: str = ""
    api_key: str = field(default="", repr=False)
    connect_timeout: float = 3.05
    read_timeout: float = 10.0
    max_bytes: int = 5_000_000
    pool_size: int = 64
    retries: int = 2
    retry_delay: float = 0.2  # seconds before the first retry; doubles, with jitter
