"""Tokens: who made one is the only thing the service needs to know."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.sandbox.chime.join_tokens import Seat, mint, placement, read

unhurried = settings(deadline=None, max_examples=50)
names = st.text(max_size=40)


@unhurried
@given(secret=names, meeting=names, attendee=names, external=names)
def test_a_token_says_whose_it_is(secret, meeting, attendee, external):
    assert read(secret, mint(secret, meeting, attendee, external)) == Seat(
        meeting, attendee, external
    )


@unhurried
@given(names, names)
def test_a_token_can_be_sent_as_a_subprotocol(attendee, external):
    assert re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", mint("s", "m", attendee, external))


@unhurried
@given(st.text())
def test_what_was_not_minted_is_no_token(text):
    assert read("s", text) is None


def test_another_secret_makes_another_token():
    assert read("ours", mint("theirs", "m", "a", "e")) is None


def test_the_token_of_a_screen_share_is_the_attendees_with_a_suffix():
    seat = read("s", mint("s", "m", "a", "e") + "#content")

    assert seat == Seat("m", "a#content", "e")
    assert seat.is_content


def test_the_sdk_is_sent_to_the_service():
    assert (
        placement("http://127.0.0.1:9500", "m")["SignalingUrl"] == "ws://127.0.0.1:9500/control/m"
    )
