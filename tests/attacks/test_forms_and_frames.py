"""Cross-site requests, frames and redirects."""

from itertools import product

import pytest

from tests.attacks.site import EVENT_SITE, INSIDE, PASSWORD, Site, is_signed_in, stolen
from tests.support.http_browser import Browser

pytestmark = pytest.mark.processes

EVIL = "https://evil.example"
FRAME = "/embed/e/demo/"
FOREIGN_ORIGINS = [
    "null",
    EVIL,
    EVENT_SITE,
    "https://localhost",
    "http://localhost:1",
    "http://[::1]",
]
POSTS = ["sign-out/", "w/11655/join/", "w/11655/room/join/", "w/11655/room/leave/"]
ELSEWHERE = [
    "https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example",
    "\\\\evil.example", "http:evil.example", "https:/evil.example", "javascript:alert(1)",
    "data:text/html,x",
    "/%09/evil.example", "/\t/evil.example", "/\n/evil.example", " //evil.example",
    "/e/demo/../../..//evil.example", "/embed//evil.example", "/connect//evil.example",
    "/e/demo@evil.example", "//localhost@evil.example", "https://localhost.evil.example",
    "/%2f%2fevil.example", "/%5cevil.example", "/e/big/", "/e/demo/sign-out/", "/handoff/",
    "\u2028//evil.example", "/e/demo/;//evil.example", "x" * 5000, "//[::1]/",
    "/\u3002evil.example",
]  # fmt: skip


def is_off_site(location: str, browser: Browser) -> bool:
    """Whether a browser would leave the portal, or its event, for this Location."""
    local = location.removeprefix(browser.origin)
    inside = local.startswith(("/e/demo/", FRAME, "/connect/e/demo/"))
    return not inside or "evil.example" in local.partition("?")[0] or "\\" in local


@pytest.mark.parametrize("at", ["/e/demo/", FRAME])
@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
def test_another_site_can_send_no_form(site: Site, at, origin):
    victim = site.attendee(at)
    site.sandbox.clear_request_log()

    answers = [victim.post(at + path, Origin=origin) for path in POSTS]

    assert {each.status_code for each in answers} == {403}
    assert is_signed_in(victim, at)
    assert site.sandbox.calls("register") + site.sandbox.calls("join") == 0


@pytest.mark.parametrize("at", ["/e/demo/", FRAME])
@pytest.mark.parametrize("token", ["", "x" * 32, "x" * 64])
def test_a_form_needs_the_sessions_own_token(site: Site, at, token):
    victim, attacker = site.attendee(at), site.attendee(at)
    form = {"csrfmiddlewaretoken": token or attacker.form_token}

    answers = [victim.post(at + path, form) for path in POSTS]
    without = [stolen(victim).ask("POST", at + path, {"a": "b"}) for path in POSTS]

    assert {each.status_code for each in answers + without} == {403}
    assert is_signed_in(victim, at)


@pytest.mark.parametrize("fetch_site", ["cross-site", "same-site", "none"])
def test_a_framed_page_takes_no_form_from_outside(site: Site, fetch_site):
    victim = site.attendee(FRAME)

    answers = [victim.post(FRAME + path, Sec_Fetch_Site=fetch_site) for path in POSTS]

    assert {each.status_code for each in answers} == {403}


def test_nobody_is_signed_in_by_a_form_of_another_site(site: Site):
    attacker, victim = site.visitor(), site.visitor()
    attacker.read_form_token("/e/demo/sign-in/")
    form = {"way": "password", "email": attacker.email, "password": PASSWORD}
    form["csrfmiddlewaretoken"] = attacker.form_token

    answer = victim.ask("POST", "/e/demo/sign-in/", form, {"Origin": EVIL})
    without_cookie = victim.ask("POST", "/e/demo/sign-in/", form)

    assert (answer.status_code, without_cookie.status_code) == (403, 403)
    assert not is_signed_in(victim)


@pytest.mark.parametrize(
    ("path", "mode"),
    [("hand-off/challenge/", "/embed"), ("hand-off/claim/", "/embed"), ("hand-off/code/", "/embed"),
     ("hand-over/", "/connect"), ("continue/", ""), ("continue/replace/", "")],
)  # fmt: skip
@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
def test_another_site_can_hand_off_nothing(site: Site, path, mode, origin):
    victim = site.attendee(f"{mode}/e/demo/".replace("/connect", ""))

    answer = victim.post(f"{mode}/e/demo/{path}", {"c": "x" * 43, "code": "x"}, Origin=origin)

    assert answer.status_code in {403, 404}


PATHS = ["", "nothing/", "w/1/", "sign-in/", "w/11655/room/", "w/11655/join/"]
PATHS += ["hand-over/?c=" + "x" * 43]


@pytest.mark.parametrize(
    ("mode", "at", "ancestors", "frame_options"),
    [
        ("", "/e/demo/", "'none'", "DENY"),
        ("/connect", "/e/demo/", "'none'", "DENY"),
        ("/embed", FRAME, f"'self' {EVENT_SITE}", None),
    ],
)
def test_only_the_listed_site_may_frame_a_page(site: Site, mode, at, ancestors, frame_options):
    people = [site.visitor(), site.attendee(at)]
    asked = product(people, ["GET", "POST", "PUT"], PATHS)

    answers = [one.ask(method, f"{mode}/e/demo/{path}") for one, method, path in asked]

    policies = {each.headers["Content-Security-Policy"] for each in answers}
    told = {part for policy in policies for part in policy.split("; ") if "ancestors" in part}
    assert told == {f"frame-ancestors {ancestors}"}
    assert {each.headers.get("X-Frame-Options") for each in answers} == {frame_options}


@pytest.mark.parametrize("at", ["/e/demo/", FRAME])
@pytest.mark.parametrize("elsewhere", ELSEWHERE, ids=range(len(ELSEWHERE)))
def test_a_sign_in_leads_to_no_other_site(site: Site, elsewhere, at):
    someone = site.visitor(headers=INSIDE)
    someone.read_form_token(f"{at}sign-in/")
    form = {"way": "password", "email": someone.email, "password": PASSWORD, "next": elsewhere}

    answer = someone.post(f"{at}sign-in/", form)
    again = someone.ask("GET", f"{at}sign-in/?next=" + elsewhere.replace("\n", "%0a")[:3000])

    assert not is_off_site(answer.headers["Location"], someone)
    assert not is_off_site(again.headers.get("Location", at), someone)


@pytest.mark.parametrize(
    "path",
    ["//evil.example/", "//evil.example/e/demo", "/\\evil.example/e/demo", "/e//evil.example",
     "/%2fevil.example/e", "/e/demo//evil.example", "/embed//evil.example/e/demo",
     "/connect/\\evil.example", "/e/demo/w/11655", "/static//evil.example"],
)  # fmt: skip
def test_no_address_redirects_to_another_site(site: Site, path):
    location = site.visitor().get(path).headers.get("Location", "/")

    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


@pytest.mark.parametrize("header", ["HX_Current_URL", "Referer"])
def test_the_way_back_of_a_join_stays_here(site: Site, header):
    attendee = site.attendee()

    page = attendee.post("/e/demo/w/11655/join/", HX_Request="true", **{header: f"{EVIL}/e/demo/"})

    assert "evil.example" not in page.text + str(page.headers)
