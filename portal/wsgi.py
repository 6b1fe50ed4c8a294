"""The WSGI application: behind portal/server/rsgi.py, or alone under any WSGI server."""

import os
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from portal.observability.prometheus import start_publisher
from portal.observability.request_id import RequestIdMiddleware

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

_django = RequestIdMiddleware(get_wsgi_application())


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Django's response. The first request in a process starts the publishing of its counts."""
    # Not at import: a server that imports first and forks then would leave the thread behind.
    start_publisher()
    return _django(environ, start_response)
