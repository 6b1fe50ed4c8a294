"""The rules of one meeting, without anybody calling."""

import pytest

from portal.sandbox.chime.attendee import Member
from portal.sandbox.chime.audio import Sound, attenuation, loudness
from portal.sandbox.chime.data_messages import Backlog
from portal.sandbox.chime.meeting import Limits, Meeting
from portal.sandbox.chime.video import Reel


def talking(meeting, who):
    """Somebody in the meeting who can be heard."""
    member = meeting.members[who] = Member(meeting, who, who.title())
    member.is_present = True
    member.sound = Sound()
    member.sound.level = 0.2
    return member


def test_nobody_hears_themselves_or_their_own_share():
    meeting = Meeting("m", Limits())
    ann, ben = talking(meeting, "ann"), talking(meeting, "ben")
    share = talking(meeting, "ann#content")

    assert meeting.others(ann) == [ben.sound]
    assert meeting.others(share) == [ben.sound]
    assert meeting.others(ben) == [ann.sound, share.sound]


def test_a_share_takes_no_camera_from_anybody():
    meeting = Meeting("m", Limits(cameras=1))
    ann, ben = talking(meeting, "ann"), talking(meeting, "ben")
    share = talking(meeting, "ann#content")

    assert meeting.give_camera(share, Reel())
    assert meeting.give_camera(ann, Reel())
    assert meeting.give_camera(ben, Reel()) is None


def test_a_camera_that_is_on_stays_the_same():
    meeting = Meeting("m", Limits(cameras=1))
    ann = talking(meeting, "ann")

    assert meeting.give_camera(ann, Reel()) is meeting.give_camera(ann, Reel())


def test_a_member_is_found_by_either_id_and_the_attendee_id_counts_first():
    meeting = Meeting("m", Limits())
    ann = talking(meeting, "ann")
    odd = talking(meeting, "Ann")

    assert meeting.find("ann") is ann
    assert meeting.find("Ann") is odd


def test_the_backlog_keeps_what_lives_for_all_but_its_sender():
    backlog = Backlog()
    kept, passing = {"sender_attendee_id": "ann"}, {"sender_attendee_id": "ann"}
    backlog.keep(kept, lifetime_ms=60_000)
    backlog.keep(passing, lifetime_ms=0)

    assert backlog.for_attendee("ben") == [kept]
    assert backlog.for_attendee("ann") == []


@pytest.mark.parametrize(("level", "decibels"), [(0, 127), (0.001, 60), (0.2, 13), (1, 0)])
def test_levels_are_told_as_decibels_below_full_scale(level, decibels):
    assert attenuation(level) == decibels


def test_loudness_is_between_silence_and_full_scale():
    assert loudness(b"\0\0" * 960) == 0
    assert loudness(b"\0\x80" * 960) == 1
