"""
The control API of the media service: tests and the demo can make things happen in a meeting.

Every public function here is an action, of the same name over HTTP and in `FakeChime.do`. `who`
is an attendee id or a user id ("8528"); LookupError if nobody has it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, TypeVar

from portal.sandbox.chime import bot_scripts, bots, data_messages, frames, hub
from portal.sandbox.chime.attendee import Attendee
from portal.sandbox.chime.chat import CHAT_TOPIC, encode_chat_line
from portal.sandbox.chime.meeting import REMOVED, Meeting
from portal.sandbox.chime.network_attendee import NetworkAttendee
from portal.sandbox.chime.signaling import FrameType

Action = Callable[..., Awaitable[None]]
_Kind = TypeVar("_Kind", NetworkAttendee, bots.Bot)

ACTIONS: dict[str, Action] = {}


def _action(function: Action) -> Action:
    ACTIONS[function.__name__] = function
    return function


def _attendee(meeting: Meeting, name: str) -> Attendee:
    return meeting.roster.find(name)


def _attendee_of(kind: type[_Kind], meeting: Meeting, name: str) -> _Kind:
    attendee = meeting.roster.find(name)
    if not isinstance(attendee, kind):
        raise LookupError(f"{name} is not a {kind.__name__}")
    return attendee


@_action
async def bot(meeting: Meeting, **script: Any) -> None:
    """Let a bot join; the options are the fields of `BotScript`."""
    turn = script.pop("turn", None)
    replies = tuple((part, answer) for part, answer in script.pop("replies", ()))
    turn = bot_scripts.SpeakingTurn(*turn) if turn else None
    await bots.join(meeting, bot_scripts.BotScript(turn=turn, replies=replies, **script))


@_action
async def crowd(meeting: Meeting, count: int, cameras: bool = True) -> None:
    """Let `count` bots join at once: bot-1, bot-2, …"""
    for script in bot_scripts.crowd(count, cameras=cameras):
        await bots.join(meeting, script)


@_action
async def camera(meeting: Meeting, who: str, color: str = "") -> None:
    """Turn a bot's camera on with "#rrggbb", or off with ""."""
    await _attendee_of(bots.Bot, meeting, who).set_camera(color)


@_action
async def loud(meeting: Meeting, who: str, level: float | None = None) -> None:
    """Set how loud a bot speaks (0 to 1; 0.2 is full volume); None: as its script says."""
    _attendee_of(bots.Bot, meeting, who).fixed_loudness = level
    await meeting.push_levels()


@_action
async def leave(meeting: Meeting, who: str, dropped: bool = False) -> None:
    """Let somebody leave; `dropped`: as if their connection had broken."""
    await meeting.leave(_attendee(meeting, who), dropped=dropped)


@_action
async def say(
    meeting: Meeting, who: str, text: str, topic: str = CHAT_TOPIC, lifetime_ms: int = 0
) -> None:
    """Send a data message: on the topic "chat" a line as the page writes it, else just `text`."""
    data = encode_chat_line(text) if topic == CHAT_TOPIC else text.encode()
    request = {"topic": topic, "data": data, "lifetime_ms": lifetime_ms}
    await data_messages.deliver(meeting, _attendee(meeting, who), request)


@_action
async def hand(meeting: Meeting, who: str, up: bool = True, whose: str = "") -> None:
    """Raise or lower a bot's hand, or send the message for the hand of `whose` in its name."""
    if whose:
        topic = hub.RAISE_TOPIC if up else hub.DISMISS_TOPIC
        await say(meeting, who, _attendee(meeting, whose).attendee_id, topic, hub.LIFETIME_MS)
    else:
        await _attendee_of(bots.Bot, meeting, who).show_hand(up)


@_action
async def order(
    meeting: Meeting, who: str, kind: str, to: str = "", times: int = 1, **fields: Any
) -> None:
    """Send a command of the hub ("MUTE") to one attendee, or to everybody (`to` is "")."""
    sender = _attendee(meeting, who)
    topic = _attendee(meeting, to).attendee_id if to else hub.GENERAL_TOPIC
    data = hub.encode_order(kind, sender.attendee_id, sender.external_user_id, fields)
    request = {"topic": topic, "data": data, "lifetime_ms": hub.lifetime_of(kind)}
    for _ in range(times):
        await data_messages.deliver(meeting, sender, request)


@_action
async def caption(
    meeting: Meeting, who: str, text: str, partial: bool = False, result_id: str = "result-1"
) -> None:
    """Send a line of live transcription; the next with the same result id replaces a partial."""
    speaker = _attendee(meeting, who)
    ids = speaker.attendee_id, speaker.external_user_id
    message = frames.caption(*ids, text, result_id, is_partial=partial)
    await data_messages.broadcast(meeting, None, message)


@_action
async def mute(meeting: Meeting, who: str, on: bool = True) -> None:
    """Show them muted to everybody; the button in their own browser does not change."""
    await meeting.mute(_attendee(meeting, who), on)


@_action
async def signal(meeting: Meeting, who: str, level: int) -> None:
    """Set their connection as everybody sees it: 2 good, 1 weak, 0 none."""
    _attendee(meeting, who).signal_strength = level
    await meeting.push_levels()


@_action
async def cut(meeting: Meeting, who: str) -> None:
    """Abort their signaling connection without a closing frame."""
    _attendee_of(NetworkAttendee, meeting, who).abort()


@_action
async def freeze(meeting: Meeting, who: str, on: bool = True) -> None:
    """Neither hear nor answer them, not even pings; media still flow."""
    _attendee_of(NetworkAttendee, meeting, who).is_frozen = on


@_action
async def close(meeting: Meeting, who: str, code: int) -> None:
    """Close their WebSocket with this code."""
    await _attendee_of(NetworkAttendee, meeting, who).socket.close(code=code, message=b"on demand")


@_action
async def status(meeting: Meeting, who: str, code: int) -> None:
    """Send them this AUDIO_STATUS: 301, 302, 403, 409, 410, 411, 500, 503, …"""
    await _attendee(meeting, who).send(FrameType.AUDIO_STATUS, {"audio_status": code})


@_action
async def fail(meeting: Meeting, who: str, code: int) -> None:
    """Send them a signaling frame with this error (400, 500, …), as for a request gone wrong."""
    await _attendee(meeting, who).send(FrameType.AUDIO_STATUS, {}, status=code)


@_action
async def remove(meeting: Meeting, who: str) -> None:
    """Remove them, as a moderator's server would do it (411)."""
    await status(meeting, who, REMOVED)
    await meeting.leave(_attendee(meeting, who))


@_action
async def throttle(meeting: Meeting, who: str, on: bool = True) -> None:
    """Return their data messages to them as not ingested."""
    _attendee(meeting, who).is_throttled = on


@_action
async def refuse(meeting: Meeting, who: str = "", on: bool = True) -> None:
    """Refuse the tokens of this attendee or user id ("": everybody's) with a 403."""
    (meeting.refused.add if on else meeting.refused.discard)(who)


@_action
async def end(meeting: Meeting) -> None:
    """End the meeting: 410 for everybody who is in it, 4410 for everybody who comes later."""
    await meeting.end()


@_action
async def reopen(meeting: Meeting) -> None:
    """Let people into a meeting that has ended, as into a new one of the same id."""
    meeting.is_ended = False


@_action
async def limit(meeting: Meeting, **limits: int) -> None:
    """Set how many attendees or cameras it may have; options `attendees`, `cameras`."""
    meeting.roster.limits = replace(meeting.roster.limits, **limits)
    await meeting.push_index()
