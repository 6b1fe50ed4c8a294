// Tells the others one's name and whether one's hand is up, and hears it from them.

import { announce } from "./announce.js";
import { label } from "./controls.js";
import { plainName } from "./display_names.js";
import { word } from "./strings.js";

const HELLO = "hello";
const HAND = "hand";
const KEPT_MS = 300_000; // the most the service keeps; said again before that, for who comes later
const AGAIN_MS = 240_000;
const THROTTLED_MS = 3_000; // a name or a hand that was not passed on is said once more

export class Introductions {
  constructor(visit) {
    this.visit = visit;
    this.timer = 0;
    this.hand = ""; // "up", "down", or "" while it was never raised
    visit.on("state", (state) => state.name === "live" && this.say());
  }

  attend(meeting, people) {
    // Who comes later may still be told of a hand that was up in the visit before.
    Object.assign(this, { meeting, people, hand: this.hand === "up" ? "down" : this.hand });
    const { av } = meeting;
    const heard = (topic, note) =>
      av.realtimeSubscribeToReceiveDataMessage(topic, (message) =>
        message.throttled ? this.saySoon(THROTTLED_MS) : note(message),
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
    this.send(HAND, this.hand);
    this.saySoon(AGAIN_MS);
  }

  // In about `ms`: not everybody at the same moment.
  saySoon(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.say(), ms * (0.8 + 0.2 * Math.random()));
  }

  toggleHand() {
    const isUp = this.hand !== "up";
    this.hand = isUp ? "up" : "down";
    this.send(HAND, this.hand);
    this.people.note(this.meeting.myId, { hand: isUp });
    announce("state", word(isUp ? "hand-is-up" : "hand-is-down"));
    label(HAND, isUp);
  }

  send(topic, text) {
    if (text) this.meeting.av.realtimeSendDataMessage(topic, text, KEPT_MS);
  }
}

function introduction(message) {
  return { said: plainName(message.text()), externalId: message.senderExternalUserId };
}
