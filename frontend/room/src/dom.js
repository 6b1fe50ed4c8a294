// Finds, fills and shows the parts of the room's page.

/**
 * @typedef {object} RoomConfig
 * @property {string} join_url
 * @property {string} breakout_url with ROOM in the place of a breakout room's id
 * @property {string} leave_url
 * @property {string} visit a name for what the tab keeps of this visit
 * @property {string} device_inside the device by which they are in the meeting, or ""
 * @property {string} my_name
 * @property {string[]} event_slugs what the hub may call the event
 * @property {number} workshop_id
 */

/** The element around everything of the room. */
export const root = /** @type {HTMLElement} */ (document.getElementById("room"));

/**
 * The one element of the room marked data-<kind>="<name>"; the templates have it in every state.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} name
 * @param {string} [kind]
 * @param {Element | DocumentFragment} [within]
 * @returns {T}
 */
export function part(name, kind = "part", within = root) {
  return /** @type {T} */ (within.querySelector(`[data-${kind}="${name}"]`));
}

/**
 * All elements of the room marked data-<kind>, whatever its value.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} kind
 * @param {Element} [within]
 * @returns {T[]}
 */
export function parts(kind, within = root) {
  return /** @type {T[]} */ ([...within.querySelectorAll(`[data-${kind}]`)]);
}

/**
 * A fresh copy of the element inside <template data-template="name">.
 * @param {string} name
 * @returns {HTMLElement}
 */
export function cloneTemplate(name) {
  /** @type {HTMLTemplateElement} */
  const { content } = part(name, "template");
  return /** @type {HTMLElement} */ (content.firstElementChild?.cloneNode(true));
}

/**
 * @param {HTMLElement | null} element
 * @param {boolean} isShown
 */
export function show(element, isShown) {
  if (element && element.hidden === isShown) element.hidden = !isShown;
}

/**
 * @param {Element | null} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

/**
 * What the server wrote into the page: addresses, names and switches, never a secret.
 * @returns {RoomConfig}
 */
export function config() {
  return JSON.parse(document.getElementById("room-config")?.textContent ?? "");
}
