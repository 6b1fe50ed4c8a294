// The buttons of moderators: each sends a message of the hub, which its people obey, and the
// portal's.

import { part, parts, setText, show } from "./dom.js";
import { encode, GENERAL, KICK_LIFETIME_MS, LIFETIME_MS } from "./hub_messages.js";
import { translate } from "./strings.js";

/**
 * @import { Hands } from "./hands.js"
 * @import { Me } from "./join_api.js"
 * @import { Meeting } from "./meeting.js"
 * @import { Participant, Participants } from "./participants.js"
 */

const ARMED_MS = 4_000; // a removal is pressed twice within this time

export class Moderation {
  /** @param {Hands} hands */
  constructor(hands) {
    this.hands = hands;
    /** @type {{ meeting: Meeting, participants: Participants, me: Me } | null} */
    this.attached = null;
    part("people").addEventListener("click", (event) => this.onPress(event));
    for (const button of parts("order-all"))
      button.addEventListener("click", () => this.send(GENERAL, button.dataset.orderAll ?? ""));
  }

  /**
   * @param {Meeting} meeting
   * @param {Participants} participants
   * @param {Me} me
   */
  attach(meeting, participants, me) {
    this.attached = { meeting, participants, me };
    show(part("moderation"), me.moderates);
  }

  /** @param {Event} event */
  onPress({ target }) {
    const button = target instanceof Element ? target.closest("[data-order]") : null;
    const row = button?.closest("[data-attendee]");
    if (!(button instanceof HTMLElement) || !(row instanceof HTMLElement)) return;
    const { order = "" } = button.dataset;
    const { attendee: id = "" } = row.dataset;
    if (order === "LOWER") this.hands.lower(id);
    else if (order !== "KICK" || isConfirmed(button)) this.send(id, order);
  }

  /**
   * @param {string} topic everybody's, or the id of the attendee that it is for
   * @param {string} type
   */
  send(topic, type) {
    if (!this.attached?.me.moderates) return;
    const { meeting, me } = this.attached;
    const text = encode(type, { attendeeId: meeting.myId, name: me.name });
    const lifetime = type === "KICK" ? KICK_LIFETIME_MS : LIFETIME_MS;
    meeting.av.realtimeSendDataMessage(topic, text, lifetime);
  }
}

/**
 * Whether the button has been pressed a moment ago; the first press asks for the second.
 * @param {HTMLElement} button
 */
function isConfirmed(button) {
  const isArmed = button.dataset.armed === "true";
  const words = button.textContent ?? "";
  if (isArmed) return true;
  button.dataset.armed = "true";
  setText(button, translate("remove-really"));
  setTimeout(() => {
    button.dataset.armed = "false";
    setText(button, words);
  }, ARMED_MS);
  return false;
}

/**
 * Shows in somebody's row what a moderator can do about them; nothing to anybody else.
 * @param {HTMLElement} row
 * @param {Participant} person
 * @param {boolean} iModerate
 */
export function renderTools(row, person, iModerate) {
  row.dataset.attendee = person.id;
  show(part("tools", "person", row), iModerate && !person.isMe);
  setText(part("tools-label", "person", row), translate("tools-for", { name: person.name }));
  show(part("MUTE", "order", row), !person.muted);
  show(part("UNMUTE", "order", row), person.muted);
  show(part("VIDEO-DISABLE", "order", row), person.camera);
  show(part("VIDEO-ENABLE", "order", row), !person.camera);
  show(part("LOWER", "order", row), person.hand);
}
