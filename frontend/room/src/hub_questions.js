// What others ask of this attendee: one question at a time, and nothing happens without a yes.

import { announce } from "./announce.js";
import { isOn } from "./controls.js";
import { part, setText, show } from "./dom.js";
import { translate } from "./strings.js";

/**
 * @import { Sender } from "./hub_orders.js"
 * @import { InputKind } from "./devices.js"
 * @import { RoomSession } from "./room_session.js"
 * @typedef {{ kind: InputKind, isOn: boolean }} Wish
 */

/** @type {Record<string, Wish>} */
const WISHES = {
  mute: { kind: "mic", isOn: false },
  unmute: { kind: "mic", isOn: true },
  "stop-camera": { kind: "camera", isOn: false },
  "start-camera": { kind: "camera", isOn: true },
};
const REST_MS = 60_000; // from one question to the next of somebody who may not command

export class HubQuestions {
  /**
   * @param {RoomSession} session
   * @param {(name: string) => unknown} act what the room's buttons do
   */
  constructor(session, act) {
    this.session = session;
    this.act = act;
    /** @type {Wish | null} */
    this.wish = null;
    /** @type {Map<string, number>} When each of those who may not command last asked. */
    this.asked = new Map();
    part("request-yes").addEventListener("click", () => this.accept());
    part("request-no").addEventListener("click", () => this.close());
  }

  /**
   * Asks, unless it is so already. A moderator's question takes the place of another one.
   * @param {string} name one of WISHES
   * @param {Sender} sender
   */
  ask(name, sender) {
    const wish = WISHES[name];
    if (isOn(this.session, wish.kind) === wish.isOn) return;
    if (!sender.mayCommand && !this.isPatient(sender.id)) return;
    this.wish = wish;
    this.show(translate(`asked-${name}`, { name: sender.name }));
    setText(part("request-yes"), translate(`agree-${name}`));
  }

  /**
   * Whether somebody who may not command may ask now.
   * @param {string} id
   */
  isPatient(id) {
    const now = Date.now();
    const isTooSoon = now - (this.asked.get(id) ?? -REST_MS) < REST_MS;
    if (this.wish || isTooSoon) return false;
    this.asked.set(id, now);
    return true;
  }

  /**
   * Shows a sentence with the link to the hub and nothing to decide, unless a question is open.
   * @param {string} text
   */
  tell(text) {
    if (!this.wish) this.show(text);
  }

  /** @param {string} text */
  show(text) {
    setText(part("request-text"), text);
    show(part("request"), true);
    show(part("request-yes"), this.wish !== null);
    show(part("request-hub"), this.wish === null);
    announce("state", text);
  }

  accept() {
    const { wish } = this;
    this.close();
    if (wish && isOn(this.session, wish.kind) !== wish.isOn) this.act(wish.kind);
  }

  close() {
    this.wish = null;
    show(part("request"), false);
  }
}
