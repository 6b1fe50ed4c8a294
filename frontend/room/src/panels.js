// The panels beside the stage, people and chat: one at a time, opened by their buttons.

import { part, parts, show } from "./dom.js";

/** {toggle(name)}; `opened(name)` after one opened. Closing gives the focus back to its button. */
export function startPanels(opened) {
  const toggle = (name) => {
    const isOpening = part(name, "panel").hidden;
    part("meeting").dataset.side = isOpening ? name : ""; // first: it moves what draw() scrolls to
    for (const panel of parts("panel")) draw(panel, isOpening && panel.dataset.panel === name);
    if (isOpening) opened(name);
    else part(name, "control").focus();
  };
  for (const button of parts("close-panel")) {
    button.addEventListener("click", () => toggle(button.dataset.closePanel));
  }
  for (const panel of parts("panel")) {
    panel.addEventListener(
      "keydown",
      (event) => event.key === "Escape" && toggle(panel.dataset.panel),
    );
  }
  return { toggle };
}

function draw(panel, isOpen) {
  show(panel, isOpen);
  part(panel.dataset.panel, "control").setAttribute("aria-expanded", isOpen);
  if (!isOpen) return;
  part("first", "focus", panel).focus({ preventScroll: true });
  part("first", "focus", panel).scrollIntoView({ block: "nearest" }); // not below the controls
}
