// Full screen, where the browser and the page around us let it.

import { label } from "./controls.js";
import { part, root, show } from "./dom.js";

export function startFullscreen() {
  show(part("fullscreen", "control"), Boolean(document.fullscreenEnabled));
  document.addEventListener("fullscreenchange", () => label("fullscreen", isFull()));
  label("fullscreen", false);
}

export function toggleFullscreen() {
  const change = isFull() ? document.exitFullscreen() : root.requestFullscreen();
  return change.catch(() => undefined); // refused: the button stays what it was
}

function isFull() {
  return document.fullscreenElement === root;
}
