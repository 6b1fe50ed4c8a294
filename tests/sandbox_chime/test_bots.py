"""Scripted attendees, as a caller in the same meeting sees them."""

import json

import pytest

from portal.sandbox.chime import FakeChime, demo_bots
from portal.sandbox.chime.bot_scripts import SpeakingTurn
from portal.sandbox.chime.chat import chat_text
from portal.sandbox.chime.protobuf import decode
from portal.sandbox.chime.signaling import FrameType


def decoded(message):
    """(topic, text of the chat line, sender)."""
    topic, data, sender = message
    return topic, json.loads(data)["text"], sender


def test_a_bot_is_present_as_soon_as_it_has_joined(call, do):
    ann = call("ann")
    ann.join()

    do("bot", attendee_id="robo", external_user_id="Robo")

    (robo,) = ann.receive(FrameType.AUDIO_STREAM_ID_INFO)["audio_stream_id_info"]["streams"]
    assert (robo["attendee_id"], robo["external_user_id"], robo["muted"]) == ("robo", "Robo", 0)


def test_everybody_learns_that_a_bot_has_left(call, do):
    ann = call("ann")
    ann.join()
    do("bot", attendee_id="robo")
    (came,) = ann.receive(FrameType.AUDIO_STREAM_ID_INFO)["audio_stream_id_info"]["streams"]

    do("leave", who="robo", dropped=True)

    (gone,) = ann.receive(FrameType.AUDIO_STREAM_ID_INFO)["audio_stream_id_info"]["streams"]
    assert gone == {"audio_stream_id": came["audio_stream_id"], "dropped": 1}


def test_a_bots_camera_is_in_the_index_while_it_is_on(call, do):
    ann = call("ann")
    ann.join()
    do("bot", attendee_id="robo", camera="#c02040")
    cameras = ann.receive(FrameType.INDEX)["index"]["sources"]

    do("camera", who="robo", color="")

    assert [(s["attendee_id"], s["media_type"], s["width"]) for s in cameras] == [("robo", 2, 320)]
    assert "sources" not in ann.receive(FrameType.INDEX)["index"]


def test_many_bots_join_at_once_with_no_more_cameras_than_allowed(call, do):
    do("limit", cameras=5)

    do("crowd", count=9)

    index = call("ann").join()
    assert index["num_participants"] == 10
    assert index["at_capacity"] == 1
    assert len(index["sources"]) == 5


def test_everybody_hears_a_loud_bot_at_full_volume(call, do):
    ann = call("ann")
    ann.join()
    do("bot", attendee_id="robo")

    do("loud", who="robo", level=0.2)

    ann.wait_for_level(lambda state: (state["volume"], state["signal_strength"]) == (13, 2))


def test_a_muted_bot_is_silent(call, do):
    ann = call("ann")
    ann.join()
    do("bot", attendee_id="robo")
    do("loud", who="robo", level=0.2)
    ann.wait_for_level(lambda state: state["volume"] == 13)

    do("mute", who="robo")

    ann.wait_for_level(lambda state: state["volume"] == 127)


def test_everybody_sees_a_weak_connection(call, do):
    ann = call("ann")
    ann.join()
    do("bot", attendee_id="robo")

    do("signal", who="robo", level=0)

    ann.wait_for_level(lambda state: state["signal_strength"] == 0)


def test_a_bot_answers_the_lines_that_its_replies_match(call, do):
    ann = call("ann")
    ann.join()
    do(
        "bot",
        attendee_id="robo",
        replies=[("hello", "hello yourself"), ("?", "who knows")],
        delay=0,
    )

    ann.send_message("chat", json.dumps({"id": "1", "text": "Hello all"}))
    ann.send_message("chat", "is this plain?")
    ann.send_message("chat", "nothing to say to that")

    assert decoded(ann.receive_message()) == ("chat", "hello yourself", "robo")
    assert decoded(ann.receive_message()) == ("chat", "who knows", "robo")


def test_bots_do_not_answer_each_other(call, do):
    ann = call("ann")
    ann.join()
    do("bot", attendee_id="one", replies=[("", "yes")], delay=0)
    do("bot", attendee_id="two", replies=[("", "no")], delay=0)

    do("say", who="one", text="anybody?")
    ann.send_message("chat", "me")

    assert decoded(ann.receive_message()) == ("chat", "anybody?", "one")
    assert sorted([decoded(ann.receive_message()), decoded(ann.receive_message())]) == [
        ("chat", "no", "two"),
        ("chat", "yes", "one"),
    ]


def test_a_bot_can_send_any_text_on_any_topic(call, do):
    ann = call("ann")
    ann.join()
    do("bot", attendee_id="robo")

    do("say", who="robo", topic="hand", text="up")

    assert ann.receive_message() == ("hand", "up", "robo")


def test_captions_carry_the_speaker_and_the_words(call, do):
    ann = call("ann")
    ann.join()

    do("caption", who="ann", text="good morning", partial=True)

    (message,) = ann.receive(FrameType.DATA_MESSAGE)["data_message"]["messages"]
    (event,) = decode("Transcripts", message["data"])["events"]
    (result,) = event["transcript"]["results"]
    (alternative,) = result["alternatives"]
    assert message["topic"] == "aws:chime:transcription"
    assert (alternative["transcript"], result["is_partial"]) == ("good morning", 1)
    assert [(item["content"], item["speaker_attendee_id"]) for item in alternative["items"]] == [
        ("good", "ann"),
        ("morning", "ann"),
    ]


def test_bots_join_by_themselves_where_the_rule_has_them():
    with FakeChime(bots_for=lambda meeting_id: demo_bots() if meeting_id == "a" else ()) as media:
        assert list(media.state("a")["attendees"]) == ["bot-1", "bot-2", "recording"]
        assert list(media.state("b")["attendees"]) == []


def test_the_demo_names_its_bots_as_accelevents_does_and_its_recording_as_aws_does():
    assert [script.external_user_id for script in demo_bots()] == [
        "Marisol Quispe_8601",
        "Kwame Mensah_8602",
        "aws:MediaPipeline-5f0f7d3c-recording",
    ]


def test_an_order_has_the_hubs_form_and_goes_to_one_topic(call, do):
    ann = call("ann")
    ann.join()
    do("bot", attendee_id="eve", external_user_id="Eve Castellano_101")

    do("order", who="eve", kind="JOIN-BREAKOUT-ROOM", to="ann", roomId="77")
    do("order", who="eve", kind="MUTEALL", times=2)

    topic, data, sender = ann.receive_message()
    assert (topic, sender) == ("ann", "eve")
    assert json.loads(data) == {
        "type": "JOIN-BREAKOUT-ROOM",
        "roomId": "77",
        "attendeeId": "eve",
        "name": "Eve Castellano",
    }
    assert [ann.receive_message()[0] for _ in range(2)] == ["GeneralDataMessage"] * 2


def test_a_bot_obeys_the_orders_of_the_hub(media, meeting, call, do):
    do("bot", attendee_id="robo", camera="#c02040")
    ann = call("ann")
    ann.join()

    ann.send_message("GeneralDataMessage", '{"type": "MUTEALL"}')
    ann.send_message("robo", '{"type": "VIDEO-DISABLE"}')
    told = media.wait_until(meeting, lambda seen: len(seen["attendees"]["robo"]["heard"]) == 2)
    ann.send_message("robo", '{"type": "KICK"}')
    media.wait_until(meeting, lambda seen: "robo" not in seen["attendees"])

    robo = told["attendees"]["robo"]
    assert robo["heard"] == ["MUTEALL", "VIDEO-DISABLE"]
    assert (robo["muted"], robo["camera"]) == (True, False)


def test_the_bots_of_the_demo_speak_in_turns_with_a_pause_between_them():
    turns = [script.turn for script in demo_bots() if script.turn]
    speaking = [[turn.is_on(second) for turn in turns] for second in range(14)]

    assert [True, True] not in speaking
    assert [True, False] in speaking
    assert [False, True] in speaking
    assert [False, False] in speaking


def test_a_turn_is_repeated_every_period():
    turn = SpeakingTurn(2, 4, 10)

    assert [turn.is_on(now) for now in (1, 2, 3.9, 4, 12, 23)] == [
        False, True, True, False, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "text"),
    [(b'{"id": "1", "text": "hi"}', "hi"), (b"hi", "hi"), (b"7", "7"), (b"[]", "[]"), (b"{}", "")],
)
def test_a_chat_line_is_json_or_plain_text(data, text):
    assert chat_text(data) == text
