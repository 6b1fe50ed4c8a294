// Says why a camera or a microphone is not there, and which switch would mend it.

import { parts, show } from "./dom.js";
import { platform } from "./platform.js";

const here = platform(navigator.userAgent, navigator.maxTouchPoints);

/** Shows the help called `trouble` for `kind` ("mic", "camera"), or none for "". */
export function showHelp(kind, trouble) {
  for (const box of parts("helps").filter(({ dataset }) => dataset.helps === kind)) {
    show(box, Boolean(trouble));
    for (const text of parts("help", box))
      show(text, text.dataset.help.split(" ").includes(trouble));
    for (const text of parts("browser", box))
      show(text, text.dataset.browser.split(" ").includes(here.browser));
    for (const text of parts("system", box))
      show(text, text.dataset.system.split(" ").includes(here.system));
  }
}

/**
 * Makes the buttons of the help work: "Try again" calls `again(kind)`, "Copy the address" copies
 * this page's, for a browser that has a camera.
 */
export function startHelp(again) {
  for (const button of parts("again"))
    button.addEventListener("click", () => again(button.dataset.again));
  for (const button of parts("copy")) {
    button.addEventListener("click", () => copyAddress(button));
  }
}

async function copyAddress(button) {
  await navigator.clipboard?.writeText(location.href).catch(() => undefined);
  show(button.nextElementSibling, true);
}
