"""The entry for any WSGI server; `make serve` gives it to granian."""

import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

django = get_wsgi_application()
# By name: `portal` does not import `workshops`.
application = import_string("workshops.unchanged.Unchanged")(django)
