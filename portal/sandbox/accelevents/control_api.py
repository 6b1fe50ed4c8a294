"""
The control API under /sandbox/: look into the stand-in, break it, set its clock forward.

    GET    /sandbox/                  the time, the list of these calls, and the dialects
    GET    /sandbox/people            the people who can sign in, how, and what then happens
    GET    /sandbox/journal           the request log; DELETE empties it
    GET    /sandbox/faults            the faults that are set
    POST   /sandbox/faults            {"call": "list", "kind": "503", "times": 2, "retry_after": 1}
    DELETE /sandbox/faults?call=list  remove the faults of one call; without call: all
    GET    /sandbox/dialects          what each one is, and whether it is spoken
    PUT    /sandbox/dialects          {"dialects": ["bearer"]}: speaks these alone
    GET    /sandbox/workshops         POST {"title": …, "starts": 5, "ends": 65} adds one
    GET    /sandbox/workshops/<id>    PUT {"capacity": 1, "starts": -3} changes, DELETE removes
    POST   /sandbox/expire            {"attendee": "ada"}: ends their sign-ins
    POST   /sandbox/clock             {"minutes": 5}: advances the time
    POST   /sandbox/reset             everything as at the start
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from portal.sandbox.accelevents.control_serializers import (
    call_body,
    dialect_bodies,
    person_body,
    workshop_body,
)
from portal.sandbox.accelevents.controls import Controls
from portal.sandbox.accelevents.http_messages import Request, Response

View = Callable[[Controls, Request, str], Any]


def handle_control(controls: Controls, request: Request) -> Response:
    """The response of the control API; 400 with a sentence if the request makes no sense."""
    noun, _, rest = request.path.removeprefix("/sandbox").strip("/").partition("/")
    view = _VIEWS.get((request.method, noun))
    if view is None:
        return Response(404, {"error": "There is no such control.", "controls": _overview()})
    try:
        return Response(200, view(controls, request, rest))
    except (KeyError, TypeError, ValueError) as error:
        return Response(400, {"error": f"{type(error).__name__}: {error}"})


def _overview() -> list[str]:
    return [f"{method} /sandbox/{noun}" for method, noun in _VIEWS]


def _index(controls: Controls, request: Request, rest: str) -> dict[str, Any]:
    return {
        "now": controls.clock.now().isoformat(),
        "controls": _overview(),
        "dialects": dialect_bodies(controls.speech),
    }


def _people(controls: Controls, request: Request, rest: str) -> list[dict[str, Any]]:
    with controls.state.lock:
        return [person_body(each) for each in controls.state.people.values() if each.description]


def _request_log(controls: Controls, request: Request, rest: str) -> list[dict[str, Any]]:
    return [call_body(call) for call in controls.request_log]


def _clear_request_log(controls: Controls, request: Request, rest: str) -> None:
    controls.clear_request_log()


def _faults(controls: Controls, request: Request, rest: str) -> list[dict[str, Any]]:
    return [asdict(fault) for fault in controls.faults.all()]


def _fail(controls: Controls, request: Request, rest: str) -> list[dict[str, Any]]:
    controls.fail(**request.body)
    return _faults(controls, request, rest)


def _clear_faults(controls: Controls, request: Request, rest: str) -> list[dict[str, Any]]:
    controls.clear_faults(request.query.get("call"))
    return _faults(controls, request, rest)


def _dialects(controls: Controls, request: Request, rest: str) -> list[dict[str, Any]]:
    return dialect_bodies(controls.speech)


def _speak(controls: Controls, request: Request, rest: str) -> list[dict[str, Any]]:
    controls.speak(*request.body["dialects"])
    return _dialects(controls, request, rest)


def _workshops(controls: Controls, request: Request, rest: str) -> Any:
    with controls.state.lock:
        if rest:
            return workshop_body(controls.workshop(int(rest)))
        event = controls.state.events[request.query.get("event", "demo")]
        return [workshop_body(workshop) for workshop in event.workshops.values()]


def _add(controls: Controls, request: Request, rest: str) -> dict[str, Any]:
    return workshop_body(controls.add(**request.body))


def _change(controls: Controls, request: Request, rest: str) -> dict[str, Any]:
    return workshop_body(controls.change(int(rest), **request.body))


def _remove(controls: Controls, request: Request, rest: str) -> None:
    controls.remove(int(rest))


def _expire(controls: Controls, request: Request, rest: str) -> dict[str, int]:
    return {"expired": controls.expire(request.body["attendee"])}


def _clock(controls: Controls, request: Request, rest: str) -> dict[str, str]:
    return {"now": controls.clock.advance(float(request.body["minutes"])).isoformat()}


def _reset(controls: Controls, request: Request, rest: str) -> None:
    controls.reset()


_VIEWS: dict[tuple[str, str], View] = {
    ("GET", ""): _index,
    ("GET", "people"): _people,
    ("GET", "journal"): _request_log,
    ("DELETE", "journal"): _clear_request_log,
    ("GET", "faults"): _faults,
    ("POST", "faults"): _fail,
    ("DELETE", "faults"): _clear_faults,
    ("GET", "dialects"): _dialects,
    ("PUT", "dialects"): _speak,
    ("GET", "workshops"): _workshops,
    ("POST", "workshops"): _add,
    ("PUT", "workshops"): _change,
    ("DELETE", "workshops"): _remove,
    ("POST", "expire"): _expire,
    ("POST", "clock"): _clock,
    ("POST", "reset"): _reset,
}
