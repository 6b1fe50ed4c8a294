"""Injection from upstream: whatever Accelevents says, a page shows text, and nothing acts."""

import re

import pytest

from tests.attacks.hostile_texts import CONSTRUCTS, MARK
from tests.attacks.site import Site
from tests.support.html_page import Page
from tests.support.processes import until

pytestmark = pytest.mark.processes

FORBIDDEN_TAGS = {"iframe", "object", "embed", "math", "style", "base"}
SCRIPT_LINK = re.compile(r"\s*(javascript|data|vbscript):", re.IGNORECASE)
PAGES = ["", "list/?", "?q=hostile", "mine/", "w/{id}/", "w/{id}/join/", "w/{id}/room/"]


@pytest.fixture(scope="module")
def hostile(running) -> tuple[Site, int]:
    """(the site, a workshop of which every text is an attack)."""
    site = running("redis")
    added = site.sandbox.add(
        title=f"Hostile {MARK}", description=MARK + "".join(CONSTRUCTS), location=MARK,
        starts=-5, ends=300,
    )  # fmt: skip
    attendee = site.attendee()
    until(lambda: "Hostile" in attendee.get("/e/demo/").text, lambda: "it is not listed")
    return site, added.id


def attributes_of(page: Page) -> set[str]:
    """The names of all attributes."""
    return {name for _, attributes in page.tags for name in attributes}


@pytest.mark.parametrize("path", PAGES)
def test_no_hostile_text_becomes_an_element_or_a_handler(hostile: tuple[Site, int], path):
    site, workshop = hostile

    answer = site.attendee().get(f"/e/demo/{path.format(id=workshop)}")

    page = Page.of(answer)
    scripts = [attributes for tag, attributes in page.tags if tag == "script"]
    inline = [each for each in scripts if not each.get("src")]
    assert answer.status_code == 200
    assert [name for name in attributes_of(page) if name.startswith("on")] == []
    assert FORBIDDEN_TAGS.isdisjoint(tag for tag, _ in page.tags)
    assert [each for each in inline if each.get("type") != "application/json"] == []
    assert [link for link in page.links if SCRIPT_LINK.match(link)] == []
    assert "X-Injected" not in answer.headers
    assert "\u2028" not in "".join(str(each) for each in answer.headers.values())


def test_a_description_keeps_only_harmless_elements(hostile: tuple[Site, int]):
    site, workshop = hostile
    plain = site.sandbox.add(title="A plain twin", description="<p>x</p>", starts=-5, ends=300).id
    attendee = site.attendee()
    until(
        lambda: attendee.get(f"/e/demo/w/{plain}/").status_code == 200, lambda: "it is not listed"
    )

    pages = [Page.of(attendee.get(f"/e/demo/w/{each}/")) for each in (workshop, plain)]

    hx, plain_hx = (
        [name for _, attributes in page.tags for name in attributes if "hx-" in name]
        for page in pages
    )
    assert len(hx) == len(plain_hx)
    assert [each.replace(str(workshop), "") for each in pages[0].ids] == [
        each.replace(str(plain), "") for each in pages[1].ids
    ]
    assert pages[0].count("form") == pages[1].count("form")
    assert "7*7" in pages[0].words


@pytest.mark.parametrize("path", ["w/{id}.ics", "mine.ics"])
def test_no_field_is_injected_into_a_calendar(hostile: tuple[Site, int], path):
    site, workshop = hostile
    attendee = site.attendee()
    attendee.post(f"/e/demo/w/{workshop}/join/")

    answer = attendee.get(f"/e/demo/{path.format(id=workshop)}")

    lines = answer.text.replace("\r\n ", "").split("\r\n")
    names = {re.split("[;:]", line)[0] for line in lines if line}
    assert names <= {
        "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "UID", "DTSTAMP", "DTSTART",
        "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "STATUS", "LAST-MODIFIED", "SEQUENCE",
        "TZID", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "RRULE", "RDATE", "X-WR-CALNAME", "NAME",
        "REFRESH-INTERVAL", "X-WR-TIMEZONE", "CATEGORIES", "ORGANIZER", "CLASS", "TRANSP",
    }  # fmt: skip
    assert "\n" not in answer.text.replace("\r\n", "")
    assert '"' not in answer.headers["Content-Disposition"].split('filename="')[1][:-1]


@pytest.mark.parametrize(
    "colors", ["0a0a0a", "red", "0a0a0a;}", "expression(1)", "0a0a0a-0b0b0b}body{", "%22", "../x"]
)
def test_brand_colors_are_colors(site: Site, colors):
    answer = site.visitor().get(f"/e/demo/brand/{colors}.css")

    values = re.findall(r":\s*([^;}]+)", answer.text if answer.ok else "")
    assert answer.status_code in {200, 404}
    assert [each for each in values if re.search(r"url|expression|@|<", each)] == []


def test_a_redirect_of_upstream_is_not_followed(site: Site):
    attendee = site.attendee()
    site.sandbox.fail("join", "redirect", location=f"{site.sandbox.url}/rest/u/myprofile")
    site.sandbox.clear_request_log()

    answer = attendee.post("/e/demo/w/11655/room/join/")

    assert answer.status_code == 409
    assert site.sandbox.calls("profile") == 0


KEYS = ["..%2f..%2fu%2fmyprofile", "%0d%0aX-Injected:1", "a%3fb", "a%23b", "a%00b", "%2e%2e"]
KEYS += ["a%252fb", "%c3%a9", "a%20b"]


@pytest.mark.parametrize("key", KEYS)
def test_a_mailed_key_of_strange_characters_does_not_reach_upstream(site: Site, key):
    visitor = site.visitor()
    visitor.get(f"/e/demo/sign-in/link/{key}/")
    page = visitor.get("/e/demo/sign-in/link/")
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page.text)
    visitor.form_token = token[1] if token else ""
    site.sandbox.clear_request_log()

    visitor.post("/e/demo/sign-in/link/")

    assert [call.path for call in site.sandbox.request_log if call.call != "list"] == []


@pytest.mark.parametrize("call", ["register", "join", "list", "mine"])
def test_a_secret_in_upstreams_own_sentence_is_told_to_nobody(site: Site, call):
    attendee = site.attendee()
    attendee.get("/e/demo/mine/")
    calls = [call for call in site.sandbox.request_log if call.attendee == attendee.email]
    token = calls[-1].headers["authorization"].removeprefix("Bearer ")
    site.sandbox.fail(call, "406", text=f"Bad token {token} of {attendee.email}")

    pages = [
        attendee.post("/e/demo/w/11656/join/").text,
        attendee.post("/e/demo/w/11656/room/join/").text,
        attendee.get("/e/demo/").text,
    ]

    assert token not in "".join(pages)
    assert token not in site.log_text
    assert site.places_of(token) == []
