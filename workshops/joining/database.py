"""One statement of joining to the database, by the one clock that all machines share."""

import time
from typing import Any

from django.db import connection

# In epoch seconds. SQLite has no other clock than that of its one machine.
NOW = {"postgresql": "EXTRACT(EPOCH FROM clock_timestamp())"}


def execute(sql: str, **values: Any) -> Any:
    """
    The first row of the result (None: no row); without a result, how many rows were changed.

    NOW stands for this moment in `sql`, `%(name)s` for the value `name`. Raises DatabaseError.
    """
    text = sql.replace("NOW", NOW.get(connection.vendor, "%(now)s"))
    with connection.cursor() as cursor:
        cursor.execute(text, {"now": time.time()} | values)
        return cursor.fetchone() if cursor.description else cursor.rowcount
