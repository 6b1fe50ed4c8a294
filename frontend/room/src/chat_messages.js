// Chat lines as they travel and as the page stores them. Pure: ids and times are passed in.

/**
 * @typedef {object} ChatLine
 * @property {string} id unique on this page
 * @property {string} [text]
 * @property {boolean} [mine] whether this attendee wrote it
 * @property {string} [senderId] the attendee who wrote it, if that is another one
 * @property {number} [at] when it was sent, in milliseconds since 1970
 * @property {string} [status] "sent", "throttled", "offline" or "doubtful"; only for own lines
 * @property {string} [wire] how it is sent; only for own lines
 */

const MAX_TEXT = 1000; // characters
const MAX_BYTES = 2048; // of one data message, the service's limit
const MAX_LINES = 500; // on the page
// The service confirms nothing to the sender: a line sent this long before a break was noticed may
// be lost.
const DOUBTFUL_MS = 20_000; // pings notice a dead connection after 13 s

/**
 * The wire form of a line, or "" if it is too long to send.
 * @param {{ id: string, text: string }} line
 */
export function encode({ id, text }) {
  const wire = JSON.stringify({ id, text });
  const fits = text.length <= MAX_TEXT && new TextEncoder().encode(wire).length <= MAX_BYTES;
  return fits ? wire : "";
}

/**
 * {id, ownId, text} of a received data message; plain text counts as a line too. None of it is
 * trusted: `id` contains the sender's id, `ownId` is the id that the sender gave the line.
 * @param {{ text: string, senderId: string, at: number }} message
 */
export function decode({ text, senderId, at }) {
  const line = parseJson(text);
  const isLine = line && typeof line.text === "string" && typeof line.id === "string";
  const read = isLine ? line : { id: String(at), text };
  const ownId = read.id.slice(0, 64);
  return { id: `${senderId}/${ownId}`, ownId, text: read.text.slice(0, MAX_TEXT) };
}

/** @param {string} text */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * `lines` with `line` added, newest last; the same array if its id is there already.
 * @param {ChatLine[]} lines
 * @param {ChatLine} line
 */
export function withLine(lines, line) {
  return lines.some(({ id }) => id === line.id) ? lines : [...lines, line].slice(-MAX_LINES);
}

/**
 * `lines` with the status of the line `id` set.
 * @param {ChatLine[]} lines
 * @param {string} id
 * @param {string} status "sent", "throttled", "offline" or "doubtful"
 */
export function withStatus(lines, id, status) {
  return lines.map((line) => (line.id === id ? { ...line, status } : line));
}

/**
 * `lines` after the connection broke at `now` (ms): own lines just sent may not have arrived.
 * @param {ChatLine[]} lines
 * @param {number} now
 */
export function withDoubts(lines, now) {
  /** @param {ChatLine} line */
  const isDoubtful = ({ mine, status, at = 0 }) =>
    mine && status === "sent" && now - at < DOUBTFUL_MS;
  return lines.map((line) => (isDoubtful(line) ? { ...line, status: "doubtful" } : line));
}
