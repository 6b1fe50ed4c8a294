"""
The form in which upstream wants an attendee's token: as it is, or after the word "Bearer".

No page of the documentation settles it. The vendor's own web client sends the token as it is, so
that is assumed until `Accelevents.confirm_token` has seen the other form work.
"""

from portal.accelevents.memory import Memory
from portal.observability import findings

NAME = "Authorization"
RAW, BEARER = "", "Bearer "  # what stands before the token
_ANSWERS = {RAW: "raw", BEARER: "bearer"}
_forms = Memory[str]()  # by origin


def form_for(origin: str) -> str:
    """What stands before the token at this upstream, as far as this process knows."""
    return _forms.get(origin, RAW)


def other_form(form: str) -> str:
    """The other of the two forms."""
    return BEARER if form == RAW else RAW


def remember(origin: str, form: str) -> None:
    """Use `form`, which was just seen to work, for every call to this upstream from now on."""
    _forms.set(origin, form)
    findings.record("token", _ANSWERS[form])


def headers(token: str, form: str) -> dict[str, str]:
    """The header that carries `token` in this form; none if there is no token."""
    return {NAME: form + token} if token else {}
