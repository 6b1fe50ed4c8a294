// Says why a camera or a microphone is not there, and which switch would mend it.

import { parts, show } from "./page.js";
import { platform } from "./platform.js";

const here = platform(navigator.userAgent, navigator.maxTouchPoints);

/** Shows the help called `trouble` for `kind` ("mic", "camera"), or none for "". */
export function showHelp(kind, trouble) {
  for (const box of parts("helps").filter(({ dataset }) => dataset.helps === kind)) {
    show(box, Boolean(trouble));
    for (const text of parts("help", box)) show(text, text.dataset.help === trouble);
    for (const text of parts("browser", box))
      show(text, text.dataset.browser.split(" ").includes(here.browser));
    for (const text of parts("system", box))
      show(text, text.dataset.system.split(" ").includes(here.system));
  }
}

/** Lets each "Copy the address" button copy this page's, for a browser that has a camera. */
export function startHelp() {
  for (const button of parts("copy")) {
    button.addEventListener("click", () => copyAddress(button));
  }
}

async function copyAddress(button) {
  await navigator.clipboard?.writeText(location.href).catch(() => undefined);
  show(button.nextElementSibling, true);
}
