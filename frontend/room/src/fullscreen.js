// Full screen, where the browser and the page around the room allow it.

import { updateToggle } from "./controls.js";
import { part, root, show } from "./dom.js";

export function startFullscreen() {
  show(part("fullscreen", "control"), Boolean(document.fullscreenEnabled));
  document.addEventListener("fullscreenchange", () => updateToggle("fullscreen", isFullscreen()));
  updateToggle("fullscreen", false);
}

export function toggleFullscreen() {
  const change = isFullscreen() ? document.exitFullscreen() : root.requestFullscreen();
  return change.catch(() => undefined); // it was refused: the button stays as it was
}

function isFullscreen() {
  return document.fullscreenElement === root;
}
