// Plays a short tone on the chosen speaker, so that the person knows where the sound will come out.

import { canChooseSpeaker } from "./devices.js";
import { DeviceController } from "./sdk.js";

const NOTES = [523.25, 659.25, 783.99]; // hertz: C5, E5, G5
const NOTE_S = 0.28;

/** Plays three notes on the speaker `id` ("" for the system's); resolves when they are over. */
export async function playTone(id) {
  const context = DeviceController.getAudioContext();
  await context.resume();
  const out = context.createMediaStreamDestination();
  const sound = new Audio();
  sound.srcObject = out.stream;
  if (id && canChooseSpeaker()) await sound.setSinkId(id);
  await sound.play();
  NOTES.forEach((hertz, at) => note(context, out, hertz, context.currentTime + at * NOTE_S));
  await new Promise((over) => setTimeout(over, NOTES.length * NOTE_S * 1000 + 200));
  sound.srcObject = null;
}

function note(context, out, hertz, starts) {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = hertz;
  gain.gain.setValueAtTime(0, starts);
  gain.gain.linearRampToValueAtTime(0.25, starts + 0.03);
  gain.gain.linearRampToValueAtTime(0, starts + NOTE_S);
  oscillator.connect(gain).connect(out);
  oscillator.start(starts);
  oscillator.stop(starts + NOTE_S);
}
