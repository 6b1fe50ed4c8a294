"""The handshake and the presence of others, as a client without media sees them."""

import aiohttp
import pytest

from portal.sandbox.chime import FakeChime
from portal.sandbox.chime.signaling import FrameType


def test_a_token_of_another_secret_is_refused(call):
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        call("ann", secret_of=FakeChime(secret="another"))

    assert refused.value.status == 403


def test_joining_is_answered_with_an_acknowledgement_and_the_index(call):
    ann = call("ann")

    ann.send_frame(FrameType.JOIN, join={"protocol_version": 2, "audio_session_id": 7})

    assert ann.receive(FrameType.JOIN_ACK)["join_ack"]["video_subscription_limit"] == 25
    assert ann.receive(FrameType.INDEX)["index"] == {"at_capacity": 0, "num_participants": 1}


def test_pings_are_answered(call):
    ann = call("ann")

    ann.send_frame(FrameType.PING_PONG, ping_pong={"type": 1, "ping_id": 4711})

    assert ann.receive(FrameType.PING_PONG)["ping_pong"] == {"type": 2, "ping_id": 4711}


def test_an_unreadable_frame_ends_the_connection(call):
    ann = call("ann")

    ann.wait(ann._socket.send_bytes(b"\x05\xff"))

    assert ann.close_code() == 4400


def test_a_second_device_replaces_the_first(call, media, meeting):
    first, second = call("ann"), call("ann")
    first.join(session=1)

    second.join(session=2)

    assert first.receive(FrameType.AUDIO_STATUS)["audio_status"] == {"audio_status": 301}
    assert list(media.state(meeting)["attendees"]) == ["ann"]


def test_a_client_that_reconnects_is_not_a_second_device(call, media, meeting):
    first, again = call("ann"), call("ann")
    first.join(session=1)

    again.join(session=1)

    assert first.close_code() == 1000
    assert "out AUDIO_STATUS" not in media.state(meeting)["frames"]


def test_a_full_meeting_lets_nobody_in(call, do):
    do("limit", attendees=1)
    call("ann").join()
    ben = call("ben")

    ben.send_frame(FrameType.JOIN, join={"audio_session_id": 2})

    assert ben.receive(FrameType.AUDIO_STATUS)["audio_status"] == {"audio_status": 409}


def test_leaving_is_acknowledged(call, media, meeting):
    ann = call("ann")
    ann.join()

    ann.send_frame(FrameType.LEAVE, leave={})

    ann.receive(FrameType.LEAVE_ACK)
    assert ann.close_code() == 1000
    assert media.state(meeting)["attendees"] == {}


def test_an_attendee_who_disconnects_is_gone_too(call, media, meeting):
    ann = call("ann")
    ann.join()

    ann.hang_up()

    media.wait_until(meeting, lambda state: not state["attendees"])


def test_a_message_reaches_the_others_under_the_senders_ids(call):
    ann, ben = call("ann"), call("ben")
    ann.join()
    ben.join()

    ann.send_message("chat", "hello <b>")
    (message,) = ben.receive(FrameType.DATA_MESSAGE)["data_message"]["messages"]

    assert message["data"] == b"hello <b>"
    assert message["sender_attendee_id"] == "ann"
    assert message["sender_external_user_id"] == "Ann"
    assert message["ingest_time_ns"] > 0


def test_a_message_does_not_come_back_to_its_sender(call):
    ann, ben = call("ann"), call("ben")
    ann.join()
    ben.join()

    ann.send_message("chat", "one")
    ben.send_message("chat", "two")

    assert ann.receive_message() == ("chat", "two", "ben")


@pytest.mark.parametrize(("topic", "text"), [("no topic!", "x"), ("chat", "x" * 2049)])
def test_messages_beyond_the_limits_are_dropped(call, topic, text):
    ann, ben = call("ann"), call("ben")
    ann.join()
    ben.join()

    ann.send_message(topic, text)
    ann.send_message("chat", "within")

    assert ben.receive_message() == ("chat", "within", "ann")


def test_the_frame_log_counts_frames_and_has_no_token(call, media, meeting):
    ann = call("ann")
    ann.join()

    assert media.state(meeting)["frames"]["in JOIN"] == 1
    assert [(f["way"], f["type"]) for f in media.frames(meeting)][:2] == [
        ("in", "JOIN"),
        ("out", "JOIN_ACK"),
    ]
    assert ann._token not in str(media.frames(meeting))
