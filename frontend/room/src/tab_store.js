// What this tab remembers over a reload: which device it is, and the chat. Where the browser stores
// nothing, it is as if the tab had just been opened.

/** @import { ChatLine } from "./chat_messages.js" */

const DEVICE = "portal-device";
const CHAT = "portal-chat:";
const MAX_LINES = 200;
const MAX_CHARS = 200_000;

/**
 * What `use` makes of the tab's storage; `otherwise` if there is none, or it holds no such thing.
 * @template T
 * @param {(storage: Storage) => T} use
 * @param {T} otherwise
 */
function withStorage(use, otherwise) {
  try {
    return use(sessionStorage);
  } catch {
    return otherwise;
  }
}

/** A random name of this tab, the same after a reload. */
export function deviceName() {
  const name = crypto.randomUUID();
  return withStorage((storage) => {
    const known = storage.getItem(DEVICE) ?? name;
    storage.setItem(DEVICE, known);
    return known;
  }, name);
}

/**
 * The lines that were stored for this visit; those of other visits are forgotten.
 * @param {string} visit
 * @returns {ChatLine[]}
 */
export function loadLines(visit) {
  return withStorage((storage) => {
    for (const key of Object.keys(storage)) {
      if (key.startsWith(CHAT) && key !== CHAT + visit) storage.removeItem(key);
    }
    const lines = JSON.parse(storage.getItem(CHAT + visit) ?? "[]");
    return Array.isArray(lines) ? lines.filter(isLine) : [];
  }, []);
}

/**
 * Stores the latest lines of a visit.
 * @param {string} visit
 * @param {ChatLine[]} lines
 */
export function saveLines(visit, lines) {
  const text = JSON.stringify(lines.slice(-MAX_LINES));
  withStorage((storage) => text.length < MAX_CHARS && storage.setItem(CHAT + visit, text), false);
}

/** @param {any} line */
function isLine(line) {
  return typeof line?.id === "string" && typeof line.text === "string";
}
