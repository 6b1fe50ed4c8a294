// On narrow screens the controls that are needed less often open above the bar, behind "More".

import { part } from "./dom.js";

/** {toggle}; a press on one of the controls, a press elsewhere and Escape close the sheet. */
export function startMoreMenu() {
  const sheet = part("more-controls");
  const button = part("more", "control");
  /** @param {boolean} isOpen */
  const setOpen = (isOpen) => {
    sheet.dataset.open = String(isOpen);
    button.setAttribute("aria-expanded", String(isOpen));
  };
  const isOpen = () => sheet.dataset.open === "true";
  addEventListener("click", ({ target }) => {
    if (isOpen() && target instanceof Node && !button.contains(target)) setOpen(false);
  });
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !isOpen()) return;
    setOpen(false);
    button.focus();
  });
  return { toggle: () => setOpen(!isOpen()) };
}
