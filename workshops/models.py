"""What the database stores: the queue, the locks of joins, who is in a meeting, device checks."""

from django.db import models


class QueueEntry(models.Model):
    """A join that waits for its turn; the id gives the order of arrival."""

    key_digest = models.CharField(max_length=64, unique=True, db_column="press")
    # Epoch seconds of the last time its page asked.
    last_seen_at = models.FloatField(db_index=True, db_column="seen_at")
    # Epoch seconds; until then the place is reserved and holds up nobody behind it. None: never.
    reserved_until = models.FloatField(null=True)
    # The shortest wait that its page has been told; None: none yet.
    shown_seconds = models.FloatField(null=True)

    class Meta:
        """The table keeps the name that the release before gave it, which may still be running."""

        db_table = "workshops_waiting"

    def __str__(self) -> str:
        return f"no. {self.pk}"


class JoinLock(models.Model):
    """A button of one attendee at one workshop: who is acting on it, and what the last one left."""

    key_digest = models.CharField(max_length=64, unique=True, db_column="press")
    acquired_at = models.FloatField(db_column="at")  # epoch seconds; 0: nobody holds it
    # Of these, the release before writes none, and the last request may have left none.
    owner = models.CharField(max_length=150, null=True)  # noqa: DJ001  who holds it; see owners.py
    result = models.TextField(null=True)  # noqa: DJ001  JSON of an Outcome
    replay_until = models.FloatField(null=True)  # epoch seconds; until then others get the result
    # Epoch seconds; until then nobody knows how an earlier request ended.
    unknown_until = models.FloatField(null=True)

    class Meta:
        """The table keeps the name that the release before gave it, which may still be running."""

        db_table = "workshops_claim"

    def __str__(self) -> str:
        return f"since {self.acquired_at}"


class RoomPresence(models.Model):
    """An attendee who has entered a meeting and not left it; see workshops/room/presence.py."""

    visit = models.CharField(max_length=64, unique=True)  # digest of attendee and workshop
    room = models.CharField(max_length=64, db_index=True)  # digest of event and workshop
    device = models.CharField(max_length=64)  # the random name of the tab
    expires_at = models.FloatField(db_index=True)  # epoch seconds

    def __str__(self) -> str:
        return f"until {self.expires_at}"


class DeviceCheck(models.Model):
    """What the last check of an attendee's browser found; see workshops/device_check/store.py."""

    attendee_digest = models.CharField(max_length=64)
    browser_digest = models.CharField(max_length=64)  # of its kind, whatever its version
    checked_at = models.FloatField(db_index=True)  # epoch seconds
    problems = models.CharField(max_length=100)  # names of what did not work, by commas; "" for all

    class Meta:
        """One row for each attendee and kind of browser."""

        constraints = (
            models.UniqueConstraint(
                fields=["attendee_digest", "browser_digest"], name="one_device_check"
            ),
        )

    def __str__(self) -> str:
        return self.problems or "good"
