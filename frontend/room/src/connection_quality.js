// How good the connection is: bars for oneself, and a sentence with a remedy if it is poor.

import { announce } from "./announce.js";
import { part, setText, show } from "./dom.js";
import { enable } from "./preferences_form.js";
import { translate } from "./strings.js";

/** @import { Meeting } from "./meeting.js" */

/** @param {Meeting} meeting */
export function watchConnectionQuality(meeting) {
  renderSignal(1);
  part("audio-only-now").onclick = () => enable("audio-only");
  meeting.av.realtimeSubscribeToLocalSignalStrengthChange(renderSignal);
  meeting.listen({
    connectionDidBecomePoor: () => showPoor(true),
    connectionDidSuggestStopVideo: () => showPoor(true),
    connectionDidBecomeGood: () => showPoor(false),
  });
}

/** @param {number} strength 0, 0.5 or 1 */
function renderSignal(strength) {
  const quality = strength === 0 ? "none" : strength === 0.5 ? "weak" : "good";
  part("my-signal").dataset.signal = String(strength);
  setText(part("my-signal-words"), translate(`signal-${quality}`));
}

/** @param {boolean} isPoor */
function showPoor(isPoor) {
  show(part("poor"), isPoor);
  if (isPoor) announce("state", translate("line-is-poor"));
}
