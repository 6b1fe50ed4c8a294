"""The parts of the demo: its settings, an event site that embeds the portal, an https proxy."""

from portal.sandbox.demo.event_site import EventSite
from portal.sandbox.demo.https_proxy import proxy_to
from portal.sandbox.demo.https_server import HttpsServer, tls_context
from portal.sandbox.demo.settings import PORTAL_NAME, SITE_NAME, demo_settings

__all__ = [
    "PORTAL_NAME", "SITE_NAME", "EventSite", "HttpsServer", "demo_settings", "proxy_to",
    "tls_context",
]  # fmt: skip
