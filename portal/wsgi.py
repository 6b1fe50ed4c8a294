"""The plain entry, for any WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from portal.observability.prometheus import publish_for_ever
from portal.observability.request_id import RequestIds

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

application = RequestIds(get_wsgi_application())
publish_for_ever()
