"""Looking at pages while the details of workshops are read in the background."""

from django.test import Client

from portal.sandbox.accelevents import FakeAccelevents
from tests.support.attendee_client import LIST
from tests.support.html_page import Page
from workshops.catalogue import detail_reader, refresh


def look(browser: Client, address: str = LIST) -> str:
    """The words of a page once all that was due for it has been read."""
    browser.get(address)
    refresh.wait_for_refresh("demo")
    detail_reader.wait("demo")
    return Page.of(browser.get(address)).words


def asked(sandbox: FakeAccelevents) -> list[int]:
    """The ids of the workshops whose detail was asked for, in order."""
    calls = [call for call in sandbox.request_log if call.call == "detail"]
    return [int(call.path.rpartition("/")[2]) for call in calls]
