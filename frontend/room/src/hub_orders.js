// Obeys what moderators say by the hub's messages, asks where it is a question, and tells the
// others one's own profile. What each message means is decided in hub_messages.js.

import { announce } from "./announce.js";
import { showNote, switchOff } from "./controls.js";
import {
  decode,
  encode,
  entryRulesIn,
  GENERAL,
  LIFETIME_MS,
  nameIn,
  roomIn,
  verdict,
} from "./hub_messages.js";
import { HubQuestions } from "./hub_questions.js";
import { RateLimit, ReplayFilter } from "./message_filter.js";
import { translate } from "./strings.js";

/**
 * @import { DataMessage } from "amazon-chime-sdk-js"
 * @import { InputKind } from "./devices.js"
 * @import { HubMessage, Verdict } from "./hub_messages.js"
 * @import { Me } from "./join_api.js"
 * @import { Meeting } from "./meeting.js"
 * @import { Participants } from "./participants.js"
 * @import { RoomSession } from "./room_session.js"
 * @typedef {{ id: string, name: string, mayCommand: boolean }} Sender
 * @typedef {{ meeting: Meeting, participants: Participants, me: Me }} Attached
 */

const PROFILE_MS = 5_000; // the hub begins to listen 2.5 seconds after it has started
const GOODBYE_MS = 200; // for the notice to be seen, as in the hub

export class HubOrders {
  /**
   * @param {RoomSession} session
   * @param {(name: string) => unknown} act what the room's buttons do
   */
  constructor(session, act) {
    this.session = session;
    this.questions = new HubQuestions(session, act);
    /** @type {Attached | null} */
    this.attached = null;
    this.timer = 0;
    // For all meetings of this page: whoever comes back to a room gets its last seconds once more.
    this.replays = new ReplayFilter();
    this.limit = new RateLimit();
  }

  /**
   * @param {Meeting} meeting
   * @param {Participants} participants
   * @param {Me} me
   */
  attach(meeting, participants, me) {
    this.attached = { meeting, participants, me };
    for (const topic of [GENERAL, meeting.myId])
      meeting.av.realtimeSubscribeToReceiveDataMessage(topic, (message) => this.receive(message));
    meeting.listen({ audioVideoDidStart: () => this.sendProfileOnce() });
  }

  detach() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.questions.close();
  }

  sendProfileOnce() {
    this.timer ||= setTimeout(() => this.sendProfile(), PROFILE_MS);
  }

  sendProfile() {
    if (!this.attached) return;
    const { meeting, me } = this.attached;
    const fields = { profilePic: me.photo, firstName: me.first_name, lastName: me.last_name };
    const text = encode("ATTENDEEPROFILE", { attendeeId: meeting.myId, name: me.name }, fields);
    meeting.av.realtimeSendDataMessage(GENERAL, text, LIFETIME_MS);
  }

  /** @param {DataMessage} message */
  receive(message) {
    const text = message.text();
    const { senderAttendeeId: id } = message;
    if (!this.attached || !this.replays.isNew(message, text)) return;
    if (!this.limit.admits(id, Date.now())) return;
    const order = decode(text);
    if (message.throttled) return this.onThrottled(order);
    if (order) this.follow(order, message);
  }

  /**
   * The service sends what it would not pass on back to its sender.
   * @param {HubMessage | null} order
   */
  onThrottled(order) {
    if (order?.type !== "ATTENDEEPROFILE") showNote(translate("line-throttled"));
  }

  /**
   * @param {HubMessage} order
   * @param {DataMessage} message
   */
  follow(order, { topic, senderAttendeeId: id, senderExternalUserId: externalId }) {
    if (!this.attached) return;
    const { meeting, participants, me } = this.attached;
    const mayCommand = participants.mayCommand(id, externalId);
    const what = verdict(order.type, {
      isToMe: topic === meeting.myId,
      mayCommand,
      iModerate: me.moderates,
      isInBreakout: this.session.destination.breakoutRoom !== "",
    });
    this.do(what, { id, name: participants.nameOf(id), mayCommand }, order.fields);
  }

  /**
   * @param {Verdict} what
   * @param {Sender} sender
   * @param {Record<string, unknown>} fields
   */
  do(what, sender, fields) {
    const { name } = sender;
    if (what.startsWith("ask-")) this.questions.ask(what.slice("ask-".length), sender);
    if (what === "mute") this.switchOff("mic", translate("muted-by", { name }));
    if (what === "stop-camera") this.switchOff("camera", translate("camera-stopped-by", { name }));
    if (what === "kick") this.goodbye(translate("removed-by", { name }), () => this.onKick());
    if (what === "go-back") this.goodbye(translate("room-deleted"), () => this.enter(""));
    if (what === "enter") this.onSent(roomIn(fields, this.session.destination.workshop()), name);
    if (what === "configure") this.session.entryRules = entryRulesIn(fields);
    if (what === "rooms-changed") this.questions.tell(translate("rooms-changed", { name }));
    if (what === "learn") this.attached?.participants.learn(sender.id, { ownName: nameIn(fields) });
  }

  /**
   * @param {InputKind} kind
   * @param {string} note
   */
  async switchOff(kind, note) {
    if (await switchOff(this.session, kind)) showNote(note);
  }

  /**
   * Shows why, and leaves a moment later.
   * @param {string} note
   * @param {() => void} leave
   */
  goodbye(note, leave) {
    showNote(note);
    const { meeting } = this.session;
    setTimeout(() => this.session.meeting === meeting && leave(), GOODBYE_MS);
  }

  onKick() {
    if (this.session.destination.breakoutRoom) this.enter("");
    else this.session.dispatch({ type: "stopped", reason: "removed" });
  }

  /**
   * @param {string} room
   * @param {string} name who sent this attendee there
   */
  onSent(room, name) {
    if (room) this.goodbye(translate("sent-to-room", { name }), () => this.enter(room));
  }

  /** @param {string} room the id of a breakout room, "" for the main room */
  enter(room) {
    announce("state", translate(room ? "going-to-room" : "going-back"));
    this.session.moveTo(room);
  }
}
