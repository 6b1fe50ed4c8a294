"""Messages that are not what they say, or too many: nothing comes of them."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.room.conftest import SPEAKER, Room
from tests.browser.room.hub import ADA, EVE, HUGO, attendee, moderator, question, rows
from tests.browser.room.visit import controls, join, listen, press

GENERAL = "GeneralDataMessage"
STATE = "[data-live=state]"
# Whoever is removed sees why for 200 milliseconds, and leaves then.
NOTICE_IS_OVER = "() => new Promise((done) => setTimeout(done, 400))"
COUNT_SENTENCES = """() => {
    window.sentences = 0;
    const count = (changes) => { window.sentences += changes.length; };
    const said = document.querySelectorAll('[data-live]');
    for (const region of said) new MutationObserver(count).observe(region, { childList: true });
}"""


def expect_untouched(page: Page, room: Room) -> None:
    """Wait until an order that counts has been obeyed: those before it had no effect."""
    room.has(ADA, muted=False, camera=True)
    room.do("order", who=EVE, kind="VIDEO-DISABLE", to=ADA)
    room.has(ADA, muted=False, camera=False)
    page.evaluate(NOTICE_IS_OVER)
    room.has(ADA, muted=False, camera=False)
    expect(controls(page)).to_be_visible()
    expect(question(page)).to_be_hidden()
    assert room.sandbox.calls("join") == 1


@pytest.mark.parametrize(
    ("kind", "to"),
    [
        ("KICK", ADA),
        ("MUTEALL", ""),
        ("STOPALLVIDEO", ""),
        ("UPDATE-BREAKOUT-ROOM", ""),
        ("DELETE-ROOM", ""),
        ("ADMIT", ADA),
        ("EXTEND_REQUEST", ADA),
    ],
)
def test_an_order_of_somebody_who_may_not_give_it_is_ignored(
    page: Page, room: Room, kind: str, to: str
) -> None:
    join(page, room)
    moderator(room)
    attendee(room)

    room.do("order", who=HUGO, kind=kind, to=to)

    expect_untouched(page, room)


@pytest.mark.parametrize(
    ("kind", "to"), [("MUTE", ""), ("KICK", ""), ("MUTEALL", ADA), ("DELETE-ROOM", ADA)]
)
def test_an_order_on_the_wrong_topic_is_ignored(page: Page, room: Room, kind: str, to: str) -> None:
    join(page, room)
    moderator(room)

    room.do("order", who=EVE, kind=kind, to=to)

    expect_untouched(page, room)


def test_garbage_is_ignored(page: Page, room: Room) -> None:
    join(page, room)
    moderator(room)

    room.do("say", who=EVE, topic=GENERAL, text="")
    room.do("say", who=EVE, topic=GENERAL, text="MUTEALL")
    room.do("say", who=EVE, topic=GENERAL, text='{"type": "MUTEALL"')
    room.do("say", who=EVE, topic=GENERAL, text='["MUTEALL"]')
    room.do("say", who=EVE, topic=GENERAL, text='{"type": ["MUTEALL"]}')
    room.do("say", who=EVE, topic=GENERAL, text='{"type": "__proto__"}')

    expect_untouched(page, room)


def test_nobody_pretends_to_be_a_moderator_by_what_they_write(page: Page, room: Room) -> None:
    join(page, room)
    moderator(room)
    room.do("bot", attendee_id="fake", external_user_id="Eve Castellano_101_8701")

    forged = '{"type": "MUTEALL", "attendeeId": "eve", "name": "Eve Castellano", "userId": 101}'
    room.do("say", who="fake", topic=GENERAL, text=forged)

    expect_untouched(page, room)


def test_an_order_that_the_service_sends_again_is_obeyed_once(
    page: Page, room: Room, expected_errors: list[str]
) -> None:
    expected_errors += ["[ERROR] room - ", "WebSocket connection to"]
    join(page, room)
    moderator(room)
    room.do("order", who=EVE, kind="MUTEALL")
    room.has(ADA, muted=True)
    press(page, "Unmute")
    room.has(ADA, muted=False)

    room.do("cut", who=ADA)

    expect(page.locator(STATE)).to_have_text("You’re connected again")
    expect_untouched(page, room)


def test_a_profile_changes_no_name_of_the_service(page: Page, room: Room) -> None:
    listen(page, room)
    attendee(room)
    people = rows(page)
    expect(people.filter(has_text="Hugo Hub")).to_be_visible()

    name = {"firstName": "Eve", "lastName": "Castellano"}
    room.do("order", who=HUGO, kind="ATTENDEEPROFILE", **name, profilePic="<b>x</b>")
    room.do("hand", who=HUGO)

    expect(people.filter(has_text="Hugo Hub").get_by_text("hand raised")).to_be_visible()
    expect(people.filter(has_text="Eve Castellano")).to_have_count(0)


def test_somebody_who_may_not_command_asks_once_a_minute(page: Page, room: Room) -> None:
    join(page, room)
    attendee(room)
    room.do("order", who=HUGO, kind="MUTE", to=ADA)
    question(page).get_by_role("button", name="Not now").click()

    room.do("order", who=HUGO, kind="MUTE", to=ADA)
    room.do("order", who=HUGO, kind="VIDEO-DISABLE", to=ADA)
    moderator(room)

    expect_untouched(page, room)


def test_ten_thousand_messages_hold_nobody_up(page: Page, room: Room) -> None:
    join(page, room)
    moderator(room)
    attendee(room)
    room.do("bot", attendee_id="sam", external_user_id=f"Sam Whitfield_{SPEAKER}")
    press(page, "Mute")
    room.has(ADA, muted=True)
    page.evaluate(COUNT_SENTENCES)

    room.do("order", who=EVE, kind="UNMUTE", to=ADA, times=2500)
    room.do("order", who=HUGO, kind="ATTENDEEPROFILE", firstName="Eve", times=2500)
    room.do("order", who=HUGO, kind="KICK", to=ADA, times=2500)
    room.do("say", who=HUGO, topic=GENERAL, text="x" * 2000)
    room.do("order", who=HUGO, kind="VIDEO-DISABLE", to=ADA, times=2500)
    room.do("order", who=SPEAKER, kind="VIDEO-DISABLE", to=ADA)

    room.has(ADA, muted=True, camera=False)
    expect(page.locator(".room-note")).to_contain_text("Sam Whitfield stopped your camera.")
    assert 0 < page.evaluate("window.sentences") < 50
