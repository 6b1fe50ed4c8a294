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
- There is no limit per account over all addresses: anybody could use it to keep an attendee out.
  Upstream's own lock protects against guesses from many addresses.

The tight limit takes its slot before the call and gives it back afterwards: fifty guesses at once
would all pass a count that is made only after a failure. `cache.add` is atomic in every cache,
`incr` is not in the database's; the wide limit can live with that.

E-mails, keys and addresses are never stored in clear: cache keys are hashes keyed with SECRET_KEY.
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
MAX_CALL_SECONDS = 60  # no sign-in call takes longer

GUESS_REASONS = {
    Reason.WRONG_PASSWORD,
    Reason.ACCOUNT_LOCKED,
    Reason.KEY_INVALID,
    Reason.KEY_BLOCKED,
    Reason.KEY_USED,
    Reason.SIGN_IN_AGAIN,  # a 401 without a code upstream
}


class TooManyAttempts(Exception):  # noqa: N818 - an answer, not an error
    """The client has to wait `seconds` before the next attempt."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds:.0f} s")
        self.seconds = seconds


class KeyInUse(Exception):  # noqa: N818 - an answer, not an error
    """Another request is spending this key at the same moment."""


@sensitive_variables("account")
def throttled(request: HttpRequest, account: str) -> AbstractContextManager[None]:
    """
    Try to sign in to `account` (an e-mail or a key) inside this context.

    An ApiRefused that is raised inside may count as a guess. Raises TooManyAttempts on entering.
    """
    address = throttle_address(request)
    return _count_guess(address, _slots(account.strip().casefold(), address))


@sensitive_variables("key")
def single_use(key: str) -> AbstractContextManager[None]:
    """
    Spend a one-time key inside this context: of a double press only one request gets in.

    Raises KeyInUse on entering.
    """
    return _locked(_cache_key("single use", key))


@contextmanager
def _count_guess(address: str, slots: list[str]) -> Iterator[None]:
    if _address_failures(address) >= FAILURES_PER_ADDRESS:
        raise TooManyAttempts(PERIOD_SECONDS - time.time() % PERIOD_SECONDS)
    slot = _acquire_slot(slots)
    try:
        yield
    except BaseException as error:
        if isinstance(error, ApiRefused) and error.reason in GUESS_REASONS:
            _count_address_failure(address)
        else:
            cache.delete(slot)
        raise
    cache.delete_many(slots)


@contextmanager
def _locked(lock: str) -> Iterator[None]:
    if not cache.add(lock, True, MAX_CALL_SECONDS):
        raise KeyInUse
    try:
        yield
    finally:
        cache.delete(lock)


def _slots(account: str, address: str) -> list[str]:
    """One cache key for each failure that the account is allowed from this address."""
    return [_cache_key("account", account, address, str(n)) for n in range(FAILURES_PER_ACCOUNT)]


def _acquire_slot(slots: list[str]) -> str:
    """Take the first free slot for one period; its value is when it becomes free (epoch s)."""
    expires_at = time.time() + PERIOD_SECONDS
    for slot in slots:
        if cache.add(slot, expires_at, PERIOD_SECONDS):
            return slot
    taken_until = cache.get_many(slots).values()
    raise TooManyAttempts(max(1.0, min(taken_until, default=expires_at) - time.time()))


def _address_failures(address: str) -> int:
    count: int = cache.get(_address_key(address), 0)
    return count


def _count_address_failure(address: str) -> None:
    key = _address_key(address)
    if not cache.add(key, 1, PERIOD_SECONDS):
        with suppress(ValueError):  # the period ended just now
            cache.incr(key)
        cache.touch(key, PERIOD_SECONDS)  # the database's incr resets the time to live


def _address_key(address: str) -> str:
    """The cache key that counts the failures of `address` in the current period."""
    return _cache_key("address", address, str(int(time.time() // PERIOD_SECONDS)))


def _cache_key(kind: str, *parts: str) -> str:
    """A cache key that does not show what it is about."""
    digest = salted_hmac(f"portal.attendees.attempts {kind}", "\n".join(parts), algorithm="sha256")
    return f"attempts:{digest.hexdigest()}"
