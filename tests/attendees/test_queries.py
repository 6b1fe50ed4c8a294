"""How many queries a request makes for its sign-in."""

import pytest

from tests.attendees.upstream_replies import LINK, SIGN_IN, SIGN_OUT, sign_in


@pytest.fixture
def signing_in(ada_may_sign_in, client):
    """A browser whose page of the sign-in is open."""
    client.get(SIGN_IN)
    return client


@pytest.mark.parametrize("path", ["/e/demo/who/", SIGN_IN, "/e/demo/hand-off/"])
def test_a_page_makes_one_query_for_its_session_at_most(ada, django_assert_max_num_queries, path):
    with django_assert_max_num_queries(1):
        ada.get(path)


def test_a_private_page_reads_the_row_each_time(ada, django_assert_num_queries):
    with django_assert_num_queries(2):
        ada.get("/e/demo/who/")
        ada.get("/e/demo/who/")


def test_a_mailed_link_is_held_without_a_query(ada, django_assert_num_queries):
    with django_assert_num_queries(0):
        ada.get(LINK)


def test_signing_in_counts_twice_and_writes_one_row(signing_in, django_assert_num_queries):
    with django_assert_num_queries(4):  # the address, the account, and it forgotten; the row
        sign_in(signing_in)


def test_signing_out_reads_the_row_and_deletes_it(ada, django_assert_num_queries):
    with django_assert_num_queries(2):
        ada.post(SIGN_OUT)


def test_signing_out_without_a_session_makes_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.post(SIGN_OUT)
