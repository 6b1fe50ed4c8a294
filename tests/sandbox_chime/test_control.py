"""The control API over HTTP: the same actions for tests in another process."""

import asyncio

import aiohttp
import pytest


@pytest.fixture
def send(runner, media, meeting):
    """send("POST", "/end", …): status and JSON of a request about this test's meeting."""

    async def request(method, path, **body):
        url = f"{media.url}/sandbox/meetings/{meeting}{path}"
        async with aiohttp.request(method, url, json=body or None) as reply:
            return reply.status, await reply.json()

    return lambda *args, **body: runner.run(asyncio.wait_for(request(*args, **body), 5))


def test_an_action_returns_the_state_of_the_meeting_after_it(send, meeting):
    status, state = send("POST", "/bot", attendee_id="robo", external_user_id="Robo_8700")

    assert status == 200
    assert state["meeting"] == meeting
    assert state["attendees"]["robo"] == {
        "external_user_id": "Robo_8700",
        "user_id": "8700",
        "bot": True,
        "content": False,
        "present": True,
        "muted": False,
        "camera": False,
        "level": 0.0,
        "signal": 2,
        "hand": False,
        "heard": [],
    }


def test_an_action_without_options_needs_no_body(send):
    status, state = send("POST", "/end")

    assert (status, state["ended"]) == (200, True)


def test_the_state_can_be_read(send):
    assert send("GET", "")[1]["attendees"] == {}


def test_the_frames_can_be_read(send, call):
    call("ann").join()

    status, frames = send("GET", "/frames")

    assert status == 200
    assert [frame["type"] for frame in frames] == ["JOIN", "JOIN_ACK", "INDEX"]


@pytest.mark.parametrize(
    ("path", "options", "status"),
    [
        ("/explode", {}, 404),
        ("/cut", {"who": "nobody"}, 404),
        ("/cut", {"person": "ann"}, 400),
        ("/limit", {"bananas": 1}, 400),
    ],
)
def test_an_action_that_is_not_possible_returns_the_reason(send, path, options, status):
    answered, body = send("POST", path, **options)

    assert answered == status
    assert body["problem"]
