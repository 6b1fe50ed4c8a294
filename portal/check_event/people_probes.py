"""Signing in: the call, the form of the token's header, the profile, the access to the event."""

from collections.abc import Iterator

from portal.accelevents import Probing
from portal.accelevents.exceptions import ApiError, ApiRefused, Reason
from portal.accelevents.records import EventAccess, LoginResult, Profile
from portal.check_event.credentials import Credentials
from portal.check_event.rows import Row, Run
from portal.observability import findings

TEAM = {"admin", "staff", "whitelabeladmin"}
WRONG = {
    Reason.WRONG_PASSWORD: "wrong_password",
    Reason.ACCOUNT_LOCKED: "locked",
    Reason.ACCOUNT_PROBLEM: "two_accounts",
    Reason.KEY_INVALID: "wrong_link",
    Reason.KEY_BLOCKED: "wrong_link",
    Reason.KEY_USED: "wrong_link",
}
# The portal keeps an attendee out for these alone.
CLOSED = {Reason.SIGN_IN_AGAIN, Reason.NO_EVENT_TICKET, Reason.EVENT_NOT_OPEN, Reason.EVENT_FULL}


def sign_in(run: Run, credentials: Credentials) -> Row:
    """One sign-in; `run` then has the token."""

    def call(api: Probing) -> LoginResult:
        if credentials.way == "link":
            return api.sign_in_with_user_key(credentials.secret)
        return api.sign_in_with_password(credentials.email, credentials.secret)

    def judge(login: LoginResult) -> Row:
        run.token = login.token
        return Row("sign_in", "works")

    return run.ask("sign_in", call, judge, _judge_refusal)


def token_and_profile(run: Run) -> Iterator[Row]:
    """The form in which upstream takes the token, and whether it tells the attendee's name."""
    profile = run.ask("profile", Probing.confirm_token, _judge_profile)
    if profile.answer == "sign_in":
        yield Row("token", "refused", profile.detail)
        return
    form = findings.found("token")
    yield Row("token", form if form in ("raw", "bearer") else "unclear")
    yield profile


def access(run: Run) -> Row:
    """Whether the attendee may come to the event, and as whom."""
    return run.ask("access", lambda api: api.access(run.event), _judge_access, _judge_closed)


def _judge_refusal(error: ApiError) -> Row | None:
    answer = WRONG.get(error.reason) if isinstance(error, ApiRefused) else None
    return Row("sign_in", answer) if answer else None


def _judge_profile(profile: Profile) -> Row:
    return Row("profile", "named" if profile.first_name or profile.last_name else "nameless")


def _judge_access(granted: EventAccess) -> Row:
    roles = ", ".join(granted.roles)
    if TEAM.intersection(granted.roles):
        return Row("access", "team", roles)
    return Row("access", "attendee" if granted.roles else "no_role", roles)


def _judge_closed(error: ApiError) -> Row | None:
    is_closed = isinstance(error, ApiRefused) and error.reason in CLOSED
    return Row("access", "closed", error.upstream_message[:200]) if is_closed else None
