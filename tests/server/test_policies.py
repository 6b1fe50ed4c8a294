"""The policies of answers: the strictest, unless a view has decided otherwise."""

import pytest
from django.test import Client

from portal.server.policies import STRICTEST
from tests.support.attendee_client import LIST, visitor

pytestmark = pytest.mark.django_db
RESOURCES = "Cross-Origin-Resource-Policy"


def headers_of(path, browser=None, **headers):
    browser = browser or Client(raise_request_exception=False)
    response = browser.get(path, headers=headers)
    response.close()
    return response.headers


@pytest.mark.parametrize("path", ["/static/js/countdown.js", "/static/css/base.css"])
def test_a_static_file_may_be_loaded_by_this_site_alone(path, settings):
    settings.WHITENOISE_USE_FINDERS = True  # no files are collected for the tests
    headers = headers_of(path)

    policies = dict(STRICTEST) | {"Cache-Control": "max-age=60, public"}
    assert policies.items() <= dict(headers).items()
    assert "Access-Control-Allow-Origin" not in headers


def test_a_page_keeps_what_it_has_decided_itself(sandbox):
    headers = headers_of(LIST, visitor(sandbox))

    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers[RESOURCES] == "same-origin"


def test_every_site_may_load_the_script_for_event_pages():
    assert headers_of("/embed.js")[RESOURCES] == "cross-origin"


def test_the_sites_of_an_event_may_frame_its_pages(settings):
    settings.EMBED_ORIGINS = {"demo": ("https://event-site.test",)}

    headers = headers_of("/embed/e/demo/nothing/", sec_fetch_dest="iframe")

    assert "frame-ancestors 'self' https://event-site.test" in headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in headers


def test_a_page_for_a_wrong_host_has_all_policies():
    headers = headers_of("/", host="evil.test")

    assert dict(STRICTEST).keys() <= dict(headers).keys()
