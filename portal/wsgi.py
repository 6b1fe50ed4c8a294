"""The entry for any WSGI server; `make serve` gives it to granian."""

import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

from portal.metrics import publish_for_ever
from portal.request_ids import RequestIds

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

django = get_wsgi_application()
# By name: `portal` does not import `workshops`.
application = RequestIds(import_string("workshops.unchanged.Unchanged")(django))
publish_for_ever()
