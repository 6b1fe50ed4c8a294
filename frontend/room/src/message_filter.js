// Which messages of others count: no replay, and not too many of one sender. Pure: times are passed
// in. What it remembers is limited, and so is the work that anybody can cause.

const MAX_REMEMBERED = 1024; // the service stores a message for ten seconds
const MAX_IN_WINDOW = 10; // of one sender
const WINDOW_MS = 5_000;
const MAX_SENDERS = 512;

/**
 * @typedef {object} Received
 * @property {string} senderAttendeeId set by the service
 * @property {number} timestampMs set by the service
 * @property {string} topic
 */

/** After a reconnect the service sends the messages of the last seconds once more. */
export class ReplayFilter {
  constructor() {
    /** @type {Set<string>} Oldest first. */
    this.seen = new Set();
  }

  /**
   * Whether the message has not come before. Two of one sender in the same millisecond are told
   * apart by their text.
   * @param {Received} message
   * @param {string} text
   */
  isNew({ senderAttendeeId, timestampMs, topic }, text) {
    const key = `${senderAttendeeId} ${timestampMs} ${topic} ${text.slice(0, 200)}`;
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    if (this.seen.size > MAX_REMEMBERED) this.seen.delete(oldestOf(this.seen));
    return true;
  }
}

export class RateLimit {
  constructor() {
    /** @type {Map<string, { since: number, count: number }>} By sender. */
    this.windows = new Map();
  }

  /**
   * Whether one more message of `senderId` at `now` (ms) is to be read.
   * @param {string} senderId
   * @param {number} now
   */
  admits(senderId, now) {
    const known = this.windows.get(senderId);
    const isOpen = known && now - known.since < WINDOW_MS;
    const window = isOpen ? known : { since: now, count: 0 };
    window.count += 1;
    this.windows.set(senderId, window);
    if (this.windows.size > MAX_SENDERS) this.windows.delete(oldestOf(this.windows.keys()));
    return window.count <= MAX_IN_WINDOW;
  }
}

/** @param {Iterable<string>} keys */
function oldestOf(keys) {
  const [first] = keys;
  return first;
}
