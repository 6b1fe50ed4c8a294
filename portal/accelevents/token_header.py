"""
The form in which upstream wants an attendee's token: as it is, or after the word "Bearer".

No page of the documentation settles it. The vendor's own web client sends the token as it is, so
that is assumed until `Accelevents.confirm_token` has seen the other form work. The finding "token"
is the memory of it, so that one process learns it for all.
"""

from portal.observability import findings

NAME = "Authorization"
RAW, BEARER = "", "Bearer "  # what stands before the token
_ANSWERS = {RAW: "raw", BEARER: "bearer"}


def current_form() -> str:
    """What stands before the token, as far as is known."""
    return BEARER if findings.found("token") == "bearer" else RAW


def other_form(form: str) -> str:
    """The other of the two forms."""
    return BEARER if form == RAW else RAW


def remember(form: str) -> None:
    """Use `form`, which was just seen to work, for every call from now on."""
    findings.record("token", _ANSWERS[form])


def headers(token: str, form: str) -> dict[str, str]:
    """The header that carries `token` in this form; none if there is no token."""
    return {NAME: form + token} if token else {}
