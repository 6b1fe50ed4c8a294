// Speaks to screen readers: there is one live region for each subject, so that the attendee can
// mute each by its switch.

import { part, parts, setText } from "./dom.js";
import { isEnabled } from "./preferences_form.js";

const COLLECT_MS = 1000; // ten people who arrive together make one sentence
/** @type {Map<string, { name: string }[]>} The people collected for each kind of sentence. */
const collected = new Map();

/**
 * Announces `text` in the region `subject` ("state", "people", "chat", "captions"), unless that
 * one is muted.
 * @param {string} subject
 * @param {string} text
 */
export function announce(subject, text) {
  const hasSwitch = parts("switch").some((input) => input.dataset.switch === `say-${subject}`);
  if (hasSwitch && !isEnabled(`say-${subject}`)) return;
  // It is emptied first: the same sentence twice must be two changes, or the second is not spoken.
  const region = part(subject, "live");
  region.textContent = "";
  setTimeout(() => setText(region, text), 50);
}

/**
 * Collects `person` under `kind`, and announces `sentence(names)` once, a second after the first.
 * @param {string} kind
 * @param {{ name: string }} person
 * @param {(names: string[]) => string} sentence
 */
export function announceTogether(kind, person, sentence) {
  const waiting = collected.get(kind);
  if (waiting) {
    waiting.push(person);
    return;
  }
  const people = [person];
  collected.set(kind, people);
  setTimeout(() => {
    collected.delete(kind);
    // The names are read now, because people introduce themselves after they arrive.
    announce("people", sentence(people.map(({ name }) => name)));
  }, COLLECT_MS);
}
