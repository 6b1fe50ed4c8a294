"""Session descriptions with stopped sections, which aiortc must not see."""

import pytest

from portal.sandbox.chime.sdp import answer_to, parse, streams_by_mid

HEAD = "v=0\r\ns=-\r\n"
AUDIO = "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=sendrecv\r\n"
STOPPED = "m=video 0 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\na=inactive\r\n"
VIDEO = "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=mid:2\r\na=recvonly\r\n"


def test_an_offer_consists_of_a_head_and_sections():
    offer = parse(HEAD + AUDIO + STOPPED + VIDEO)

    assert offer.head == HEAD
    assert [(s.kind, s.mid, s.formats, s.is_stopped) for s in offer.sections] == [
        ("audio", "0", "111", False),
        ("video", "1", "96", True),
        ("video", "2", "96 97", False),
    ]


def test_a_bundled_section_is_not_stopped_though_firefox_gives_it_no_port():
    bundled = STOPPED + "a=bundle-only\r\n"

    offer = parse(HEAD + AUDIO + bundled)

    assert [s.is_stopped for s in offer.sections] == [False, False]
    assert offer.without_stopped() == HEAD + AUDIO + bundled.replace("m=video 0 ", "m=video 9 ")


def test_stopped_sections_are_left_out():
    assert parse(HEAD + AUDIO + STOPPED + VIDEO).without_stopped() == HEAD + AUDIO + VIDEO


def test_an_answer_gets_the_stopped_sections_back_in_their_places():
    offer = parse(HEAD + AUDIO + STOPPED + VIDEO)

    answer = parse(answer_to(offer, parse(HEAD + AUDIO + VIDEO)))

    assert [(s.mid, s.is_stopped) for s in answer.sections] == [
        ("0", False),
        ("1", True),
        ("2", False),
    ]


@pytest.mark.parametrize(
    ("stream_ids", "expected"),
    [([0, 7], {"1": 0, "2": 7}), ([0], {"1": 0, "2": 0}), ([0, 7, 8], {"1": 0, "2": 7})],
)
def test_stream_ids_are_in_step_with_the_video_sections(stream_ids, expected):
    assert streams_by_mid(parse(HEAD + AUDIO + STOPPED + VIDEO), stream_ids) == expected


def test_a_section_without_its_first_line_is_a_value_error():
    with pytest.raises(ValueError, match="first line"):
        parse(HEAD + "m=nonsense\r\n")
