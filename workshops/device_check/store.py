"""
The last check of each attendee's browser, stored for 30 days.

It says what did not work, and nothing of the devices themselves: no name, no id, no picture. Whose
it is stands there as a digest, and so does the kind of browser, so that a check on a phone is not
taken for one of the laptop.
"""

import hashlib
import re
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from portal.attendees import Attendee
from portal.observability import registry
from workshops.models import DeviceCheck
from workshops.schedule import CheckedDevice

KEEP = timedelta(days=30)
PARTS = ("browser", "camera", "microphone", "speaker", "network")
MOST_BROWSERS = 5  # of one attendee; the oldest check goes first
VERSION = re.compile(r"[\d._]+")  # a browser that was updated is still the same one


def record(attendee: Attendee, user_agent: str, problems: Collection[str], now: datetime) -> None:
    """Store what of PARTS did not work in this browser; it takes the place of an earlier check."""
    digest = _digest(attendee)
    found = ",".join(part for part in PARTS if part in problems)
    with transaction.atomic():
        DeviceCheck.objects.update_or_create(
            attendee_digest=digest,
            browser_digest=_browser(user_agent),
            defaults={"checked_at": now.timestamp(), "problems": found},
        )
        checks = DeviceCheck.objects.filter(attendee_digest=digest)
        newest = checks.order_by("-checked_at").values_list("pk", flat=True)[:MOST_BROWSERS]
        checks.exclude(pk__in=list(newest)).delete()


def last_check(attendee: Attendee, user_agent: str, now: datetime) -> CheckedDevice | None:
    """This attendee's check in this kind of browser; None if there is none of the last KEEP."""
    check = DeviceCheck.objects.filter(
        attendee_digest=_digest(attendee),
        browser_digest=_browser(user_agent),
        checked_at__gt=(now - KEEP).timestamp(),
    ).first()
    if check is None:
        return None
    problems = tuple(part for part in PARTS if part in check.problems.split(","))
    return CheckedDevice(datetime.fromtimestamp(check.checked_at, now.tzinfo), problems)


@registry.on_hourly
def _delete_old(limit: int) -> int:
    """Delete at most `limit` checks that count no longer; how many there were."""
    oldest = (timezone.now() - KEEP).timestamp()
    old = DeviceCheck.objects.filter(checked_at__lte=oldest).values_list("pk", flat=True)[:limit]
    return DeviceCheck.objects.filter(pk__in=list(old)).delete()[0]


def _digest(attendee: Attendee) -> str:
    return hashlib.sha256(f"device:{attendee.event}:{attendee.key}".encode()).hexdigest()


def _browser(user_agent: str) -> str:
    return hashlib.sha256(VERSION.sub("", user_agent).encode()).hexdigest()
