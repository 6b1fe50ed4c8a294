"""The settings that say who may frame an event and whose backend may sign attendees in."""

import pytest

from portal import env
from portal.env import SettingError

SECRET = "hunter2-hunter2"


def origins(name):
    return env.per_event(name, ("demo", "big"), env.origin_of_site)


def secrets(name):
    return env.per_event(name, ("demo", "big"), env.shared_secret, most=2)


def test_sites_are_read_for_each_event(monkeypatch):
    monkeypatch.setenv(
        "NAME", "demo=https://a.test https://b.test:443/ ; big = https://c.test:8443"
    )

    assert origins("NAME") == {
        "demo": ("https://a.test", "https://b.test"),
        "big": ("https://c.test:8443",),
    }


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (origins, "https://a.test"),
        (origins, "unknown=https://a.test"),
        (origins, "demo=https://*.a.test"),
        (origins, "demo=https://A.test"),
        (origins, "demo=https://a.test/page"),
        (origins, "demo=http://a.test"),
        (origins, "demo=*"),
        (origins, "demo='self'"),
        (secrets, f"demo={SECRET}"),
        (secrets, f"unknown={SECRET * 3}"),
        (secrets, " ".join(["demo=", SECRET * 3, SECRET * 4, SECRET * 5])),
    ],
)
def test_a_wrong_value_for_an_event_is_named_and_no_secret_shown(monkeypatch, read, value):
    monkeypatch.setenv("NAME", value)

    with pytest.raises(SettingError) as ended:
        read("NAME")

    assert str(ended.value).startswith("NAME ")
    assert SECRET not in str(ended.value)


def test_an_event_that_is_not_served_cannot_be_in_a_subset(monkeypatch):
    monkeypatch.setenv("NAME", "demo, gone")

    with pytest.raises(SettingError, match=r"^NAME has 'gone', which is not in PORTAL_EVENTS"):
        env.subset("NAME", ("demo",))
