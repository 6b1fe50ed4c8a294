"""Session descriptions with stopped sections, which aiortc must not see."""

import pytest

from portal.sandbox.chime.sdp import answer_to, parse, streams_by_mid

HEAD = "v=0\r\ns=-\r\n"
SOUND = "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=sendrecv\r\n"
STOPPED = "m=video 0 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\na=inactive\r\n"
SEEN = "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=mid:2\r\na=recvonly\r\n"


def test_an_offer_is_its_head_and_its_sections():
    offer = parse(HEAD + SOUND + STOPPED + SEEN)

    assert offer.head == HEAD
    assert [(s.kind, s.mid, s.formats, s.is_stopped) for s in offer.sections] == [
        ("audio", "0", "111", False),
        ("video", "1", "96", True),
        ("video", "2", "96 97", False),
    ]


def test_stopped_sections_are_left_out():
    assert parse(HEAD + SOUND + STOPPED + SEEN).without_stopped() == HEAD + SOUND + SEEN


def test_an_answer_gets_the_stopped_sections_back_in_their_places():
    offer = parse(HEAD + SOUND + STOPPED + SEEN)

    answer = parse(answer_to(offer, parse(HEAD + SOUND + SEEN)))

    assert [(s.mid, s.is_stopped) for s in answer.sections] == [
        ("0", False),
        ("1", True),
        ("2", False),
    ]


@pytest.mark.parametrize(
    ("stream_ids", "wanted"),
    [([0, 7], {"1": 0, "2": 7}), ([0], {"1": 0, "2": 0}), ([0, 7, 8], {"1": 0, "2": 7})],
)
def test_wanted_streams_run_in_step_with_the_video_sections(stream_ids, wanted):
    assert streams_by_mid(parse(HEAD + SOUND + STOPPED + SEEN), stream_ids) == wanted


def test_a_section_without_its_first_line_is_a_value_error():
    with pytest.raises(ValueError, match="first line"):
        parse(HEAD + "m=nonsense\r\n")
