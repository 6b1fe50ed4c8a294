"""The answer to whoever is registered: rendered once for everybody, and holding nobody's data."""

import json

import pytest
from django.template import loader
from django.test import RequestFactory
from django.urls import set_script_prefix

from tests.support.attendee_client import HTMX, join_of, visitor
from tests.workshops.factories import workshop
from workshops.joining import rendering
from workshops.joining.messages import describe
from workshops.joining.outcomes import Outcome, OutcomeKind

pytestmark = pytest.mark.django_db
BOOKBINDING = 11656


@pytest.fixture
def rendered(monkeypatch):
    """The contexts in which the answer was rendered."""
    contexts = []

    def render(template, context, *args):
        contexts.append(context)
        return loader.render_to_string(template, context, *args)

    monkeypatch.setattr(rendering, "render_to_string", render)
    return contexts


def press(browser):
    return browser.post(join_of(BOOKBINDING), headers=HTMX)


def test_two_attendees_get_the_same_answer_which_is_rendered_once(sandbox, rendered):
    first, second = (press(visitor(sandbox, name)) for name in ("ada", "ben"))

    assert first.content == second.content
    assert len(rendered) == 1


def test_it_is_rendered_without_request_and_attendee(sandbox, rendered):
    press(visitor(sandbox))

    assert {"request", "attendee", "csrf_token", "card"} & set(rendered[0]) == set()


def test_readers_of_other_languages_get_answers_of_their_own(sandbox, rendered):
    ada, ben = visitor(sandbox), visitor(sandbox, "ben")

    ada.post(join_of(BOOKBINDING), headers=HTMX | {"Accept-Language": "en-US"})
    ben.post(join_of(BOOKBINDING), headers=HTMX | {"Accept-Language": "en-GB"})

    assert len(rendered) == 2


def test_both_lead_straight_on(sandbox):
    answers = [press(visitor(sandbox, name)) for name in ("ada", "ben")]

    wanted = {"enter": {"workshop": BOOKBINDING}}
    assert [json.loads(one["HX-Trigger-After-Swap"]) for one in answers] == [wanted, wanted]
    assert all(f'href="/e/demo/w/{BOOKBINDING}/room/"' in str(one.content) for one in answers)


@pytest.fixture
def in_the_frame():
    """As in a request of the frame, whose addresses have a prefix."""
    set_script_prefix("/embed/")
    yield
    set_script_prefix("/")


def test_the_frame_has_an_answer_of_its_own(sandbox, in_the_frame):
    press(visitor(sandbox))
    request = RequestFactory().get("/")
    outcome, context = Outcome(OutcomeKind.REGISTERED), {"workshop": workshop(BOOKBINDING)}
    context["outcome"] = describe(outcome, context["workshop"], "demo")

    html = rendering.answer(request, "demo", outcome, context).content.decode()

    assert f'href="/embed/e/demo/w/{BOOKBINDING}/room/"' in html


def test_a_workshop_that_was_renamed_has_a_new_answer(sandbox, rendered, later):
    press(visitor(sandbox))
    sandbox.change(BOOKBINDING, title="Bookbinding by foot")
    later(60)
    visitor(sandbox, "eve").get("/e/demo/")

    assert "Bookbinding by foot" in press(visitor(sandbox, "ben")).content.decode()


def test_a_refusal_is_rendered_for_each_attendee(sandbox, rendered):
    answers = [press(visitor(sandbox, "omar")) for _ in range(2)]

    assert rendered == []
    assert all('data-kind="refused"' in one.content.decode() for one in answers)
