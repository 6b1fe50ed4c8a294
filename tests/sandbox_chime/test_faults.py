"""The faults of the control API, as a client sees them."""

import aiohttp
import pytest

from portal.sandbox.chime.signaling import FrameType


def test_a_cut_connection_ends_without_a_closing_frame(call, do, media, meeting):
    ann = call("ann")
    ann.join()

    do("cut", who="ann")

    assert ann.close_code() == 1006
    media.wait_until(meeting, lambda state: not state["attendees"])


def test_a_frozen_connection_answers_no_ping_until_it_is_unfrozen(call, do, media, meeting):
    ann = call("ann")
    ann.join()
    do("freeze", who="ann")
    ann.send_frame(FrameType.PING_PONG, ping_pong={"type": 1, "ping_id": 1})
    media.wait_until(meeting, lambda state: state["frames"].get("in PING_PONG") == 1)

    do("freeze", who="ann", on=False)
    ann.send_frame(FrameType.PING_PONG, ping_pong={"type": 1, "ping_id": 2})

    assert ann.receive(FrameType.PING_PONG)["ping_pong"]["ping_id"] == 2


def test_nobody_gets_a_message_from_a_frozen_connection(call, do, media, meeting):
    ann, ben = call("ann"), call("ben")
    ann.join()
    ben.join()
    do("freeze", who="ann")
    ann.send_message("chat", "into the void")
    media.wait_until(meeting, lambda state: state["frames"].get("in DATA_MESSAGE") == 1)

    do("say", who="ann", text="service", topic="note")

    assert ben.receive_message() == ("note", "service", "ann")


def test_a_connection_is_closed_with_the_requested_code(call, do):
    ann = call("ann")
    ann.join()

    do("close", who="ann", code=4500)

    assert ann.close_code() == 4500


@pytest.mark.parametrize("who", ["ann", "Ann", ""])
def test_a_refused_token_cannot_open_the_socket(call, do, who):
    do("refuse", who=who)

    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        call("ann")

    assert refused.value.status == 403


def test_a_refusal_can_be_taken_back(call, do):
    do("refuse", who="ann")
    do("refuse", who="ann", on=False)

    assert call("ann").join()["num_participants"] == 1


def test_a_meeting_that_ends_notifies_everybody_and_lets_nobody_in(call, do):
    ann = call("ann")
    ann.join()

    do("end")

    assert ann.receive(FrameType.AUDIO_STATUS)["audio_status"] == {"audio_status": 410}
    assert call("ben").close_code() == 4410


def test_a_meeting_that_is_reopened_lets_people_in(call, do):
    do("end")
    do("reopen")

    assert call("ann").join()["num_participants"] == 1


def test_an_attendee_who_is_removed_is_notified(call, do):
    ann = call("ann")
    ann.join()

    do("remove", who="Ann")

    assert ann.receive(FrameType.AUDIO_STATUS)["audio_status"] == {"audio_status": 411}
    assert ann.close_code() == 1000


@pytest.mark.parametrize("code", [302, 403, 500, 503])
def test_any_audio_status_can_be_sent(call, do, code):
    ann = call("ann")
    ann.join()

    do("status", who="ann", code=code)

    assert ann.receive(FrameType.AUDIO_STATUS)["audio_status"] == {"audio_status": code}


def test_a_throttled_sender_gets_the_message_back(call, do):
    ann, ben = call("ann"), call("ben")
    ann.join()
    ben.join()
    do("throttle", who="ann")

    ann.send_message("chat", "too much")
    ben.send_message("chat", "heard")
    (returned,) = ann.receive(FrameType.DATA_MESSAGE)["data_message"]["messages"]

    assert (returned["data"], returned["ingest_time_ns"]) == (b"too much", 0)
    assert ann.receive_message() == ("chat", "heard", "ben")


def test_an_unknown_attendee_is_a_lookup_error(do):
    with pytest.raises(LookupError, match="nobody in this meeting is called zed"):
        do("cut", who="zed")


def test_a_bot_has_no_connection_to_cut(do):
    do("crowd", count=1)

    with pytest.raises(LookupError, match="bot-1 is not a NetworkAttendee"):
        do("cut", who="bot-1")


def test_an_unknown_action_is_a_lookup_error_that_lists_the_actions(do):
    with pytest.raises(LookupError, match="no action is called explode; there are bot, crowd"):
        do("explode")
