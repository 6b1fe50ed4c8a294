"""The frame keeps a choice of the clock for itself, in a partitioned cookie."""

from tests.embedding.conftest import INSIDE
from tests.localization.test_clock import AMERICAN, clocks_in

LIST, CLOCK = "/e/demo/", "/e/demo/clock/"
FRAMED_CLOCK = "__Host-portal-embed-clock"


def clocks_shown(browser, address):
    response = browser.get(address, headers=INSIDE, HTTP_ACCEPT_LANGUAGE=AMERICAN)
    assert response.status_code == 200
    return clocks_in(response)


def test_the_frame_keeps_the_chosen_clock(framed_ada):
    assert clocks_shown(framed_ada, f"/embed{LIST}") == (True, False)

    chosen = framed_ada.post(f"/embed{CLOCK}", {"clock": "en-gb"}, headers=INSIDE)

    cookie = chosen.cookies[FRAMED_CLOCK]
    assert (cookie["samesite"], cookie["secure"], cookie["partitioned"]) == ("None", True, True)
    assert clocks_shown(framed_ada, f"/embed{LIST}") == (False, True)


def test_a_choice_at_top_level_is_not_the_frames(framed_ada):
    framed_ada.cookies["__Host-portal-clock"] = "en-gb"

    assert clocks_shown(framed_ada, f"/embed{LIST}") == (True, False)
