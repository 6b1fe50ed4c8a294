"""What the remote control can break, as the client notices it."""

import aiohttp
import pytest

from portal.sandbox.chime.protobuf import FrameType


def test_a_cut_line_ends_without_a_word(call, do, media, meeting):
    ann = call("ann")
    ann.join()

    do("cut", who="ann")

    assert ann.ending() == 1006
    media.wait_until(meeting, lambda state: not state["attendees"])


def test_a_frozen_line_answers_no_ping_until_it_thaws(call, do, media, meeting):
    ann = call("ann")
    ann.join()
    do("freeze", who="ann")
    ann.say(FrameType.PING_PONG, ping_pong={"type": 1, "ping_id": 1})
    media.wait_until(meeting, lambda state: state["frames"].get("in PING_PONG") == 1)

    do("freeze", who="ann", on=False)
    ann.say(FrameType.PING_PONG, ping_pong={"type": 1, "ping_id": 2})

    assert ann.hear(FrameType.PING_PONG)["ping_pong"]["ping_id"] == 2


def test_nobody_hears_from_a_frozen_line(call, do, media, meeting):
    ann, ben = call("ann"), call("ben")
    ann.join()
    ben.join()
    do("freeze", who="ann")
    ann.send("chat", "into the void")
    media.wait_until(meeting, lambda state: state["frames"].get("in DATA_MESSAGE") == 1)

    do("say", who="ann", text="service", topic="note")

    assert ben.read() == ("note", "service", "ann")


def test_a_line_is_closed_with_the_code_asked_for(call, do):
    ann = call("ann")
    ann.join()

    do("close", who="ann", code=4500)

    assert ann.ending() == 4500


@pytest.mark.parametrize("who", ["ann", "Ann", ""])
def test_a_refused_token_does_not_open_the_socket(call, do, who):
    do("refuse", who=who)

    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        call("ann")

    assert refused.value.status == 403


def test_a_refusal_can_be_taken_back(call, do):
    do("refuse", who="ann")
    do("refuse", who="ann", on=False)

    assert call("ann").join()["num_participants"] == 1


def test_a_meeting_that_ends_tells_everybody_and_lets_nobody_in(call, do):
    ann = call("ann")
    ann.join()

    do("end")

    assert ann.hear(FrameType.AUDIO_STATUS)["audio_status"] == {"audio_status": 410}
    assert call("ben").ending() == 4410


def test_a_meeting_that_is_opened_again_lets_people_in(call, do):
    do("end")
    do("reopen")

    assert call("ann").join()["num_participants"] == 1


def test_who_is_removed_is_told_so(call, do):
    ann = call("ann")
    ann.join()

    do("remove", who="Ann")

    assert ann.hear(FrameType.AUDIO_STATUS)["audio_status"] == {"audio_status": 411}
    assert ann.ending() == 1000


@pytest.mark.parametrize("code", [302, 403, 500, 503])
def test_any_audio_status_can_be_told(call, do, code):
    ann = call("ann")
    ann.join()

    do("status", who="ann", code=code)

    assert ann.hear(FrameType.AUDIO_STATUS)["audio_status"] == {"audio_status": code}


def test_a_throttled_sender_gets_the_message_back(call, do):
    ann, ben = call("ann"), call("ben")
    ann.join()
    ben.join()
    do("throttle", who="ann")

    ann.send("chat", "too much")
    ben.send("chat", "heard")
    (returned,) = ann.hear(FrameType.DATA_MESSAGE)["data_message"]["messages"]

    assert (returned["data"], returned["ingest_time_ns"]) == (b"too much", 0)
    assert ann.read() == ("chat", "heard", "ben")


def test_nobody_of_that_name_is_a_lookup_error(do):
    with pytest.raises(LookupError, match="nobody in this meeting is called zed"):
        do("cut", who="zed")


def test_a_bot_has_no_line_to_cut(do):
    do("crowd", count=1)

    with pytest.raises(LookupError, match="bot-1 is no guest"):
        do("cut", who="bot-1")


def test_an_unknown_action_names_those_there_are(do):
    with pytest.raises(LookupError, match="no action is called explode; there are bot, crowd"):
        do("explode")
