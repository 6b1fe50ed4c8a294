"""What a list can suffer from, in the one word that processes share and pages explain."""

from portal.accelevents.exceptions import (
    ApiError,
    ApiInvalidResponse,
    ApiRefused,
    ApiUnavailable,
    ApiUnreachable,
    AuthenticationRequired,
)

ERRORS: dict[str, type[ApiError]] = {
    "silent": ApiUnreachable,
    "busy": ApiUnavailable,
    "refusing": ApiRefused,
    "broken": ApiInvalidResponse,
}


def problem_name(error: ApiError | None) -> str:
    """One of silent, busy, refusing or broken; "" for none, as for one attendee's sign-in."""
    match error:
        case None | AuthenticationRequired():  # that ends one attendee's session, not the list
            return ""
        case ApiUnreachable():
            return "silent"
        case ApiUnavailable():
            return "busy"
        case ApiRefused():
            return "refusing"
        case _:
            return "broken"


def error_for(problem: str) -> ApiError:
    """The error that another process met, as far as its problem's name tells."""
    return ERRORS[problem]("GET …/session/v2, by another process")
