"""Mailed links whose key could not be one: nothing is held, nothing is sent."""

import pytest

from tests.attendees.upstream_replies import BUTTON, SIGN_IN, calls


@pytest.mark.parametrize(
    "address", ["/e/demo/sign-in/link/..%252f..%252fevents/", "/e/demo/sign-in/?userKey=..%2f..%2f"]
)
def test_a_link_whose_key_could_leave_its_path_is_not_held(client, upstream, address):
    client.get(address)
    response = client.get(BUTTON)

    assert (response.status_code, response.url) == (303, SIGN_IN)
    assert calls(upstream) == []
