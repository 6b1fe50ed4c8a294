// What stays on this device: the ids of the chosen devices, and which switches are off. It holds
// no names and no messages.

const KEY = "workshop-room";

/** @returns {Record<string, unknown>} */
function load() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "") ?? {};
  } catch {
    return {}; // storage may be forbidden in a frame, or hold something else
  }
}

/**
 * The string stored under `name`, or "".
 * @param {string} name
 */
export function readPreference(name) {
  const value = load()[name];
  return typeof value === "string" ? value : "";
}

/**
 * @param {string} name
 * @param {string} value
 */
export function storePreference(name, value) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...load(), [name]: value }));
  } catch {
    // To remember is a comfort: without storage the attendee chooses again next time.
  }
}
