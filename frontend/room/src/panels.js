// The panels beside the stage, people and chat: one at a time, opened by their buttons.

import { part, parts, show } from "./dom.js";

/**
 * {toggle(name)}; calls `onOpen(name)` after a panel has opened. A panel that closes gives the
 * focus back to its button.
 * @param {(name: string) => void} onOpen
 */
export function startPanels(onOpen) {
  /** @param {string} name */
  const toggle = (name) => {
    const willOpen = part(name, "panel").hidden;
    part("meeting").dataset.side = willOpen ? name : ""; // first: it moves what render() scrolls to
    for (const panel of parts("panel")) render(panel, willOpen && panel.dataset.panel === name);
    if (willOpen) onOpen(name);
    else buttonFor(name).focus();
  };
  for (const button of parts("close-panel")) {
    button.addEventListener("click", () => toggle(button.dataset.closePanel ?? ""));
  }
  for (const panel of parts("panel")) {
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") toggle(panel.dataset.panel ?? "");
    });
  }
  return { toggle };
}

/**
 * Its own button, or "More" where that one is not in sight.
 * @param {string} name
 */
function buttonFor(name) {
  const button = part(name, "control");
  return button.checkVisibility() ? button : part("more", "control");
}

/**
 * @param {HTMLElement} panel
 * @param {boolean} isOpen
 */
function render(panel, isOpen) {
  show(panel, isOpen);
  part(panel.dataset.panel ?? "", "control").setAttribute("aria-expanded", String(isOpen));
  if (!isOpen) return;
  part("first", "focus", panel).focus({ preventScroll: true });
}
