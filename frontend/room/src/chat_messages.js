// Chat lines as they travel and as they are kept. Pure: ids and times are handed in.

export const LONGEST_TEXT = 1000; // characters
const LARGEST = 2048; // bytes of one data message, the service's limit
const KEPT = 500; // lines on the page
// The service confirms nothing to the sender: what was sent this long before a break was noticed
// may be lost.
const DOUBTFUL_MS = 60_000; // pings notice a dead line after 50 s

/** The wire form of a line, or "" when it is too long to send. */
export function encode({ id, text }) {
  const wire = JSON.stringify({ id, text });
  const fits = text.length <= LONGEST_TEXT && new TextEncoder().encode(wire).length <= LARGEST;
  return fits ? wire : "";
}

/**
 * {id, ownId, text} of a received data message; plain text counts as a line too. None of it is
 * trusted: `id` holds the sender's, `ownId` is what the sender calls it.
 */
export function decode({ text, senderId, at }) {
  const line = parsed(text);
  const isOurs = line && typeof line.text === "string" && typeof line.id === "string";
  const read = isOurs ? line : { id: String(at), text };
  const ownId = read.id.slice(0, 64);
  return { id: `${senderId}/${ownId}`, ownId, text: read.text.slice(0, LONGEST_TEXT) };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `lines` with `line` added, newest last; the same array when its id is there already. */
export function added(lines, line) {
  return lines.some(({ id }) => id === line.id) ? lines : [...lines, line].slice(-KEPT);
}

/** `lines` with the line `id` marked: "sent", "throttled", "offline" or "doubtful". */
export function marked(lines, id, status) {
  return lines.map((line) => (line.id === id ? { ...line, status } : line));
}

/** `lines` after the connection broke at `now` (ms): own lines just sent may not have arrived. */
export function doubted(lines, now) {
  const fresh = ({ mine, status, at }) => mine && status === "sent" && now - at < DOUBTFUL_MS;
  return lines.map((line) => (fresh(line) ? { ...line, status: "doubtful" } : line));
}
