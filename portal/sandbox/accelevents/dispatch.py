"""From a request to the answer: who asks, which call it is, what goes wrong on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from portal.sandbox.accelevents import serializers
from portal.sandbox.accelevents.error_responses import Refused
from portal.sandbox.accelevents.fault_injection import misbehave
from portal.sandbox.accelevents.faults import Fault, Faults
from portal.sandbox.accelevents.http_server import Answer, Handler, Request
from portal.sandbox.accelevents.request_context import Asked
from portal.sandbox.accelevents.request_log import Call, Journal
from portal.sandbox.accelevents.routes import Route, find
from portal.sandbox.accelevents.state import Person, World


@dataclass(frozen=True)
class Reception:
    """Takes requests for one world."""

    world: World
    faults: Faults
    journal: Journal

    def receive(self, request: Request, wire: Handler) -> None:
        """Note the call, answer it or let it go wrong, note how it ended."""
        route, parts, is_path = find(request.method, request.path)
        person = self._person(request)
        call = self._note(request, route, person)
        if route is None:
            call.status = 405 if is_path else 404
            wire.send(Answer(call.status, _no_such_address(call.status)))
            return
        fault = self.faults.take(route.call, call.attendee, parts.get("session", ""))
        answer = partial(self._answer, route, self._asked(request, parts, person), call)
        try:
            self._tell(call, wire, fault, answer)
        finally:
            call.ended = self.world.clock.now()

    def _tell(
        self, call: Call, wire: Handler, fault: Fault | None, answer: Callable[[], Answer]
    ) -> None:
        if fault:
            call.status = misbehave(fault, wire, answer)
            return
        told = answer()
        call.status = told.status  # before it is sent: whoever has it may look at the journal next
        wire.send(told)

    def _person(self, request: Request) -> Person | None:
        """The holder of the raw token; a "Bearer" before it makes it nobody's."""
        with self.world.lock:
            return self.world.holder(request.headers.get("authorization", ""))

    def _note(self, request: Request, route: Route | None, person: Person | None) -> Call:
        call = Call(
            call=route.call if route else "",
            method=request.method,
            path=request.path,
            template=route.template if route else "",
            attendee=person.email if person else "",
            at=self.world.clock.now(),
            query=request.query,
            headers=request.headers,
        )
        self.journal.note(call)
        return call

    def _asked(self, request: Request, parts: dict[str, str], person: Person | None) -> Asked:
        has_key = request.headers.get("key") == self.world.key
        return Asked(self.world, parts, request.query, request.body, person, has_key)

    def _answer(self, route: Route, asked: Asked, call: Call) -> Answer:
        """The documented answer. The lock is held just here: never while sending or waiting."""
        try:
            with self.world.lock:
                told = Answer(200, route.answer(asked))
        except Refused as refused:
            told = Answer(refused.no.status, serializers.refusal(refused.no))
        call.effect = told.status
        return told


def _no_such_address(status: int) -> dict[str, object]:
    """What the web server itself says, in none of Accelevents' words."""
    return {"status": status, "path": "unknown"}
