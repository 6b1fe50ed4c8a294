// The meeting's sound: says so when the browser holds it back, and offers the press that lets it
// out.

import { part, show } from "./dom.js";

const GRACE_MS = 2000; // the element gets its stream a little after the meeting is live

export function startSound() {
  const sound = part("sound");
  sound.addEventListener("playing", () => show(part("sound-blocked"), false));
  part("play-sound").addEventListener("click", () => sound.play().catch(() => undefined));
}

export function watchSound(meeting) {
  const check = () => show(part("sound-blocked"), part("sound").paused);
  meeting.listen({ audioVideoDidStart: () => setTimeout(check, GRACE_MS) });
}
