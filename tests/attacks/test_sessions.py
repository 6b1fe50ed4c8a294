"""Sessions: keys that are chosen, stolen or copied, cookies, secrets at rest, sign-outs."""

import re

import pytest

from tests.attacks.site import PASSWORD, Site, is_signed_in, prepared, stolen
from tests.load.load_requests import send, spread
from tests.support.processes import secrets_in

pytestmark = pytest.mark.processes

VICTIMS = 16
FRAME = "/embed/e/demo/"


def test_a_cookie_from_before_the_sign_in_opens_nothing(every_site: Site):
    browser = every_site.visitor()
    browser.get("/e/demo/sign-in/")
    before = stolen(browser)
    browser.sign_in(browser.email, PASSWORD)

    assert is_signed_in(browser)
    assert not is_signed_in(before)


def test_a_key_that_an_attacker_chose_is_not_adopted(every_site: Site):
    browser = every_site.visitor()
    browser.cookies["__Host-portal"] = "a" * 32
    planted = stolen(browser)
    browser.sign_in(browser.email, PASSWORD)

    assert browser.cookies["__Host-portal"] != "a" * 32
    assert not is_signed_in(planted)


def test_a_sign_in_holds_for_its_event_alone(every_site: Site):
    browser = every_site.attendee()

    assert browser.get("/e/big/").status_code == 303
    assert browser.get("/e/demo/w/20001/").status_code == 404
    assert browser.get("/e/big/w/20001/").status_code == 303


def test_a_key_opens_nothing_in_the_cookie_of_the_other_mode(every_site: Site):
    top, framed = every_site.attendee(), every_site.attendee(FRAME)
    top_key, framed_key = top.cookies["__Host-portal"], framed.cookies["__Host-portal-embed"]
    outside, inside = every_site.visitor(), every_site.visitor()
    outside.cookies = {"__Host-portal": framed_key, "__Host-portal-embed": top_key}
    inside.cookies = {"__Host-portal": top_key}

    assert not is_signed_in(outside)
    assert not is_signed_in(outside, FRAME)
    assert not is_signed_in(inside, FRAME)
    assert is_signed_in(top)
    assert is_signed_in(framed, FRAME)


@pytest.mark.parametrize("at", ["/e/demo/", FRAME])
def test_cookies_are_secure_and_bound_to_this_host(site: Site, at):
    browser = site.visitor()
    browser.read_form_token(f"{at}sign-in/")
    form = {"way": "password", "email": browser.email, "password": PASSWORD}
    sent = browser.post(f"{at}sign-in/", form).headers["Set-Cookie"]

    flags = {part.strip() for part in re.split("[;,]", sent)}
    same_site = {FRAME: {"SameSite=None", "Partitioned"}}.get(at, {"SameSite=Lax"})
    assert flags >= {"Secure", "HttpOnly", "Path=/"} | same_site
    assert "domain" not in sent.lower()
    assert re.findall(r"(?:^|, )(__Host-)?[\w-]+=", sent).count("") == 0


def test_the_frame_deletes_its_cookie_with_the_attributes_that_it_has(site: Site):
    browser = site.attendee(FRAME)

    sent = browser.post(f"{FRAME}sign-out/").headers["Set-Cookie"]

    assert {"Max-Age=0", "Secure", "SameSite=None", "Partitioned"} <= set(sent.split("; "))


def test_no_secret_is_in_pages_or_headers(site: Site):
    browser = site.attendee()
    paths = [
        "", "list/", "mine/", "mine.ics", "w/11655/", "w/11655.ics", "w/11655/room/", "check/",
        "w/11655/join/", "nothing/", "w/11665/",
    ]  # fmt: skip
    answers = [browser.get(f"/e/demo/{path}") for path in paths]
    answers += [browser.post("/e/demo/w/11655/join/"), browser.post("/e/demo/w/11655/room/join/")]

    told = "".join(f"{answer.headers}{answer.text}" for answer in answers)
    assert [each for each in secrets_in(told) if "site.example" not in each] == []
    assert max(answer.status_code for answer in answers) < 500


def test_no_secret_is_at_rest_or_in_the_log(every_site: Site):
    browser = every_site.attendee()
    browser.post("/e/demo/w/11655/join/")
    browser.post("/e/demo/w/11655/room/join/")
    browser.ask("POST", "/e/demo/sign-in/", {"email": browser.email, "password": PASSWORD})
    token = every_site.sandbox.token_for(browser.email)
    browser.get(f"/e/demo/sign-in/link/{token}/")

    log, key = every_site.log_text, browser.cookies["__Host-portal"]
    assert every_site.places_of(PASSWORD, token, key, browser.email) == []
    assert [each for each in (PASSWORD, token, "@example.org", key) if each in log] == []


def test_a_copied_database_opens_no_session(every_site: Site):
    victim = every_site.attendee()
    keys = set(re.findall(r"\b[a-z0-9]{32,64}\b", "\n".join(every_site.at_rest().values())))
    thief = every_site.visitor()

    assert every_site.places_of(victim.cookies["__Host-portal"]) == []
    assert not any(is_signed_in(_with_key(thief, key)) for key in sorted(keys)[-40:])


def test_redis_holds_no_key_of_a_session(site: Site):
    victim = site.attendee()

    assert site.places_of(victim.cookies["__Host-portal"]) == []


@pytest.mark.parametrize(
    ("store", "at", "write"),
    [
        ("redis", "/e/demo/", "sign-in/link/x/"),
        ("redis", FRAME, "hand-off/challenge/"),
        ("sqlite", FRAME, "hand-off/challenge/"),
        ("postgresql", FRAME, "hand-off/challenge/"),
    ],
)
def test_a_sign_out_is_final_with_writes_in_flight(running, store, at, write):
    site = running(store)
    victims = [site.attendee(at) for _ in range(VICTIMS)]
    form = None if at == "/e/demo/" else {"host": ""}
    writes = [prepared(each, at + write, form) for each in victims]
    looks = [prepared(each, at) for each in victims]
    outs = [prepared(each, f"{at}sign-out/", {}) for each in victims]

    asked = [
        each for group in zip(writes, looks, outs, writes, writes, strict=True) for each in group
    ]
    answers = send(spread(asked, 400))

    assert {each.status for each in answers[2::5]} == {303}
    assert [each.email for each in victims if is_signed_in(stolen(each), at)] == []


def _with_key(browser, key):
    browser.cookies = {"__Host-portal": key}
    return browser
