// Speaks to screen readers: one live region a subject, so that each can be quieted by its switch.

import { part, parts } from "./dom.js";
import { isOn } from "./preferences_form.js";

const GATHER_MS = 1000; // ten people coming in together are one sentence
const waiting = new Map();

/**
 * Says `text` in the region `subject` ("state", "people", "chat", "captions"), unless it is
 * quieted.
 */
export function announce(subject, text) {
  const hasSwitch = parts("switch").some((input) => input.dataset.switch === `say-${subject}`);
  if (hasSwitch && !isOn(`say-${subject}`)) return;
  // Emptied first: the same sentence twice must be two changes, or the second is not spoken.
  const region = part(subject, "live");
  region.textContent = "";
  setTimeout(() => (region.textContent = text), 50);
}

/**
 * Collects `person` under `kind` and says `sentence(names)` once, a second after the first of
 * them.
 */
export function gather(kind, person, sentence) {
  if (waiting.has(kind)) return waiting.get(kind).push(person);
  const people = [person];
  waiting.set(kind, people);
  return setTimeout(() => {
    waiting.delete(kind);
    // By now they have said their names.
    announce("people", sentence(people.map(({ name }) => name)));
  }, GATHER_MS);
}
