// One tile: a participant's picture, or their initials, with name, hand, microphone and a pin.

import { initials } from "./display_names.js";
import { cloneTemplate, part, setText, show } from "./dom.js";
import { translate } from "./strings.js";

/**
 * @import { Meeting } from "./meeting.js"
 * @import { Participant } from "./participants.js"
 * @typedef {object} TileState
 * @property {boolean} isScreen whether it shows the screen that they share
 * @property {boolean} isPinned
 * @property {boolean} hasPicture
 * @property {boolean} isPaused whether there is too little bandwidth for this picture
 */

/**
 * A new tile; calls `onPin()` when its pin is pressed.
 * @param {() => void} onPin
 */
export function createTile(onPin) {
  const tile = cloneTemplate("tile");
  part("pin", "tile", tile).addEventListener("click", onPin);
  return tile;
}

/**
 * Shows `person`, or with `isScreen` the screen that they share.
 * @param {HTMLElement} tile
 * @param {Participant} person
 * @param {TileState} state
 */
export function renderTile(tile, person, state) {
  const { isScreen, hasPicture, isPaused } = state;
  /** @param {string} name */
  const at = (name) => part(name, "tile", tile);
  setText(at("name"), labelOf(person, isScreen));
  setText(at("initials"), initials(person.name));
  show(at("video"), hasPicture);
  show(at("initials"), !hasPicture);
  show(at("paused"), isPaused);
  show(at("muted"), !isScreen && person.muted);
  show(at("hand"), !isScreen && person.hand);
  setText(at("reaction"), isScreen ? "" : person.reaction);
  tile.dataset.speaking = String(!isScreen && person.speaking);
  tile.dataset.screen = String(isScreen);
  tile.dataset.mine = String(person.isMe);
  renderPin(at("pin"), person, state);
}

/**
 * @param {Participant} person
 * @param {boolean} isScreen
 */
function labelOf({ name, isMe }, isScreen) {
  if (isScreen) return translate("screen-of", { name });
  return isMe ? translate("you", { name }) : name;
}

/**
 * @param {HTMLElement} pin
 * @param {Participant} person
 * @param {TileState} state
 */
function renderPin(pin, { name }, { isScreen, isPinned }) {
  show(pin, !isScreen);
  pin.setAttribute("aria-pressed", String(isPinned));
  pin.setAttribute("aria-label", translate(isPinned ? "unpin" : "pin", { name }));
}

/**
 * Shows the video `tileId` of the service in `tile`.
 * @param {number} tileId
 * @param {HTMLElement} tile
 * @param {Meeting} meeting
 */
export function bindVideo(tileId, tile, meeting) {
  /** @type {HTMLVideoElement} */
  const video = part("video", "tile", tile);
  if (tile.dataset.bound !== String(tileId)) meeting.av.bindVideoElement(tileId, video);
  tile.dataset.bound = String(tileId);
  if (video.paused && video.srcObject) video.play().catch(() => undefined);
}
