// Single keys for the room's buttons. They rest while somebody types, in a dialog, and when
// switched off.

import { parts } from "./dom.js";
import { isOn } from "./preferences_form.js";

const TYPING = "input, textarea, select, [contenteditable]";

/** Presses the control whose data-key is pressed, through `act`, while `isLive()`. */
export function startShortcuts(act, isLive) {
  addEventListener("keydown", (event) => {
    if (!isLive() || !isOn("shortcuts") || isElsewhere(event)) return;
    const button = parts("key").find(({ dataset }) => dataset.key === event.key.toLowerCase());
    if (!button || button.hidden) return;
    event.preventDefault();
    act(button.dataset.control);
  });
}

function isElsewhere({ target, altKey, ctrlKey, metaKey, repeat }) {
  const isOpen = document.querySelector("dialog[open]");
  return altKey || ctrlKey || metaKey || repeat || isOpen || target.closest?.(TYPING);
}

/** Takes the keys out of what is read with each button when they are switched off. */
export function drawShortcuts() {
  for (const button of parts("key")) {
    if (isOn("shortcuts")) button.setAttribute("aria-keyshortcuts", button.dataset.key);
    else button.removeAttribute("aria-keyshortcuts");
  }
}
