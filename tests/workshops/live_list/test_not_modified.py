"""Nothing changed, said at the entry: the same bytes as the plain way, never longer than true."""

import random

import pytest
from django.test import Client

from tests.support.attendee_client import FRAGMENT, LIST, press, visitor
from tests.support.rsgi_client import NEEDED_HEADERS, CountingEntry
from workshops.catalogue import refresh
from workshops.live_list import etag as validator

OTHER_KEY = "another-key-of-the-tests-" + "y" * 32
SOLDERING = 11655


@pytest.fixture
def entry(db, sandbox):
    return CountingEntry()


@pytest.fixture
def etag(entry, ada):
    """The tag of Ada's list."""
    found = entry.get(ada).etag
    entry.django_calls = 0
    return found


@pytest.fixture
def still(time_machine, etag):
    """The clock stands still from here on."""
    time_machine.move_to(validator.parse(etag).expires_ms / 1000 - 15, tick=False)


def reached_django(entry, browser, etag, address=FRAGMENT, **headers):
    """Whether this refresh went the plain way."""
    before = entry.django_calls
    entry.get(browser, address, If_None_Match=etag, **headers)
    return entry.django_calls > before


def test_the_short_answer_is_the_plain_ways_byte_for_byte(entry, ada, etag, still):
    random.seed(7)
    plain = entry.from_django(ada, If_None_Match=etag)
    random.seed(7)
    short = entry.get(ada, If_None_Match=etag)

    assert plain.status == 304
    assert (short.status, short.body) == (plain.status, plain.body)
    assert sorted(short.headers) == sorted(each for each in plain.headers if each[0] in NEEDED_HEADERS)
    assert entry.django_calls == 0


def test_it_takes_no_query_no_session_no_template_and_no_call(
    entry, ada, etag, sandbox, django_assert_num_queries, monkeypatch
):
    sandbox.clear_request_log()
    monkeypatch.delattr("django.template.base.Template.render")
    monkeypatch.delattr("django.core.cache.backends.locmem.LocMemCache.get")

    with django_assert_num_queries(0):
        answer = entry.get(ada, If_None_Match=etag)

    assert answer.status == 304
    assert sandbox.request_log == []


def test_the_page_brings_the_tag_of_the_list_that_it_holds(entry, ada, etag):
    page = entry.get(ada, LIST).body.decode()

    tag = page.partition('data-tag="&quot;')[2].partition("&quot;")[0]

    assert not reached_django(entry, ada, f'"{tag}"')


@pytest.mark.parametrize("weak", ["W/", ""])
def test_a_proxy_may_call_the_tag_weak(entry, ada, etag, weak):
    assert not reached_django(entry, ada, f"{weak}{etag}")


@pytest.mark.parametrize(
    "wrong",
    ["", '""', "*", '"a.b.c.d"', '"a.1.2"', '"a.1e400.2.d"', f'"a.{9**99}..d"', '"\u2028.1.1.é"'],
)
def test_a_tag_that_is_none_goes_the_plain_way(entry, ada, etag, wrong):
    assert reached_django(entry, ada, wrong)


def test_a_tag_cannot_be_altered(entry, ada, etag):
    tag = validator.parse(etag)
    longer = validator.ListETag(
        tag.fingerprint, tag.expires_ms + 30_000, tag.changes_ms, tag.signature
    )
    other = validator.ListETag("0" * 20, tag.expires_ms, tag.changes_ms, tag.signature)

    assert [reached_django(entry, ada, str(each)) for each in (longer, other)] == [True, True]


@pytest.mark.parametrize(
    "headers",
    [{"Accept_Language": "de"}, {"Host": "localhost"}, {"X_Forwarded_Proto": "https"}],
)
def test_it_holds_for_one_address_and_language(entry, ada, etag, headers):
    assert reached_django(entry, ada, etag, **headers)
    assert reached_django(entry, ada, etag, f"{FRAGMENT}?q=paper")


def test_it_is_of_no_use_to_anybody_else(entry, sandbox, etag):
    strangers = [Client(), visitor(sandbox), visitor(sandbox, "ben")]

    assert [reached_django(entry, one, etag) for one in strangers] == [True, True, True]


def test_it_ends_by_itself_and_a_new_one_follows(entry, ada, etag, later):
    later(validator.LIFE_SECONDS + 1)
    entry.from_django(ada)
    refresh.wait_for_refresh("demo")

    renewed = entry.get(ada, If_None_Match=etag)

    assert entry.django_calls == 1
    assert renewed.status == 304
    assert renewed.etag != etag
    assert not reached_django(entry, ada, renewed.etag)


def test_it_ends_when_a_door_opens(entry, ada, sandbox, settings, later):
    opens = "q=sketching"
    tag = validator.parse(entry.get(ada, f"{FRAGMENT}?{opens}").etag)

    assert tag.expires_ms <= tag.changes_ms


def test_signing_out_ends_it(entry, ada, etag):
    ada.post("/e/demo/sign-out/")

    assert reached_django(entry, ada, etag)
    assert entry.get(ada, If_None_Match=etag).status == 200


def test_it_lives_on_with_a_key_that_became_a_fallback_and_ends_with_it(entry, ada, etag, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], OTHER_KEY
    kept = reached_django(entry, ada, etag)
    settings.SECRET_KEY_FALLBACKS = []

    assert (kept, reached_django(entry, ada, etag)) == (False, True)


def test_a_list_that_is_due_is_looked_for_by_django(entry, ada, etag, later):
    later(11)

    assert reached_django(entry, ada, etag)
    refresh.wait_for_refresh("demo")


def test_a_new_list_ends_it(entry, ada, etag, sandbox, later):
    sandbox.change(SOLDERING, title="Soldering for old hands")
    later(11)
    entry.get(ada, If_None_Match=etag)
    refresh.wait_for_refresh("demo")

    answer = entry.get(ada, If_None_Match=etag)

    assert answer.status == 200
    assert b"old hands" in answer.body


def test_in_trouble_every_look_goes_the_plain_way(entry, ada, etag, sandbox, later):
    sandbox.fail("list", "500")
    later(11)
    entry.get(ada, If_None_Match=etag)
    refresh.wait_for_refresh("demo")

    assert reached_django(entry, ada, etag)


def test_a_press_shows_as_soon_as_the_page_drops_its_tag(entry, ada, etag):
    press(ada, SOLDERING)

    assert entry.get(ada).etag != etag
    assert b"Go back in" in entry.get(ada).body


def test_what_is_not_a_refresh_goes_the_plain_way(entry, ada, etag):
    assert entry.get(ada, LIST, If_None_Match=etag).status == 200
    assert entry.django_calls == 1
