"""Audio and video really flow; aiortc takes the browser's part."""

from collections.abc import Callable, Iterator

import pytest

from portal.sandbox.chime.signaling import FrameType
from tests.sandbox_chime.phone import Phone


@pytest.fixture
def phone(call) -> Iterator[Callable[[str], Phone]]:
    """phone("ann"): a caller who has joined and can be heard once they subscribe."""
    phones: list[Phone] = []

    def phone(who: str) -> Phone:
        caller = call(who)
        caller.join(session=len(phones))
        phones.append(Phone(caller))
        return phones[-1]

    yield phone
    for each in phones:
        each.hang_up()


def test_a_person_is_present_when_their_media_flow(phone):
    ann = phone("ann")

    ann.subscribe()

    (own,) = ann.caller.receive(FrameType.AUDIO_STREAM_ID_INFO)["audio_stream_id_info"]["streams"]
    assert (own["attendee_id"], own["external_user_id"]) == ("ann", "Ann")


def test_one_person_hears_the_other(phone):
    ann, ben = phone("ann"), phone("ben")

    ann.subscribe()
    ben.subscribe()

    ben.listen(0.05)
    ben.caller.wait_until(lambda state: state["attendees"]["ann"]["level"] > 0.1)


def test_a_bots_camera_shows_its_color(phone, do):
    do("bot", attendee_id="robo", camera="#c02040")
    ann = phone("ann")

    ack = ann.subscribe(watched=2)
    picture = ann.watch()

    (track,) = ack["subscribe_ack"]["tracks"]
    assert (track["stream_id"], track["track_label"]) == (2, "v_2")
    assert (picture.width, picture.height) == (320, 240)
    assert tuple(bytes(picture.to_rgb().planes[0])[:3]) == pytest.approx((0xC0, 0x20, 0x40), abs=12)


def test_a_camera_gets_ids_and_is_in_the_index_of_the_others(phone, call):
    ben = call("ben")
    ben.join()
    ann = phone("ann")

    ack = ann.subscribe(camera=True)["subscribe_ack"]

    (own,) = ack["allocations"]
    (source,) = ben.receive(FrameType.INDEX)["index"]["sources"]
    assert own["track_label"] == "my camera"
    assert (source["attendee_id"], source["stream_id"]) == ("ann", own["stream_id"])


def test_a_camera_beyond_the_limit_is_refused_and_its_owner_watches(phone, do, media, meeting):
    do("limit", cameras=0)
    ann = phone("ann")

    ack = ann.subscribe(camera=True)

    assert ack["error"] == {"status": 206}
    assert "allocations" not in ack["subscribe_ack"]
    assert not media.state(meeting)["attendees"]["ann"]["camera"]


def test_a_muted_person_is_not_heard_and_everybody_sees_it(phone):
    ann = phone("ann")
    ann.subscribe()
    ann.caller.wait_until(lambda state: state["attendees"]["ann"]["level"] > 0.1)

    ann.caller.send_frame(FrameType.AUDIO_CONTROL, audio_control={"muted": 1})

    state = ann.caller.wait_until(lambda state: state["attendees"]["ann"]["muted"])
    assert state["attendees"]["ann"]["level"] == 0


def test_a_person_who_joins_later_gets_the_messages_with_a_lifetime(phone):
    ann, ben = phone("ann"), phone("ben")
    ann.caller.send_message("chat", "stored", lifetime_ms=60_000)
    ben.caller.send_message("chat", "not stored")
    eve = phone("eve")

    eve.subscribe()

    assert eve.caller.receive_message() == ("chat", "stored", "ann")


def test_a_hub_attendee_shows_a_raised_hand_to_all_who_arrive_until_it_is_lowered(phone, do):
    do("bot", attendee_id="hub", greeting="Welcome!", delay=0)
    do("hand", who="hub")
    ann = phone("ann")
    ann.subscribe()
    raised = ann.caller.receive_message()
    ann.caller.send_message("dismiss-hand", "hub")
    ben = phone("ben")
    ben.subscribe()

    assert raised == ("raise-hand", "hub", "hub")
    assert ben.caller.receive_message()[0] == "chat"


def test_a_new_person_is_greeted(phone, do):
    do("bot", attendee_id="robo", greeting="Welcome!", delay=0)
    ann = phone("ann")

    ann.subscribe()

    assert "Welcome!" in ann.caller.receive_message()[1]
