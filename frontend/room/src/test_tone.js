// Plays a short tone on the chosen speaker, so that the attendee knows where the sound will come
// out.

import { canChooseSpeaker } from "./devices.js";
import { DeviceController } from "./sdk_devices.js";

const NOTES = [523.25, 659.25, 783.99]; // hertz: C5, E5, G5
const NOTE_SECONDS = 0.28;

/**
 * Plays three notes on the speaker `id` ("" for the system's); resolves when they are over.
 * @param {string} id
 */
export async function playTestTone(id) {
  const context = DeviceController.getAudioContext();
  await context.resume();
  const output = context.createMediaStreamDestination();
  const audio = new Audio();
  audio.srcObject = output.stream;
  if (id && canChooseSpeaker()) await audio.setSinkId(id);
  await audio.play();
  for (const [index, hertz] of NOTES.entries()) {
    playNote(context, output, hertz, context.currentTime + index * NOTE_SECONDS);
  }
  await new Promise((resolve) => setTimeout(resolve, NOTES.length * NOTE_SECONDS * 1000 + 200));
  audio.srcObject = null;
}

/**
 * @param {AudioContext} context
 * @param {AudioNode} output
 * @param {number} hertz
 * @param {number} startsAt in seconds of the context's clock
 */
function playNote(context, output, hertz, startsAt) {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = hertz;
  gain.gain.setValueAtTime(0, startsAt);
  gain.gain.linearRampToValueAtTime(0.25, startsAt + 0.03);
  gain.gain.linearRampToValueAtTime(0, startsAt + NOTE_SECONDS);
  oscillator.connect(gain).connect(output);
  oscillator.start(startsAt);
  oscillator.stop(startsAt + NOTE_SECONDS);
}
