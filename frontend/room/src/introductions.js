// Tells the others one's name and whether one's hand is up, and hears it from them.

import { announce } from "./announce.js";
import { label } from "./controls.js";
import { plainName } from "./names.js";
import { word } from "./words.js";

const HELLO = "hello";
const HAND = "hand";
const KEPT_MS = 300_000; // the most the service keeps; said again before that, for who comes later
const AGAIN_MS = 240_000;

export class Introductions {
  constructor(visit) {
    this.visit = visit;
    this.timer = 0;
    visit.on("state", (state) => state.name === "live" && this.say());
  }

  attend(meeting, people) {
    Object.assign(this, { meeting, people, isUp: false });
    const { av } = meeting;
    const heard = (topic, note) =>
      av.realtimeSubscribeToReceiveDataMessage(
        topic,
        (message) => !message.throttled && note(message),
      );
    heard(HELLO, (message) => people.met(message.senderAttendeeId, introduction(message)));
    heard(HAND, (message) => this.saw(message.senderAttendeeId, message.text() === "up"));
    this.raised = new Set();
    people.on("arrived", ({ id }) => this.raised.has(id) && people.note(id, { hand: true }));
    people.on("gone", ({ id }) => this.raised.delete(id));
    label(HAND, false);
  }

  leave() {
    clearTimeout(this.timer);
  }

  // Who comes in reads what the service kept, before or after it names the sender as present.
  saw(id, isUp) {
    const wasUp = this.raised.has(id);
    if (isUp) this.raised.add(id);
    else this.raised.delete(id);
    this.people.note(id, { hand: isUp });
    if (isUp && !wasUp) announce("people", word("hand-went-up", { name: this.people.nameOf(id) }));
  }

  /** Name, and hand when it is up; again every four minutes, not all at the same moment. */
  say() {
    clearTimeout(this.timer);
    if (!this.meeting || this.visit.state.name !== "live") return;
    this.send(HELLO, plainName(this.people.told.me.name));
    if (this.isUp) this.send(HAND, "up");
    this.timer = setTimeout(() => this.say(), AGAIN_MS * (0.8 + 0.2 * Math.random()));
  }

  toggleHand() {
    this.isUp = !this.isUp;
    this.send(HAND, this.isUp ? "up" : "down");
    this.people.note(this.meeting.myId, { hand: this.isUp });
    announce("state", word(this.isUp ? "hand-is-up" : "hand-is-down"));
    label(HAND, this.isUp);
  }

  send(topic, text) {
    if (text) this.meeting.av.realtimeSendDataMessage(topic, text, KEPT_MS);
  }
}

function introduction(message) {
  return { said: plainName(message.text()), externalId: message.senderExternalUserId };
}
