"""The remote control over HTTP: the same actions for who is in another process."""

import asyncio

import aiohttp
import pytest


@pytest.fixture
def ask(runner, media, meeting):
    """ask("POST", "/end", …): status and JSON of a request about this test's meeting."""

    async def send(method, path, **body):
        url = f"{media.url}/sandbox/meetings/{meeting}{path}"
        async with aiohttp.request(method, url, json=body or None) as reply:
            return reply.status, await reply.json()

    return lambda *args, **body: runner.run(asyncio.wait_for(send(*args, **body), 5))


def test_an_action_answers_with_the_meeting_as_it_is_then(ask, meeting):
    status, state = ask("POST", "/bot", attendee_id="robo", external_user_id="Robo")

    assert status == 200
    assert state["meeting"] == meeting
    assert state["attendees"]["robo"] == {
        "external_user_id": "Robo",
        "bot": True,
        "content": False,
        "present": True,
        "muted": False,
        "camera": False,
        "level": 0.0,
        "signal": 2,
    }


def test_an_action_without_options_needs_no_body(ask):
    status, state = ask("POST", "/end")

    assert (status, state["ended"]) == (200, True)


def test_the_state_can_be_read(ask):
    assert ask("GET", "")[1]["attendees"] == {}


def test_the_frames_can_be_read(ask, call):
    call("ann").join()

    status, frames = ask("GET", "/frames")

    assert status == 200
    assert [frame["type"] for frame in frames] == ["JOIN", "JOIN_ACK", "INDEX"]


@pytest.mark.parametrize(
    ("path", "options", "status"),
    [
        ("/explode", {}, 404),
        ("/cut", {"who": "nobody"}, 404),
        ("/cut", {"whom": "ann"}, 400),
        ("/limit", {"bananas": 1}, 400),
    ],
)
def test_what_cannot_be_done_says_why(ask, path, options, status):
    answered, body = ask("POST", path, **options)

    assert answered == status
    assert body["problem"]
