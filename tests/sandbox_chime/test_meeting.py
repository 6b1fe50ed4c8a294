"""The rules of one meeting, without a connection."""

import pytest

from portal.sandbox.chime.attendee import Attendee
from portal.sandbox.chime.audio import attenuation, loudness
from portal.sandbox.chime.backlog import Backlog
from portal.sandbox.chime.limits import MeetingLimits
from portal.sandbox.chime.roster import Roster
from portal.sandbox.chime.video import VideoSource


def speaking(roster, name):
    """An attendee of the meeting who can be heard."""
    attendee = Attendee(name, name.title(), roster.next_id())
    attendee.is_present = True
    attendee.audio.level = 0.2
    roster.add(attendee)
    return attendee


def test_nobody_hears_themselves_or_their_own_screen_share():
    roster = Roster(MeetingLimits())
    ann, ben = speaking(roster, "ann"), speaking(roster, "ben")
    share = speaking(roster, "ann#content")

    assert roster.audio_for(ann) == [ben.audio]
    assert roster.audio_for(share) == [ben.audio]
    assert roster.audio_for(ben) == [ann.audio, share.audio]


def test_a_screen_share_does_not_count_as_a_camera():
    roster = Roster(MeetingLimits(cameras=1))
    ann, ben = speaking(roster, "ann"), speaking(roster, "ben")
    share = speaking(roster, "ann#content")

    assert roster.allocate_camera(share, VideoSource())
    assert roster.allocate_camera(ann, VideoSource())
    assert roster.allocate_camera(ben, VideoSource()) is None


def test_a_camera_that_is_on_stays_the_same():
    roster = Roster(MeetingLimits(cameras=1))
    ann = speaking(roster, "ann")

    assert roster.allocate_camera(ann, VideoSource()) is roster.allocate_camera(ann, VideoSource())


def test_an_attendee_is_found_by_either_id_and_by_the_attendee_id_first():
    roster = Roster(MeetingLimits())
    ann = speaking(roster, "ann")
    odd = speaking(roster, "Ann")
    zoe = speaking(roster, "zoe")
    zoe.external_user_id = "Zoe_8528"

    assert roster.find("ann") is ann
    assert roster.find("Ann") is odd
    assert roster.find("8528") is zoe


def test_the_backlog_stores_messages_with_a_lifetime_for_all_but_their_sender():
    backlog = Backlog()
    stored, passing = {"sender_attendee_id": "ann"}, {"sender_attendee_id": "ann"}
    backlog.store(stored, lifetime_ms=60_000)
    backlog.store(passing, lifetime_ms=0)

    assert backlog.for_attendee("ben") == [stored]
    assert backlog.for_attendee("ann") == []


@pytest.mark.parametrize(("level", "decibels"), [(0, 127), (0.001, 60), (0.2, 13), (1, 0)])
def test_levels_are_reported_as_decibels_below_full_scale(level, decibels):
    assert attenuation(level) == decibels


def test_loudness_is_between_silence_and_full_scale():
    assert loudness(b"\0\0" * 960) == 0
    assert loudness(b"\0\x80" * 960) == 1
