"""What Accelevents answers in these tests, and what a person does on the sign-in page."""

from django.conf import settings

ORIGIN = settings.ACCELEVENTS.origin
LOGIN = f"{ORIGIN}/rest/u/login"
PROFILE = f"{ORIGIN}/rest/u/myprofile"

EMAIL = "ada@example.org"
PASSWORD = " correct horse "  # the blanks belong to it
KEY = "k3y-of-Ada"
TOKEN = "t0ken-of-Ada"
SECRETS = (EMAIL, PASSWORD.strip(), KEY, TOKEN)

SIGN_IN = "/e/demo/sign-in/"
LINK = f"/e/demo/sign-in/link/{KEY}/"
BUTTON = "/e/demo/sign-in/link/"
SIGN_OUT = "/e/demo/sign-out/"
LIST = "/e/demo/"


def key_login(key=KEY):
    return f"{ORIGIN}/rest/u/loginUserByUserKey/{key}"


def access(event="demo"):
    return f"{ORIGIN}/rest/event/{event}/virtualEventPortal/allowedToVirtualAccess"


def signed_in_as(token=TOKEN, user_id=9001):
    return {"access_token": token, "userId": user_id, "userRole": "attendee"}


def no(status, code, text):
    """One refusal, as keyword arguments of a planned answer."""
    return {"status": status, "json": {"errorCode": code, "errorMessage": text}}


WRONG_PASSWORD = no(401, "401", "Incorrect password")


def plan_password(upstream, **answer):
    upstream.post(LOGIN, **(answer or {"json": signed_in_as()}))


def plan_key(upstream, key=KEY, **answer):
    upstream.post(key_login(key), **(answer or {"json": signed_in_as()}))


def plan_welcome(upstream, event="demo"):
    upstream.get(access(event), json={"roles": ["attendee"], "attendee": True})
    upstream.get(PROFILE, json={"email": EMAIL, "firstName": "Ada", "lastName": "Okafor"})


def calls(upstream):
    """("POST", "/rest/u/login") for each call, in order."""
    return [(call.request.method, call.request.path_url) for call in upstream.calls]


def sign_in(client, event="demo", **changes):
    form = {"way": "password", "email": EMAIL, "password": PASSWORD}
    headers = changes.pop("headers", None)
    return client.post(f"/e/{event}/sign-in/", form | changes, headers=headers)


def paste_key(client, pasted=KEY):
    return client.post(SIGN_IN, {"way": "key", "key": pasted})


def fail_to_sign_in(client, times, **changes):
    """The answers to that many sign-ins, one after the other."""
    return [sign_in(client, **changes) for _ in range(times)]
