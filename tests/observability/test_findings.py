import logging

import pytest

from portal.observability import findings


def test_nothing_is_known_at_the_start():
    assert findings.found("token") == findings.UNSEEN
    assert set(findings.worst().values()) == {findings.UNSEEN}


def test_what_holds_for_all_events_holds_for_each_until_one_differs():
    findings.record("times", "text")
    findings.record("times", "iso", "demo")

    assert findings.found("times", "demo") == "iso"
    assert findings.found("times", "big") == "text"


def test_of_several_events_the_worst_answer_stands():
    findings.record("list_visibility", "missing", "demo")
    findings.record("list_visibility", "told", "big")

    assert findings.worst()["list_visibility"] == "missing"


def test_a_change_is_logged_once_and_louder_when_it_differs_from_the_assumption(caplog):
    caplog.set_level(logging.INFO, "portal.findings")

    findings.record("token", "raw")
    findings.record("token", "bearer")
    findings.record("token", "bearer")

    assert [(each.levelname, each.getMessage()) for each in caplog.records] == [
        ("INFO", "found out about upstream: token is raw"),
        ("WARNING", "found out about upstream: token is bearer"),
    ]


def test_a_listener_hears_of_each_change(monkeypatch):
    monkeypatch.setattr(findings, "_listeners", [])
    heard = []
    findings.on_change(lambda finding, answer: heard.append((finding, answer)))

    findings.record("register", "missing")
    findings.record("register", "missing")

    assert heard == [(("register", ""), "missing")]


def test_what_another_process_tells_is_newer_unless_nobody_here_knows_the_word():
    findings.record("token", "bearer")

    findings.adopt({("token", ""): "raw", ("times", "demo"): "epoch", ("times", "big"): "sundial"})

    assert findings.found("token") == "raw"
    assert findings.found("times", "demo") == "epoch"
    assert findings.found("times", "big") == findings.UNSEEN


@pytest.mark.parametrize(("question", "answer"), [("token", "wet"), ("weather", "raw")])
def test_a_word_that_no_reader_knows_is_a_mistake(question, answer):
    with pytest.raises(ValueError, match=question):
        findings.record(question, answer)
