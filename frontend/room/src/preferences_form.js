// The attendee's own switches and choices: what is read aloud, single-key shortcuts, captions, the
// own picture. They are stored on the device.

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
 * Switches on what is off, as a press would.
 * @param {string} name
 */
export function enable(name) {
  const input = switches().find(({ dataset }) => dataset.switch === name);
  if (input && !input.checked) input.click();
}

/** @returns {HTMLSelectElement[]} */
const choices = () => parts("choice");

/**
 * The chosen value of the menu `name`.
 * @param {string} name
 */
export function choiceOf(name) {
  return choices().find((menu) => menu.dataset.choice === name)?.value ?? "";
}

/**
 * Puts the stored choices into checkboxes and menus; calls `onChange(name)` after each later change.
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
  for (const menu of choices()) startChoice(menu, onChange);
}

/**
 * @param {HTMLSelectElement} menu
 * @param {(name: string) => void} onChange
 */
function startChoice(menu, onChange) {
  const name = menu.dataset.choice ?? "";
  const stored = readPreference(`choice-${name}`);
  if ([...menu.options].some(({ value }) => value === stored)) menu.value = stored;
  menu.addEventListener("change", () => {
    storePreference(`choice-${name}`, menu.value);
    onChange(name);
  });
}
