"""Check my device: the page, what it may reach, and what of a result is kept, and for whom."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.observability import cleaning
from tests.support.attendee_client import room_of, visitor
from workshops.device_check import store
from workshops.models import DeviceCheck

pytestmark = pytest.mark.django_db
PAGE, RESULT = "/e/demo/device/", "/e/demo/device/result/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
NEWER_FIREFOX = FIREFOX.replace("140", "141")
PHONE = "Mozilla/5.0 (Android 16; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
SOLDERING, ENDED = 11655, 11663


@pytest.fixture
def ada(sandbox):
    return visitor(sandbox)


def report(browser, problems, user_agent=FIREFOX):
    return browser.post(RESULT, {"problems": problems}, HTTP_USER_AGENT=user_agent)


def answer(browser, workshop_id=SOLDERING, user_agent=FIREFOX):
    """What the page of a workshop says of the device."""
    page = browser.get(room_of(workshop_id).removesuffix("room/"), HTTP_USER_AGENT=user_agent)
    rows = {row.question: row for _words, row in page.context["readiness"]}
    return rows.get("device")


def test_the_page_may_reach_the_meeting_service_and_the_devices(ada, settings):
    settings.MEDIA_CHECK_URL = "https://nearest.example"

    page = ada.get(PAGE)

    assert "https://nearest.example" in page.headers["Content-Security-Policy"]
    assert "microphone=(self)" in page.headers["Permissions-Policy"]
    assert page.headers["Permissions-Policy"].startswith("camera=(self)")


def test_without_an_address_to_ask_the_network_is_left_out(ada, settings):
    settings.MEDIA_CHECK_URL = ""

    assert b'data-step="network"' not in ada.get(PAGE).content


def test_a_good_check_is_shown_at_the_workshop(ada):
    before = answer(ada).text
    assert report(ada, "").status_code == 204

    assert (before, answer(ada).level) == ("Not checked yet in this browser.", "good")


def test_what_did_not_work_is_named(ada):
    report(ada, "network,camera")

    found = answer(ada)
    assert found.level == "warn"
    assert "camera, network" in found.text


def test_a_later_check_takes_the_place_of_an_earlier_one(ada):
    report(ada, "camera")
    report(ada, "")

    assert answer(ada).level == "good"
    assert DeviceCheck.objects.count() == 1


def test_it_holds_for_this_person_and_this_kind_of_browser(ada, sandbox):
    report(ada, "")

    assert answer(ada, user_agent=NEWER_FIREFOX).level == "good"
    assert answer(ada, user_agent=PHONE).level == "warn"
    assert answer(visitor(sandbox, "ben")).level == "warn"


@pytest.mark.parametrize("problems", ["keyboard", "camera,<b>", "camera;network", "x" * 5000])
def test_names_of_nothing_are_refused(ada, problems):
    assert report(ada, problems).status_code == 400
    assert not DeviceCheck.objects.exists()


def test_who_is_not_signed_in_checks_nothing(client):
    assert client.get(PAGE).status_code == 303
    assert report(client, "").status_code in {303, 403}
    assert not DeviceCheck.objects.exists()


def test_a_workshop_that_is_over_asks_for_no_device(ada):
    assert answer(ada, ENDED) is None


def test_nothing_of_the_attendee_or_the_browser_stands_in_the_table(ada):
    report(ada, "camera")

    stored = DeviceCheck.objects.values("attendee_digest", "browser_digest", "problems").get()
    assert stored.pop("problems") == "camera"
    assert all(len(digest) == 64 and int(digest, 16) for digest in stored.values())


def test_one_attendee_fills_no_table(ada):
    browsers = [f"Browser {letter}" for letter in "abcdefgh"]

    answers = [report(ada, "", user_agent=each).status_code for each in browsers]

    assert answers == [204] * 8
    assert DeviceCheck.objects.count() == store.MOST_BROWSERS
    assert answer(ada, user_agent="Browser h").level == "good"


def test_after_thirty_days_it_counts_no_longer_and_is_deleted(ada, time_machine):
    report(ada, "")
    time_machine.move_to(datetime.now(UTC) + timedelta(days=30, seconds=1), tick=True)

    cleaning.clean()

    assert not DeviceCheck.objects.exists()
