"""
A portal that starts on the caches of the release before this layout ignores what it finds there.

That release pickled classes whose modules have moved since: to read one of its values would fail.
"""

import base64
import pickle
from itertools import cycle

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client

from portal import settings as portal_settings
from portal.observability import registry
from tests.support.attendee_client import FRAGMENT, HTMX, LIST, MINE, enter, page_of, press, visitor
from tests.support.html_page import Page
from workshops.models import JoinLock

pytestmark = pytest.mark.django_db(transaction=True)  # a refresh uses a connection of its own
SOLDERING = 11655
OLD_TABLE = "portal_cache"
# Instances of the classes that have moved, as pickle protocol 2 writes them.
OLD_PICKLES = [
    b"\x80\x02cworkshops.listing\nListing\n)\x81}b.",
    b"\x80\x02cworkshops.mine\nMine\n)\x81}b.",
    b"\x80\x02cworkshops.press\n_Trace\n)\x81}b.",
]


@pytest.fixture
def database_cache(settings):
    """The cache as settings.py makes it without Redis, beside the table of the old release."""
    settings.CACHES = {"default": portal_settings.IN_DATABASE}
    call_command("createcachetable")
    call_command("createcachetable", OLD_TABLE)
    yield cache
    cache.clear()


def keys_of(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT cache_key FROM {table} ORDER BY cache_key")
        return [key for (key,) in cursor.fetchall()]


def leave_old_values(table, keys):
    """Write a value of the old release under every key, as its cache has written it."""
    rows = [
        (key, base64.b64encode(value).decode(), "2999-01-01 00:00:00")
        for key, value in zip(keys, cycle(OLD_PICKLES), strict=False)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s)", rows
        )


def visit(sandbox, name):
    """(statuses of the pages of a visit, its last headline); the attendee joins and has a seat."""
    browser = visitor(sandbox, name)
    joined = press(browser, SOLDERING)
    responses = [
        browser.get(LIST),
        browser.get(FRAGMENT, headers=HTMX),
        browser.get(MINE),
        browser.get(page_of(SOLDERING)),
        enter(browser, SOLDERING),
        Client().get("/readyz"),
    ]
    return [each.status_code for each in [joined, *responses]], Page.of(joined).headline


@pytest.mark.parametrize("value", OLD_PICKLES)
def test_a_value_of_the_old_release_cannot_be_read(value):
    with pytest.raises(ModuleNotFoundError):
        pickle.loads(value)


def test_with_the_cache_in_the_database_old_values_are_ignored(sandbox, database_cache):
    before = visit(sandbox, "ada")
    keys = keys_of("portal_cache_2")
    cache.clear()
    leave_old_values(OLD_TABLE, keys)
    registry.reset_all()
    sandbox.reset()
    JoinLock.objects.all().delete()  # as if the visit before were longer ago

    after = visit(sandbox, "ada")

    assert before == ([200] * 7, "You’re registered")
    assert after == before
    assert len(keys) > 5
    assert keys_of(OLD_TABLE) == keys
