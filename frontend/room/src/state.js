// Where the person is: lobby → joining → live ⇄ reconnecting → ended(reason). Pure: no clock, no
// page.

export const START = Object.freeze({ name: "lobby", reason: "", attempt: 1 });

// What a second, fresh join may mend: a meeting that closed since its join was stored, a join that
// ran out, one that hangs.
const MENDABLE = new Set(["closed", "expired", "stuck"]);

const MOVES = {
  lobby: { join: joining },
  joining: { started: live, stopped: mendOrEnd, leave: left },
  live: { interrupted: reconnecting, stopped: end, leave: left },
  reconnecting: { started: live, stopped: end, leave: left },
  ended: { join: joining, prepare: () => START },
};

/** The state after `event` ({type, reason?}); the same object when the event means nothing here. */
export function next(state, event) {
  const move = MOVES[state.name][event.type];
  return move ? Object.freeze(move(state, event)) : state;
}

function joining() {
  return { name: "joining", reason: "", attempt: 1 };
}

function live() {
  return { name: "live", reason: "", attempt: 1 };
}

function reconnecting() {
  return { name: "reconnecting", reason: "", attempt: 1 };
}

function mendOrEnd(state, event) {
  return state.attempt === 1 && MENDABLE.has(event.reason)
    ? { ...state, attempt: 2 }
    : end(state, event);
}

function end(_state, event) {
  return { name: "ended", reason: event.reason, attempt: 1 };
}

function left() {
  return { name: "ended", reason: "left", attempt: 1 };
}
