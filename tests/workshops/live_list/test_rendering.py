"""The page is rendered once for many readers, and equals the output of the template alone."""

import pytest

from tests.support.attendee_client import LIST, visitor
from tests.support.uncached_page import blanks_of, plainly

pytestmark = pytest.mark.django_db  # joins take a lock in the database
SOLDERING, PRIVATE = 11655, 11665


@pytest.mark.parametrize("name", ["ada", "rex", "eve"])
@pytest.mark.parametrize(
    "address", [LIST, f"{LIST}?q=solder&track=731&nonsense=1", f"{LIST}?still=1&mine=1"]
)
def test_the_filled_page_is_the_templates_own_byte_for_byte(sandbox, name, address):
    browser = visitor(sandbox, name)
    browser.get(address)

    answer = browser.get(address)

    assert answer.content.decode() == plainly(answer)


def test_no_page_holds_anything_of_another_attendee(sandbox):
    ada, ben = visitor(sandbox), visitor(sandbox, "ben")

    pages = [browser.get(LIST).content.decode() for browser in (ada, ben, ada)]

    assert ["Ada Okafor" in page for page in pages] == [True, False, True]
    assert "Ben" in pages[1]
    tokens = [blanks_of(page)["csrf_token"] for page in pages]
    assert len(set(tokens)) == 3


def test_the_form_token_in_the_page_belongs_to_its_reader(ada):
    ada.handler.enforce_csrf_checks = True
    token = blanks_of(ada.get(LIST).content.decode())["csrf_token"]

    answer = ada.post(f"/e/demo/w/{SOLDERING}/join/", {"csrfmiddlewaretoken": token})

    assert answer.status_code == 200


def test_a_name_is_escaped(ada):
    session = ada.session
    session["attendees"]["demo"]["first_name"] = "<b>&amp;"
    session.save()

    page = ada.get(LIST).content.decode()

    assert "&lt;b&gt;&amp;amp; Okafor" in page
    assert "<b>" not in page


def test_the_page_is_rendered_once_for_all_readers_of_the_same_content(sandbox, monkeypatch):
    ben, dan = visitor(sandbox, "ben"), visitor(sandbox, "dan")
    ben.get(LIST)
    monkeypatch.delattr("django.template.base.Template.render")

    assert b"Dan" in dan.get(LIST).content


def test_a_cached_page_is_not_used_for_a_different_page(sandbox):
    sandbox.change(PRIVATE, starts=20_000, ends=20_060)  # a day to choose that only Ada has
    eve, ada, ben = visitor(sandbox, "eve"), visitor(sandbox), visitor(sandbox, "ben")
    visits = [(eve, LIST), (ada, LIST), (ben, LIST), (ben, f"{LIST}?still=1"), (ben, f"{LIST}?q=a")]

    answers = [browser.get(address) for browser, address in visits]

    assert [each.content.decode() == plainly(each) for each in answers] == [True] * 5
    assert len({len(each.content) for each in answers}) == 5
