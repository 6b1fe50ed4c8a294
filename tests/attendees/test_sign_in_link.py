"""What a mailed link says, in every form in which people paste it."""

import pytest

from portal.attendees.sign_in_link import SignInLink, read, read_query

SITE = "https://www.accelevents.com"
KEY = SignInLink("k3y-of-Ada")
FOR_DEMO = SignInLink("k3y-of-Ada", "demo")
TOKEN = SignInLink("k3y-of-Ada", "", True)
NOTHING = SignInLink("")


@pytest.mark.parametrize(
    ("pasted", "link"),
    [
        ("k3y-of-Ada", KEY),
        ("  k3y-of-Ada\n", KEY),
        ("k3y_of.Ada~1==", SignInLink("k3y_of.Ada~1==")),
        (f"{SITE}/u/login?userKey=k3y%3D%3D", SignInLink("k3y==")),
        ("userKey=k3y-of-Ada", KEY),
        (f"{SITE}/u/login?userKey=k3y-of-Ada&eventUrl=demo", FOR_DEMO),
        (f"{SITE}/u/login?eventURL=demo&USERKEY=k3y%2Dof-Ada", FOR_DEMO),
        (f"{SITE}/u/login?userKey=k3y-of-Ada&eventUrl=https:%2F%2Fx.test%2Fdemo%2F", FOR_DEMO),
        (f"{SITE}/u/login?userKey=k3y-of-Ada&eventUrl=", KEY),
        (f"{SITE}/u/login?userKey=k3y-of-Ada&eventUrl=%3Cscript%3E", KEY),
        (f"{SITE}/u/login?userKey=k3y-of-Ada&back=/e/other/", KEY),
        (f"{SITE}/u/login?k=1#/home?userKey=k3y-of-Ada&eventUrl=demo", FOR_DEMO),
        (f"{SITE}/e/demo/portal?userKey=k3y-of-Ada&lang=en", FOR_DEMO),
        (f"{SITE}/e/other/portal?userKey=k3y-of-Ada&eventUrl=demo", FOR_DEMO),
        (f"{SITE}/u/magic/k3y-of-Ada/", KEY),
        ("www.accelevents.com/u/magic/k3y%2Dof-Ada?utm_source=mail", KEY),
        (f"{SITE}/u/magic/k3y-\r\nof-Ada", KEY),
        (f"{SITE}/e/demo/magic/k3y-of-Ada", FOR_DEMO),
        (f"{SITE}/u/login/token/k3y-of-Ada", TOKEN),
        (f"{SITE}/u/Token/k3y-of-Ada/?eventUrl=demo", SignInLink("k3y-of-Ada", "demo", True)),
        (f"{SITE}/u/accessToken/k3y-of-Ada", TOKEN),
        (f"{SITE}/u/login?token=k3y-of-Ada", TOKEN),
        (f"{SITE}/u/login?accessToken=k3y-of-Ada", TOKEN),
        (f"{SITE}/u/login?token=csrf&userKey=k3y-of-Ada", KEY),
        (f"{SITE}/u/tokens/k3y-of-Ada", KEY),
        ("", NOTHING),
        (f"{SITE}/", NOTHING),
        ("..", NOTHING),
        ("https://[", NOTHING),
        ("k" * 501, NOTHING),
        (f"{SITE}/?userKey=%00", NOTHING),
        (f"{SITE}/?userKey=..%2F..%2F", NOTHING),
        (f"{SITE}/?userKey=..%252f..%252f", NOTHING),
        (f"{SITE}/u/login?userKey=..%2F..%2F", NOTHING),
        (f"{SITE}/u/login?token=..%2F", SignInLink("", "", True)),
        (f"{SITE}/u/login/token/..%2F..%2Fevents", SignInLink("", "", True)),
        ("..%2f..%2f", NOTHING),
        ("50%25", NOTHING),
        ("k3y;of", NOTHING),
        ("k3y?of=Ada", NOTHING),
        ("k\u00e9y", NOTHING),
        ("k\u0663y", NOTHING),
    ],
)  # fmt: skip
def test_a_pasted_text_says_what_it_can(pasted, link):
    assert read(pasted) == link


@pytest.mark.parametrize(
    ("query", "link"),
    [
        ("?userKey=k3y-of-Ada&eventUrl=demo", FOR_DEMO),
        ("?next=/e/other/&userKey=k3y-of-Ada", KEY),
        ("?next=%2Fe%2Fdemo%2F%3FuserKey%3Dk3y-of-Ada", NOTHING),
        ("?next=/e/demo/", NOTHING),
        ("?signed_out=1", NOTHING),
        ("?", NOTHING),
    ],
)
def test_a_query_holds_a_key_only_under_its_name(query, link):
    assert read_query(query) == link


def test_a_link_does_not_show_its_key_when_it_is_printed():
    assert "k3y" not in repr(FOR_DEMO)
