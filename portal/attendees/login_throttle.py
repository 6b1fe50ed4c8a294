"""
How often one may try to sign in.

All sign-ins reach Accelevents from the portal's address, so the portal must stop guessing before
Accelevents locks an account (4010102), or the portal. What counts, and why:

- Only failures that could be a guess: a wrong password, a key that opens nothing. Successes,
  an upstream that is down and a missing ticket cost nothing.
- Tight per account and address: 4 within 15 minutes, one below the usual lock of 5. Each failure
  ages by itself. A success clears the account, for this address only.
- Wide per address: 200 within a quarter of an hour. At a conference a thousand people share one
  address and a tenth of them mistype once; somebody who tries one password on many accounts,
  or one key after the other, still ends here.
- Not per account from everywhere: a stranger could keep an attendee out. Against guessing from
  many addresses stands upstream's own lock.

The tight limit takes its place before the call and gives it back afterwards: fifty guesses at
once would all pass a count that is made only after a failure. `cache.add` is atomic in every
cache, `incr` is not in the database's; the wide limit can live with that.

E-mails, keys and addresses are never kept in clear: cache keys are hashes keyed with SECRET_KEY.
"""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.views.decorators.debug import sensitive_variables

from portal.accelevents.exceptions import ApiRefused, Reason
from portal.attendees.client_ip import throttle_address

PERIOD_SECONDS = 15 * 60
FAILURES_PER_ACCOUNT = 4
FAILURES_PER_ADDRESS = 200
LONGEST_CALL_SECONDS = 60  # no sign-in call takes longer

GUESSES = {
    Reason.WRONG_PASSWORD,
    Reason.ACCOUNT_LOCKED,
    Reason.KEY_INVALID,
    Reason.KEY_BLOCKED,
    Reason.KEY_USED,
    Reason.SIGN_IN_AGAIN,  # a 401 without a code upstream
}


class TooManyAttempts(Exception):  # noqa: N818 - an answer, not an error
    """Wait `seconds` before the next try."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds:.0f} s")
        self.seconds = seconds


class KeyInUse(Exception):  # noqa: N818 - an answer, not an error
    """This key is being spent by another request at this moment."""


@sensitive_variables("account")
def throttled(request: HttpRequest, account: str) -> AbstractContextManager[None]:
    """
    Try to sign in to `account` (an e-mail or a key) inside this; ApiRefused inside may count.

    Raises TooManyAttempts on entering.
    """
    address = throttle_address(request)
    return _count_guess(address, _slots(account.strip().casefold(), address))


@sensitive_variables("key")
def single_use(key: str) -> AbstractContextManager[None]:
    """
    Spend a one-time key inside this: of a double press only one request gets in.

    Raises AlreadyUnderWay on entering.
    """
    return _locked(_key_digest("spending", key))


@contextmanager
def _count_guess(address: str, places: list[str]) -> Iterator[None]:
    if _failures_of(address) >= FAILURES_PER_ADDRESS:
        raise TooManyAttempts(PERIOD_SECONDS - time.time() % PERIOD_SECONDS)
    place = _acquire(places)
    try:
        yield
    except BaseException as error:
        if isinstance(error, ApiRefused) and error.reason in GUESSES:
            _count_failure_of(address)
        else:
            cache.delete(place)
        raise
    cache.delete_many(places)


@contextmanager
def _locked(lock: str) -> Iterator[None]:
    if not cache.add(lock, True, LONGEST_CALL_SECONDS):
        raise KeyInUse
    try:
        yield
    finally:
        cache.delete(lock)


def _slots(account: str, address: str) -> list[str]:
    """One cache key for each failure that the account is allowed from this address."""
    return [_key_digest("account", account, address, str(n)) for n in range(FAILURES_PER_ACCOUNT)]


def _acquire(places: list[str]) -> str:
    """The first free place, now taken for a period; it holds the moment when it falls free."""
    free_again = time.time() + PERIOD_SECONDS
    for place in places:
        if cache.add(place, free_again, PERIOD_SECONDS):
            return place
    taken_until = cache.get_many(places).values()
    raise TooManyAttempts(max(1.0, min(taken_until, default=free_again) - time.time()))


def _failures_of(address: str) -> int:
    found: int = cache.get(_period_of(address), 0)
    return found


def _count_failure_of(address: str) -> None:
    period = _period_of(address)
    if not cache.add(period, 1, PERIOD_SECONDS):
        with suppress(ValueError):  # it ended just now
            cache.incr(period)
        cache.touch(period, PERIOD_SECONDS)  # the database's incr resets the time to live


def _period_of(address: str) -> str:
    return _key_digest("address", address, str(int(time.time() // PERIOD_SECONDS)))


def _key_digest(kind: str, *parts: str) -> str:
    """A cache key that does not tell what it is about."""
    digest = salted_hmac(f"portal.attendees.attempts {kind}", "\n".join(parts), algorithm="sha256")
    return f"attempts:{digest.hexdigest()}"
