"""The team's page: what the portal found out about upstream, in words, for nobody else."""

from dataclasses import replace

import pytest

from portal.observability import findings, registry
from tests.embedding.conftest import HOST, INSIDE, browser, sign_in_framed
from tests.support.attendee_client import LIST, MINE, calls_made, read_list, visitor
from tests.support.html_page import Page
from workshops.pages.upstream_report import GROUPS, OF_KEY
from workshops.pages.upstream_texts import QUESTIONS, UPSTREAM_TEXTS

CHECK, FRAMED = "/e/demo/check/", "/embed/e/demo/check/"


@pytest.fixture
def eve(sandbox):
    """The browser of Eve, who is on the organizer's team."""
    return visitor(sandbox, "eve")


@pytest.fixture
def as_role(sandbox, monkeypatch):
    """A function: the browser of somebody with this role."""

    def sign_in(role):
        monkeypatch.setattr(sandbox.state.person("ada"), "role", role)
        return visitor(sandbox, "ada")

    return sign_in


def words_of(browser):
    return Page.of(browser.get(CHECK)).words


def test_every_answer_has_its_words_and_every_question_a_place():
    every = {(question, word) for question, words in findings.ANSWERS.items() for word in words}

    assert set(UPSTREAM_TEXTS) == every
    assert set(QUESTIONS) == set(findings.ANSWERS)
    assert {each for names in GROUPS.values() for each in names} == set(findings.ANSWERS)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("admin", 200), ("staff", 200), ("whitelabeladmin", 200), ("attendee", 404),
        ("speaker", 404), ("exhibitor", 404),
    ],
)  # fmt: skip
def test_only_the_team_finds_the_page_and_its_link(as_role, role, status):
    browser = as_role(role)

    assert browser.get(CHECK).status_code == status
    assert (CHECK in Page.of(browser.get(LIST)).links) == (status == 200)
    assert (CHECK in Page.of(browser.get(MINE)).links) == (status == 200)


def test_nobody_sees_it_without_signing_in(sandbox, client):
    answer = client.get(CHECK)

    assert answer.status_code == 303
    assert answer.url.startswith("/e/demo/sign-in/")


def test_it_says_what_was_found_out_what_it_means_and_what_to_do(eve):
    findings.record("zone", "assumed", "demo")
    findings.record("token", "bearer")
    findings.record("list_visibility", "missing", "other")

    words = words_of(eve)

    assert "1 thing needs action" in words
    assert "Times may be hours off. Ask the people who run this portal to set" in words
    assert "Accelevents wants the word “Bearer” before it" in words
    assert "do not say whether they are public" not in words  # that was seen at another event
    assert words.count("not seen yet") == len(QUESTIONS) - len(OF_KEY) - 2


def test_it_says_so_when_nobody_has_to_act(eve):
    findings.record("list_pages", "capped", "demo")

    assert "Nothing found that needs you" in words_of(eve)


def test_it_shows_what_another_process_found_out(eve):
    findings.record("register", "missing", "demo")
    findings.reset()  # as another process

    assert "Attendees go straight to the room" in words_of(eve)


def test_it_tells_the_state_of_the_list_without_asking_upstream(eve, sandbox, later):
    assert "Not yet by the process that shows this page" in words_of(eve)
    read_list(visitor(sandbox))
    later(5)
    sandbox.clear_request_log()

    words = words_of(eve)

    assert "Read 5 seconds ago Trouble None. Time zone Europe/Berlin Key None is set" in words
    assert calls_made(sandbox) == []


def test_it_counts_workshops_that_do_not_say_who_may_see_them(eve, monkeypatch):
    monkeypatch.setattr(registry, "_readiness", {})
    assert "Unclear" not in words_of(eve)

    registry.readiness("unclear_visibility", lambda: 3)

    assert "Unclear 3 workshops, of all events here, don’t say who may see them" in words_of(eve)


def test_with_a_key_it_says_how_upstream_takes_it_and_never_shows_it(eve, settings):
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, api_key="hidden-9")

    answer = eve.get(CHECK)

    assert "The organization’s key not seen yet" in Page.of(answer).words
    assert "Set: the list is read in the organization’s name" in Page.of(answer).words
    assert b"hidden-9" not in answer.content


@pytest.mark.django_db
def test_in_the_frame_the_team_finds_it_too(sandbox, settings):
    settings.EMBED_ORIGINS = {"demo": (HOST,)}
    framed = browser()
    sign_in_framed(framed, sandbox, "eve")

    listed, shown = framed.get(f"/embed{LIST}", headers=INSIDE), framed.get(FRAMED, headers=INSIDE)

    assert FRAMED in Page.of(listed).links
    assert Page.of(shown).headline == "How Accelevents answers"
