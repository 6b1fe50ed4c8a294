// One picture in a small window above everything else, where the browser can do that.

import { part, show } from "./dom.js";

const OF_OTHERS = ".room-tile:not([data-mine='true'])";
/** A shared screen, else whoever speaks, else the first of the others. */
const PICTURES = ["[data-screen='true']", "[data-speaking='true']", ""].map(
  (kind) => `${OF_OTHERS}${kind} video:not([hidden])`,
);

export function startPictureInPicture() {
  const button = part("picture-in-picture");
  show(button, Boolean(document.pictureInPictureEnabled));
  button.addEventListener("click", async () => {
    /** @type {HTMLDialogElement} */
    const settings = part("settings");
    const isOpen = document.pictureInPictureElement !== null;
    const done = isOpen ? document.exitPictureInPicture() : open();
    await done.catch(() => null); // the browser shows by itself that it does not
    settings.close();
  });
}

async function open() {
  const video = PICTURES.map((picture) => document.querySelector(picture)).find(Boolean);
  if (video instanceof HTMLVideoElement) await video.requestPictureInPicture();
}
