"""The setting TICKET_LIMITS: a number for each event, or one sentence that ends the start."""

import pytest

from portal import env
from portal.env import SettingError

EVENTS = ("demo", "big")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", {}),
        ("demo=3", {"demo": 3}),
        (" demo = 1 ; big=999 ", {"demo": 1, "big": 999}),
        ("demo=", {}),
    ],
)
def test_a_valid_value_is_a_number_for_each_event(monkeypatch, value, expected):
    monkeypatch.setenv("TICKET_LIMITS", value)

    assert env.ticket_limits("TICKET_LIMITS", EVENTS) == expected


@pytest.mark.parametrize(
    "value", ["3", "demo=0", "demo=-1", "demo=two", "demo=1000", "demo=٣", "soon=3", "demo=1 2"]
)
def test_a_wrong_value_ends_the_start_and_names_the_setting(monkeypatch, value):
    monkeypatch.setenv("TICKET_LIMITS", value)

    with pytest.raises(SettingError, match="TICKET_LIMITS"):
        env.ticket_limits("TICKET_LIMITS", EVENTS)
