"""How often something may happen within a minute, counted for all processes together."""

from portal.attendees import attempts

PERIOD_SECONDS = 60


def exceeds(action: str, source: str, limit: int) -> bool:
    """Count one more `action` of `source`; whether that makes more than `limit` in this minute."""
    return not attempts.count(attempts.name_of(action, source), limit, PERIOD_SECONDS)


def is_used_up(action: str, source: str, limit: int) -> bool:
    """Whether `limit` actions of `source` were counted in this minute; counts nothing itself."""
    return attempts.seconds_left(attempts.name_of(action, source), limit, PERIOD_SECONDS) > 0
