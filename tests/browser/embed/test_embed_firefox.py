"""Firefox with its default settings, which partition the cookies of embedded sites."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.sandbox.accelevents import FakeAccelevents
from tests.browser.embed.firefox import Firefox
from tests.browser.embed.firefox_tab import Tab
from tests.browser.embed.sites import Stage
from tests.browser.evidence import Evidence
from tests.browser.steps import PASSWORD
from tests.support.processes import until

OUTER = "document.querySelector('iframe').offsetHeight"
INNER = "Math.ceil(document.body.getBoundingClientRect().height)"
BLOCKED = 'user_pref("network.cookie.cookieBehavior", 1);'


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with Firefox(tmp_path_factory.mktemp("firefox")) as found:
        yield found


@pytest.fixture
def firefox(running: Firefox, evidence: Evidence) -> Iterator[Firefox]:
    """A browser with default settings and without cookies."""
    add_evidence(evidence, running)
    yield running
    running.forget()  # a page left open would keep polling in the next test


@pytest.fixture
def blocking(tmp_path: Path, evidence: Evidence) -> Iterator[Firefox]:
    """A browser that is set to block the cookies of embedded sites."""
    with Firefox(tmp_path, BLOCKED) as found:
        add_evidence(evidence, found)
        yield found


def add_evidence(evidence: Evidence, firefox: Firefox) -> None:
    """Keep a screenshot of each tab and the browser's log in case the test fails."""
    evidence.add("firefox.png", firefox.save_screenshots)
    evidence.add_log("firefox.log", firefox.log)


def sign_in(place: Tab, name: str = "ada") -> None:
    place.fill("input[name=email]", f"{name}@example.org")
    place.fill("input[name=password]", PASSWORD)
    place.click("form button[type=submit]", "Sign in")


def test_a_complete_visit_in_the_frame(
    firefox: Firefox, stage: Stage, sandbox: FakeAccelevents
) -> None:
    page = firefox.open(stage.show(stage.line()))
    frame = page.frame()
    sign_in(frame, "ben")
    frame.says("Bookbinding by hand")

    sandbox.change(11656, title="Bookbinding by foot")
    frame.says("Bookbinding by foot")
    frame.click("#workshop-11656 button", "Join")
    frame.says("Ready to join?")
    assert sandbox.calls("register") == 1
    frame.click("button", "Sign out")
    frame.says("You’re signed out")

    page.reload()
    page.frame().says("Sign in in a small window")


def test_each_site_and_the_top_level_have_separate_sign_ins(firefox: Firefox, stage: Stage) -> None:
    page = firefox.open(stage.show(stage.line()))
    sign_in(page.frame())
    page.frame().says("Ada Okafor")

    page.go(f"{stage.site('second-site')}/")
    page.frame().says("Sign in in a small window")
    page.go(f"{stage.url}/e/demo/")
    page.says("Use your email link")
    page.go(f"{stage.site()}/")
    page.frame().says("Ada Okafor")


def test_a_window_of_the_portal_signs_the_frame_in(firefox: Firefox, stage: Stage) -> None:
    page = firefox.open(stage.show(stage.line()))

    popup = page.frame().opens("[data-popup]")
    sign_in(popup)
    popup.says("will open as Ada Okafor")
    popup.click("main button", "Continue as Ada Okafor")

    popup.has_gone()
    page.frame().says("Ada Okafor")


def test_the_events_backend_signs_the_frame_in(firefox: Firefox, stage: Stage) -> None:
    stage.has_code_for("ada")

    page = firefox.open(stage.show(stage.line(code_url="/code")))

    page.frame().says("Ada Okafor")


def test_a_new_tab_stays_signed_in(firefox: Firefox, stage: Stage) -> None:
    page = firefox.open(stage.show(stage.line(mode="fixed")))
    sign_in(page.frame())
    page.frame().says("Ada Okafor")
    page.frame().until(
        "Boolean(document.documentElement.dataset.host)"
    )  # from now on no link moves

    tab = page.frame().opens("footer a[data-continue]")

    tab.is_at(f"{stage.url}/e/demo/")
    tab.says("Ada Okafor")


def test_the_frame_is_as_high_as_its_content(firefox: Firefox, stage: Stage) -> None:
    page = firefox.open(stage.show(f"<div style='height:3000px'></div>{stage.line()}"))
    sign_in(page.frame())
    page.frame().says("Bookbinding by hand")

    page.frame().says("Signed in as")
    # Both are measured again each time: the list keeps refreshing and may grow or shrink.
    until(
        lambda: abs(page.script(OUTER) - page.frame().script(INNER)) <= 1,
        lambda: "the heights differ",
    )

    assert page.script(OUTER) > 1000


def test_without_camera_the_room_offers_the_new_tab(firefox: Firefox, stage: Stage) -> None:
    page = firefox.open(stage.show(stage.frame("/embed/e/demo/w/11656/room/")))
    sign_in(page.frame())
    page.frame().says("This site doesn’t allow the camera and microphone here")

    tab = page.frame().opens("[data-trouble=devices] a[data-continue]")

    tab.is_at(f"{stage.url}/e/demo/w/11656/room/")
    tab.says("Ready to join?")


def test_with_embedded_cookies_blocked_one_button_offers_a_new_tab(
    blocking: Firefox, stage: Stage
) -> None:
    page = blocking.open(stage.show(stage.line()))
    page.frame().says("You can’t sign in inside this page")

    tab = page.frame().opens("[data-trouble=cookies] a[data-continue]")
    sign_in(tab)

    tab.says("Ada Okafor")
