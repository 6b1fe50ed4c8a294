// When a meeting that has stopped is worth a fresh join, and after how long.

const MAX_REJOINS = 3; // in a row
const STEADY_MS = 60_000; // a stretch in the meeting that begins a new row

// What ends a meeting for one browser while it goes on for the others: Accelevents' hub joins anew
// after these four, and so does the portal.
const WORTH_REJOINING = new Set([
  "SignalingBadRequest",
  "TURNCredentialsForbidden",
  "TaskFailed",
  "RealtimeApiFailed",
]);

/** @param {string | undefined} statusName a MeetingSessionStatusCode */
export function isWorthRejoining(statusName) {
  return WORTH_REJOINING.has(statusName ?? "");
}

/**
 * How long to wait before rejoin number `count`, in milliseconds: everybody's signaling may fail in
 * the same second, and must not come back in the same one.
 * @param {number} count 1 for the first
 * @param {number} random 0 to 1
 */
export function rejoinDelay(count, random) {
  return Math.round(1000 * 2 ** (count - 1) * (1 + 2 * random));
}

/** The rejoins of one visit: at most three in a row, each after a longer wait. */
export class Rejoins {
  constructor() {
    this.count = 0;
    this.liveSince = 0;
    this.delay = 0; // before the next join, in milliseconds
  }

  /** @param {number} now in milliseconds */
  onLive(now) {
    this.liveSince = now;
  }

  /**
   * Whether one more is to be made; then the next `pause()` waits as long as it should.
   * @param {number} now in milliseconds
   * @param {number} random 0 to 1
   */
  begin(now, random) {
    if (now - this.liveSince >= STEADY_MS) this.count = 0;
    if (this.count >= MAX_REJOINS) return false;
    this.count += 1;
    this.delay = rejoinDelay(this.count, random);
    return true;
  }

  /** Waits before a rejoin; any other join need not wait. */
  pause() {
    const { delay } = this;
    this.delay = 0;
    return delay && new Promise((resolve) => setTimeout(resolve, delay));
  }
}
