// How well the line holds: bars for oneself, and a word with a remedy when it is poor.

import { announce } from "./announce.js";
import { part, show, write } from "./dom.js";
import { word } from "./strings.js";

const WORDS = { 0: "signal-none", 0.5: "signal-weak", 1: "signal-good" };

export function watchSignal(meeting) {
  const { av } = meeting;
  draw(1);
  av.realtimeSubscribeToLocalSignalStrengthChange(draw);
  meeting.listen({
    connectionDidBecomePoor: () => poor(true),
    connectionDidSuggestStopVideo: () => poor(true),
    connectionDidBecomeGood: () => poor(false),
  });
}

function draw(strength) {
  part("my-signal").dataset.signal = strength;
  write(part("my-signal-words"), word(WORDS[strength] ?? WORDS[1]));
}

function poor(isPoor) {
  show(part("poor"), isPoor);
  if (isPoor) announce("state", word("line-is-poor"));
}
