"""The 304 of the entry: the same bytes as Django's, and never longer than it is true."""

import random

import pytest
from django.test import Client

from tests.support.attendee_client import FRAGMENT, LIST, press, type_password, visitor
from tests.support.rsgi_client import NEEDED_HEADERS, CountingEntry
from workshops.catalogue import refresh
from workshops.live_list.etag import LIFE_SECONDS, parse

OTHER_KEY = "another-key-of-the-tests-" + "y" * 32
SOLDERING = 11655
SKETCHING = f"{FRAGMENT}?q=sketching"  # it opens two minutes after the sandbox starts


@pytest.fixture
def entry(db, sandbox):
    return CountingEntry()


@pytest.fixture
def etag(entry, ada):
    """The ETag of Ada's list."""
    current = entry.get(ada).etag
    entry.django_calls = 0
    return current


@pytest.fixture
def frozen_clock(time_machine, etag):
    """The clock stands still from here on."""
    time_machine.move_to(parse(etag).expires_ms / 1000 - 15, tick=False)


def reached_django(entry, browser, etag, address=FRAGMENT, **headers):
    """Whether this poll was left to Django."""
    before = entry.django_calls
    entry.get(browser, address, If_None_Match=etag, **headers)
    return entry.django_calls > before


def test_the_entrys_304_is_that_of_django_byte_for_byte(entry, ada, etag, frozen_clock):
    random.seed(7)
    by_django = entry.from_django(ada, If_None_Match=etag)
    random.seed(7)
    by_entry = entry.get(ada, If_None_Match=etag)

    assert by_django.status == 304
    assert (by_entry.status, by_entry.body) == (by_django.status, by_django.body)
    assert sorted(by_entry.headers) == sorted(
        header for header in by_django.headers if header[0] in NEEDED_HEADERS
    )
    assert entry.django_calls == 0


def test_the_entrys_304_takes_no_query_no_session_no_template_and_no_call(
    entry, ada, etag, sandbox, django_assert_num_queries, monkeypatch
):
    sandbox.clear_request_log()
    monkeypatch.delattr("django.template.base.Template.render")
    monkeypatch.delattr("django.core.cache.backends.locmem.LocMemCache.get")

    with django_assert_num_queries(0):
        answer = entry.get(ada, If_None_Match=etag)

    assert answer.status == 304
    assert sandbox.request_log == []


def test_the_page_carries_the_etag_of_the_list_in_it(entry, ada, etag):
    page = entry.get(ada, LIST).body.decode()

    carried = page.partition('data-etag="&quot;')[2].partition("&quot;")[0]

    assert not reached_django(entry, ada, f'"{carried}"')


def test_the_first_poll_after_a_sign_in_sends_the_cookies_that_the_page_was_asked_with(
    entry, sandbox
):
    browser = Client()
    browser.get("/e/demo/sign-in/")
    type_password(browser, sandbox)
    page = entry.get(browser, LIST)

    carried = page.body.decode().partition('data-etag="&quot;')[2].partition("&quot;")[0]

    assert "Set-Cookie" not in dict(page.headers)
    assert not reached_django(entry, browser, f'"{carried}"')


@pytest.mark.parametrize("weak", ["W/", ""])
def test_a_proxy_may_make_the_etag_weak(entry, ada, etag, weak):
    assert not reached_django(entry, ada, f"{weak}{etag}")


@pytest.mark.parametrize(
    "wrong",
    ["", '""', "*", '"a.b.c.d"', '"a.1.2"', '"a.1e400.2.d"', f'"a.{9**99}..d"', '"\u2028.1.1.é"'],
)
def test_a_malformed_etag_is_left_to_django(entry, ada, etag, wrong):
    assert reached_django(entry, ada, wrong)


def test_an_altered_etag_is_not_accepted(entry, ada, etag):
    tag = parse(etag)
    longer = tag._replace(expires_ms=tag.expires_ms + 30_000)
    other = tag._replace(fingerprint="0" * 20)
    earlier = tag._replace(fetched_ms=tag.fetched_ms - 1)

    assert [reached_django(entry, ada, str(each)) for each in (longer, other, earlier)] == [
        True
    ] * 3


@pytest.mark.parametrize(
    "headers",
    [{"Accept_Language": "de"}, {"Host": "localhost"}, {"X_Forwarded_Proto": "https"}],
)
def test_an_etag_is_valid_for_one_address_and_language(entry, ada, etag, headers):
    assert reached_django(entry, ada, etag, **headers)
    assert reached_django(entry, ada, etag, f"{FRAGMENT}?q=paper")


def test_an_etag_is_of_no_use_to_anybody_else(entry, sandbox, etag):
    others = [Client(), visitor(sandbox), visitor(sandbox, "ben")]

    assert [reached_django(entry, browser, etag) for browser in others] == [True, True, True]


def test_a_second_cookie_header_counts_like_a_second_cookie(entry, ada, etag):
    cookie = ada.cookies.output(header="", sep=";").partition(";")[0].strip()
    both = {"Cookie": f"{cookie}|theme=dark"}
    renewed = entry.get(ada, **both).etag

    assert reached_django(entry, ada, etag, **both)
    assert not reached_django(entry, ada, renewed, **both)
    assert not reached_django(entry, ada, renewed, Cookie=f"{cookie}; theme=dark")


def test_an_etag_expires_and_a_new_one_follows(entry, ada, etag, later):
    later(LIFE_SECONDS + 1)
    entry.from_django(ada)
    refresh.wait_for_refresh("demo")

    renewed = entry.get(ada, If_None_Match=etag)

    assert entry.django_calls == 1
    assert renewed.status == 304
    assert renewed.etag != etag
    assert not reached_django(entry, ada, renewed.etag)


def test_an_etag_expires_when_a_workshop_opens(entry, ada, settings, time_machine):
    settings.LIST_FRESH_SECONDS = 3600  # else a list that is due would end it first
    opens = parse(entry.get(ada, SKETCHING).etag).changes_ms / 1000
    time_machine.move_to(opens - 2, tick=False)
    before = entry.get(ada, SKETCHING)
    time_machine.move_to(opens - 1, tick=False)
    is_short_until_then = not reached_django(entry, ada, before.etag, SKETCHING)
    time_machine.move_to(opens, tick=False)

    after = entry.get(ada, SKETCHING, If_None_Match=before.etag)

    assert is_short_until_then
    assert after.status == 200
    assert (b"Next" in before.body, b"Open now" in before.body) == (True, False)
    assert b"Open now" in after.body


def test_signing_out_ends_the_etag(entry, ada, etag):
    ada.post("/e/demo/sign-out/")

    assert reached_django(entry, ada, etag)
    assert entry.get(ada, If_None_Match=etag).status == 200


def test_an_etag_outlives_its_key_as_long_as_that_is_a_fallback(entry, ada, etag, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], OTHER_KEY
    with_fallback = reached_django(entry, ada, etag)
    settings.SECRET_KEY_FALLBACKS = []

    assert (with_fallback, reached_django(entry, ada, etag)) == (False, True)


def test_a_list_that_is_due_is_refreshed_by_django(entry, ada, etag, later):
    later(11)

    assert reached_django(entry, ada, etag)
    refresh.wait_for_refresh("demo")


def test_a_new_list_ends_the_etag(entry, ada, etag, sandbox, later):
    sandbox.change(SOLDERING, title="Soldering for old hands")
    later(11)
    entry.get(ada, If_None_Match=etag)
    refresh.wait_for_refresh("demo")

    answer = entry.get(ada, If_None_Match=etag)

    assert answer.status == 200
    assert b"old hands" in answer.body


def test_while_upstream_fails_every_poll_is_left_to_django(entry, ada, etag, sandbox, later):
    sandbox.fail("list", "500")
    later(11)
    entry.get(ada, If_None_Match=etag)
    refresh.wait_for_refresh("demo")

    assert reached_django(entry, ada, etag)


def test_a_join_shows_as_soon_as_the_page_drops_its_etag(entry, ada, etag):
    press(ada, SOLDERING)

    assert entry.get(ada).etag != etag
    assert b"Enter" in entry.get(ada).body


def test_a_request_that_is_no_poll_is_left_to_django(entry, ada, etag):
    assert entry.get(ada, LIST, If_None_Match=etag).status == 200
    assert entry.django_calls == 1
