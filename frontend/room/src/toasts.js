// Short words over the stage about what the others do, and the number of unread messages in the
// tab's title. Screen readers get the same from announce.js.

import { part } from "./dom.js";
import { playSound } from "./sounds.js";
import { translate } from "./strings.js";

/** @import { Participants } from "./participants.js" */

const SHOWN_MS = 6000;
const MAX_TOASTS = 3;
const title = document.title;

/**
 * @param {string} text
 * @param {"hand" | "chat"} [sound]
 */
export function showToast(text, sound) {
  if (sound) playSound(sound);
  const list = part("toasts");
  const toast = document.createElement("p");
  toast.textContent = text; // text, never HTML: it may come from others
  list.append(toast);
  while (list.children.length > MAX_TOASTS) list.firstElementChild?.remove();
  setTimeout(() => toast.remove(), SHOWN_MS);
}

/** @param {number} count of unread messages */
export function showInTitle(count) {
  document.title = count ? `(${count}) ${title}` : title;
}

/**
 * Shows who raises a hand, and who begins to share a screen.
 * @param {Participants} participants
 */
export function followHandsAndScreens(participants) {
  let hands = new Set();
  let sharerId = "";
  participants.on("change", () => {
    const raised = participants.list().filter(({ hand, isMe }) => hand && !isMe);
    for (const { id, name } of raised)
      if (!hands.has(id)) showToast(translate("hand-went-up", { name }), "hand");
    hands = new Set(raised.map(({ id }) => id));
    const sharer = participants.sharer();
    if (sharer && sharer !== sharerId)
      showToast(translate("shares-now", { name: participants.nameOf(sharer) }));
    sharerId = sharer;
  });
}
