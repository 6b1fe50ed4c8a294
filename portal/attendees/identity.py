"""
Which attendee of an event somebody is, by what upstream itself says of the token.

Everything that belongs to one attendee is kept under this key: registrations, locks, pauses, own
lists. Two devices of one person must meet the same lock, so their tokens do not tell them apart;
and what an event site's backend says of a person does not count, as it would open what belongs to
another one.
"""

from django.utils.crypto import salted_hmac
from django.views.decorators.debug import sensitive_variables

KEY_CHARS = 32


@sensitive_variables("email", "token", "told", "value")
def attendee_key(event: str, email: str, user_id: str, token: str) -> str:
    """
    32 hexadecimal characters that name the attendee on all machines, and tell nothing about them.

    Of the `email` that upstream's profile gives for the token; without one (""), of the `user_id`
    in upstream's login answer; without that, of the token. It changes with SECRET_KEY: whoever
    signs in after that is asked for anew, and does not meet what was locked under the older key.
    """
    told = [("email", email), ("user id", user_id), ("token", token)]
    kind, value = next((kind, value) for kind, value in told if value)
    salt = f"portal.attendees: attendee key by {kind}"
    digest = salted_hmac(salt, f"{event}\n{value}", algorithm="sha256").hexdigest()
    return digest[:KEY_CHARS]
