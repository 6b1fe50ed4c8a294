// Explains why a camera or a microphone is not available, and which switch would change that.

import { parts, show } from "./dom.js";
import { platform } from "./platform.js";

/** @import { InputKind } from "./devices.js" */

const here = platform(navigator.userAgent, navigator.maxTouchPoints);

/**
 * Shows the help called `error` for `kind`, or none for "".
 * @param {string} kind
 * @param {string} error
 */
export function showDeviceHelp(kind, error) {
  for (const box of parts("helps").filter(({ dataset }) => dataset.helps === kind)) {
    show(box, Boolean(error));
    showMatching(box, "help", error);
    showMatching(box, "browser", here.browser);
    showMatching(box, "system", here.system);
  }
}

/**
 * Shows those parts of `box` whose data-<kind>, a list of words, contains `value`.
 * @param {HTMLElement} box
 * @param {string} kind
 * @param {string} value
 */
function showMatching(box, kind, value) {
  for (const text of parts(kind, box)) {
    show(text, (text.dataset[kind] ?? "").split(" ").includes(value));
  }
}

/**
 * Makes the buttons of the help work: "Try again" calls `onRetry(kind)`, and "Copy the address"
 * copies this page's, for a browser that has a camera.
 * @param {(kind: InputKind) => void} onRetry
 */
export function startDeviceHelp(onRetry) {
  for (const button of parts("again")) {
    const kind = /** @type {InputKind} */ (button.dataset.again);
    button.addEventListener("click", () => onRetry(kind));
  }
  for (const button of parts("copy")) {
    button.addEventListener("click", () => copyAddress(button));
  }
}

/** @param {HTMLElement} button */
async function copyAddress(button) {
  await navigator.clipboard?.writeText(location.href).catch(() => undefined);
  show(/** @type {HTMLElement | null} */ (button.nextElementSibling), true);
}
