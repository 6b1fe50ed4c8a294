import assert from "node:assert/strict";
import { test } from "node:test";
import { isWorthRejoining, Rejoins, rejoinDelay } from "../src/rejoining.js";

test("four ends lead to a fresh join, and no other", () => {
  for (const name of ["SignalingBadRequest", "TURNCredentialsForbidden", "TaskFailed"])
    assert.equal(isWorthRejoining(name), true);
  assert.equal(isWorthRejoining("RealtimeApiFailed"), true);
  for (const name of ["MeetingEnded", "AudioJoinedFromAnotherDevice", "Left", "", undefined])
    assert.equal(isWorthRejoining(name), false);
});

test("rejoins are spread, and each waits longer", () => {
  assert.deepEqual(
    [1, 2, 3].map((count) => [rejoinDelay(count, 0), rejoinDelay(count, 1)]),
    [
      [1000, 3000],
      [2000, 6000],
      [4000, 12000],
    ],
  );
});

test("there are three rejoins in a row, and a minute in the meeting begins a new row", () => {
  const rejoins = new Rejoins();
  rejoins.onLive(100_000);
  const begun = [1, 2, 3, 4].map(() => [rejoins.begin(101_000, 0), rejoins.delay]);
  assert.deepEqual(begun, [
    [true, 1000],
    [true, 2000],
    [true, 4000],
    [false, 4000],
  ]);
  rejoins.onLive(110_000);
  assert.equal(rejoins.begin(169_999, 0), false);
  assert.equal(rejoins.begin(170_000, 0), true);
  assert.equal(rejoins.delay, 1000);
});
