// The attendee's own switches: what is read aloud, single-key shortcuts, captions. They are stored
// on the device.

import { parts } from "./dom.js";
import { readPreference, storePreference } from "./preferences_store.js";

const OFF = "off";
const ON = "on";

/** @returns {HTMLInputElement[]} */
const switches = () => parts("switch");

/**
 * Whether the switch `name` is on; a switch that nobody has touched is as the page's checkbox says.
 * @param {string} name
 */
export function isEnabled(name) {
  return switches().find((input) => input.dataset.switch === name)?.checked ?? true;
}

/**
 * Puts the stored choices into the checkboxes; calls `onChange(name)` after each later change.
 * @param {(name: string) => void} onChange
 */
export function startPreferences(onChange) {
  for (const input of switches()) {
    const name = input.dataset.switch ?? "";
    const stored = readPreference(`switch-${name}`);
    if (stored) input.checked = stored === ON;
    input.addEventListener("change", () => {
      storePreference(`switch-${name}`, input.checked ? ON : OFF);
      onChange(name);
    });
  }
}
