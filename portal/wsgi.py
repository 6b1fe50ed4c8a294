"""The plain entry, for any WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from portal.observability.prometheus import start_publisher
from portal.observability.request_id import RequestIdMiddleware

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

application = RequestIdMiddleware(get_wsgi_application())
start_publisher()
