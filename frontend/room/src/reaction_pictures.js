// The pictures that a reaction may be; whatever else is sent is none. Pure.

/** @type {Map<string, string>} By the name that is sent. */
const PICTURES = new Map([
  ["thumbs-up", "👍"],
  ["heart", "❤️"],
  ["clap", "👏"],
  ["laugh", "😂"],
  ["surprise", "😮"],
  ["celebrate", "🎉"],
]);

/**
 * The picture called `name`, or "".
 * @param {string} name
 */
export function pictureOf(name) {
  return PICTURES.get(name) ?? "";
}
