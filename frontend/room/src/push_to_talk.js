// Whoever is muted is heard for as long as they hold the space bar.

import { isEnabled } from "./preferences_form.js";
import { isMeantElsewhere } from "./shortcuts.js";

/** @import { RoomSession } from "./room_session.js" */

const BUTTONS = "button, a, summary"; // the space bar presses what has the focus

/**
 * @param {RoomSession} session
 * @param {() => boolean} isLive
 */
export function startPushToTalk(session, isLive) {
  let isHeld = false;
  addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (key !== " " || !isLive() || !isEnabled("shortcuts") || isMeantElsewhere(event)) return;
    if (target instanceof Element && target.closest(BUTTONS)) return;
    event.preventDefault();
    const av = session.meeting?.av;
    isHeld = Boolean(session.devices.running.mic && av?.realtimeIsLocalAudioMuted());
    if (isHeld) av?.realtimeUnmuteLocalAudio();
  });
  const release = () => {
    if (isHeld) session.meeting?.av.realtimeMuteLocalAudio();
    isHeld = false;
  };
  addEventListener("keyup", ({ key }) => key === " " && release());
  addEventListener("blur", release); // the key may be released over another window
}
