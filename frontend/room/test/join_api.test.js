// The request that joins: what is repeated, how often, and what never is.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { requestJoin } from "../src/join_api.js";

const JOINED = { status: 200, ok: true, json: async () => ({ title: "" }) };

/** @param {string | null} seconds */
function underWay(seconds) {
  return {
    status: 409,
    ok: false,
    headers: { get: () => seconds },
    text: async () => "<p>Under way</p>",
  };
}

/** @param {object[]} answers in this order, the last one for ever */
function answerWith(...answers) {
  const made = { calls: 0 };
  globalThis.fetch = /** @type {any} */ (
    async () => answers[Math.min(made.calls++, answers.length - 1)]
  );
  return made;
}

beforeEach(() => {
  globalThis.document = /** @type {any} */ ({ querySelector: () => null });
  mock.method(globalThis, "setTimeout", (/** @type {() => void} */ go) => queueMicrotask(go));
});
afterEach(() => mock.restoreAll());

test("a join that meets another one of the same attendee is made again", async () => {
  const made = answerWith(underWay("2"), JOINED);

  const response = await requestJoin("/join/");

  assert.equal(response.kind, "joined");
  assert.equal(made.calls, 2);
});

test("it is made three times at most", async () => {
  const made = answerWith(underWay("2"));

  const response = await requestJoin("/join/");

  assert.deepEqual(response, { kind: "refused", html: "<p>Under way</p>" });
  assert.equal(made.calls, 3);
});

test("a refusal that names no time, or a long one, is final", async () => {
  for (const seconds of [null, "60", "soon", "-1"]) {
    const made = answerWith(underWay(seconds), JOINED);

    assert.equal((await requestJoin("/join/")).kind, "refused");
    assert.equal(made.calls, 1);
  }
});
