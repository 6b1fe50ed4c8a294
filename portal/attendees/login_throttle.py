"""
How often a client may try to sign in.

All sign-ins reach Accelevents from the portal's address, so the portal must stop guessing before
Accelevents locks an account (4010102), or the portal. These are the rules and their reasons:

- Only failures that could be a guess count: a wrong password, a key that opens nothing. Successes,
  an upstream that is down and a missing ticket cost nothing.
- The limit per account and address is tight: 4 failures within 15 minutes, one below the usual
  lock of 5. Each failure ages by itself. A success clears the account, for this address only.
- The limit per address is wide: 200 failures within a quarter of an hour. At a conference a
  thousand people share one address and a tenth of them mistype once; a client that tries one
  password on many accounts, or one key after the other, is still stopped.
- Passwords and keys have limits of their own. Somebody behind the same address who types wrong
  passwords, for one account or for many, keeps nobody from the link in their mail, and wrong keys
  keep nobody from their password. A one-time code from the event's page has no limit here.
- There is no limit per account over all addresses: anybody could use it to keep an attendee out.
  Upstream's own lock protects against guesses from many addresses.

The tight limit takes its slot before the call and gives it back afterwards: fifty guesses at once
would all pass a count that is made only after a failure. The wide limit counts afterwards, so that
a crowd that signs in at the same moment is no crowd of guesses; beyond it come at most the calls
that were under way.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum

from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from portal.accelevents.exceptions import ApiRefused, Reason
from portal.attendees import attempts
from portal.attendees.client_ip import throttle_address

PERIOD_SECONDS = 15 * 60
FAILURES_PER_ACCOUNT = 4
FAILURES_PER_ADDRESS = 200
MAX_CALL_SECONDS = 60  # no sign-in call takes longer

GUESS_REASONS = {
    Reason.WRONG_PASSWORD,
    Reason.ACCOUNT_LOCKED,
    Reason.KEY_INVALID,
    Reason.KEY_BLOCKED,
    Reason.KEY_USED,
    Reason.SIGN_IN_AGAIN,  # a 401 without a code upstream
}


class Way(StrEnum):
    """A way to sign in: each has its own limits."""

    PASSWORD = "password"
    KEY = "key"


class TooManyAttempts(Exception):  # noqa: N818 - an answer, not an error
    """The client has to wait `seconds` before the next attempt in this way."""

    def __init__(self, way: Way, seconds: float) -> None:
        super().__init__(f"wait {seconds:.0f} s")
        self.way, self.seconds = way, seconds


class KeyInUse(Exception):  # noqa: N818 - an answer, not an error
    """Another request is spending this key at the same moment."""


@sensitive_variables("account")
def throttled(request: HttpRequest, way: Way, account: str) -> AbstractContextManager[None]:
    """
    Try to sign in to `account` (an email, or the key itself) inside this context.

    An ApiRefused that is raised inside may count as a guess. Raises TooManyAttempts on entering.
    """
    address = throttle_address(request)
    account = account.strip().casefold() if way is Way.PASSWORD else account
    slots = [
        attempts.name_of("account", way, account, address, str(n))
        for n in range(FAILURES_PER_ACCOUNT)
    ]
    return _count_guess(way, attempts.name_of("address", way, address), slots)


@contextmanager
@sensitive_variables("key")
def single_use(key: str) -> Iterator[None]:
    """
    Spend a one-time key inside this context: of a double press only one request gets in.

    Raises KeyInUse on entering.
    """
    name = attempts.name_of("single use", key)
    if not attempts.count(name, 1, MAX_CALL_SECONDS):
        raise KeyInUse
    try:
        yield
    finally:
        attempts.forget(name)


@contextmanager
def _count_guess(way: Way, address: str, slots: list[str]) -> Iterator[None]:
    """`address` and `slots` are names of counts; each failure of the account takes a slot."""
    if seconds := attempts.seconds_left(address, FAILURES_PER_ADDRESS, PERIOD_SECONDS):
        raise TooManyAttempts(way, seconds)
    slot = _take_slot(way, slots)
    try:
        yield
    except BaseException as error:
        if isinstance(error, ApiRefused) and error.reason in GUESS_REASONS:
            attempts.count(address, FAILURES_PER_ADDRESS, PERIOD_SECONDS)
        else:
            attempts.forget(slot)
        raise
    attempts.forget(*slots)


def _take_slot(way: Way, slots: list[str]) -> str:
    """Take the first free slot for one period."""
    for slot in slots:
        if attempts.count(slot, 1, PERIOD_SECONDS):
            return slot
    raise TooManyAttempts(way, max(1.0, min(_seconds_left(slot) for slot in slots)))


def _seconds_left(slot: str) -> float:
    return attempts.seconds_left(slot, 1, PERIOD_SECONDS)
