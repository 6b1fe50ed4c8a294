"""The setting TICKET_LIMITS: numbers for each event, or one sentence that ends the start."""

import pytest

from portal import env
from portal.env import SettingError, TicketLimit

EVENTS = ("demo", "big")
BY_TYPE = TicketLimit(None, {"vip": 5, "standard pass": 2})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", {}),
        ("demo=3", {"demo": TicketLimit(3)}),
        (" demo = 1 ; big=999 ", {"demo": TicketLimit(1), "big": TicketLimit(999)}),
        ("demo=", {}),
        ("demo=VIP:5, Standard pass: 2", {"demo": BY_TYPE}),
        ("demo=Room 4: early:1, 3", {"demo": TicketLimit(3, {"room 4: early": 1})}),
    ],
)
def test_a_valid_value_has_numbers_for_each_event(monkeypatch, value, expected):
    monkeypatch.setenv("TICKET_LIMITS", value)

    assert env.ticket_limits("TICKET_LIMITS", EVENTS) == expected


@pytest.mark.parametrize(
    "value",
    ["3", "demo=0", "demo=-1", "demo=two", "demo=1000", "demo=٣", "soon=3", "demo=1 2",
     "demo=:3", "demo=VIP:", "demo=VIP:0", "demo=VIP", "demo=VIP:5,"],
)  # fmt: skip
def test_a_wrong_value_ends_the_start_and_names_the_setting(monkeypatch, value):
    monkeypatch.setenv("TICKET_LIMITS", value)

    with pytest.raises(SettingError, match="TICKET_LIMITS"):
        env.ticket_limits("TICKET_LIMITS", EVENTS)


@pytest.mark.parametrize(
    ("limit", "types", "expected"),
    [
        (TicketLimit(3), (), 3),
        (TicketLimit(3), ("VIP",), 3),
        (BY_TYPE, (), None),
        (BY_TYPE, ("Vip",), 5),
        (BY_TYPE, ("Guest",), None),
        (BY_TYPE, ("VIP", "Standard pass"), None),
        (TicketLimit(3, {"vip": 5}), ("Guest", "Crew"), 3),
        (TicketLimit(3, {"vip": 5}), (), None),
    ],
)
def test_a_limit_counts_only_where_it_is_known_whose_it_is(limit, types, expected):
    assert limit.of(types) == expected
