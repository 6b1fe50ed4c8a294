"""
The remote control of the media service: what tests and the demo can make happen in a meeting.

Every public function here is an action, of the same name over HTTP and in
`MediaService.do`. `who` is an attendee id or an external user id; LookupError if nobody is it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, TypeVar

from portal.sandbox.chime import bots, data_messages, frames
from portal.sandbox.chime.meeting import REMOVED, Meeting
from portal.sandbox.chime.network_attendee import Guest
from portal.sandbox.chime.protobuf import FrameType

Action = Callable[..., Awaitable[None]]
_Kind = TypeVar("_Kind", Guest, bots.Bot)

ACTIONS: dict[str, Action] = {}


def _action(function: Action) -> Action:
    ACTIONS[function.__name__] = function
    return function


def _one(meeting: Meeting, who: str, kind: type[_Kind]) -> _Kind:
    found = meeting.find(who)
    if not isinstance(found, kind):
        raise LookupError(f"{who} is no {kind.__name__.lower()}")
    return found


@_action
async def bot(meeting: Meeting, **script: Any) -> None:
    """A bot joins; options are the fields of `bots.Script`."""
    turn = script.pop("turn", None)
    replies = tuple((part, answer) for part, answer in script.pop("replies", ()))
    turn = bots.Turn(*turn) if turn else None
    await bots.join(meeting, bots.Script(turn=turn, replies=replies, **script))


@_action
async def crowd(meeting: Meeting, count: int, cameras: bool = True) -> None:
    """So many bots join at once: bot-1, bot-2, …"""
    for script in bots.crowd(count, cameras=cameras):
        await bots.join(meeting, script)


@_action
async def camera(meeting: Meeting, who: str, color: str = "") -> None:
    """A bot's camera: on with "#rrggbb", off with ""."""
    await _one(meeting, who, bots.Bot).film(color)


@_action
async def loud(meeting: Meeting, who: str, level: float | None = None) -> None:
    """A bot talks this loud from now on (0 to 1; 0.2 is full volume); None: by its script."""
    _one(meeting, who, bots.Bot).fixed_loudness = level
    await meeting.push_levels()


@_action
async def leave(meeting: Meeting, who: str, dropped: bool = False) -> None:
    """Somebody leaves; `dropped`: as if their connection had broken."""
    await meeting.leave(meeting.find(who), dropped=dropped)


@_action
async def say(
    meeting: Meeting, who: str, text: str, topic: str = bots.CHAT, lifetime_ms: int = 0
) -> None:
    """A data message: on the topic "chat" a line as the page writes it, else `text` as it is."""
    data = bots.line(text) if topic == bots.CHAT else text.encode()
    asked = {"topic": topic, "data": data, "lifetime_ms": lifetime_ms}
    await data_messages.deliver(meeting, meeting.find(who), asked)


@_action
async def caption(
    meeting: Meeting, who: str, text: str, partial: bool = False, result_id: str = "result-1"
) -> None:
    """A line of live transcription; a partial one is replaced by the next with its result id."""
    speaker = meeting.find(who)
    ids = speaker.attendee_id, speaker.external_user_id
    message = frames.caption(*ids, text, result_id, is_partial=partial)
    await data_messages.hand_round(meeting, None, message)


@_action
async def mute(meeting: Meeting, who: str, on: bool = True) -> None:
    """All see them muted; a browser's own button does not follow."""
    await meeting.mute(meeting.find(who), on)


@_action
async def signal(meeting: Meeting, who: str, level: int) -> None:
    """Their connection as everybody sees it: 2 good, 1 weak, 0 none."""
    meeting.find(who).signal = level
    await meeting.push_levels()


@_action
async def cut(meeting: Meeting, who: str) -> None:
    """Their signalling connection is aborted without a closing word."""
    _one(meeting, who, Guest).abort()


@_action
async def freeze(meeting: Meeting, who: str, on: bool = True) -> None:
    """The service neither hears nor answers them, pings included; media go on."""
    _one(meeting, who, Guest).is_frozen = on


@_action
async def close(meeting: Meeting, who: str, code: int) -> None:
    """Their WebSocket is closed with this code."""
    await _one(meeting, who, Guest).socket.close(code=code, message=b"on demand")


@_action
async def status(meeting: Meeting, who: str, code: int) -> None:
    """They are told this AUDIO_STATUS: 301, 302, 403, 409, 410, 411, 500, 503, …"""
    await meeting.find(who).send(FrameType.AUDIO_STATUS, {"audio_status": code})


@_action
async def remove(meeting: Meeting, who: str) -> None:
    """They are removed, as a moderator's server would do it (411)."""
    await status(meeting, who, REMOVED)
    await meeting.leave(meeting.find(who))


@_action
async def throttle(meeting: Meeting, who: str, on: bool = True) -> None:
    """Their data messages come back to them as not taken in."""
    meeting.find(who).is_throttled = on


@_action
async def refuse(meeting: Meeting, who: str = "", on: bool = True) -> None:
    """Tokens of this attendee or external user id ("" for everybody's) are refused with a 403."""
    (meeting.refused.add if on else meeting.refused.discard)(who)


@_action
async def end(meeting: Meeting) -> None:
    """The meeting is over: 410 for all who are in it, 4410 for all who come."""
    await meeting.end()


@_action
async def reopen(meeting: Meeting) -> None:
    """A meeting that has ended lets people in again, as a new one of the same id would."""
    meeting.is_ended = False


@_action
async def limit(meeting: Meeting, **limits: int) -> None:
    """How many attendees or cameras may be in it; options `attendees`, `cameras`."""
    meeting.limits = replace(meeting.limits, **limits)
    await meeting.push_index()
