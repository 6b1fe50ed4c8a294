"""The replies of Accelevents in these tests, and the forms that a person sends to sign in."""

from django.conf import settings

ORIGIN = settings.ACCELEVENTS.origin
LOGIN = f"{ORIGIN}/rest/u/login"
PROFILE = f"{ORIGIN}/rest/u/myprofile"

EMAIL = "ada@example.org"
PASSWORD = " correct horse "  # the spaces belong to it
KEY = "k3y-of-Ada"
TOKEN = "t0ken-of-Ada"
SECRETS = (EMAIL, PASSWORD.strip(), KEY, TOKEN)

SIGN_IN = "/e/demo/sign-in/"
LINK = f"/e/demo/sign-in/link/{KEY}/"
BUTTON = "/e/demo/sign-in/link/"
SIGN_OUT = "/e/demo/sign-out/"
LIST = "/e/demo/"


def key_login_url(key=KEY):
    return f"{ORIGIN}/rest/u/loginUserByUserKey/{key}"


def token_login_url(token=KEY):
    return f"{ORIGIN}/rest/u/login/token/{token}"


def access_url(event="demo"):
    return f"{ORIGIN}/rest/event/{event}/virtualEventPortal/allowedToVirtualAccess"


def login_reply(token=TOKEN, user_id=9001):
    return {"access_token": token, "userId": user_id, "userRole": "attendee"}


def refusal(status, code, text):
    """A refusal, as keyword arguments of a planned reply."""
    return {"status": status, "json": {"errorCode": code, "errorMessage": text}}


INVALID_KEY = refusal(401, "4010101", "User is not authorize to access. Not A Valid Magic Link.")
UNKNOWN_TOKEN = refusal(404, "4040100", "No User could be found.")
WRONG_PASSWORD = refusal(401, "401", "Incorrect password")


def plan_password(upstream, **reply):
    upstream.post(LOGIN, **(reply or {"json": login_reply()}))


def plan_key(upstream, key=KEY, **reply):
    upstream.post(key_login_url(key), **(reply or {"json": login_reply()}))


def plan_token(upstream, token=KEY, **reply):
    upstream.post(token_login_url(token), **(reply or {"json": login_reply()}))


def plan_access(upstream, event="demo"):
    upstream.get(access_url(event), json={"roles": ["attendee"], "attendee": True})
    upstream.get(PROFILE, json={"email": EMAIL, "firstName": "Ada", "lastName": "Okafor"})


def calls(upstream):
    """[("POST", "/rest/u/login"), …]: each call, in order."""
    return [(call.request.method, call.request.path_url) for call in upstream.calls]


def sign_in(client, event="demo", **changes):
    form = {"way": "password", "email": EMAIL, "password": PASSWORD}
    headers = changes.pop("headers", None)
    return client.post(f"/e/{event}/sign-in/", form | changes, headers=headers)


def paste_key(client, pasted=KEY):
    return client.post(SIGN_IN, {"way": "key", "key": pasted})


def fail_to_sign_in(client, times, **changes):
    """The responses to so many sign-ins, one after the other."""
    return [sign_in(client, **changes) for _ in range(times)]
