"""The style guide shows components as the pages show them, and only over the sandbox."""

import re

from django.test import Client

from tests.support.html_page import Page


def test_without_the_sandbox_there_is_no_style_guide(settings):
    settings.IS_SANDBOX = False

    assert Client().get("/patterns/").status_code == 404


def test_the_freshness_line_has_a_time_and_a_poll_interval(settings):
    settings.IS_SANDBOX = True

    html = Client().get("/patterns/").content.decode()

    assert re.search(r"<time>\d{1,2}:\d\d [AP]M</time>", html)
    assert 'data-poll-interval="10"' in html


def test_every_kind_of_outcome_is_shown(settings):
    settings.IS_SANDBOX = True

    page = Page.of(Client().get("/patterns/"))

    kinds = {attributes["data-kind"] for _, attributes in page.tags if "data-kind" in attributes}
    assert kinds == {"let_in", "refused", "in_line", "unsure", "given_up"}
