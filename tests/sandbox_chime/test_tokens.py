"""Join tokens: a token with the right signature is all that the service needs."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.sandbox.chime.join_tokens import (
    TokenClaims,
    issue_join_token,
    media_placement,
    read_join_token,
)

unhurried = settings(deadline=None, max_examples=50)
names = st.text(max_size=40)


@unhurried
@given(secret=names, meeting=names, attendee=names, external=names)
def test_a_token_has_the_claims_it_was_issued_with(secret, meeting, attendee, external):
    assert read_join_token(
        secret, issue_join_token(secret, meeting, attendee, external)
    ) == TokenClaims(meeting, attendee, external)


@unhurried
@given(names, names)
def test_a_token_can_be_sent_as_a_subprotocol(attendee, external):
    assert re.fullmatch(
        r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", issue_join_token("s", "m", attendee, external)
    )


@unhurried
@given(st.text())
def test_a_text_that_was_not_issued_is_not_a_token(text):
    assert read_join_token("s", text) is None


def test_a_token_of_another_secret_is_not_valid():
    assert read_join_token("ours", issue_join_token("theirs", "m", "a", "e")) is None


def test_the_token_of_a_screen_share_is_the_attendees_with_a_suffix():
    claims = read_join_token("s", issue_join_token("s", "m", "a", "e") + "#content")

    assert claims == TokenClaims("m", "a#content", "e")
    assert claims.is_content


def test_the_placement_sends_the_sdk_to_the_service():
    assert (
        media_placement("http://127.0.0.1:9500", "m")["SignalingUrl"]
        == "ws://127.0.0.1:9500/control/m"
    )


@pytest.mark.parametrize(
    ("external", "user"),
    [("Ada Okafor_8528", "8528"), ("Ada_King_8528", "8528"), ("8528", "8528"), ("Ann", "Ann")],
)
def test_somebody_is_found_by_the_user_id_after_their_name(external, user):
    assert TokenClaims("m", "a", external).user_id == user
