// What stays on this device: the ids of the chosen devices, and which switches are off. No names,
// no words.

const KEY = "workshop-room";

function all() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // storage may be forbidden in a frame, or hold something else
  }
}

/** The string kept under `name`, or "". */
export function recall(name) {
  const kept = all()[name];
  return typeof kept === "string" ? kept : "";
}

export function keep(name, text) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...all(), [name]: text }));
  } catch {
    // Remembering is a comfort: without storage the person chooses again next time.
  }
}
