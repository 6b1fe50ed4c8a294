"""The media hosts that a meeting may name, and what its page may do."""

import pytest

from tests.workshops.room.answers import PLACEMENT, joined
from workshops.room import media_policy

pytestmark = pytest.mark.usefixtures("at_amazon")


@pytest.mark.parametrize(
    "address",
    [
        "abc.k.m2.ue1.app.chime.aws:3478",
        "wss://signal.m2.ue1.app.chime.aws/control/m-1?x=@y",
        "https://SIGNAL.Chime.AWS",
        "a.chime.aws?x=1",
        "https://a.chime.aws:443/",
    ],
)
def test_the_hosts_of_amazon_are_media_hosts(address):
    assert media_policy.is_media_host(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "chime.aws",
        "wss://evilchime.aws/",
        "wss://chime.aws.evil.test/",
        "wss://a.chime.aws.evil.test:443/",
        "wss://a.chime.aws@evil.test/",
        "wss://a.chime.aws:443@evil.test/",
        "wss://a.chime.aws:pass@evil.test/",
        "wss://evil.test\\.chime.aws/",
        "wss://evil.test/.chime.aws",
        "wss://evil.test?.chime.aws",
        "wss://evil.test#.chime.aws",
        "wss://evil.test%2f.chime.aws/",
        "wss://evil.test\n.chime.aws/",
        "wss://a.chime.aws\n",
        "wss:/a.chime.aws/",
        "wss:evil.test/a.chime.aws",
        "//a.chime.aws/",
        "javascript://a.chime.aws/%0aalert(1)",
        "data:a.chime.aws",
        "wss://[::1].chime.aws/",
        "wss://evil。test.chime.aws/",
        "wss://٣.chime.aws/",
        "wss://a.chime.aws:999999/",
        "wss://a.chime.aws:/",
        " wss://a.chime.aws/",
    ],
)
def test_an_address_that_a_browser_could_read_as_another_host_is_no_media_host(address):
    assert not media_policy.is_media_host(address)


@pytest.mark.parametrize(
    ("allowed", "address", "expected"),
    [
        ("media.test", "wss://media.test:8443/", True),
        ("media.test", "wss://a.media.test/", False),
        ("127.0.0.1:9400", "ws://127.0.0.1:9400/", True),
        ("127.0.0.1:9400", "ws://127.0.0.1:9401/", False),
        ("127.0.0.1:9400", "ws://127.0.0.1/", False),
        ("*.media.test:8443", "wss://a.media.test:8443/", True),
        ("*.media.test:8443", "wss://a.media.test/", False),
    ],
)
def test_a_port_must_match_if_the_setting_names_one(settings, allowed, address, expected):
    settings.MEDIA_HOSTS = (allowed,)

    assert media_policy.is_media_host(address) is expected


def test_a_meeting_at_amazon_is_usable():
    assert media_policy.media_problem(joined()) == ""


@pytest.mark.parametrize("name", sorted(PLACEMENT))
def test_the_refusal_of_a_meeting_elsewhere_names_its_host(name):
    elsewhere = joined(PLACEMENT | {name: "wss://evilchime.aws/control"})

    problem = media_policy.media_problem(elsewhere)

    assert problem == f"{name} names the host 'evilchime.aws', which MEDIA_HOSTS does not"


@pytest.mark.parametrize(
    ("is_sandbox", "address", "expected"),
    [
        (False, "wss://a.chime.aws/", ""),
        (False, "ws://a.chime.aws/", "SignalingUrl is not wss"),
        (False, "https://a.chime.aws/", "SignalingUrl is not wss"),
        (False, "a.chime.aws", "SignalingUrl is not wss"),
        (True, "ws://a.chime.aws/", ""),
    ],
)
def test_the_signaling_connection_is_encrypted_except_in_the_demo(
    settings, is_sandbox, address, expected
):
    settings.IS_SANDBOX = is_sandbox

    assert media_policy.media_problem(joined(PLACEMENT | {"SignalingUrl": address})) == expected


@pytest.mark.parametrize(
    ("is_sandbox", "expected"),
    [(False, ["wss://*.chime.aws"]), (True, ["wss://*.chime.aws", "ws://*.chime.aws"])],
)
def test_the_page_may_connect_to_the_media_hosts(settings, is_sandbox, expected):
    settings.IS_SANDBOX = is_sandbox

    assert media_policy.content_policy()["connect-src"] == expected
