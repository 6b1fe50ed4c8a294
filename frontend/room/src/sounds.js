// Quiet sounds for who looks elsewhere: somebody comes, raises a hand, or writes. They can be
// switched off, and follow each other no faster than an ear can tell apart.

import { isEnabled } from "./preferences_form.js";
import { DeviceController } from "./sdk_devices.js";

const HERTZ = { came: 523.25, hand: 659.25, chat: 783.99 };
const SECONDS = 0.2;
const VOLUME = 0.06;
const QUIET_MS = 2000;
let playedAt = Number.NEGATIVE_INFINITY;

/** @param {keyof typeof HERTZ} kind */
export function playSound(kind) {
  const now = performance.now();
  if (!isEnabled("sounds") || now - playedAt < QUIET_MS) return;
  playedAt = now;
  const context = DeviceController.getAudioContext();
  const tone = new OscillatorNode(context, { frequency: HERTZ[kind] });
  const volume = new GainNode(context, { gain: VOLUME });
  volume.gain.setTargetAtTime(0, context.currentTime + SECONDS / 2, SECONDS / 4);
  tone.connect(volume).connect(context.destination);
  tone.start();
  tone.stop(context.currentTime + SECONDS);
}
