import assert from "node:assert/strict";
import { test } from "node:test";
import { next, START } from "../src/state.js";

const after = (...events) => events.reduce(next, START);
const join = { type: "join" };
const started = { type: "started" };
const stopped = (reason) => ({ type: "stopped", reason });

test("a visit begins in the lobby and goes in on the press of Join", () => {
  assert.equal(START.name, "lobby");
  assert.equal(after(join).name, "joining");
  assert.equal(after(join, started).name, "live");
});

test("a broken line leads back into the same meeting", () => {
  assert.equal(after(join, started, { type: "interrupted" }).name, "reconnecting");
  assert.equal(after(join, started, { type: "interrupted" }, started).name, "live");
});

test("a join that hangs, ran out or finds the meeting closed is tried once more, afresh", () => {
  for (const reason of ["stuck", "expired", "closed"]) {
    assert.deepEqual(after(join, stopped(reason)), { name: "joining", reason: "", attempt: 2 });
    assert.equal(after(join, stopped(reason), stopped(reason)).reason, reason);
  }
});

test("a refusal, a full room or a silent portal is not asked twice", () => {
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

test("what comes too late changes nothing", () => {
  const ended = after(join, started, stopped("elsewhere"));
  assert.equal(next(ended, started), ended);
  assert.equal(next(ended, stopped("left")), ended);
  assert.equal(next(START, { type: "leave" }), START);
});

test("from the end one can go in again or back to the lobby", () => {
  const ended = after(join, started, stopped("lost"));
  assert.equal(next(ended, join).attempt, 1);
  assert.equal(next(ended, { type: "prepare" }), START);
});
