// The meeting's sound: shows a notice if the browser holds it back, and offers the button that
// starts it.

import { part, show } from "./dom.js";

/** @import { Meeting } from "./meeting.js" */

const GRACE_MS = 2000; // the element gets its stream a little after the meeting is live

/** @returns {HTMLAudioElement} */
export const audioElement = () => part("sound");

export function startAudioPlayback() {
  const audio = audioElement();
  audio.addEventListener("playing", () => show(part("sound-blocked"), false));
  part("play-sound").addEventListener("click", () => audio.play().catch(() => undefined));
}

/** @param {Meeting} meeting */
export function watchAudioPlayback(meeting) {
  const check = () => show(part("sound-blocked"), audioElement().paused);
  meeting.listen({ audioVideoDidStart: () => setTimeout(check, GRACE_MS) });
}
