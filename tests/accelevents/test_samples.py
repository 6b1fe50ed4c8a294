"""What is kept of single answers: counts, words and names of keys, and never a value."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accelevents.records import JoinSample, ListSample

MEETING = (
    '{"MeetingId": "m-1", "MediaPlacement": {"AudioHostUrl": "a.chime.aws:3478",'
    ' "SignalingUrl": "wss://s.chime.aws/control/m-1?x=secret"}}'
)
JOINED = {
    "meeting": MEETING,
    "attendee": {"AttendeeId": "a-1", "JoinToken": "secret-token", "ExternalUserId": "Ben_8529"},
    "attendeeProfileDtos": [{"firstName": "Ben", "photo": "https://p.example/secret"}],
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)


def test_a_join_is_kept_as_names_and_hosts():
    sample = JoinSample.from_json(JOINED)

    assert sample.is_complete
    assert sample.hosts == ("a.chime.aws:3478", "s.chime.aws")
    assert sample.keys == (
        "meeting",
        "meeting.MeetingId",
        "meeting.MediaPlacement",
        "meeting.MediaPlacement.AudioHostUrl",
        "meeting.MediaPlacement.SignalingUrl",
        "attendee",
        "attendee.AttendeeId",
        "attendee.JoinToken",
        "attendee.ExternalUserId",
        "attendeeProfileDtos",
    )
    assert "secret" not in repr(sample)


def test_a_join_that_lacks_something_is_not_complete():
    assert not JoinSample.from_json(JOINED | {"attendee": {"AttendeeId": "a-1"}}).is_complete


@pytest.mark.parametrize("key", ["ben@example.org", "8529", "Ben Lindqvist", "é", "x" * 80])
def test_a_key_that_is_no_name_is_not_told(key):
    assert JoinSample.from_json({key: {"id": 1}}).keys == ("?", "?")


def test_no_answer_is_too_large_to_be_named():
    sample = JoinSample.from_json({f"key {number}" * 40: number for number in range(1000)})

    assert sample.keys == ("?",) * 60


@given(JSON)
def test_any_answer_to_a_join_can_be_named(body):
    sample = JoinSample.from_json(body)

    assert len(sample.keys) <= 60
    assert all(name.isascii() and len(name) <= 400 for name in sample.keys)


@given(st.lists(JSON))
def test_any_list_can_be_sampled(items):
    sample = ListSample.from_json({"data": items})

    assert (sample.count, sum(sample.visibilities.values())) == (len(items), len(items))
    assert sample.times <= {"text", "iso", "epoch", "other"}


@pytest.mark.parametrize("body", [None, {}, "", 7, {"recordsTotal": 3}])
def test_what_is_no_list_is_no_sample(body):
    with pytest.raises(ValueError, match="expected a list"):
        ListSample.from_json(body)


def test_a_sample_counts_words_and_forms_and_tells_the_totals():
    items = [
        {"sessionId": "x", "startTime": "2026/03/01 09:00", "sessionVisibilityType": "PUBLIC"},
        {"sessionId": 7, "startTime": "2026-03-01T09:00:00Z", "sessionVisibilityType": "public"},
        {"startDate": 1_772_355_600_000, "status": "HIDDEN"},
        {"startTime": "tomorrow"},
        {"startTime": None},
    ]

    sample = ListSample.from_json({"data": items, "recordsTotal": 9, "recordsFiltered": "5"})

    assert (sample.count, sample.total, sample.filtered, sample.first_id) == (5, 9, 5, 7)
    assert sample.times == {"text", "iso", "epoch", "other"}
    assert sample.visibilities == Counter({"": 3, "PUBLIC": 2})
    assert sample.statuses == Counter({"": 4, "HIDDEN": 1})
