// Shows how loud the microphone is while the person gets ready.

import { part, parts } from "./dom.js";
import { DeviceController } from "./sdk.js";

const EACH_MS = 80;
let timer = 0;
let analyser = null;

/** Starts the meter on the microphone in use; stops the one before. */
export function startLevel(devices) {
  stopLevel();
  analyser = devices.controller.createAnalyserNodeForAudioInput();
  if (!analyser) return;
  wake();
  const samples = new Uint8Array(analyser.fftSize);
  timer = setInterval(() => draw(samples), EACH_MS);
}

export function stopLevel() {
  clearInterval(timer);
  analyser?.removeOriginalInputs?.();
  analyser = null;
  for (const meter of parts("level")) meter.value = 0;
}

function draw(samples) {
  analyser.getByteTimeDomainData(samples); // 128 is silence
  const peak = samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample - 128)), 0);
  const meter = part("mic", "level");
  meter.value = Math.min(100, Math.round(Math.sqrt(peak / 128) * 100));
}

// A page nobody has touched may not run sound: the meter begins to move with the first press.
function wake() {
  const context = DeviceController.getAudioContext();
  const resume = () => context.resume().catch(() => undefined);
  if (context.state === "running") return;
  resume();
  for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, resume, { once: true });
}
