// Raised hands, in the hub's form: two topics, whose text is the id of the attendee whose hand it
// is.

import { announce, announceTogether } from "./announce.js";
import { showNote, updateToggle } from "./controls.js";
import { DISMISS, LIFETIME_MS, RAISE } from "./hub_messages.js";
import { ReplayFilter } from "./message_filter.js";
import { joinNames, translate } from "./strings.js";

/**
 * @import { DataMessage } from "amazon-chime-sdk-js"
 * @import { Meeting } from "./meeting.js"
 * @import { Participants } from "./participants.js"
 * @import { RoomSession } from "./room_session.js"
 * @typedef {{ meeting: Meeting, participants: Participants }} Attached
 */

const RESEND_MS = 3_000; // whoever arrives listens by then
const SPREAD_MS = 2_000; // not all raised hands at once
const QUIET_MS = 5_000; // between two sendings, and between two announcements of one hand

export class Hands {
  /** @param {RoomSession} session */
  constructor(session) {
    this.session = session;
    /** @type {Attached | null} */
    this.attached = null;
    this.isUp = false;
    this.timer = 0;
    this.sentAt = 0;
    /** @type {Set<string>} The ids of the others whose hand is up, here or not yet. */
    this.raised = new Set();
    /** @type {Map<string, number>} When a hand was last announced. */
    this.announced = new Map();
    this.replays = new ReplayFilter();
    session.on("state", (state) => state.name === "live" && this.isUp && this.send());
  }

  /**
   * Begins with no hand up: whoever left, if only to come back, has lowered it.
   * @param {Meeting} meeting
   * @param {Participants} participants
   */
  attach(meeting, participants) {
    this.attached = { meeting, participants };
    this.raised.clear();
    this.setOwn(false);
    this.receive(RAISE, (id, message) => {
      if (id === message.senderAttendeeId) this.setRaised(id, true);
    });
    this.receive(DISMISS, (id, message) => this.onDismiss(id, message));
    participants.on("arrived", (person) => this.onArrived(person.id));
    participants.on("gone", ({ id }) => {
      this.raised.delete(id);
      this.announced.delete(id);
    });
  }

  detach() {
    clearTimeout(this.timer);
    this.timer = 0;
  }

  /**
   * Calls `handle` with the id in each new message; one's own that the service would not pass on
   * comes back, and is sent again.
   * @param {string} topic
   * @param {(id: string, message: DataMessage) => void} handle
   */
  receive(topic, handle) {
    this.attached?.meeting.av.realtimeSubscribeToReceiveDataMessage(topic, (message) => {
      if (message.throttled) return this.sendSoon();
      const id = message.text();
      if (this.replays.isNew(message, id)) handle(id, message);
    });
  }

  /**
   * A hand is lowered by its owner, or by whoever may command.
   * @param {string} id
   * @param {DataMessage} message
   */
  onDismiss(id, { senderAttendeeId: senderId, senderExternalUserId: externalId }) {
    const participants = this.attached?.participants;
    if (!participants) return;
    if (id !== senderId && !participants.mayCommand(senderId, externalId)) return;
    if (id !== participants.myId) return this.setRaised(id, false);
    if (!this.isUp) return;
    this.setOwn(false);
    showNote(translate("hand-was-lowered", { name: participants.nameOf(senderId) }));
  }

  /**
   * A hand may be known before the service names its owner as present.
   * @param {string} id
   */
  onArrived(id) {
    const participants = this.attached?.participants;
    if (this.raised.has(id))
      participants?.update(id, { hand: true, handNumber: this.numberOf(id) });
    if (this.isUp && id !== participants?.myId) this.sendSoon();
  }

  /**
   * @param {string} id
   * @param {boolean} isUp
   */
  setRaised(id, isUp) {
    const participants = this.attached?.participants;
    const isNew = isUp && !this.raised.has(id);
    if (isUp) this.raised.add(id);
    else this.raised.delete(id);
    participants?.update(id, { hand: isUp, ...(isUp && { handNumber: this.numberOf(id) }) });
    const person = participants?.get(id);
    if (!isNew || !person || Date.now() - (this.announced.get(id) ?? 0) < QUIET_MS) return;
    this.announced.set(id, Date.now());
    announceTogether("hands", person, (names) =>
      translate("hand-went-up", { name: joinNames(names) }),
    );
  }

  /**
   * The place of a raised hand among those that are up.
   * @param {string} id
   */
  numberOf(id) {
    return [...this.raised].indexOf(id);
  }

  toggle() {
    if (!this.attached) return;
    this.setOwn(!this.isUp);
    this.send();
    announce("state", translate(this.isUp ? "hand-is-up" : "hand-is-down"));
  }

  /** @param {boolean} isUp */
  setOwn(isUp) {
    this.isUp = isUp;
    this.attached?.participants.update(this.attached.meeting.myId, { hand: isUp });
    updateToggle("hand", isUp);
  }

  /** Lets everybody know of one's own hand, up or down. */
  send() {
    this.detach();
    if (!this.attached || this.session.state.name !== "live") return;
    this.sentAt = Date.now();
    const { av, myId } = this.attached.meeting;
    av.realtimeSendDataMessage(this.isUp ? RAISE : DISMISS, myId, LIFETIME_MS);
  }

  /**
   * Lowers somebody else's hand, which only a moderator's page offers.
   * @param {string} id
   */
  lower(id) {
    this.attached?.meeting.av.realtimeSendDataMessage(DISMISS, id, LIFETIME_MS);
    this.setRaised(id, false);
  }

  sendSoon() {
    if (this.timer) return;
    const quiet = this.sentAt + QUIET_MS - Date.now();
    const wait = Math.max(RESEND_MS, quiet) + SPREAD_MS * Math.random();
    this.timer = setTimeout(() => this.send(), wait);
  }
}
