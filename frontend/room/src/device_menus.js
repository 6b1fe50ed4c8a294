// The menus of cameras, microphones and speakers, in the lobby and in the settings alike.

import { canChooseSpeaker } from "./devices.js";
import { parts, show } from "./dom.js";
import { word } from "./strings.js";

const KINDS = ["mic", "camera", "speaker"];

/**
 * Fills the menus and keeps them filled; `changed(kind, id)` when the person takes another device.
 */
export function startChoices(devices, changed) {
  for (const menu of parts("choose")) {
    menu.addEventListener("change", () => changed(menu.dataset.choose, menu.value));
  }
  for (const row of parts("needs-sink")) show(row, canChooseSpeaker());
  devices.on("list", () => fillChoices(devices));
  return fillChoices(devices);
}

export async function fillChoices(devices) {
  for (const kind of KINDS) {
    const found = await devices.list(kind);
    const chosen = await devices.chosen(kind);
    const menus = parts("choose").filter(({ dataset }) => dataset.choose === kind);
    for (const menu of menus) fill(menu, found, chosen);
  }
}

function fill(menu, found, chosen) {
  const options = found.map(({ id, label }, at) =>
    option(id, label || word("unnamed-device", { number: at + 1 })),
  );
  menu.replaceChildren(...(options.length ? options : [option("", word("no-device"))]));
  menu.value = chosen;
}

function option(id, label) {
  const made = document.createElement("option");
  made.value = id;
  made.textContent = label;
  return made;
}
