"""The three ways in, what each refuses, and what a token is good for."""

import pytest

LOCKED = (
    401,
    "4010102",
    "Your account has been locked to protect your security. "
    "Please reset your password or try again after 30 minutes.",
)


def log_in(ask, who, password="let-me-in"):
    body = {"username": f"{who}@example.org", "password": password, "rememberme": False}
    return ask("POST", "/rest/u/login", body=body)


def test_a_password_buys_a_token_that_is_sent_raw(ask):
    answer = log_in(ask, "ada").body
    profile = ask("GET", "/rest/u/myprofile", headers={"Authorization": answer["access_token"]})

    assert set(answer) == {
        "access_token", "expires_in", "redirectUrl", "showExhibitorMenu", "userId", "userRole",
        "whiteLabelURL",
    }  # fmt: skip
    assert answer["userId"] == 8528
    assert answer["expires_in"] == "2026-09-15 10:00:30"
    assert (profile.body["firstName"], profile.body["email"]) == ("Ada", "ada@example.org")


def test_a_user_id_may_be_a_text(ask):
    assert log_in(ask, "sam").body["userId"] == "8544"


def test_a_bearer_before_the_token_makes_it_nobodys(ask, sandbox):
    bearer = {"Authorization": f"Bearer {sandbox.token_for('ada')}"}

    refused = ask("GET", "/rest/u/myprofile", headers=bearer)

    assert refused.said == (401, "4010101", "Not authorized")


@pytest.mark.parametrize(
    ("who", "password", "said"),
    [
        ("ada", "wrong", (401, "401", "Incorrect password")),
        ("kim", "", (401, "401", "Incorrect password")),
        ("nobody", "let-me-in", (404, "4040100", "No User could be found.")),
        ("leo", "let-me-in", LOCKED),
        ("dan", "let-me-in", (406, "406", "More than one user exist with same email")),
    ],
)
def test_each_no_to_a_password_is_told_apart(ask, who, password, said):
    assert log_in(ask, who, password).said == said


def test_a_login_without_a_body_is_malformed(ask):
    assert ask("POST", "/rest/u/login").said[:2] == (400, "400")


def test_the_fifth_wrong_password_locks_the_account(ask):
    tries = [log_in(ask, "ada", "wrong").said[2] for _ in range(4)]

    fifth = log_in(ask, "ada", "wrong")
    right = log_in(ask, "ada")

    assert tries == ["Incorrect password"] * 4
    assert fifth.said == LOCKED
    assert right.said == LOCKED


def test_a_lock_ends_after_half_an_hour(ask, sandbox):
    [log_in(ask, "ada", "wrong") for _ in range(5)]

    sandbox.clock.move(minutes=31)

    assert log_in(ask, "ada").status == 200


def test_a_right_password_forgets_the_wrong_ones(ask):
    [log_in(ask, "ada", "wrong") for _ in range(4)]
    log_in(ask, "ada")

    assert log_in(ask, "ada", "wrong").said[2] == "Incorrect password"


def test_a_mailed_key_is_spent_once(ask):
    first = ask("POST", "/rest/u/loginUserByUserKey/kim-key")
    second = ask("POST", "/rest/u/loginUserByUserKey/kim-key")

    assert first.body["userId"] == 8541
    assert second.said == (406, "4068006", "Link has been expired Or used.")


def test_looking_at_a_mailed_key_does_not_spend_it(ask):
    looked = ask("GET", "/rest/u/loginUserByUserKey/kim-key")
    spent = ask("POST", "/rest/u/loginUserByUserKey/kim-key")

    assert (looked.status, spent.status) == (405, 200)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("none", (401, "4010101", "User is not authorize to access. Not A Valid Magic Link.")),
        ("bob-key", (401, "4010102", "This key has been blocked.")),
        ("uma-key", (406, "4068006", "Link has been expired Or used.")),
    ],
)
def test_each_no_to_a_key_is_told_apart(ask, key, said):
    assert ask("POST", f"/rest/u/loginUserByUserKey/{key}").said == said


def test_an_access_link_tells_who_it_is_for(ask):
    answer = ask("POST", "/rest/u/login/token/sam-token").body

    assert (answer["firstName"], answer["role"]) == ("Sam", ["speaker"])
    headers = {"Authorization": answer["access_token"]}
    assert ask("GET", "/rest/u/myprofile", headers=headers).status == 200


def test_an_unknown_access_link_is_nobodys(ask):
    refused = ask("POST", "/rest/u/login/token/none")

    assert refused.said == (404, "4040100", "No User could be found.")


def test_a_token_can_be_made_void(ask, sandbox):
    headers = {"Authorization": sandbox.token_for("ada")}
    before = ask("GET", "/rest/u/myprofile", headers=headers).status

    ended = sandbox.expire("ada")

    assert (before, ended) == (200, 1)
    assert ask("GET", "/rest/u/myprofile", headers=headers).status == 401


def test_tias_token_runs_out_after_a_minute(ask, sandbox):
    headers = {"Authorization": sandbox.token_for("tia")}
    before = ask("GET", "/rest/u/myprofile", headers=headers).status

    sandbox.clock.move(minutes=1)

    assert (before, ask("GET", "/rest/u/myprofile", headers=headers).status) == (200, 401)


def test_the_front_door_tells_the_role(ask):
    path = "/rest/event/demo/virtualEventPortal/allowedToVirtualAccess"

    assert ask("GET", path, "ada").body == {
        "admin": False, "attendee": True, "disclaimerChecked": True, "exhibitor": False,
        "roles": ["attendee"], "speaker": False, "staff": False,
    }  # fmt: skip
    assert ask("GET", path, "sam").body["roles"] == ["speaker"]


@pytest.mark.parametrize(
    ("who", "event", "said"),
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
def test_each_no_at_the_front_door_is_told_apart(ask, who, event, said):
    path = f"/rest/event/{event}/virtualEventPortal/allowedToVirtualAccess"

    assert ask("GET", path, who).said == said
