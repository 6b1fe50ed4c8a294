// The state of the attendee's visit: lobby → joining → live ⇄ reconnecting → ended(reason), and
// from inside back to joining, to come in anew or into another room. Pure: it reads no clock and no
// page.

/**
 * @typedef {"lobby" | "joining" | "live" | "reconnecting" | "ended"} StateName
 * @typedef {object} State
 * @property {StateName} name
 * @property {string} reason why the visit ended, else ""
 * @property {number} attempt 2 for the one fresh join after a failed one, else 1
 * @typedef {{ type: string, reason?: string, canRejoin?: boolean }} StateEvent
 */

/** @type {Readonly<State>} */
export const START = Object.freeze({ name: "lobby", reason: "", attempt: 1 });

// A second, fresh join may help here: the meeting closed after its join was stored, the join
// expired, or it hangs.
const WORTH_RETRYING = new Set(["closed", "expired", "stuck"]);

/** @type {Record<StateName, Record<string, (state: State, event: StateEvent) => State>>} */
const TRANSITIONS = {
  lobby: { join: joining },
  joining: { started: live, stopped: retryOrEnd, leave: left },
  live: { interrupted: reconnecting, rejoin: joining, stopped: end, leave: left },
  reconnecting: { started: live, rejoin: joining, stopped: end, leave: left },
  ended: { join: joining, prepare: () => START },
};

/**
 * The state after `event`; the same object if the event means nothing in this state.
 * @param {State} state
 * @param {StateEvent} event
 */
export function nextState(state, event) {
  const transition = TRANSITIONS[state.name][event.type];
  return transition ? Object.freeze(transition(state, event)) : state;
}

/** @returns {State} */
function joining() {
  return { name: "joining", reason: "", attempt: 1 };
}

/** @returns {State} */
function live() {
  return { name: "live", reason: "", attempt: 1 };
}

/** @returns {State} */
function reconnecting() {
  return { name: "reconnecting", reason: "", attempt: 1 };
}

/**
 * @param {State} state
 * @param {StateEvent} event
 */
function retryOrEnd(state, event) {
  const isWorthIt = state.attempt === 1 && WORTH_RETRYING.has(event.reason ?? "");
  return isWorthIt ? { ...state, attempt: 2 } : end(state, event);
}

/**
 * @param {State} _state
 * @param {StateEvent} event
 * @returns {State}
 */
function end(_state, event) {
  return { name: "ended", reason: event.reason ?? "", attempt: 1 };
}

/** @returns {State} */
function left() {
  return { name: "ended", reason: "left", attempt: 1 };
}
