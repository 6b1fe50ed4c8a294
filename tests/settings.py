"""The portal's settings as the tests use them: upstream is a name that nothing answers to."""

import os

os.environ.update(
    {
        "SECRET_KEY": "only-for-the-tests-" + "x" * 32,
        "PORTAL_EVENTS": "demo,other",
        "ACCELEVENTS_URL": "https://api.accelevents.test",
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    }
)

from portal.settings import *  # noqa: F403

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# A file, as the portal has one: threads that share a database in memory do not wait for each other.
(BASE_DIR / "build").mkdir(exist_ok=True)  # noqa: F405
DATABASES["default"]["TEST"] = {"NAME": BASE_DIR / "build" / f"test-{os.getpid()}.sqlite3"}  # noqa: F405
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
LOGGING = {"version": 1, "disable_existing_loggers": False}
