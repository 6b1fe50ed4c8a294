"""The readers of the environment: defaults, valid values and refusals without secrets."""

import json
from zoneinfo import ZoneInfo

import pytest

from portal import env
from portal.accelevents import parse_call_template
from portal.env import SettingError

REGISTER = "POST /rest/events/{event}/user-session/{session}"
SECRET = "hunter2-hunter2"


@pytest.fixture(autouse=True)
def not_set(monkeypatch):
    monkeypatch.delenv("NAME", raising=False)


def template(name):
    return env.checked(name, REGISTER, parse_call_template)


def redis(name):
    return env.checked(name, "", env.redis_url)


def database(name):
    return env.checked(name, "sqlite:///portal.sqlite3", env.database)


def origin(name):
    return env.origin(name, "https://api.accelevents.com")


def number(name):
    return env.number(name, 120, 1, 3600)


def sandbox(name):
    return env.sandbox(name, "http://127.0.0.1:9400")


def media_hosts(name):
    return env.media_hosts(name, "*.chime.aws")


@pytest.mark.parametrize(
    ("read", "default"),
    [
        (lambda name: env.text(name, "dflt"), "dflt"),
        (lambda name: env.csv(name, "a, b"), ("a", "b")),
        (env.flag, False),
        (number, 120),
        (env.key, ""),
        (env.secret_key, ""),
        (env.secrets, []),
        (sandbox, False),
        (origin, "https://api.accelevents.com"),
        (lambda name: env.origin(name, ""), ""),
        (env.zone, None),
        (media_hosts, ("*.chime.aws",)),
        (template, REGISTER),
        (redis, ""),
        (database, "sqlite:///portal.sqlite3"),
        (env.demo_people, ()),
    ],
)
def test_a_setting_that_is_not_set_has_its_default(read, default):
    assert read("NAME") == default


@pytest.mark.parametrize("read", [env.text, env.secret, env.event_slugs])
def test_a_setting_without_a_default_is_required(read):
    with pytest.raises(SettingError, match=r"^NAME is not set: .+\.$"):
        read("NAME")


@pytest.mark.parametrize(
    ("read", "value", "expected"),
    [
        (env.text, "  two words ", "two words"),
        (env.csv, " a ,, b,", ("a", "b")),
        (env.flag, "On", True),
        (env.flag, "1", True),
        (env.flag, "no", False),
        (env.flag, " ", False),
        (number, "1", 1),
        (number, "3600", 3600),
        (env.secret, "x" * 32, "x" * 32),
        (env.secrets, f"{'x' * 32}, {'y' * 33}", ["x" * 32, "y" * 33]),
        (env.key, " k3y+/= ", "k3y+/="),
        (env.secret_key, "k" * 32, "k" * 32),
        (sandbox, "on", True),
        (lambda name: env.sandbox(name, "http://[::1]:9400"), "on", True),
        (lambda name: env.sandbox(name, "https://api.accelevents.com"), "off", False),
        (env.event_slugs, "demo, Other_Event-2", ("demo", "Other_Event-2")),
        (origin, "https://api.example.org/", "https://api.example.org"),
        (origin, "https://api.example.org:8443", "https://api.example.org:8443"),
        (origin, "http://127.0.0.1:9400", "http://127.0.0.1:9400"),
        (origin, "http://[::1]:9400", "http://[::1]:9400"),
        (origin, "http://localhost", "http://localhost"),
        (env.zone, "Europe/Berlin", ZoneInfo("Europe/Berlin")),
        (media_hosts, "*.chime.aws, 127.0.0.1:9400", ("*.chime.aws", "127.0.0.1:9400")),
        (template, "", ""),
        (template, "PUT /a/{session}", "PUT /a/{session}"),
        (redis, "redis://127.0.0.1:6379/0", "redis://127.0.0.1:6379/0"),
        (redis, "rediss://:pw@cache.example.org", "rediss://:pw@cache.example.org"),
        (redis, "unix:///run/redis.sock", "unix:///run/redis.sock"),
        (database, "sqlite:////var/portal.sqlite3", "sqlite:////var/portal.sqlite3"),
    ],
)
def test_a_valid_value_is_read(monkeypatch, read, value, expected):
    monkeypatch.setenv("NAME", value)

    assert read("NAME") == expected


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (env.flag, "maybe"),
        (env.flag, "2"),
        (number, "0"),
        (number, "3601"),
        (number, "12.5"),
        (number, "-1"),
        (number, "ten"),
        (number, "9" * 5000),
        (env.secret, "too-short"),
        (env.secrets, f"{'x' * 32},too-short"),
        (env.secret_key, "k" * 31),
        (env.secret_key, "two words, and more than enough of them"),
        (lambda name: env.sandbox(name, "https://api.accelevents.com"), "on"),
        (lambda name: env.sandbox(name, "http://localhost.example.org"), "on"),
        (env.key, "two words"),
        (env.key, "one\ntwo"),
        (env.key, "clé"),
        (env.event_slugs, "demo,https://www.accelevents.com/e/demo"),
        (env.event_slugs, "démo"),
        (env.event_slugs, "x" * 101),
        (env.event_slugs, " , "),
        (origin, "api.accelevents.com"),
        (origin, "https://"),
        (origin, "https://api.example.org/rest"),
        (origin, "https://api.example.org?x"),
        (origin, "https://api.example.org#x"),
        (origin, "https://api.example.org:99999"),
        (origin, "https://api.example.org:0"),
        (origin, "https://ada@api.example.org"),
        (origin, "https://[::1"),
        (origin, "http://api.example.org"),
        (origin, "http://localhost.example.org"),
        (origin, "ftp://localhost"),
        (env.zone, "Berlin"),
        (env.zone, "Europe"),
        (env.zone, "../../etc/passwd"),
        (env.zone, "CET+1:00"),
        (media_hosts, "https://a.chime.aws"),
        (media_hosts, "*.Chime.aws"),
        (media_hosts, "*"),
        (media_hosts, ","),
        (template, "GET /a/{session}"),
        (template, "POST https://evil.test/{session}"),
        (template, "POST /a/{key}"),
        (template, "POST /a"),
        (redis, "127.0.0.1:6379"),
        (redis, "http://127.0.0.1:6379"),
        (redis, "redis://127.0.0.1:6379 x"),
        (redis, "redis://127.0.0.1:port"),
        (database, ""),
        (database, "mysql://localhost/portal"),
        (database, "sqlite://"),
        (database, "portal.sqlite3"),
        (database, "postgresql://portal@localhost:port/db"),
        (env.demo_people, "no-such-file.json"),
    ],
)
def test_an_invalid_value_is_refused_with_one_sentence_that_names_the_setting(
    monkeypatch, read, value
):
    monkeypatch.setenv("NAME", value)

    with pytest.raises(SettingError) as ended:
        read("NAME")

    message = str(ended.value.code)
    assert message.startswith("NAME")
    assert "\n" not in message
    assert message.endswith((".", "…", "?", ")"))


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (env.secret, SECRET),
        (env.secrets, SECRET),
        (env.secret_key, SECRET),
        (env.key, f"{SECRET} x"),
        (origin, f"https://ada:{SECRET}@api.example.org"),
        (redis, f"http://:{SECRET}@cache.example.org"),
        (redis, f"redis://:{SECRET}#@cache.example.org"),
        (redis, f"redis://ada:{SECRET}/x@cache.example.org"),
        (database, f"mysql://ada:{SECRET}@db.example.org/portal"),
        (database, f"postgresql://ada:{SECRET}#@db.example.org/portal"),
        (database, f"postgresql://ada:{SECRET}@db.example.org:x/portal"),
    ],
)
def test_a_secret_is_never_repeated(monkeypatch, read, value):
    monkeypatch.setenv("NAME", value)

    with pytest.raises(SettingError) as ended:
        read("NAME")

    assert SECRET not in str(ended.value)
    assert ended.value.__cause__ is None


def test_the_refusal_of_postgresql_without_its_driver_says_how_to_get_it(monkeypatch):
    monkeypatch.setenv("NAME", "postgresql://ada:pw@db.example.org/portal")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    with pytest.raises(SettingError, match=r"^NAME: needs the package psycopg"):
        database("NAME")


def test_the_people_of_the_demo_come_from_a_file(monkeypatch, tmp_path):
    people = [{"email": "ada@example.org", "password": "workshop"}]
    (tmp_path / "people.json").write_text(json.dumps(people))
    monkeypatch.setenv("NAME", str(tmp_path / "people.json"))

    assert env.demo_people("NAME") == tuple(people)


@pytest.mark.parametrize("content", [b"", b"{}", b"5", b'"ada"', b"[", b"\xff"])
def test_a_file_without_a_list_of_people_is_invalid(monkeypatch, tmp_path, content):
    (tmp_path / "people.json").write_bytes(content)
    monkeypatch.setenv("NAME", str(tmp_path / "people.json"))

    with pytest.raises(SettingError, match=r"^NAME must name a JSON file with a list of people"):
        env.demo_people("NAME")
