// The menus of cameras, microphones and speakers, in the lobby and in the settings alike.

import { canChooseSpeaker } from "./devices.js";
import { parts, show } from "./dom.js";
import { translate } from "./strings.js";

/** @import { DeviceKind, Devices } from "./devices.js" */

/** @type {DeviceKind[]} */
const KINDS = ["mic", "camera", "speaker"];

/** @returns {HTMLSelectElement[]} */
const allMenus = () => parts("choose");

/**
 * Fills the menus and keeps them filled; calls `onChange(kind, id)` when another device is chosen.
 * @param {Devices} devices
 * @param {(kind: DeviceKind, id: string) => void} onChange
 */
export function startDeviceMenus(devices, onChange) {
  for (const menu of allMenus()) {
    const kind = /** @type {DeviceKind} */ (menu.dataset.choose);
    menu.addEventListener("change", () => onChange(kind, menu.value));
  }
  for (const row of parts("needs-sink")) show(row, canChooseSpeaker());
  devices.on("list", () => fillDeviceMenus(devices));
  return fillDeviceMenus(devices);
}

/** @param {Devices} devices */
export async function fillDeviceMenus(devices) {
  for (const kind of KINDS) {
    const found = await devices.list(kind);
    const chosen = await devices.chosen(kind);
    const menus = allMenus().filter(({ dataset }) => dataset.choose === kind);
    for (const menu of menus) fill(menu, found, chosen);
  }
}

/**
 * @param {HTMLSelectElement} menu
 * @param {{ id: string, label: string }[]} found
 * @param {string} chosen
 */
function fill(menu, found, chosen) {
  const options = found.map(({ id, label }, index) =>
    createOption(id, label || translate("unnamed-device", { number: index + 1 })),
  );
  menu.replaceChildren(...(options.length ? options : [createOption("", translate("no-device"))]));
  menu.value = chosen;
}

/**
 * @param {string} id
 * @param {string} label
 */
function createOption(id, label) {
  const option = document.createElement("option");
  option.value = id;
  option.textContent = label;
  return option;
}
