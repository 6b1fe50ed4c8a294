"""The three sign-ins with their refusals, and the validity of a token."""

import pytest

LOCKED = (
    401,
    "4010102",
    "Your account has been locked to protect your security. "
    "Please reset your password or try again after 30 minutes.",
)


def log_in(send, who, password="let-me-in"):
    body = {"username": f"{who}@example.org", "password": password, "rememberme": False}
    return send("POST", "/rest/u/login", body=body)


def test_a_password_returns_a_token_that_is_sent_raw(send):
    answer = log_in(send, "ada").body
    profile = send("GET", "/rest/u/myprofile", headers={"Authorization": answer["access_token"]})

    assert set(answer) == {
        "access_token", "expires_in", "redirectUrl", "showExhibitorMenu", "userId", "userRole",
        "whiteLabelURL",
    }  # fmt: skip
    assert answer["userId"] == 8528
    assert answer["expires_in"] == "2026-09-15 10:00:30"
    assert (profile.body["firstName"], profile.body["email"]) == ("Ada", "ada@example.org")


def test_a_user_id_may_be_a_text(send):
    assert log_in(send, "sam").body["userId"] == "8544"


def test_a_token_with_bearer_before_it_is_not_valid(send, sandbox):
    bearer = {"Authorization": f"Bearer {sandbox.token_for('ada')}"}

    refused = send("GET", "/rest/u/myprofile", headers=bearer)

    assert refused.error == (401, "4010101", "Not authorized")


@pytest.mark.parametrize(
    ("who", "password", "error"),
    [
        ("ada", "wrong", (401, "401", "Incorrect password")),
        ("kim", "", (401, "401", "Incorrect password")),
        ("nobody", "let-me-in", (404, "4040100", "No User could be found.")),
        ("leo", "let-me-in", LOCKED),
        ("dan", "let-me-in", (406, "406", "More than one user exist with same email")),
    ],
)
def test_each_refusal_of_a_password_has_its_own_error(send, who, password, error):
    assert log_in(send, who, password).error == error


def test_a_login_without_a_body_is_malformed(send):
    assert send("POST", "/rest/u/login").error[:2] == (400, "400")


def test_the_fifth_wrong_password_locks_the_account(send):
    tries = [log_in(send, "ada", "wrong").error[2] for _ in range(4)]

    fifth = log_in(send, "ada", "wrong")
    right = log_in(send, "ada")

    assert tries == ["Incorrect password"] * 4
    assert fifth.error == LOCKED
    assert right.error == LOCKED


def test_a_lock_ends_after_half_an_hour(send, sandbox):
    [log_in(send, "ada", "wrong") for _ in range(5)]

    sandbox.clock.advance(minutes=31)

    assert log_in(send, "ada").status == 200


def test_a_right_password_resets_the_count_of_wrong_ones(send):
    [log_in(send, "ada", "wrong") for _ in range(4)]
    log_in(send, "ada")

    assert log_in(send, "ada", "wrong").error[2] == "Incorrect password"


def test_the_key_of_an_e_mailed_link_is_valid_once(send):
    first = send("POST", "/rest/u/loginUserByUserKey/kim-key")
    second = send("POST", "/rest/u/loginUserByUserKey/kim-key")

    assert first.body["userId"] == 8541
    assert second.error == (406, "4068006", "Link has been expired Or used.")


def test_a_get_does_not_use_up_the_key_of_an_e_mailed_link(send):
    read = send("GET", "/rest/u/loginUserByUserKey/kim-key")
    used = send("POST", "/rest/u/loginUserByUserKey/kim-key")

    assert (read.status, used.status) == (405, 200)


@pytest.mark.parametrize(
    ("key", "error"),
    [
        ("none", (401, "4010101", "User is not authorize to access. Not A Valid Magic Link.")),
        ("bob-key", (401, "4010102", "This key has been blocked.")),
        ("uma-key", (406, "4068006", "Link has been expired Or used.")),
    ],
)
def test_each_refusal_of_a_key_has_its_own_error(send, key, error):
    assert send("POST", f"/rest/u/loginUserByUserKey/{key}").error == error


def test_an_access_link_returns_the_person_it_is_for(send):
    answer = send("POST", "/rest/u/login/token/sam-token").body

    assert (answer["firstName"], answer["role"]) == ("Sam", ["speaker"])
    headers = {"Authorization": answer["access_token"]}
    assert send("GET", "/rest/u/myprofile", headers=headers).status == 200


def test_an_unknown_access_link_has_no_user(send):
    refused = send("POST", "/rest/u/login/token/none")

    assert refused.error == (404, "4040100", "No User could be found.")


def test_a_token_can_be_revoked(send, sandbox):
    headers = {"Authorization": sandbox.token_for("ada")}
    before = send("GET", "/rest/u/myprofile", headers=headers).status

    ended = sandbox.expire("ada")

    assert (before, ended) == (200, 1)
    assert send("GET", "/rest/u/myprofile", headers=headers).status == 401


def test_tias_token_expires_after_a_minute(send, sandbox):
    headers = {"Authorization": sandbox.token_for("tia")}
    before = send("GET", "/rest/u/myprofile", headers=headers).status

    sandbox.clock.advance(minutes=1)

    assert (before, send("GET", "/rest/u/myprofile", headers=headers).status) == (200, 401)


def test_the_access_call_returns_the_role(send):
    path = "/rest/event/demo/virtualEventPortal/allowedToVirtualAccess"

    assert send("GET", path, "ada").body == {
        "admin": False, "attendee": True, "disclaimerChecked": True, "exhibitor": False,
        "roles": ["attendee"], "speaker": False, "staff": False,
    }  # fmt: skip
    assert send("GET", path, "sam").body["roles"] == ["speaker"]


@pytest.mark.parametrize(
    ("who", "event", "error"),
    [
        (
            "nia",
            "demo",
            (406, "4068012", "You have not purchased Virtual Event Tickets. "
             "Please, contact the organizers for more information"),
        ),
        ("ivo", "demo", (406, "4060454", "Please activate your event to access the portal.")),
        ("ada", "soon", (406, "4060454", "Please activate your event to access the portal.")),
        (
            "finn",
            "demo",
            (406, "4060081", "The maximum number of attendees for this event has been reached. "
             "Please contact the event organizer."),
        ),
        (
            "gil",
            "demo",
            (406, "4068917", "All capacity for free registrations has been redeemed. "
             "You can purchase a pass to access the event!"),
        ),
        ("ada", "nowhere", (404, "4040200", "Event Not Found")),
        ("", "demo", (401, "4010101", "Not authorized")),
    ],
)  # fmt: skip
def test_each_refusal_of_access_has_its_own_error(send, who, event, error):
    path = f"/rest/event/{event}/virtualEventPortal/allowedToVirtualAccess"

    assert send("GET", path, who).error == error
