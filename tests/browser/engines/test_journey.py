"""The list, joining, the way to the room and the device check in every engine, by keyboard."""

from tests.browser.engines.engine import Engine
from tests.browser.engines.steps import faults, join, search, shows, sign_in

FULL, BOOKBINDING = 11660, 11656
FOCUSED = "document.activeElement.matches('[data-outcome]')"
BUTTONS_THAT_JOIN = """[...document.querySelectorAll("[data-part=go] button")]
    .filter(button => button.offsetParent).length"""


def test_a_refusal_is_read_at_once(engine: Engine, site: str) -> None:
    sign_in(engine, site)
    search(engine, "pigments", 1)

    join(engine, FULL)

    engine.wait(FOCUSED)
    assert engine.value("document.activeElement.innerText") == "This workshop is full"


def test_whoever_is_registered_goes_on_to_the_room(engine: Engine, site: str) -> None:
    sign_in(engine, site, "ben")

    join(engine, BOOKBINDING)

    engine.wait("location.pathname.endsWith('/room/')")
    shows(engine, "Ready to join?")
    has_webrtc = engine.value("typeof RTCPeerConnection === 'function'")
    says_it_has_none = "document.querySelector('[data-part=no-webrtc]').hidden === false"
    engine.wait("document.querySelector('[data-part=app]').hidden === false")
    assert engine.value(says_it_has_none) is not has_webrtc
    assert engine.value(BUTTONS_THAT_JOIN) == (2 if has_webrtc else 0)


def test_my_workshops_has_what_was_joined(engine: Engine, site: str) -> None:
    sign_in(engine, site, "ben")
    join(engine, BOOKBINDING)
    engine.wait("location.pathname.endsWith('/room/')")

    engine.open(f"{site}/e/demo/mine/")

    shows(engine, "Bookbinding by hand")
    assert engine.value("document.querySelectorAll('article').length") == 1


def test_the_device_check_says_what_this_engine_can(engine: Engine, site: str) -> None:
    sign_in(engine, site)

    engine.open(f"{site}/e/demo/device/")

    browser = "document.querySelector('[data-step=browser]').dataset.result"
    engine.wait(f"{browser} !== 'unknown'")
    has_webrtc = engine.value("typeof RTCPeerConnection === 'function'")
    assert engine.value(browser) == ("good" if has_webrtc else "bad")


def test_axe_finds_nothing_in_the_list(engine: Engine, site: str) -> None:
    sign_in(engine, site)

    assert faults(engine) == []
