"""
Settings of the portal. What an operator can change stands first, read from the environment and
checked: a wrong value ends the start with one sentence. Everything below that is fixed.
"""

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal import env
from portal.accelevents import Upstream, parse_call_template

BASE_DIR = Path(__file__).resolve().parent.parent

# --- What the environment can change (the README's table; a test compares the two) -------------

# Encrypts tokens and cookies, signs codes, ETags and what the processes share; the fallbacks still
# decrypt and verify what older keys made.
SECRET_KEY = env.secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.secrets("SECRET_KEY_FALLBACKS")
# Host names this site answers to, as in Django.
ALLOWED_HOSTS = list(env.csv("ALLOWED_HOSTS", "localhost,127.0.0.1"))
# Django's own error pages. Never in public.
DEBUG = env.flag("DEBUG")

# Where `make serve` listens.
BIND = env.text("BIND", "0.0.0.0")  # noqa: S104  a server behind a proxy in a container
PORT = env.number("PORT", 8000, 1, 65535)
# Its processes, and the threads of each: processes compute, threads wait for upstream. Half of the
# threads are for requests that change nothing.
WORKERS = env.number("WORKERS", 2, 1, 64)
THREADS = env.number("THREADS", 64, 4, 2000)
# How many joins may be upstream at once, over all processes; the rest wait in the queue.
JOINS_AT_ONCE = env.number("JOINS_AT_ONCE", 64, 1, 10_000)

# The Accelevents events served here, by their event urls.
PORTAL_EVENTS = env.event_slugs("PORTAL_EVENTS")
# The API, and how to make the calls whose paths Accelevents does not document.
ACCELEVENTS = Upstream(
    origin=env.origin("ACCELEVENTS_URL", "https://api.accelevents.com"),
    api_key=env.key("ACCELEVENTS_API_KEY"),
    register_call=env.checked(
        "ACCELEVENTS_REGISTER_CALL",
        "POST /rest/events/{event}/user-session/{session}",
        parse_call_template,
    ),
    unregister_call=env.checked("ACCELEVENTS_UNREGISTER_CALL", "", parse_call_template),
    status_call=env.checked("ACCELEVENTS_STATUS_CALL", "", parse_call_template),
    pool_size=THREADS,
)
# Where attendees find Accelevents' own pages. Empty: the event's white label, else the usual site.
ACCELEVENTS_WEB_URL = env.origin("ACCELEVENTS_WEB_URL", "")
# Empty: the event's own zone, as Accelevents reports it.
ACCELEVENTS_TIME_ZONE = env.zone("ACCELEVENTS_TIME_ZONE")
# Accelevents lets attendees in two minutes before a workshop starts.
DOOR_OPENS_EARLY_SECONDS = env.number("DOOR_OPENS_EARLY_SECONDS", 120, 0, 3600)
# How long a list counts as fresh; how long the last good one may be shown, marked as old.
LIST_FRESH_SECONDS = env.number("LIST_FRESH_SECONDS", 10, 1, 3600)
LIST_KEEP_SECONDS = env.number("LIST_KEEP_SECONDS", 86400, 10, 2_592_000)
# How many workshops a ticket includes, by event, where Accelevents has such a limit: it tells
# nobody before it refuses.
TICKET_LIMITS = env.ticket_limits("TICKET_LIMITS", PORTAL_EVENTS)
# Which sites may frame which event; secrets of the event sites' backends that may vouch for an
# attendee; events whose framed sign-in asks for no password (an event page could show a copy of
# such a form).
EMBED_ORIGINS = env.per_event("EMBED_ORIGINS", PORTAL_EVENTS, env.origin_of_site)
EMBED_SECRETS = env.per_event("EMBED_SECRETS", PORTAL_EVENTS, env.shared_secret, most=2)
EMBED_WITHOUT_PASSWORD = env.subset("EMBED_WITHOUT_PASSWORD", PORTAL_EVENTS)
# Hosts that the addresses of a meeting may name.
MEDIA_HOSTS = env.media_hosts("MEDIA_HOSTS", "*.chime.aws")
# What "Check my device" asks, to see whether the network lets the meeting service through.
MEDIA_CHECK_URL = env.origin("MEDIA_CHECK_URL", "https://nearest-media-region.l.chime.aws")

# A client of /metrics sends it as "Authorization: Bearer …"; empty: there is no such page.
METRICS_KEY = env.secret_key("METRICS_KEY")

# Empty: the shared list and counts in the database; set: in Redis, for several machines. Sessions,
# queue and locks are in the database in any case.
REDIS_URL = env.checked("REDIS_URL", "", env.redis_url)
DATABASE_URL = env.checked("DATABASE_URL", f"sqlite:///{BASE_DIR / 'portal.sqlite3'}", env.database)
# On: trust X-Forwarded-Proto and -For, which the proxy in front must set itself.
TRUSTED_PROXY = env.flag("TRUSTED_PROXY")

# --- The sandbox ---------------------------------------------------------------------------------

# On: upstream is a stand-in on loopback. Pages say so, the style guide is served, and a meeting may
# be on this machine. Loopback alone would not do: a proxy there may lead to the real Accelevents.
IS_SANDBOX = env.sandbox("SANDBOX", ACCELEVENTS.origin)
# The people who can sign in to the demo: a JSON file that `manage.py demo` writes.
DEMO_PEOPLE = env.demo_people("DEMO_PEOPLE") if IS_SANDBOX else ()

# On: cookies without Secure, for Safari, which takes no others over http. The demo alone sets it.
PLAIN_COOKIES = env.flag("PLAIN_COOKIES") and IS_SANDBOX

# --- Fixed ---------------------------------------------------------------------------------------

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
# Decides on the event loop, before Django, which polls of a list are answered with a 304.
POLL_RESPONDER = "workshops.live_list.not_modified"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "portal",
    "portal.attendees",
    "workshops",
]

MIDDLEWARE = [
    "portal.server.policies.DefaultPoliciesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.server.compression.LargeGZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Below the two whose headers it decides, above the session whose cookie it changes.
    "portal.embedding.middleware.EmbedMiddleware",
    "portal.embedding.session_middleware.ModeBoundSessionMiddleware",
    "portal.localization.middleware.ReaderLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.attendees.form_token.FormTokenMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.attendees.middleware.AttendeeMiddleware",
]
if PLAIN_COOKIES:
    MIDDLEWARE.insert(0, "portal.attendees.plain_cookies.PlainCookiesMiddleware")

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "portal.context_processors.page",
            ],
        },
    },
]

DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=600)}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers do not wait for a writer, and a writer waits instead of failing. Every thread has a
    # connection: of the 2 MB that SQLite would cache for each, the system has one copy for all.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,  # seconds; then a join is refused for now
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-256"
        ),
    }

# The cache is shared by all processes either way: a lock or a counter in it holds for all of them.
# Its names change when the classes of its pickled values move: the old values are then ignored, and
# expire.
IN_DATABASE: dict[str, Any] = {
    "BACKEND": "portal.caching.database_cache.SharedDatabaseCache",
    "LOCATION": "portal_cache_2",
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}
CACHES: dict[str, dict[str, Any]] = {"default": IN_DATABASE}
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "portal.caching.redis_failover.FailoverRedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "portal2",
            # A silent Redis must not delay a page; see portal/caching/redis_failover.py. All
            # threads may call at once, and so may those that refresh shared values.
            "OPTIONS": {
                "socket_timeout": 0.5,
                "socket_connect_timeout": 0.5,
                "max_connections": 2 * THREADS,
            },
        },
        "fallback": IN_DATABASE,
    }

# Only who is signed in has a session, and it is in the database alone: what ends there has ended.
SESSION_ENGINE = "portal.attendees.session_store"
# `__Host-` ties the cookie to this very host; browsers accept Secure on http://localhost too. Other
# cookies begin with the same name.
SESSION_COOKIE_NAME = "__Host-portal"
# How they begin in the frame: SameSite=None; Partitioned, see portal.embedding.
EMBED_COOKIE_NAME = "__Host-portal-embed"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12  # a working day
# Set where a page has a form, new after each sign-in, and outlives the session that begins there.
CSRF_COOKIE_NAME = "__Host-portal-form"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = 2 * SESSION_COOKIE_AGE
CSRF_FAILURE_VIEW = "portal.attendees.views.csrf_failure"

if TRUSTED_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000  # sent over https only
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The site is served behind a proxy that speaks https, or on loopback; see docs/operations.md.
# W003: the middleware of the form token is Django's own with cookies of its own names.
SILENCED_SYSTEM_CHECKS = [
    "security.W003", "security.W005", "security.W008", "security.W016", "security.W021",
]  # fmt: skip

# Of a whole body: sign-in, search and hand-off are far smaller. The entry refuses more unread.
DATA_UPLOAD_MAX_MEMORY_SIZE = 65_536

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "https:"],  # pictures of speakers and the event's logo
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

STATIC_URL = "/static/"  # relative, it would take over the prefix of the first request
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LANGUAGE_CODE = "en"
# Each English has a clock and an order of dates of its own.
LANGUAGES = [
    ("en", _("American English")),
    ("en-au", _("Australian English")),
    ("en-gb", _("British English")),
]
# Chosen on a page; without it, the browser's languages decide. In the frame as __Host-portal-embed…
LANGUAGE_COOKIE_NAME = "__Host-portal-clock"
FORMAT_MODULE_PATH = "portal.localization.formats"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"  # pages use the event's zone, activated for each request

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "portal.observability.json_logging.JsonFormatter",
        },
    },
    "filters": {"request id": {"()": "portal.observability.json_logging.RequestIdFilter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["request id"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    # Django would add handlers of its own, which do not redact keys.
    "loggers": {"django": {"handlers": [], "propagate": True, "level": "INFO"}},
}
