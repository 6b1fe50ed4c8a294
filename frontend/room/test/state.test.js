import assert from "node:assert/strict";
import { test } from "node:test";
import { nextState, START } from "../src/state.js";

/** @param {import("../src/state.js").StateEvent[]} events */
const after = (...events) => events.reduce(nextState, START);
const join = { type: "join" };
const started = { type: "started" };
/** @param {string} reason */
const stopped = (reason) => ({ type: "stopped", reason });

test("a visit begins in the lobby and joins when Join is pressed", () => {
  assert.equal(START.name, "lobby");
  assert.equal(after(join).name, "joining");
  assert.equal(after(join, started).name, "live");
});

test("a broken connection leads back into the same meeting", () => {
  assert.equal(after(join, started, { type: "interrupted" }).name, "reconnecting");
  assert.equal(after(join, started, { type: "interrupted" }, started).name, "live");
});

test("a join that hangs, has expired or finds the meeting closed is retried once", () => {
  for (const reason of ["stuck", "expired", "closed"]) {
    assert.deepEqual(after(join, stopped(reason)), { name: "joining", reason: "", attempt: 2 });
    assert.equal(after(join, stopped(reason), stopped(reason)).reason, reason);
  }
});

test("a refusal, a full room or an unreachable portal is not retried", () => {
  for (const reason of ["refused", "full", "unreachable", "elsewhere", "removed"]) {
    assert.deepEqual(after(join, stopped(reason)), { name: "ended", reason, attempt: 1 });
  }
});

test("a meeting that ends while one is in it ends the visit at once", () => {
  assert.deepEqual(after(join, started, stopped("closed")), {
    name: "ended",
    reason: "closed",
    attempt: 1,
  });
});

test("one can leave while joining, in the meeting and while reconnecting", () => {
  const leave = { type: "leave" };
  assert.equal(after(join, leave).reason, "left");
  assert.equal(after(join, started, leave).reason, "left");
  assert.equal(after(join, started, { type: "interrupted" }, leave).reason, "left");
});

test("one can come in anew from the meeting, and from nowhere else", () => {
  const rejoin = { type: "rejoin" };
  assert.deepEqual(after(join, started, rejoin), { name: "joining", reason: "", attempt: 1 });
  assert.equal(after(join, started, { type: "interrupted" }, rejoin).name, "joining");
  for (const state of [START, after(join), after(join, started, stopped("lost"))])
    assert.equal(nextState(state, rejoin), state);
});

test("an event that comes too late changes nothing", () => {
  const ended = after(join, started, stopped("elsewhere"));
  assert.equal(nextState(ended, started), ended);
  assert.equal(nextState(ended, stopped("left")), ended);
  assert.equal(nextState(START, { type: "leave" }), START);
});

test("after the end one can join again or go back to the lobby", () => {
  const ended = after(join, started, stopped("lost"));
  assert.equal(nextState(ended, join).attempt, 1);
  assert.equal(nextState(ended, { type: "prepare" }), START);
});
