// Single keys for the room's buttons. They do nothing while somebody types, in a dialog, or when
// they are switched off.

import { parts } from "./dom.js";
import { isEnabled } from "./preferences_form.js";

const TEXT_FIELDS = "input, textarea, select, [contenteditable]";

/**
 * Presses the control whose data-key is pressed, by `act`, while `isLive()`.
 * @param {(name: string) => void} act
 * @param {() => boolean} isLive
 */
export function startShortcuts(act, isLive) {
  addEventListener("keydown", (event) => {
    if (!isLive() || !isEnabled("shortcuts") || isMeantElsewhere(event)) return;
    const button = parts("key").find(({ dataset }) => dataset.key === event.key.toLowerCase());
    if (!button || button.hidden) return;
    event.preventDefault();
    act(button.dataset.control ?? "");
  });
}

/**
 * Whether a key is typed, belongs to a dialog, or is held.
 * @param {KeyboardEvent} event
 */
export function isMeantElsewhere({ target, altKey, ctrlKey, metaKey, repeat }) {
  const isInField = target instanceof Element && target.closest(TEXT_FIELDS);
  const isInDialog = document.querySelector("dialog[open]");
  return altKey || ctrlKey || metaKey || repeat || isInDialog || isInField;
}

/** Makes screen readers read the key with each button, unless shortcuts are switched off. */
export function updateShortcutHints() {
  for (const button of parts("key")) {
    const { key = "" } = button.dataset;
    if (isEnabled("shortcuts")) button.setAttribute("aria-keyshortcuts", key);
    else button.removeAttribute("aria-keyshortcuts");
  }
}
