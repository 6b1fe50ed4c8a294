// Finds and shows the parts of the room's page.

const root = document.getElementById("room");

/** The one element of the room marked data-<kind>="<name>". */
export function part(name, kind = "part", within = root) {
  return within.querySelector(`[data-${kind}="${name}"]`);
}

export function parts(kind, within = root) {
  return [...within.querySelectorAll(`[data-${kind}]`)];
}

/** A fresh copy of what is inside <template data-template="name">. */
export function copy(name) {
  return part(name, "template").content.firstElementChild.cloneNode(true);
}

export function show(element, isShown) {
  if (element && element.hidden === isShown) element.hidden = !isShown;
}

export function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

/** What the server told the page: addresses, names and switches, never a secret. */
export function config() {
  return JSON.parse(document.getElementById("room-config").textContent);
}

export { root };
