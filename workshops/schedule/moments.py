"""How a moment is written: by the event's clock, in the reader's language, with its zone."""

from datetime import date, datetime

from django.utils.formats import date_format

from workshops.schedule.viewer import Viewer


def moment(when: datetime, viewer: Viewer) -> str:
    """A time of the event's clock and its zone, with its day if that is not today."""
    return written(when.astimezone(viewer.zone), viewer.now.astimezone(viewer.zone).date())


def written(local: datetime, today: date) -> str:
    """A time of the event's clock as the reader writes it, as `moment`."""
    form = "TIME_FORMAT" if local.date() == today else "SHORT_DATETIME_FORMAT"
    return f"{date_format(local, form)} {local.tzname()}"
