"""The short code on an error page, by which support finds the line in the log."""

import secrets

# Letters and digits that are not confused with one another when read aloud.
LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"


def new_code() -> str:
    """A code like "K7F-2QM", short enough to be read to a help desk."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(6))
    return f"{letters[:3]}-{letters[3:]}"
