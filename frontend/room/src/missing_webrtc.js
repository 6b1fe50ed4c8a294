// Browsers that cannot hold a meeting, such as those inside of other apps: they are told before
// anybody presses a button that cannot work.

import { part, setText, show } from "./dom.js";
import { translate } from "./strings.js";

/** Whether this browser can hold a meeting; if not, the page says so and what to do. */
export function checkWebRtc() {
  if (typeof RTCPeerConnection === "function") return true;
  show(part("no-webrtc"), true);
  show(part("go"), false);
  show(part("allow-box"), false);
  /** @type {HTMLAnchorElement} */
  const link = part("this-page");
  link.href = location.href;
  part("copy-address").addEventListener("click", copyAddress);
  return false;
}

async function copyAddress() {
  const result = await navigator.clipboard.writeText(location.href).then(
    () => "copied",
    () => "copy-failed",
  );
  setText(part("copied"), translate(result));
}
