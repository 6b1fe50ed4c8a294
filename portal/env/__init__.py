"""
Readers of the environment for settings.py.

Each returns a value of the wanted type, or ends the start with one sentence that names the
setting. A value that may be secret is never repeated in it.
"""

from portal.env.addresses import (
    database,
    media_hosts,
    origin,
    origin_of_site,
    redis_url,
    sandbox,
)
from portal.env.per_event import (
    demo_people,
    event_slugs,
    per_event,
    shared_secret,
    subset,
)
from portal.env.ticket_limits import TicketLimit, ticket_limits
from portal.env.values import (
    SettingError,
    checked,
    csv,
    flag,
    key,
    number,
    secret,
    secret_key,
    secrets,
    text,
    zone,
)

__all__ = [
    "SettingError", "TicketLimit", "checked", "csv", "database", "demo_people", "event_slugs",
    "flag", "key",
    "media_hosts", "number", "origin", "origin_of_site", "per_event", "redis_url", "sandbox",
    "secret", "secret_key", "secrets", "shared_secret", "subset", "text", "ticket_limits", "zone",
]  # fmt: skip
