// Sends the others one's name and whether one's hand is up, and receives theirs.

import { announce } from "./announce.js";
import { updateToggle } from "./controls.js";
import { plainName } from "./display_names.js";
import { translate } from "./strings.js";

/**
 * @import { DataMessage } from "amazon-chime-sdk-js"
 * @import { Meeting } from "./meeting.js"
 * @import { Participants } from "./participants.js"
 * @import { RoomSession } from "./room_session.js"
 * @typedef {{ meeting: Meeting, participants: Participants }} Attached
 */

const HELLO = "hello";
const HAND = "hand";
const LIFETIME_MS = 300_000; // the most that the service allows, for those who come later
const REPEAT_MS = 240_000; // before that time is over
const RETRY_MS = 3_000; // a name or a hand that was not passed on is sent once more

export class PeerMessages {
  /** @param {RoomSession} session */
  constructor(session) {
    this.session = session;
    /** @type {Attached | null} */
    this.attached = null;
    this.timer = 0;
    this.hand = ""; // "up", "down", or "" if it was never raised
    /** @type {Set<string>} The ids of those whose hand is up. */
    this.raised = new Set();
    session.on("state", (state) => state.name === "live" && this.sendAll());
  }

  /**
   * @param {Meeting} meeting
   * @param {Participants} participants
   */
  attach(meeting, participants) {
    this.attached = { meeting, participants };
    this.raised = new Set();
    // Those who come later may still receive a hand that was up in the visit before.
    if (this.hand === "up") this.hand = "down";
    this.receive(HELLO, (message) =>
      participants.learn(message.senderAttendeeId, introduction(message)),
    );
    this.receive(HAND, (message) =>
      this.setRaised(message.senderAttendeeId, message.text() === "up"),
    );
    participants.on("arrived", ({ id }) => {
      if (this.raised.has(id)) participants.update(id, { hand: true });
    });
    participants.on("gone", ({ id }) => this.raised.delete(id));
    updateToggle(HAND, false);
  }

  detach() {
    clearTimeout(this.timer);
  }

  /**
   * Calls `handle` for each message of `topic`; a message of one's own that the service would not
   * pass on comes back, and is sent again.
   * @param {string} topic
   * @param {(message: DataMessage) => void} handle
   */
  receive(topic, handle) {
    this.attached?.meeting.av.realtimeSubscribeToReceiveDataMessage(topic, (message) =>
      message.throttled ? this.sendAllIn(RETRY_MS) : handle(message),
    );
  }

  /**
   * Whoever comes in receives what the service stored, before or after it names the sender as
   * present.
   * @param {string} id
   * @param {boolean} isUp
   */
  setRaised(id, isUp) {
    const participants = this.attached?.participants;
    const wasUp = this.raised.has(id);
    if (isUp) this.raised.add(id);
    else this.raised.delete(id);
    participants?.update(id, { hand: isUp });
    if (!isUp || wasUp) return;
    announce("people", translate("hand-went-up", { name: participants?.nameOf(id) ?? "" }));
  }

  /** Sends the name, and the hand if it is up; repeats both every four minutes. */
  sendAll() {
    clearTimeout(this.timer);
    if (!this.attached || this.session.state.name !== "live") return;
    this.send(HELLO, plainName(this.attached.participants.directory.me.name));
    this.send(HAND, this.hand);
    this.sendAllIn(REPEAT_MS);
  }

  /**
   * Sends all in about `ms`, so that not everybody does at the same moment.
   * @param {number} ms
   */
  sendAllIn(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.sendAll(), ms * (0.8 + 0.2 * Math.random()));
  }

  toggleHand() {
    if (!this.attached) return;
    const { meeting, participants } = this.attached;
    const isUp = this.hand !== "up";
    this.hand = isUp ? "up" : "down";
    this.send(HAND, this.hand);
    participants.update(meeting.myId, { hand: isUp });
    announce("state", translate(isUp ? "hand-is-up" : "hand-is-down"));
    updateToggle(HAND, isUp);
  }

  /**
   * @param {string} topic
   * @param {string} text
   */
  send(topic, text) {
    if (text) this.attached?.meeting.av.realtimeSendDataMessage(topic, text, LIFETIME_MS);
  }
}

/** @param {DataMessage} message */
function introduction(message) {
  return { ownName: plainName(message.text()), externalId: message.senderExternalUserId };
}
