// Shows how loud the microphone is while the attendee gets ready.

import { part, parts } from "./dom.js";
import { DeviceController } from "./sdk_devices.js";

/** @import { Devices } from "./devices.js" */

const INTERVAL_MS = 80;
const HEARD = 15; // of 100: above the noise of a quiet room
let timer = 0;
/** @type {ReturnType<InstanceType<typeof DeviceController>["createAnalyserNodeForAudioInput"]>} */
let analyser = null;

/**
 * Starts the meter on the microphone in use, and stops the one before.
 * @param {Devices} devices
 */
export function startMicLevel(devices) {
  stopMicLevel();
  const node = devices.controller.createAnalyserNodeForAudioInput();
  if (!node) return;
  analyser = node;
  resumeAudio();
  const samples = new Uint8Array(node.fftSize);
  timer = setInterval(() => render(node, samples), INTERVAL_MS);
}

/** Whether the meter shows more than silence. */
export function hearsSomething() {
  /** @type {HTMLMeterElement} */
  const meter = part("mic", "level");
  return meter.value >= HEARD;
}

export function stopMicLevel() {
  clearInterval(timer);
  analyser?.removeOriginalInputs?.();
  analyser = null;
  /** @type {HTMLMeterElement[]} */
  const meters = parts("level");
  for (const meter of meters) meter.value = 0;
}

/**
 * @param {AnalyserNode} node
 * @param {Uint8Array<ArrayBuffer>} samples
 */
function render(node, samples) {
  node.getByteTimeDomainData(samples); // 128 is silence
  const peak = samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample - 128)), 0);
  /** @type {HTMLMeterElement} */
  const meter = part("mic", "level");
  meter.value = Math.min(100, Math.round(Math.sqrt(peak / 128) * 100));
}

/** A page that nobody has touched may not run sound: the meter begins to move at the first press. */
function resumeAudio() {
  const context = DeviceController.getAudioContext();
  const resume = () => context.resume().catch(() => undefined);
  if (context.state === "running") return;
  resume();
  for (const event of ["pointerdown", "keydown"]) addEventListener(event, resume, { once: true });
}
