// One tile: a person's picture, or their initials, with name, hand, microphone and a pin.

import { initials } from "./display_names.js";
import { copy, part, show, write } from "./dom.js";
import { word } from "./strings.js";

/** A new tile; `pinned()` when its pin is pressed. */
export function makeTile(pinned) {
  const tile = copy("tile");
  part("pin", "tile", tile).addEventListener("click", pinned);
  return tile;
}

/** Draws `person` (see participants.js) or, with `isScreen`, the screen they share. */
export function drawTile(tile, person, { isScreen, isPinned, hasPicture, isPaused }) {
  const name = isScreen ? word("screen-of", { name: person.name }) : nameOn(person);
  write(part("name", "tile", tile), name);
  write(part("initials", "tile", tile), initials(person.name));
  show(part("video", "tile", tile), hasPicture);
  show(part("initials", "tile", tile), !hasPicture);
  show(part("paused", "tile", tile), isPaused); // too little bandwidth for this picture
  show(part("muted", "tile", tile), !isScreen && person.muted);
  show(part("hand", "tile", tile), !isScreen && person.hand);
  tile.dataset.speaking = !isScreen && person.speaking;
  tile.dataset.screen = isScreen;
  tile.dataset.mine = person.isMe;
  drawPin(part("pin", "tile", tile), person, { isScreen, isPinned });
}

function nameOn(person) {
  return person.isMe ? word("you", { name: person.name }) : person.name;
}

function drawPin(pin, person, { isScreen, isPinned }) {
  show(pin, !isScreen);
  pin.setAttribute("aria-pressed", isPinned);
  pin.setAttribute("aria-label", word(isPinned ? "unpin" : "pin", { name: person.name }));
}

export function videoOf(tile) {
  return part("video", "tile", tile);
}
