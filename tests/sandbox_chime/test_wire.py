"""The codec reads what it has written, and a broken message is a ValueError and nothing else."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.sandbox.chime.message_fields import FIELDS
from portal.sandbox.chime.protobuf import decode, encode
from portal.sandbox.chime.signaling import FrameType, pack, unpack

# However slow the machine: how long an example takes says nothing here.
unhurried = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
SIMPLE = {"int": st.integers(0, 2**64 - 1), "text": st.text(), "bytes": st.binary()}


def a_value(kind):
    """Values of a kind as the table names it: "int", "Stream*", …"""
    bare = kind.rstrip("*")
    one = SIMPLE[bare] if bare in SIMPLE else a_message(bare)
    return st.lists(one, min_size=1, max_size=3) if kind.endswith("*") else one


def a_message(name):
    """Messages of this name with any of their fields."""
    fields = dict(text.split() for text in FIELDS[name].values())
    return st.fixed_dictionaries({}, optional={key: a_value(kind) for key, kind in fields.items()})


@unhurried
@given(a_message("Frame"))
def test_a_frame_can_be_encoded_and_decoded(frame):
    assert decode("Frame", encode("Frame", frame)) == frame


@unhurried
@given(a_message("Transcripts"))
def test_captions_can_be_encoded_and_decoded(captions):
    assert decode("Transcripts", encode("Transcripts", captions)) == captions


@unhurried
@given(st.binary())
def test_random_bytes_are_a_message_or_a_value_error_and_nothing_else(noise):
    with suppress(ValueError):
        assert isinstance(decode("Frame", noise), dict)


@pytest.mark.parametrize("broken", ["08", "0a05aa", "0b", "0a0108", "120180"])
def test_a_broken_message_is_a_value_error(broken):
    with pytest.raises(ValueError, match=r"\w"):
        decode("SubscribeAck", bytes.fromhex(broken))


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "0801"), (150, "089601"), (2**64 - 1, "08ffffffffffffffffff01")],
)
def test_numbers_are_encoded_as_protocol_buffers(number, written):
    assert encode("AudioStatus", {"audio_status": number}).hex() == written


def test_packed_and_single_numbers_are_decoded_alike():
    assert decode("Pause", bytes.fromhex("0a03019601")) == {"stream_ids": [1, 150]}
    assert decode("Pause", bytes.fromhex("0801089601")) == {"stream_ids": [1, 150]}


def test_fields_that_are_not_in_the_table_are_skipped():
    future = bytes.fromhex("f80101" + "f9010011223344556677" + "fd0100112233")

    assert decode("AudioStatus", future + encode("AudioStatus", {"audio_status": 410})) == {
        "audio_status": 410
    }


def test_none_is_left_out_and_zero_is_not():
    assert encode("PingPong", {"type": None, "ping_id": 0}) == encode("PingPong", {"ping_id": 0})
    assert decode("PingPong", encode("PingPong", {"ping_id": 0})) == {"ping_id": 0}


def test_a_packed_frame_has_its_type_and_the_time():
    data = pack(FrameType.AUDIO_STATUS, audio_status={"audio_status": 301})
    kind, frame = unpack(data)

    assert data[:1] == b"\x05"
    assert kind == FrameType.AUDIO_STATUS
    assert frame["audio_status"] == {"audio_status": 301}
    assert frame["timestamp_ms"] > 1_700_000_000_000


@pytest.mark.parametrize("number", [-1, 2**64])
def test_numbers_beyond_64_bits_are_not_encoded(number):
    with pytest.raises(ValueError, match="64 bits"):
        encode("AudioStatus", {"audio_status": number})
