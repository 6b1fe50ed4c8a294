"""Scripted participants, as somebody in the meeting with them notices them."""

import json

import pytest

from portal.sandbox.chime.bots import Turn, couple, text_of
from portal.sandbox.chime.fake import MediaService
from portal.sandbox.chime.protobuf import FrameType, decode


def text_in(read):
    """(topic, what the chat line says, sender)."""
    topic, data, sender = read
    return topic, json.loads(data)["text"], sender


def test_a_bot_is_present_as_soon_as_it_is_in(call, do):
    ann = call("ann")
    ann.join()

    do("bot", attendee_id="robo", external_user_id="Robo")

    (robo,) = ann.hear(FrameType.AUDIO_STREAM_ID_INFO)["audio_stream_id_info"]["streams"]
    assert (robo["attendee_id"], robo["external_user_id"], robo["muted"]) == ("robo", "Robo", 0)


def test_a_bot_that_leaves_is_gone(call, do):
    ann = call("ann")
    ann.join()
    do("bot", attendee_id="robo")
    (came,) = ann.hear(FrameType.AUDIO_STREAM_ID_INFO)["audio_stream_id_info"]["streams"]

    do("leave", who="robo", dropped=True)

    (gone,) = ann.hear(FrameType.AUDIO_STREAM_ID_INFO)["audio_stream_id_info"]["streams"]
    assert gone == {"audio_stream_id": came["audio_stream_id"], "dropped": 1}


def test_a_bots_camera_is_in_the_index_while_it_is_on(call, do):
    ann = call("ann")
    ann.join()
    do("bot", attendee_id="robo", camera="#c02040")
    shown = ann.hear(FrameType.INDEX)["index"]["sources"]

    do("camera", who="robo", color="")

    assert [(s["attendee_id"], s["media_type"], s["width"]) for s in shown] == [("robo", 2, 320)]
    assert "sources" not in ann.hear(FrameType.INDEX)["index"]


def test_many_bots_come_at_once_and_no_more_cameras_than_allowed(call, do):
    do("limit", cameras=5)

    do("crowd", count=9)

    index = call("ann").join()
    assert index["num_participants"] == 10
    assert index["at_capacity"] == 1
    assert len(index["sources"]) == 5


def test_a_loud_bot_is_heard_by_all_at_full_volume(call, do):
    ann = call("ann")
    ann.join()
    do("bot", attendee_id="robo")

    do("loud", who="robo", level=0.2)

    ann.hear_level(lambda told: (told["volume"], told["signal_strength"]) == (13, 2))


def test_a_muted_bot_is_silent(call, do):
    ann = call("ann")
    ann.join()
    do("bot", attendee_id="robo")
    do("loud", who="robo", level=0.2)
    ann.hear_level(lambda told: told["volume"] == 13)

    do("mute", who="robo")

    ann.hear_level(lambda told: told["volume"] == 127)


def test_a_weak_connection_is_seen_by_all(call, do):
    ann = call("ann")
    ann.join()
    do("bot", attendee_id="robo")

    do("signal", who="robo", level=0)

    ann.hear_level(lambda told: told["signal_strength"] == 0)


def test_a_bot_answers_what_it_has_an_answer_to(call, do):
    ann = call("ann")
    ann.join()
    do(
        "bot",
        attendee_id="robo",
        replies=[("hello", "hello yourself"), ("?", "who knows")],
        delay=0,
    )

    ann.send("chat", json.dumps({"id": "1", "text": "Hello all"}))
    ann.send("chat", "is this plain?")
    ann.send("chat", "nothing to say to that")

    assert text_in(ann.read()) == ("chat", "hello yourself", "robo")
    assert text_in(ann.read()) == ("chat", "who knows", "robo")


def test_bots_do_not_answer_each_other(call, do):
    ann = call("ann")
    ann.join()
    do("bot", attendee_id="one", replies=[("", "yes")], delay=0)
    do("bot", attendee_id="two", replies=[("", "no")], delay=0)

    do("say", who="one", text="anybody?")
    ann.send("chat", "me")

    assert text_in(ann.read()) == ("chat", "anybody?", "one")
    assert sorted([text_in(ann.read()), text_in(ann.read())]) == [
        ("chat", "no", "two"),
        ("chat", "yes", "one"),
    ]


def test_a_bot_says_anything_on_any_topic(call, do):
    ann = call("ann")
    ann.join()
    do("bot", attendee_id="robo")

    do("say", who="robo", topic="hand", text="up")

    assert ann.read() == ("hand", "up", "robo")


def test_captions_carry_the_speaker_and_the_words(call, do):
    ann = call("ann")
    ann.join()

    do("caption", who="ann", text="good morning", partial=True)

    (message,) = ann.hear(FrameType.DATA_MESSAGE)["data_message"]["messages"]
    (event,) = decode("Transcripts", message["data"])["events"]
    (result,) = event["transcript"]["results"]
    (said,) = result["alternatives"]
    assert message["topic"] == "aws:chime:transcription"
    assert (said["transcript"], result["is_partial"]) == ("good morning", 1)
    assert [(item["content"], item["speaker_attendee_id"]) for item in said["items"]] == [
        ("good", "ann"),
        ("morning", "ann"),
    ]


def test_bots_come_by_themselves_where_the_rule_says_so():
    with MediaService(bots_for=lambda meeting_id: couple() if meeting_id == "a" else ()) as media:
        assert list(media.state("a")["attendees"]) == ["bot-1", "bot-2"]
        assert list(media.state("b")["attendees"]) == []


def test_the_couple_of_the_demo_talks_in_turns_with_a_pause_between():
    turns = [script.turn for script in couple()]
    talking = [[turn.is_on(second) for turn in turns] for second in range(14)]

    assert [True, True] not in talking
    assert [True, False] in talking
    assert [False, True] in talking
    assert [False, False] in talking


def test_a_turn_comes_again_every_period():
    turn = Turn(2, 4, 10)

    assert [turn.is_on(now) for now in (1, 2, 3.9, 4, 12, 23)] == [
        False, True, True, False, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "text"),
    [(b'{"id": "1", "text": "hi"}', "hi"), (b"hi", "hi"), (b"7", "7"), (b"[]", "[]"), (b"{}", "")],
)
def test_chat_lines_are_read_as_json_or_plain(data, text):
    assert text_of(data) == text
