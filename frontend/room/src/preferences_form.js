// The person's own switches: what is read aloud, single-key shortcuts, captions. Kept on the
// device.

import { parts } from "./dom.js";
import { keep, recall } from "./preferences_store.js";

const OFF = "off";
const ON = "on";

/** Whether the switch `name` is on; where nobody touched it, what the page's checkbox says. */
export function isOn(name) {
  return box(name)?.checked ?? true;
}

function box(name) {
  return parts("switch").find((input) => input.dataset.switch === name);
}

/** Puts the remembered choices into the checkboxes; `changed(name)` after each later change. */
export function startSwitches(changed) {
  for (const input of parts("switch")) {
    const kept = recall(`switch-${input.dataset.switch}`);
    if (kept) input.checked = kept === ON;
    input.addEventListener("change", () => {
      keep(`switch-${input.dataset.switch}`, input.checked ? ON : OFF);
      changed(input.dataset.switch);
    });
  }
}
