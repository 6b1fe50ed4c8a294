"""
The sandbox's own address, /sandbox/: look into it, break it, move its clock.

    GET    /sandbox/                  what there is
    GET    /sandbox/people            who can sign in, how, and what then happens
    GET    /sandbox/journal           the calls so far; DELETE empties it
    GET    /sandbox/faults            those that are set
    POST   /sandbox/faults            {"call": "list", "kind": "503", "times": 2, "retry_after": 1}
    DELETE /sandbox/faults?call=list  mend one call; without call: all
    GET    /sandbox/workshops         POST {"title": …, "starts": 5, "ends": 65} adds one
    GET    /sandbox/workshops/<id>    PUT {"capacity": 1, "starts": -3} changes, DELETE removes
    POST   /sandbox/expire            {"attendee": "ada"}: ends their sign-ins
    POST   /sandbox/clock             {"minutes": 5}: moves the time
    POST   /sandbox/reset             all as at the start
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from portal.sandbox.accelevents.http_server import Answer, Request
from portal.sandbox.accelevents.request_log import Call
from portal.sandbox.accelevents.state import Person, Workshop

if TYPE_CHECKING:
    from portal.sandbox.accelevents.fake import Sandbox

Control = Callable[["Sandbox", Request, str], Any]


def control(sandbox: Sandbox, request: Request) -> Answer:
    """The answer of the control address; 400 with a sentence if the request makes no sense."""
    noun, _, rest = request.path.removeprefix("/sandbox").strip("/").partition("/")
    act = _CONTROLS.get((request.method, noun))
    if act is None:
        return Answer(404, {"error": "There is no such control.", "controls": _overview()})
    try:
        return Answer(200, act(sandbox, request, rest))
    except (KeyError, TypeError, ValueError) as error:
        return Answer(400, {"error": f"{type(error).__name__}: {error}"})


def _overview() -> list[str]:
    return [f"{method} /sandbox/{noun}" for method, noun in _CONTROLS]


def _show_all(sandbox: Sandbox, request: Request, rest: str) -> dict[str, Any]:
    return {"now": sandbox.clock.now().isoformat(), "controls": _overview()}


def _people(sandbox: Sandbox, request: Request, rest: str) -> list[dict[str, Any]]:
    with sandbox.world.lock:
        return [_person(each) for each in sandbox.world.people.values() if each.who]


def _person(person: Person) -> dict[str, Any]:
    """What a sign-in page shows of them."""
    return {
        "email": person.email,
        "name": f"{person.first} {person.last}",
        "who": person.who,
        "password": person.password,
        "user_key": person.user_key,
        "login_token": person.login_token,
        "role": person.role,
        "user_id": person.id,
    }


def _journal(sandbox: Sandbox, request: Request, rest: str) -> list[dict[str, Any]]:
    return [_call(each) for each in sandbox.journal]


def _call(call: Call) -> dict[str, Any]:
    """A call without its headers: they hold tokens."""
    told = {key: value for key, value in vars(call).items() if key != "headers"}
    ended = call.ended.isoformat() if call.ended else None
    return told | {"at": call.at.isoformat(), "ended": ended}


def _forget(sandbox: Sandbox, request: Request, rest: str) -> None:
    sandbox.forget()


def _faults(sandbox: Sandbox, request: Request, rest: str) -> list[dict[str, Any]]:
    return [asdict(each) for each in sandbox.faults.all()]


def _fail(sandbox: Sandbox, request: Request, rest: str) -> list[dict[str, Any]]:
    sandbox.fail(**request.body)
    return _faults(sandbox, request, rest)


def _mend(sandbox: Sandbox, request: Request, rest: str) -> list[dict[str, Any]]:
    sandbox.mend(request.query.get("call"))
    return _faults(sandbox, request, rest)


def _workshops(sandbox: Sandbox, request: Request, rest: str) -> Any:
    with sandbox.world.lock:
        if rest:
            return _workshop(sandbox.workshop(int(rest)))
        event = sandbox.world.events[request.query.get("event", "demo")]
        return [_workshop(each) for each in event.workshops.values()]


def _workshop(workshop: Workshop) -> dict[str, Any]:
    """Its state in full, copied: the answer is written when the lock is free again."""
    told = {key: value for key, value in vars(workshop).items() if key != "attendee_ids"}
    sets = {"joined": sorted(workshop.joined), "left": sorted(workshop.left)}
    return told | sets | {"seats": dict(workshop.seats), "taken": workshop.taken}


def _add(sandbox: Sandbox, request: Request, rest: str) -> dict[str, Any]:
    return _workshop(sandbox.add(**request.body))


def _change(sandbox: Sandbox, request: Request, rest: str) -> dict[str, Any]:
    return _workshop(sandbox.change(int(rest), **request.body))


def _remove(sandbox: Sandbox, request: Request, rest: str) -> None:
    sandbox.remove(int(rest))


def _expire(sandbox: Sandbox, request: Request, rest: str) -> dict[str, int]:
    return {"expired": sandbox.expire(request.body["attendee"])}


def _clock(sandbox: Sandbox, request: Request, rest: str) -> dict[str, str]:
    return {"now": sandbox.clock.move(float(request.body["minutes"])).isoformat()}


def _reset(sandbox: Sandbox, request: Request, rest: str) -> None:
    sandbox.reset()


_CONTROLS: dict[tuple[str, str], Control] = {
    ("GET", ""): _show_all,
    ("GET", "people"): _people,
    ("GET", "journal"): _journal,
    ("DELETE", "journal"): _forget,
    ("GET", "faults"): _faults,
    ("POST", "faults"): _fail,
    ("DELETE", "faults"): _mend,
    ("GET", "workshops"): _workshops,
    ("POST", "workshops"): _add,
    ("PUT", "workshops"): _change,
    ("DELETE", "workshops"): _remove,
    ("POST", "expire"): _expire,
    ("POST", "clock"): _clock,
    ("POST", "reset"): _reset,
}
